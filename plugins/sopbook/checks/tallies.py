"""Counting on bit sets of days: how many posts a day, the longest run of days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Run(NamedTuple):
    """Days in a row: the place of the first, and how many."""

    first: int
    length: int

    @property
    def last(self) -> int:
        """The place of the last."""
        return self.first + self.length - 1


def tally(sets: Iterable[int]) -> list[int]:
    """Return, for each day, in how many of the sets it is, as binary digits: [k] holds the days whose count has 2**k.

    All days are added up at once, as a processor adds its bits: a year costs hardly more than a day.
    """
    digits: list[int] = []
    for carried in sets:
        for place, digit in enumerate(digits):
            if not carried:
                break
            digits[place], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    return digits


def most(digits: list[int], among: int) -> tuple[int, int]:
    """Return the highest count that a day of `among` has in a tally, and the days that have it."""
    count = 0
    for place in reversed(range(len(digits))):
        having = digits[place] & among
        if having:
            among = having
            count |= 1 << place
    return count, among


def longest_run(days: int, above: int) -> Run | None:
    """Return the longest run of days longer than `above`, the first of equals; None when there is none."""
    done = 1
    while done <= above:  # keep the days that begin a run of `done` days, doubling it as far as it goes
        step = min(done, above + 1 - done)
        days &= days >> step
        done += step
    if not days:
        return None
    while longer := days & days >> 1:
        days = longer
        done += 1
    return Run((days & -days).bit_length() - 1, done)


def first_of(days: int) -> int:
    """Return the place of the first day of a set that has one."""
    return (days & -days).bit_length() - 1
