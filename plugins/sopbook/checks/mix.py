"""How much of what a group is sent is activity: by four weeks of the coming year, or over the group's life.

Counted is what is posted into the group, service left out. A window of four weeks begins on every Monday of the coming
year that leaves room for one: plans repeat by weeks, and a day more or less would only tilt the figure.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from operator import add, itemgetter
from typing import NamedTuple

from sopbook.checks.subject import Subject
from sopbook.checks.tallies import tally
from sopbook.findings import Text

_WINDOW = 28
_ONE = (1 << _WINDOW) - 1
"""The days of one window."""


class Mix(NamedTuple):
    """The posts of one window, and those of them that are activity."""

    when: Text
    posts: int
    activity: int


def lowest(subject: Subject, least: int) -> Mix | None:
    """Return the window with the smallest share of activity, the first of equals, out of those with `least` posts."""
    shares = _shares(subject, least)
    return _mix(subject, min(shares, key=itemgetter(1))[0]) if shares else None


def highest(subject: Subject, least: int) -> Mix | None:
    """Return the window with the largest share of activity, the first of equals, out of those with `least` posts."""
    shares = _shares(subject, least)
    return _mix(subject, max(shares, key=itemgetter(1))[0]) if shares else None


def _shares(subject: Subject, least: int) -> list[tuple[int, float]]:
    enough = max(least, 1)
    windows = enumerate(_windows(subject))
    return [(at, activity / posts) for at, (posts, activity) in windows if posts >= enough]


def _mix(subject: Subject, at: int) -> Mix:
    if _is_by_life(subject):
        when = Text("从建群到结束", "over the group's life")
    else:
        monday = subject.today + timedelta(days=_first_monday(subject) + 7 * at)
        when = Text(f"从 {monday} 起的四周里", f"in the four weeks from {monday}")
    return Mix(when, *_windows(subject)[at])


@lru_cache(maxsize=1)  # two checks look at the same playbook one after the other
def _windows(subject: Subject) -> list[tuple[int, int]]:
    """Return (posts, activity) of each window."""
    if _is_by_life(subject):
        kinds = [step.slot.kind for step in subject.group_life if step.slot.kind != "service"]
        return [(len(kinds), kinds.count("activity"))]
    size = subject.year.frame.size
    starts = range(_first_monday(subject), size - _WINDOW + 1, 7)
    posts = [(post.slot.kind, post.line.days) for post in subject.group_posts if post.slot.kind != "service"]
    every = _by_window([days for _, days in posts], size, starts)
    activity = _by_window([days for kind, days in posts if kind == "activity"], size, starts)
    return list(zip(every, activity, strict=True))


def _by_window(sets: list[int], size: int, starts: range) -> list[int]:
    """Return how many of the sets' days there are in each window.

    What repeats by weeks has as many in one window as in any other: only the rest is counted window by window.
    """
    counted, uneven = 0, []
    repeated = (1 << size - _WINDOW) - 1
    for days in sets:
        if days >> _WINDOW == days & repeated:
            counted += (days & _ONE).bit_count()
        else:
            uneven.append(days)
    counts = [counted] * len(starts)
    for place, digit in enumerate(tally(uneven)):
        found = [(digit >> start & _ONE).bit_count() << place for start in starts]
        counts = [*map(add, counts, found)]
    return counts


def _is_by_life(subject: Subject) -> bool:
    """Tell whether the group's life is what counts: a flash group is its life, and others may have no dates at all."""
    return bool(subject.group_life) and (subject.front.group == "flash" or not subject.group_posts)


def _first_monday(subject: Subject) -> int:
    return -subject.today.weekday() % 7
