"""The line of a file that a finding is about, and the column below which its caret stands, as a terminal shows them.

A Chinese character takes two columns there and a combining one none; a tab goes to the next multiple of four.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from sopbook.findings import Place
from sopbook.render.report.lines import visible

WIDTH = 100
"""Columns of a line that are shown where nothing else says how many there are."""

_TAB = 4
_CUT = "…"


class Excerpt(NamedTuple):
    """A line of a file, parted where the finding's place is; both parts can be printed."""

    number: int
    before: str
    after: str

    @property
    def lines(self) -> tuple[str, str]:
        """The line with its number, and the caret below its column."""
        gutter = f"{self.number:>6} | "
        return f"{gutter}{self.before}{self.after}".rstrip(), f"{' ' * 6} | {' ' * columns(self.before)}^"


def excerpt(text: str, place: Place, width: int = WIDTH) -> Excerpt | None:
    """Return the line of `text` that `place` is on, cut around its column if it is long; None if there is none."""
    lines = text.split("\n", place.line)
    if len(lines) < place.line or not lines[place.line - 1].strip():
        return None
    shown = _shown(lines[place.line - 1].rstrip("\r"))
    at = min(place.column - 1, len(shown))
    return Excerpt(place.line, *_cut(shown[:at], shown[at:], width))


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _shown(line: str) -> list[str]:
    """Return each character of a line as it is printed."""
    shown: list[str] = []
    at = 0
    for char in line:
        shown.append(" " * (_TAB - at % _TAB) if char == "\t" else visible(char))
        at += columns(shown[-1])
    return shown


def _cut(before: list[str], after: list[str], width: int) -> tuple[str, str]:
    """Cut what is too long: what follows the place goes first, of what precedes it a third of the width stays."""
    lead, rest = columns("".join(before)), columns("".join(after))
    if lead + rest <= width:
        return "".join(before), "".join(after)
    kept = max(width - rest, width // 3) if lead > width // 3 else lead
    if lead > kept:
        before = [_CUT, *_last(before, kept - 1)]
    room = width - columns("".join(before))
    if rest > room:
        after = [*_first(after, room - 1), _CUT]
    return "".join(before), "".join(after)


def _first(chars: list[str], room: int) -> list[str]:
    for index, char in enumerate(chars):
        room -= columns(char)
        if room < 0:
            return chars[:index]
    return chars


def _last(chars: list[str], room: int) -> list[str]:
    return _first(chars[::-1], room)[::-1]
