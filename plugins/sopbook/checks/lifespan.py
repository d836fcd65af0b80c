"""How many days a group is open, by the days of its life or else by the calendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sopbook.checks.cadence import stretches
from sopbook.checks.kit import Location
from sopbook.checks.subject import INTO_GROUP, Dated, Subject
from sopbook.checks.tallies import first_of
from sopbook.expand.masks import union
from sopbook.model import Terms
from sopbook.when import (
    AnchorDays,
    AnchorMinutes,
    Daily,
    DaysOff,
    MonthDays,
    MonthEnd,
    MonthWeekday,
    MonthWorkday,
    Recurrence,
    Weekly,
    When,
    Workdays,
)

_ENDLESS = (Daily, Weekly, Workdays, DaysOff, MonthDays, MonthEnd, MonthWeekday, MonthWorkday)


class Life(NamedTuple):
    """How many days a group is open, and what tells it."""

    days: int
    where: Location


def life_of(subject: Subject) -> Life | None:
    """Return how long the group is open, None where nothing says when it ends.

    Where it has days of its life, `from` and `until` may be the season in which such groups are founded: of the
    calendar only the posts into the group count then. What is longest holds.
    """
    if not subject.life:
        return _by_dates(subject)
    last = max(subject.life, key=lambda step: step.day)
    by_day = Life(last.day, ("schedule", last.at, "when", last.n))
    posts = subject.group_posts
    if not posts:
        return by_day
    by_date = None if _has_no_end(subject, INTO_GROUP) else _by_posts(posts)
    return max(by_day, by_date, key=lambda life: life.days) if by_date else None


def _by_dates(subject: Subject) -> Life | None:
    """Return the life that the calendar tells, None where it has no end."""
    terms, every = subject.playbook.terms, union(one.line.days for one in subject.dated)
    if terms.until is not None:
        begun = terms.start or _first_day(subject, every)
        return Life((terms.until - begun).days + 1 if begun else 0, ("until",))
    if not any(when.family == "dated" for of_slot in subject.playbook.whens for when in of_slot):
        return None
    if _has_no_end(subject):
        return None
    return _by_posts(subject.dated) if every else Life(0, ("schedule",))  # it is over


def _by_posts(posts: list[Dated]) -> Life:
    """Return the life from first to last of the posts, those apart by a fortnight being of two groups."""
    every = union(one.line.days for one in posts)
    first, last = max(stretches(every), key=lambda stretch: stretch.last - stretch.first)
    at = next(one for one in posts if one.line.days >> last & 1)
    return Life(last - first + 1, ("schedule", at.at, "when", at.n))


def _has_no_end(subject: Subject, vias: Collection[str] | None = None) -> bool:
    """Tell whether something is posted again and again, no day being the last; `vias` are the places that count."""
    terms = subject.playbook.terms
    return terms.until is None and any(
        when.family == "dated" and _is_endless(when, terms)
        for slot, whens in zip(subject.front.schedule, subject.playbook.whens, strict=True)
        if vias is None or slot.via in vias
        for when in whens
    )


def _first_day(subject: Subject, every: int) -> date | None:
    return subject.year.frame.date(first_of(every)) if every else None


def _is_endless(when: When, terms: Terms) -> bool:
    rule = when.rule
    if isinstance(rule, AnchorDays | AnchorMinutes):
        return any(_is_endless(base, terms) for base in terms.anchors.get(rule.anchor, ()))
    if isinstance(rule, Recurrence):
        return "UNTIL=" not in rule.rule and "COUNT=" not in rule.rule
    return isinstance(rule, _ENDLESS)
