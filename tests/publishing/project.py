"""A small handbook with the sites of its two states, built in processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

CONFIG = """\
site_name: 手册
site_url: https://example.org/sop/
docs_dir: playbooks
theme: {name: material, language: zh, font: false}
plugins:
  - search
  - sopbook: {today: 2026-12-07, months: 1}
"""
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1796601600"}

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Return every file below `folder` with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@dataclass(frozen=True, kw_only=True)
class Book:
    """A project whose site is the old one, and whose playbooks make the new one."""

    root: Path
    old: Tree
    new: Tree
    seconds: float
    """How long a build takes."""

    @property
    def site(self) -> Path:
        return self.root / "site"

    def begin(self, *command: str) -> subprocess.Popen[str]:
        """Begin a build; `command` is a Python module and its arguments."""
        return subprocess.Popen(
            [sys.executable, "-m", *(command or ("sopbook", "build"))],
            cwd=self.root,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=_heed_interrupts,
            text=True,
            encoding="utf-8",
        )

    def build(self, *command: str) -> tuple[int, str]:
        """Build; return the exit code and what was said."""
        process = self.begin(*command)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    def beside(self) -> list[str]:
        """Return what stands beside the site and is no part of the project."""
        return sorted(
            {path.name for path in self.site.parent.iterdir()} - {"mkdocs.yml", "playbooks", "site"}
        )

    def is_kept(self) -> bool:
        """Tell whether the old site stands as it was, and nothing is left beside it."""
        return tree(self.site) == self.old and self.beside() == []


def _heed_interrupts() -> None:
    """What is begun in the background of a shell ignores Ctrl-C, and so would all that it begins."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(happened: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something has happened."""
    end = monotonic() + seconds
    while not happened():
        assert monotonic() < end, "it never happened"
        sleep(0.002)


def copied(states: Book, root: Path) -> Book:
    """Return a copy of the project at `root`, which may exist."""
    shutil.copytree(states.root / "playbooks", root / "playbooks", dirs_exist_ok=True)
    shutil.copytree(states.root / "old", root / "site", dirs_exist_ok=True)
    shutil.copy(states.root / "mkdocs.yml", root)
    return Book(root=root, old=states.old, new=states.new, seconds=states.seconds)
