"""Sites built from handbooks drawn in the test; a build takes about a third of a second."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

HOSTILE = "</title><script>alert(1)</script>"
RICH = """\
site_name: 手册
site_url: https://example.org/sop/
docs_dir: playbooks
theme:
  name: material
  language: zh
  font: false
  features: [navigation.path, navigation.indexes, navigation.tabs]
plugins:
  - search
  - sopbook: {today: 2026-12-07}
"""


class Site:
    """A built site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def text(self, path: str) -> str:
        """Return a file of the site; a path that ends with `/` is a page."""
        return (self.folder / (f"{path}index.html" if path.endswith("/") or not path else path)).read_text(
            "utf-8"
        )

    def search(self) -> list[dict[str, Any]]:
        """Return what the search knows."""
        docs = json.loads(self.text("search/search_index.json"))["docs"]
        assert isinstance(docs, list)
        return docs

    def tree(self) -> dict[str, bytes]:
        """Return every file with its content."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


def built(root: Path, *, strict: bool = False, **options: Any) -> Site:
    """Build the project at `root` with MkDocs, as `mkdocs build` does."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = load_config(config_file=str(root / "mkdocs.yml"), strict=strict, **options)
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    config.plugins.on_shutdown()
    return Site(Path(config.site_dir))


@pytest.fixture(scope="session")
def build() -> Callable[..., Site]:
    """Return a function that builds a project; see `built`."""
    return built


def handbook(write: Callable[..., str]) -> Mapping[str, str]:
    """Return a handbook with something of everything, and a title that means harm."""
    rules = "{allowed: 晒单, forbidden: [广告, 拉人], penalty: 移出}"
    return {
        "index.md": "---\ntitle: 首页\n---\n\n# 运营手册\n\n## 怎么开始\n\n先看[餐饮](industries/dining/index.md#怎么用)。\n",
        "handbook/index.md": "# 通用方法\n",
        "handbook/rules.md": "---\ntitle: 群规怎么定\n---\n\n## 五段式\n",
        "industries/dining/index.md": "---\ntitle: 餐饮\ndescription: 到店\n---\n\n## 怎么用\n\n看日历。\n",
        "industries/dining/lunch.md": write(
            "每天 11:00 | 今日菜单 | admin",
            "每周三 20:00 | 直播 | host | content",
            body="## 为什么存在\n\n午市。\n",
            welcome="欢迎来{{ title }}",
            rules=rules,
        ),
        "industries/dining/hostile.md": write(
            f"每天 12:00 | '{HOSTILE}' | admin\nnote: '{HOSTILE}'\ncopy: '{HOSTILE}'",
            title=f"'{HOSTILE}'",
            description=f"'{HOSTILE}'",
            tags=f"['{HOSTILE}']",
            owner=f"'{HOSTILE}'",
            roles=f"{{host: '{HOSTILE}', admin: 经理}}",
            positioning=f"{{purpose: '{HOSTILE}', channels: ['{HOSTILE}']}}",
            welcome=f"'{HOSTILE}'",
            rules=f"{{allowed: '{HOSTILE}', penalty: '{HOSTILE}', forbidden: '{HOSTILE}'}}",
        ),
        "industries/retail/store.md": write("建群第1天 10:00"),
    }


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., str]) -> Site:
    """Return the site of `handbook`, built once."""
    root = tmp_path_factory.mktemp("site")
    for name, text in {**handbook(write), "../mkdocs.yml": RICH}.items():
        path = root / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return built(root)
