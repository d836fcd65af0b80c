"""How often something comes, by bit sets of days: in every week or month, and in which stretches of days."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sopbook.checks import themes
from sopbook.checks.kit import Location
from sopbook.checks.subject import Subject
from sopbook.checks.tallies import first_of
from sopbook.expand.frame import Frame, indices
from sopbook.expand.masks import union

_APART = 14
"""Days without a post after which what follows is another event: 双11 and 双12 are two."""


class Stretch(NamedTuple):
    """Days that belong together, both included, as places in the coming year."""

    first: int
    last: int


class Shortfall(NamedTuple):
    """A theme that comes in too few of the periods in which the group posts at all."""

    periods: int
    without: int
    first: int
    """The day on which the first period without it begins."""

    where: Location


def shortfall(
    subject: Subject, wanted: tuple[str, ...], periods: tuple[int, ...], share: float
) -> Shortfall | None:
    """Return how far posts of the `wanted` themes miss coming in that share of the periods, None if they do not.

    Only periods wholly between the first and the last post of the coming year count, and of those the ones with any
    post: a group that rests over a festival rests from this as well.
    """
    if not subject.dated:
        return None
    slots = [at for at, slot in enumerate(subject.front.schedule) if themes.is_any_of(slot, wanted)]
    if slots and any(step.at in slots for step in subject.life):
        return None  # counted from the founding day: no calendar tells how often it comes
    every = union(one.line.days for one in subject.dated)
    found = union(one.line.days for one in subject.dated if one.at in slots)
    outside = ~((1 << every.bit_length()) - (every & -every))
    active = [period for period in periods if period & every and not period & outside]
    without = [period for period in active if not period & found]
    if len(active) - len(without) >= share * len(active):
        return None
    where: Location = ("schedule", slots[0], "when") if slots else ("schedule",)
    return Shortfall(len(active), len(without), first_of(without[0]), where)


def stretches(days: int) -> list[Stretch]:
    """Return the stretches of a bit set of days, those apart by a fortnight being two."""
    found: list[Stretch] = []
    for day in indices(days):
        if found and day - found[-1].last <= _APART:
            found[-1] = found[-1]._replace(last=day)
        else:
            found.append(Stretch(day, day))
    return found


@lru_cache(maxsize=16)
def weeks(frame: Frame) -> tuple[int, ...]:
    """Return the whole weeks of the frame, each from Monday to Sunday, as bit sets."""
    monday = (1 - frame.first) % 7  # the proleptic ordinal 1 is a Monday
    return tuple(0b1111111 << first for first in range(monday, frame.size - 6, 7))


@lru_cache(maxsize=16)
def months(frame: Frame) -> tuple[int, ...]:
    """Return the whole months of the frame as bit sets."""
    firsts = [index for index in range(frame.size + 1) if frame.date(index).day == 1]
    return tuple((1 << end) - (1 << first) for first, end in pairwise(firsts))
