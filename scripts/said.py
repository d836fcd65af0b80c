#!/usr/bin/env python3
"""Write down anew what every code's bad example prints; tests/core/checks/test_said.py compares. See CONTRIBUTING.md."""

from __future__ import annotations

from pathlib import Path

from sopbook.checks import DOCS
from sopbook.findings import Lang
from sopbook.pipeline import shown
from sopbook.render.report import line_of

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "core" / "checks"
LANGS: tuple[Lang, ...] = ("zh", "en")


def said(lang: Lang) -> str:
    """Return a line a finding, in order of codes."""
    return "".join(f"{line_of(finding, lang)}\n" for code in DOCS for finding in shown(code).findings)


def file_of(lang: Lang) -> Path:
    """Return where it is written down."""
    return FOLDER / f"said.{lang}.txt"


if __name__ == "__main__":
    for one in LANGS:
        file_of(one).write_text(said(one), encoding="utf-8")
