"""Timelines that no calendar holds: a group's life from its founding day, a member's journey from an event."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sopbook.almanac import STANDARD, Almanac
from sopbook.errors import SopbookError
from sopbook.expand.clock import Moment, row
from sopbook.expand.days import applied
from sopbook.expand.frame import Frame
from sopbook.expand.masks import FARTHEST_WORKDAY
from sopbook.expand.moments import materialised
from sopbook.model import Terms
from sopbook.when.values import EventDays, EventMinutes, GroupDays, Span, When

_LONGEST_LIFE = 3660
"""Days of a group's life that one `when` may name."""

_USED_UP = "used-up"


class Step(NamedTuple):
    """One time on one day of a group's life."""

    day: int
    """The founding day is 1."""

    span: Span
    moment: Moment | None
    """When that is, for a group whose founding day is known."""


class JourneyStep(NamedTuple):
    """One time on a member's journey; counted in days it has a time of day, counted in minutes it has none."""

    event: str
    days: int | None
    minutes: int | None
    span: Span | None
    moment: Moment | None
    """When that is, for a member whose event is known."""


def timeline(when: When, day_one: date | None, terms: Terms, almanac: Almanac = STANDARD) -> list[Step]:
    """Return the steps of a group-relative `when`, by day and time.

    With `day_one`, the founding day, it is a calendar: each step has its moment, what the terms do not allow (validity,
    skips) is left out, and what falls on a published day off follows the holiday policy. Raises ValueError for a `when`
    of another family, SopbookError for one that names more days than a group lives.
    """
    life = when.rule
    if not isinstance(life, GroupDays):
        raise ValueError(f"{type(life).__name__} does not count from a group's founding day")
    if life.last - life.first >= _LONGEST_LIFE:
        raise SopbookError(
            f"建群天数最多 {_LONGEST_LIFE} 天 / at most {_LONGEST_LIFE} days of a group's life"
        )
    if day_one is None:
        return [Step(day, span, None) for day in range(life.first, life.last + 1) for span in when.times]
    founded = day_one.toordinal()
    first, last = founded + life.first - 1, founded + life.last - 1
    frame = Frame(first, last - first + 1).widened(FARTHEST_WORKDAY, FARTHEST_WORKDAY)
    living = applied(lambda seen: seen.between(first, last), terms, frame, almanac)
    steps = [
        Step(moment.nominal.toordinal() - founded + 1, span, moment)
        for span in when.times
        for moment in materialised(living, (span,), frame, terms.zone).moments
    ]
    return _once(sorted(steps, key=lambda step: (step.day, step.span.start)))


def _once(steps: list[Step]) -> list[Step]:
    """Return the steps without those that a gap in the clock has brought to another's instant."""
    kept: dict[float, Step] = {}
    for step in steps:
        if step.moment is not None:
            kept.setdefault(step.moment.start.timestamp(), step)
    return list(kept.values())


def journey(
    when: When, at: date | datetime | None, terms: Terms, usage_cycle: timedelta | None = None
) -> list[JourneyStep]:
    """Return the steps of a `when` that counts from a member's event, by time; dated when `at` is given.

    `at` is the event: a date, or a moment (without a zone it is on the zone's wall clock); a date is midnight where
    minutes count. For 用完 with a `usage_cycle` (how long the product lasts) it is the receipt instead: used-up is the
    cycle later. Neither validity, skips nor the holiday policy apply. Raises ValueError for another family.
    """
    rule = when.rule
    if not isinstance(rule, EventDays | EventMinutes):
        raise ValueError(f"{type(rule).__name__} does not count from a member's event")
    event = None if at is None else _local(at, terms.zone)
    if event and usage_cycle and rule.event == _USED_UP:
        event += usage_cycle
    if isinstance(rule, EventMinutes):
        start = event and (event.astimezone(UTC) + timedelta(minutes=rule.minutes)).astimezone(terms.zone)
        moment = Moment(start, None, start.date(), False) if start else None
        return [JourneyStep(rule.event, None, rule.minutes, None, moment)]
    day = event and event.date() + timedelta(days=rule.days)
    return [
        JourneyStep(rule.event, rule.days, None, span, _on_day(day, span, terms.zone) if day else None)
        for span in when.times
    ]


def _local(at: date | datetime, zone: ZoneInfo) -> datetime:
    """Return the event on the zone's wall clock."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time(tzinfo=zone))
    return at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)


def _on_day(day: date, span: Span, zone: ZoneInfo) -> Moment:
    return row(1, Frame(day.toordinal(), 1), zone, span, False).moments[0]
