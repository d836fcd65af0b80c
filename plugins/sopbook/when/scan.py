"""Reading a text from left to right: a cursor with the few signs that all rows share."""

from __future__ import annotations

import re

from sopbook.findings import Text
from sopbook.when.folding import fold
from sopbook.when.names import Names
from sopbook.when.refusal import Mend, Refused, piece

_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}

_DASH = re.compile(r" *(?:--?|至|到|to(?![a-z])) *")
_COMMA = re.compile(r" *(?:[、,]|和|and(?![a-z])) *")
_DIGITS = re.compile(r"[0-9]{1,6}")
_CHINESE = re.compile(r"(?:([一二两三四五六七八九])?(十))?([零〇一二两三四五六七八九])?")


class Scan:
    """A cursor over one text: `text` as written, `low` folded, `pos` where reading stands, `head` where it began."""

    __slots__ = ("head", "low", "names", "pos", "text")

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.low = fold(text)
        self.names = names
        self.pos = self.head = 0

    def space(self) -> bool:
        """Pass over white space; say whether there was any."""
        start = pos = self.pos
        low = self.low
        while low.startswith(" ", pos):
            pos += 1
        self.pos = pos
        return pos > start

    def end(self) -> bool:
        """Say whether nothing but white space is left."""
        self.space()
        return self.pos == len(self.low)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match the pattern here and pass over it."""
        match = pattern.match(self.low, self.pos)
        if match:
            self.pos = match.end()
        return match

    def dash(self) -> bool:
        """Pass over a sign that makes a range: `-`, its look-alikes, 至, 到 or the word `to`."""
        return self.take(_DASH) is not None

    def comma(self) -> bool:
        """Pass over a sign that makes a list: `、`, `,`, 和 or the word `and`."""
        return self.take(_COMMA) is not None

    def number(self) -> int | None:
        """Pass over a whole number in digits or Chinese numerals (up to 99); None when there is none."""
        if digits := self.take(_DIGITS):
            return int(digits.group())
        match = _CHINESE.match(self.low, self.pos)
        if match is None or match.end() == self.pos:
            return None
        self.pos = match.end()
        tens, ten, ones = match.groups()
        return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)

    def need_number(self, low: int, high: int, what: Text) -> int:
        """Pass over a whole number in [low, high]; refuse anything else, saying what was expected."""
        start = self.pos
        value = self.number()
        if value is None or not low <= value <= high:
            near = () if value is None else (self.swap(start, self.pos, str(min(max(value, low), high))),)
            why = Text(f"这里应为{what.zh}，{low} 到 {high}", f"expected {what.en} here, {low} to {high}")
            raise self.refused(why, start, None if value is None else self.pos, near)
        return value

    def refused(
        self, why: Text, start: int | None = None, end: int | None = None, mends: tuple[Mend, ...] = ()
    ) -> Refused:
        """Return the refusal of the piece in [start, end); by default of the word that stands here."""
        start = self.pos if start is None else start
        found = piece(self.text, start) if end is None else self.text[start:end]
        return Refused(start, found, why, mends)

    def swap(self, start: int, end: int, instead: str, shift: int = 0) -> Mend:
        """Return the whole text with [start, end) replaced."""
        return Mend(self.low[:start] + instead + self.low[end:], shift)
