"""A `when` as lines: each time of day with all its days at once, which calendars and feeds are drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sopbook.almanac import Almanac
from sopbook.expand.clock import Moment, row
from sopbook.expand.days import meant, schedule
from sopbook.expand.frame import Frame, Range
from sopbook.expand.moments import moments
from sopbook.model import Terms
from sopbook.when.recur import rule_until
from sopbook.when.values import AnchorDays, AnchorMinutes, Recurrence, Rule, Span, When


class Line(NamedTuple):
    """One time of day and the days on which it comes."""

    span: Span
    days: int
    """A bit set over the range that was asked for, everything applied."""

    provisional: int
    """Those of the days that hang on public holidays nobody has published yet."""

    rule: Rule | None
    """The rule that the days repeat by, when there is one alone; a follower has its anchor's."""

    shift: int
    """Whole days from the rule's days to these."""

    def is_provisional(self, day: date, range_: Range) -> bool:
        """Tell whether `day` hangs on public holidays nobody has published yet."""
        return bool(self.provisional >> (day - range_.start).days & 1)


def lines(when: When, terms: Terms, range_: Range, almanac: Almanac) -> list[Line]:
    """Return the lines of a dated `when` over `range_`, those without a day left out; raises as `days` does."""
    if isinstance(when.rule, AnchorMinutes):
        found = _from_moments(when, terms, range_, almanac)
    else:
        found = list(_from_days(when, terms, range_, almanac))
    return [line for line in found if line.days]


def plain_days_of(line: Line, terms: Terms, range_: Range, almanac: Almanac) -> int:
    """Return the days that the line's rule alone would have: no validity, skips or policy. 0 without a rule."""
    if line.rule is None:
        return 0
    frame = range_.frame
    when = When(line.rule, (line.span,))
    return meant(when, terms, almanac, Frame(frame.first - line.shift, frame.size))


def localise(day: date, span: Span, zone: ZoneInfo) -> Moment:
    """Return the span on `day` by the zone's wall clock; a time inside a gap moves forward."""
    return row(1, Frame(day.toordinal(), 1), zone, span, False).moments[0]


def _from_days(when: When, terms: Terms, range_: Range, almanac: Almanac) -> Iterator[Line]:
    happening = schedule(when, terms, range_.frame, almanac)
    rule, shift = _repeats_by(when, terms)
    for span in when.times:
        bits = happening.bits
        if isinstance(when.rule, Recurrence):
            bits &= ~_past_until(when.rule, span, terms.zone, range_)
        yield Line(span, bits, happening.provisional & bits, rule, shift)


def _repeats_by(when: When, terms: Terms) -> tuple[Rule | None, int]:
    """Return the rule that a `when` repeats by and the days from the rule's to its own; a follower's is its anchor's."""
    if not isinstance(when.rule, AnchorDays):
        return when.rule, 0
    base, offsets = terms.anchors.get(when.rule.anchor, ()), when.rule.offsets
    alone = len(base) == 1 and offsets.first == offsets.last
    return (base[0].rule, offsets.first) if alone else (None, 0)


def _past_until(rule: Recurrence, span: Span, zone: ZoneInfo, range_: Range) -> int:
    """Return the day that UNTIL names, as a bit set, when its time of day comes before the span's."""
    until = rule_until(rule.rule, zone)
    if until is None or datetime.combine(until.date(), time(*divmod(span.start, 60))) <= until:
        return 0
    return range_.frame.between(until.toordinal(), until.toordinal())


def _from_moments(when: When, terms: Terms, range_: Range, almanac: Almanac) -> list[Line]:
    """Minutes from an anchor are real minutes: where clocks change they come at more than one time of day."""
    rule = when.rule
    assert isinstance(rule, AnchorMinutes)
    by_time: dict[int, tuple[int, int]] = {}
    for moment in moments(when, terms, range_, almanac):
        minute = moment.start.hour * 60 + moment.start.minute
        bit = 1 << (moment.start.date() - range_.start).days
        bits, provisional = by_time.get(minute, (0, 0))
        by_time[minute] = (bits | bit, provisional | (bit if moment.provisional else 0))
    base = terms.anchors.get(rule.anchor, ())
    alone = len(by_time) == 1 and len(base) == 1 and len(base[0].times) == 1
    repeats, shift = (base[0].rule, _shift(rule, base[0].times[0])) if alone else (None, 0)
    return [Line(Span(minute), *found, repeats, shift) for minute, found in sorted(by_time.items())]


def _shift(rule: AnchorMinutes, span: Span) -> int:
    base = span.start if rule.minutes <= 0 else span.end or span.start
    return (base + rule.minutes) // 1440
