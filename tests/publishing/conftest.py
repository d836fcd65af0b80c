"""A project in two states, and a disk of its own for it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import monotonic

import pytest

from publishing.project import CONFIG, Book, copied, tree


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., str]) -> Book:
    """Return a project built in both its states, for the others to be copied from."""
    root = tmp_path_factory.mktemp("states")
    files: Mapping[str, str] = {
        "../mkdocs.yml": CONFIG,
        "index.md": "# 首页\n\n![店](shop.png)\n",
        "shop.png": "no picture, but a file",
        "industries/a/index.md": "# 餐饮\n",
        "industries/a/x.md": write("每天 11:00 | 菜单", welcome="欢迎"),
        "industries/a/gone.md": write("每天 12:00 | 汤"),
    }
    for name, text in files.items():
        path = root / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "site").mkdir()
    (root / "site/.gitignore").write_text("*\n!.gitignore\n", "utf-8")
    book = Book(root=root, old={}, new={}, seconds=0)
    assert book.build()[0] == 0
    old = tree(root / "site")
    shutil.copytree(root / "site", root / "old")
    (root / "playbooks/industries/a/gone.md").unlink()
    (root / "playbooks/industries/a/x.md").write_text(write("每天 10:00 | 面", welcome="来了"), "utf-8")
    began = monotonic()
    code, said = book.build()
    assert code == 0, said
    return Book(root=root, old=old, new=tree(root / "site"), seconds=monotonic() - began)


@pytest.fixture
def book(states: Book, tmp_path: Path) -> Book:
    """Return a project of its own for the test."""
    return copied(states, tmp_path / "book")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a small disk of its own; skipped where nothing may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"no file system may be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
