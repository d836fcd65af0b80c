"""A case of the corpus, and the project that it is: the sound handbook with the case's files laid over it."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
MAX_MEGABYTES = 300
MAX_SECONDS = 5
"""Seconds of processor time, which a busy machine does not stretch."""
_PATIENCE = 30
"""Seconds of the wall's clock after which a run counts as hanging."""

CONFIG: dict[str, Any] = {
    "site_name": "手册",
    "site_url": "https://example.org/sop/",
    "docs_dir": "playbooks",
    "theme": {
        "name": "material",
        "language": "zh",
        "font": False,
        "features": ["navigation.path", "navigation.indexes", "navigation.tabs", "content.code.copy"],
    },
}
EXTENSIONS: list[Any] = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.tasklist": {"custom_checkbox": True}},
]
OPTIONS = {"today": "2026-12-07", "months": 1}

_PLAYBOOK = """\
---
title: 午市福利群
group: traffic
owner: 运营部
roles: {host: 店长, admin: 值班经理}
vars: {store: 人民路店}
rules: {allowed: 晒单, forbidden: [广告, 拉人], penalty: 移出}
welcome: 欢迎来到{{ store }}
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单
    kind: content
    by: admin
    copy: 今天的菜单在图里
  - id: live
    when: 每周三 20:00
    post: 直播
    kind: content
    by: host
---

## 为什么存在

午市。
"""
SOUND = {
    "index.md": "---\ntitle: 首页\n---\n\n# 运营手册\n\n先看[餐饮](industries/dining/index.md)。\n",
    "handbook/rules.md": "---\ntitle: 群规怎么定\n---\n\n## 五段式\n",
    "industries/dining/index.md": "---\ntitle: 餐饮\ndescription: 到店\n---\n\n## 怎么用\n\n看日历。\n",
    "industries/dining/lunch.md": _PLAYBOOK,
    "industries/retail/store.md": _PLAYBOOK.replace("午市", "门店").replace("每天 11:00", "建群第1天 10:00"),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case; the fields are the keys of its file, `name` and `family` come from where it stands."""

    name: str
    family: str
    about: str
    """One English sentence: what is tried."""
    files: Mapping[str, Any] = field(default_factory=dict)
    """What is laid over the sound handbook, by its way from `playbooks/`; None takes a file away. See `lay`."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Options of the plugin."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """Other keys of `mkdocs.yml`."""
    extensions: tuple[Any, ...] = ()
    """More extensions of Markdown."""
    run: str = "build"
    """What `sopbook` is called with."""
    exit: int = 1
    findings: tuple[str, ...] = ()
    """`CODE path:line:column` of findings that must be there; with none of them and exit 0, no error is found."""
    shows: tuple[str, ...] = ()
    """`path: text` that must be in a file of the site, or in `output`: the good that is not lost."""
    never: tuple[str, ...] = ()
    """Texts that no output may have."""

    def __str__(self) -> str:
        return f"{self.family}/{self.name}"


def cases(*families: str) -> list[Case]:
    """Return the cases of the given families, or all."""
    paths = sorted(HERE.glob("*/*.yml"))
    return [_case(path) for path in paths if not families or path.parent.name in families]


def _case(path: Path) -> Case:
    told = yaml.safe_load(path.read_text("utf-8"))
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    return Case(name=path.stem, family=path.parent.name, **(told | lists))


def draw(case: Case, root: Path) -> None:
    """Lay the sound handbook, the case's files and its `mkdocs.yml` out in `root`."""
    sound: dict[str, Any] = dict(SOUND)
    for name, content in (sound | dict(case.files)).items():
        if content is not None:
            lay(root / "playbooks" / os.fsencode(name).decode("utf-8", "surrogateescape"), content)
    config = {
        **CONFIG,
        "plugins": ["search", {"sopbook": {**OPTIONS, **case.options}}],
        "markdown_extensions": [*EXTENSIONS, *case.extensions],
        **case.config,
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")


def lay(path: Path, content: Any) -> None:
    """Make a file: of a text, or as a mapping says.

    base64: its bytes · text, encoding: a text in another encoding · repeat, times, before, after: a long text
    lines: a line with {} for its number, as many times
    link: where a link leads · hardlink: the file it is another name of · fifo, socket, folder: what it is, instead of a file
    mtime, mode: numbers that are set afterwards
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_bytes(content.encode("utf-8", "surrogatepass"))
        return
    match content:
        case {"base64": coded}:
            path.write_bytes(base64.b64decode(coded))
        case {"text": text}:
            path.write_bytes(text.encode(content.get("encoding", "utf-8"), "surrogatepass"))
        case {"repeat": unit, "times": times}:
            path.write_text(content.get("before", "") + unit * times + content.get("after", ""), "utf-8")
        case {"lines": line, "times": times}:
            lines = "".join(f"{line.format(number)}\n" for number in range(times))
            path.write_text(content.get("before", "") + lines + content.get("after", ""), "utf-8")
        case {"link": target}:
            path.symlink_to(target)
        case {"hardlink": target}:
            path.hardlink_to(target)
        case {"fifo": True}:
            os.mkfifo(path)
        case {"socket": True}:
            os.mknod(path, stat.S_IFSOCK | 0o600)
        case {"folder": True}:
            path.mkdir()
        case _:
            raise ValueError(f"{path}: {content!r}")


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    exit: int
    stdout: bytes
    stderr: bytes
    seconds: float
    """Of processor time."""
    megabytes: float
    """Of memory at the most."""

    @property
    def output(self) -> str:
        """Both streams; what is no UTF-8 shows as such."""
        return (self.stdout + self.stderr).decode("utf-8", "surrogateescape")


def run(root: Path, arguments: str) -> Outcome:
    """Run `sopbook` in `root`; it may not hang."""
    out, err = root / ".stdout", root / ".stderr"
    nursery = _nursery()
    assert nursery.stdin is not None and nursery.stdout is not None
    asked = {"folder": str(root), "arguments": arguments.split(), "out": str(out), "err": str(err)}
    nursery.stdin.write(json.dumps(asked | {"patience": _PATIENCE}) + "\n")
    nursery.stdin.flush()
    answer = json.loads(nursery.stdout.readline())
    code = os.waitstatus_to_exitcode(answer["status"])
    assert code != -signal.SIGKILL, "it hangs"
    outcome = Outcome(code, out.read_bytes(), err.read_bytes(), answer["seconds"], answer["megabytes"])
    out.unlink()
    err.unlink()
    return outcome


@cache
def _nursery() -> subprocess.Popen[str]:
    """Return the process that forks each run; it ends with this one, whose pipe it reads."""
    env = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "LANG")}
    return subprocess.Popen(
        [sys.executable, "-m", "hostile.nursery"],
        env=env | {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(HERE.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


_LINE = re.compile(r"^(?:\S+ +-  ?)?playbooks/(.*?):(\d+):(\d+): (SOP\d+) (.*)$", re.MULTILINE)
_COMMAND = re.compile(r"^::(\w+) file=(?:playbooks/)?(.*?),line=(\d+),col=(\d+),title=(SOP\d+)", re.MULTILINE)


def found(output: str) -> list[tuple[str, bool]]:
    """Return each finding of an output as `CODE path:line:column`, and whether it is an error."""
    listed = [
        (f"{code} {path}:{line}:{column}", not said.startswith(("（", "(warning", "(hint")))
        for path, line, column, code, said in _LINE.findall(output)
    ]
    listed += [
        (f"{code} {path}:{line}:{column}", kind == "error")
        for kind, path, line, column, code in _COMMAND.findall(output)
    ]
    return listed


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content; a link as what it says."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def copied(base: Path, root: Path) -> Path:
    """Copy the sound project with its site."""
    shutil.copytree(base, root, dirs_exist_ok=True, symlinks=True)
    return root
