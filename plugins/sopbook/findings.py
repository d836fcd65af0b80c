"""Findings: what the checker says, where, and how to mend it.

Every text exists in Simplified Chinese and in English side by side, so neither can be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]
"""A language of the interface."""


class Text(NamedTuple):
    """One sentence in both languages of the interface."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """Return the sentence in `lang`."""
        return self.zh if lang == "zh" else self.en


class Severity(StrEnum):
    """How grave a finding is. Only an error stops a build; a warning fails `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; line and column are 1-based, a column counts code points."""

    path: str
    line: int = 1
    column: int = 1


def end_of(path: str, before: str, first_line: int = 1) -> Place:
    """Return where the text `before`, which begins on `first_line` of a file, ends: the place of what follows it."""
    return Place(path, first_line + before.count("\n"), len(before) - before.rfind("\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the checker says.

    `message` tells what was found and what was expected; `help` tells how to mend it.
    """

    code: str
    severity: Severity
    place: Place
    message: Text
    help: Text


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings by file, line, column and code, each once."""
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda finding: (finding.place, finding.code, finding.message))
