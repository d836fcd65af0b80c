"""How many days a group is open, by the days of its life or else by the calendar."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sopbook.checks.cadence import stretches
from sopbook.checks.kit import Location
from sopbook.checks.subject import Subject
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

    Days of its life go first: `from` and `until` may then be the season in which such groups are founded.
    """
    return _by_founding_day(subject) or _by_dates(subject)


def _by_founding_day(subject: Subject) -> Life | None:
    if not subject.life:
        return None
    last = max(subject.life, key=lambda step: step.day)
    return Life(last.day, ("schedule", last.at, "when", last.n))


def _by_dates(subject: Subject) -> Life | None:
    """Return the life that the calendar tells, None where it has no end."""
    terms, every = subject.playbook.terms, union(one.line.days for one in subject.dated)
    if terms.until is not None:
        begun = terms.start or _first_day(subject, every)
        return Life((terms.until - begun).days + 1 if begun else 0, ("until",))
    whens = [when for of_slot in subject.playbook.whens for when in of_slot if when.family == "dated"]
    if not whens or any(_is_endless(when, terms) for when in whens):
        return None
    if not every:
        return Life(0, ("schedule",))  # it is over
    first, last = max(stretches(every), key=lambda stretch: stretch.last - stretch.first)
    at = next(one for one in subject.dated if one.line.days >> last & 1)
    return Life(last - first + 1, ("schedule", at.at, "when", at.n))


def _first_day(subject: Subject, every: int) -> date | None:
    return subject.year.frame.date(first_of(every)) if every else None


def _is_endless(when: When, terms: Terms) -> bool:
    rule = when.rule
    if isinstance(rule, AnchorDays | AnchorMinutes):
        return any(_is_endless(base, terms) for base in terms.anchors.get(rule.anchor, ()))
    if isinstance(rule, Recurrence):
        return "UNTIL=" not in rule.rule and "COUNT=" not in rule.rule
    return isinstance(rule, _ENDLESS)
