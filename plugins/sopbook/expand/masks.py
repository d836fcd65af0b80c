"""The bit sets that all playbooks share over one frame: weekdays, days of the month, working days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sopbook.almanac import Almanac
from sopbook.expand.frame import Frame, indices

_FRAMES_KEPT = 128
"""A build looks at few ranges, but each offset from an anchor and each moved holiday looks at a wider one."""


FARTHEST_WORKDAY = 62
"""Days within which a working day is looked for beside a day off; no block of days off lasts half as long."""


def periodic(pattern: int, period: int, start: int, frame: Frame) -> int:
    """Return the pattern of `period` bits, bit 0 on the day with the ordinal `start`, repeated over the frame."""
    phase = (frame.first - start) % period  # the day of the period on which the frame begins
    repeats = (frame.size + phase) // period + 1
    every = ((1 << period * repeats) - 1) // ((1 << period) - 1)
    return (pattern * every >> phase) & frame.full


@dataclass(frozen=True, slots=True)
class Masks:
    """Bit sets of one frame."""

    month_days: tuple[int, ...]
    """[d]: the days that are the dth of their month; [0] is empty."""

    month_end: int
    """The last day of every month."""

    month_tail: int
    """The last seven days of every month."""

    nth_weeks: tuple[int, ...]
    """[n]: the days of the month on which a weekday comes for the nth time, n from 1 to 5; [0] is empty."""


@lru_cache(maxsize=_FRAMES_KEPT)
def masks(frame: Frame) -> Masks:
    """Return the frame's masks."""
    wide = frame.widened(31, 31)  # months that began before it, and the end of the last one
    firsts = [date(year, month, 1).toordinal() for year in wide.years for month in range(1, 13)]
    starts = [first - wide.first for first in firsts if wide.first <= first < wide.first + wide.size]
    sizes = [_days_in(wide.date(start)) for start in starts]
    month_days = [0]
    for day in range(1, 32):
        marked = sum(1 << start + day - 1 for start, size in zip(starts, sizes, strict=True) if size >= day)
        month_days.append(marked >> 31 & frame.full)
    ends = sum(1 << start + size - 1 for start, size in zip(starts, sizes, strict=True))
    tail = sum(0b1111111 << start + size - 7 for start, size in zip(starts, sizes, strict=True))
    return Masks(
        tuple(month_days),
        ends >> 31 & frame.full,
        tail >> 31 & frame.full,
        (0, *(union(month_days[first : first + 7]) for first in range(1, 31, 7))),
    )


@lru_cache(maxsize=_FRAMES_KEPT)
def workdays(frame: Frame, almanac: Almanac) -> int:
    """Return the frame's working days."""
    return _by_year(almanac.workdays, frame)


@lru_cache(maxsize=_FRAMES_KEPT)
def days_off(frame: Frame, almanac: Almanac) -> int:
    """Return the frame's published days off, ordinary weekends not among them."""
    return _by_year(almanac.days_off, frame)


@lru_cache(maxsize=_FRAMES_KEPT)
def unpublished(frame: Frame, almanac: Almanac) -> int:
    """Return the frame's days in years whose public holidays are not known."""
    years = [year for year in frame.years if not almanac.is_published(year)]
    return union(frame.between(*_ends(year)) for year in years)


@lru_cache(maxsize=_FRAMES_KEPT)
def month_workdays(frame: Frame, almanac: Almanac) -> tuple[int, int]:
    """Return the first and the last working day of every month, as two bit sets."""
    first = last = 0
    for year in frame.years:
        worked, offset = almanac.workdays(year), date(year, 1, 1).toordinal()
        for month in range(1, 13):
            start = date(year, month, 1)
            begin = start.toordinal() - offset
            of_month = worked >> begin & (1 << _days_in(start)) - 1
            if of_month:
                first |= _at(frame, offset + begin + (of_month & -of_month).bit_length() - 1)
                last |= _at(frame, offset + begin + of_month.bit_length() - 1)
    return first, last


@lru_cache(maxsize=_FRAMES_KEPT)
def landings(frame: Frame, almanac: Almanac, ahead: bool) -> dict[int, int]:
    """Return, for each published day off of the frame, the nearest working day after it (`ahead`) or before it.

    Both are places in the frame; a working day before the frame is a negative one.
    """
    wide = frame.widened(FARTHEST_WORKDAY, FARTHEST_WORKDAY)
    worked = workdays(wide, almanac)
    found = {}
    for index in indices(days_off(frame, almanac)):
        here = index + FARTHEST_WORKDAY
        rest = worked >> here if ahead else worked & (1 << here) - 1
        if rest:
            found[index] = (
                index + (rest & -rest).bit_length() - 1 if ahead else rest.bit_length() - 1 - FARTHEST_WORKDAY
            )
    return found


def _at(frame: Frame, ordinal: int) -> int:
    return frame.between(ordinal, ordinal)


def _by_year(bits_of: Callable[[int], int], frame: Frame) -> int:
    """Return the frame's part of bit sets that are kept by year, bit 0 on 1 January."""
    found = 0
    for year in frame.years:
        ahead = date(year, 1, 1).toordinal() - frame.first
        bits = bits_of(year)
        found |= bits << ahead if ahead >= 0 else bits >> -ahead
    return found & frame.full


def _ends(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def _days_in(first: date) -> int:
    return monthrange(first.year, first.month)[1]


def union(sets: Iterable[int]) -> int:
    """Return the days that are in any of the sets."""
    found = 0
    for bits in sets:
        found |= bits
    return found
