"""Does a text fit one phone screen? The lines it takes in the phone preview, counted without a browser.

The preview (`.sop-phone` in sopbook.css) is a chat on a phone of 390×844: `WIDTH` characters to a line, `LINES` lines
to the screen. Lines are broken as browsers break Chinese: anywhere but before closing and after opening punctuation
and inside words and numbers (Unicode Standard Annex #14, with the classes that such texts use). Widths are those of
Source Han Sans (Noto Sans CJK), the sans-serif of most systems without a Chinese one of their own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WIDTH = 17.0
"""Characters of full width to a line; the stylesheet's `--chars`."""

LINES = 22
"""Lines that one screen shows; the stylesheet's `--screen`."""


class Screen(NamedTuple):
    """A phone on which a text is read: characters of full width to a line, and lines to the screen."""

    name: str
    width: float
    lines: int


SCREENS = (
    Screen("390", WIDTH, LINES),
    Screen("360", 15.0, 20),
    Screen("large", 13.6, 17),
)
"""The preview's phone; a narrower one of 360×800, with 30 px less to a line and 44 px less to the screen; the first
with type a quarter larger. The stylesheet has the same figures."""

_NARROW = dict(
    zip(
        map(chr, range(32, 127)),
        # thousandths of an em, from the space to the tilde
        (224, 323, 475, 555, 555, 921, 680, 279, 338, 338, 467, 555, 278, 347, 278, 392)
        + (555,) * 10
        + (278, 278, 555, 555, 555, 474, 946)
        + (
            602,
            657,
            609,
            688,
            589,
            552,
            689,
            728,
            293,
            495,
            646,
            543,
            812,
            723,
            742,
            633,
            742,
            635,
            583,
            599,
            721,
        )
        + (585, 878, 573, 531, 587, 338, 392, 338, 555, 559, 606)
        + (
            563,
            618,
            488,
            620,
            554,
            322,
            564,
            607,
            275,
            275,
            552,
            284,
            926,
            610,
            606,
            620,
            620,
            388,
            468,
            357,
            607,
        )
        + (521, 802, 498, 521, 475, 338, 270, 338, 555),
        strict=True,
    )
) | {"¥": 555, "£": 555, "€": 555, "°": 370, "–": 536, "\xa0": 224}
_OPENING = "([{（［｛【《「『〈〔“‘"
_CLOSING = ")]}）］｝】》」』〉〕”’，。、．,.：；:;！？!?…％%℃°‰/-–々〜"
_UNITS = re.compile(
    rf"[{re.escape(_OPENING)}¥￥$+＋№]*"
    rf"(?:[A-Za-z0-9@#&*+=<>^`|~'\"\\$_\xa0\u00a1-\u04ff]+(?:[,.:/](?=\d)[0-9]+|[.,:;'](?=[A-Za-z])[A-Za-z0-9]+)*|——?|…+|.)"
    rf"[{re.escape(_CLOSING)}]* *",
    re.DOTALL,
)
_LONG_WORD = re.compile(r"[!-~\xa0-\u04ff]{10}")
_SURE = 11
"""Characters that a line holds at the least, whatever is kept together at its end."""


def fits(text: str, lines: int = LINES) -> bool:
    """Tell whether a text takes at most so many lines of the preview."""
    written = text.rstrip("\n").split("\n")
    if sum(len(line) // _SURE + 1 for line in written) <= lines and not _LONG_WORD.search(text):
        return True  # most texts: nothing need be measured
    return lines_of(text) <= lines


def lines_of(text: str, width: float = WIDTH) -> int:
    """Return the lines that a text takes in the preview; trailing line ends are not counted."""
    sure = int(width)  # no character is wider than one of full width
    return sum(1 if len(line) <= sure else _lines_of(line, width) for line in text.rstrip("\n").split("\n"))


def too_long(text: str) -> dict[str, int]:
    """Return by how many lines a text is longer than each of `SCREENS`; 0 where it fits."""
    return {one.name: max(0, lines_of(text, one.width) - one.lines) for one in SCREENS}


@lru_cache(maxsize=8192)
def _lines_of(line: str, limit: float) -> int:
    count, used = 1, 0.0
    for unit in _units(line):
        bare = unit.rstrip(" ")
        width = _width(bare)
        if used and used + width > limit:
            count, used = count + 1, 0.0
        while width > limit:  # longer than a line: broken anywhere
            kept = _prefix(bare, limit)
            bare = bare[kept:]
            count, width = count + 1, _width(bare)
        used += width + (len(unit) - len(unit.rstrip(" "))) * _of(" ")
    return count


def _units(line: str) -> list[str]:
    """Return the pieces between which a line may be broken; spaces belong to the piece before them."""
    return re.findall(r"\S+ *| +", line) if line.isascii() else _UNITS.findall(line)


def _prefix(text: str, limit: float) -> int:
    """Return how many characters fill a line."""
    used = 0.0
    for index, char in enumerate(text):
        used += _of(char)
        if used > limit:
            return max(index, 1)
    return len(text)


def _width(text: str) -> float:
    return sum(map(_of, text))


@lru_cache(maxsize=8192)
def _of(char: str) -> float:
    narrow = _NARROW.get(char)
    if narrow is not None:
        return narrow / 1000
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return 0.6 if char < "\u2000" and char not in "·×÷" else 1.0
