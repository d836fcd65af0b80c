"""Ranges of dates and the bit sets over them.

A bit set is an int: bit i stands for the range's first day + i, and no bit outside the range is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

_LAST = date.max.toordinal()
_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


@dataclass(frozen=True, slots=True)
class Range:
    """Dates from `start` up to, not including, `end`: local dates of the playbook's zone.

    Raises ValueError when `end` is before `start`.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a range that runs backwards."""
        if self.end < self.start:
            raise ValueError(f"the range ends on {self.end}, before it starts on {self.start}")

    @property
    def frame(self) -> Frame:
        """The same days as numbers."""
        first = self.start.toordinal()
        return Frame(first, self.end.toordinal() - first)


class Frame(NamedTuple):
    """`size` days from the one with the proleptic ordinal `first`; unlike a Range it may leave the years 1-9999."""

    first: int
    size: int

    @property
    def full(self) -> int:
        """All days of the frame."""
        return (1 << self.size) - 1

    @property
    def years(self) -> range:
        """The years the frame touches."""
        return range(_clamped(self.first).year, _clamped(self.first + self.size - 1).year + 1)

    def between(self, first: int, last: int) -> int:
        """Return the frame's days from the ordinal `first` to `last`, both included."""
        begin = min(max(first - self.first, 0), self.size)
        end = min(max(last + 1 - self.first, begin), self.size)
        return (1 << end) - (1 << begin)

    def widened(self, before: int, after: int) -> Frame:
        """Return the frame with so many days more on either side."""
        return Frame(self.first - before, self.size + before + after)

    def date(self, index: int) -> date:
        """Return the date of bit `index`."""
        return date.fromordinal(self.first + index)


def _clamped(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), _LAST))


def picks(bits: int) -> bytes:
    """Return a byte 0 or 1 for each bit, lowest first: what itertools.compress picks by."""
    return bin(bits)[:1:-1].encode().translate(_FLAGS)


def indices(bits: int) -> Iterator[int]:
    """Yield the places of the bits set, ascending."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


@lru_cache(maxsize=64)
def all_days(frame: Frame) -> tuple[date, ...]:
    """Return every date of the frame."""
    return tuple(map(date.fromordinal, range(frame.first, frame.first + frame.size)))


def bits_to_days(bits: int, range_: Range) -> list[date]:
    """Return the dates of a bit set over `range_`, ascending."""
    return list(compress(all_days(range_.frame), picks(bits)))


def iter_days(bits: int, range_: Range) -> Iterator[date]:
    """Yield the dates of a bit set over `range_` one by one, ascending; for sets that may be left early."""
    for index in indices(bits):
        yield range_.start + timedelta(days=index)
