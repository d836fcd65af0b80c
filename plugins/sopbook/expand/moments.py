"""The moments of a `when` in a range."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import chain, compress
from operator import attrgetter
from zoneinfo import ZoneInfo

from sopbook.almanac import Almanac
from sopbook.expand import masks
from sopbook.expand.clock import LONGEST_ROW, Moment, Row, full_row, row, spills_into
from sopbook.expand.days import Days, allowed, anchor, followers, meant, schedule
from sopbook.expand.frame import Frame, Range, picks
from sopbook.model import Terms
from sopbook.when.recur import rule_until
from sopbook.when.values import AnchorDays, AnchorMinutes, Recurrence, Span, When

_SPARSE = 4
"""Where fewer than every fourth day is asked for, those moments are built rather than picked from a row of all."""

_MINUTES_A_DAY = 24 * 60
_BESIDE = 3
"""Days: a window ends on the next at the latest, a gap in the clock may add one, and a part of a day counts whole."""

_START = attrgetter("start")


def days(when: When, terms: Terms, range_: Range, almanac: Almanac) -> int:
    """Return the days in `range_` on which `when` happens, as a bit set: bit i is range_.start + i days.

    Validity, skips, the holiday policy and anchors are applied. A day is the one on the calendar; that a gap in the
    clock carries some time of it past midnight is a matter of `moments`. Raises ValueError for a `when` of no date (a
    group's or a journey's), for one that counts from a missing `terms.start` and for an unknown anchor.
    """
    if isinstance(when.rule, AnchorMinutes):
        return plain_days(when, terms, range_, almanac) & allowed(terms, range_.frame, almanac)
    return schedule(when, terms, range_.frame, almanac).bits


def plain_days(when: When, terms: Terms, range_: Range, almanac: Almanac) -> int:
    """Return the days of the rule alone: as `days`, but without validity, skips and policy of its own.

    What it counts from stays: `terms.start`, and an anchor's days as they come out with everything applied.
    """
    if isinstance(when.rule, AnchorMinutes):
        return _starts(_from_anchor(when.rule, terms, range_, almanac), range_)
    if isinstance(when.rule, AnchorDays):
        return followers(when.rule, terms, range_.frame, almanac).bits
    return meant(when, terms, almanac, range_.frame)


def moments(when: When, terms: Terms, range_: Range, almanac: Almanac) -> list[Moment]:
    """Return the moments of `when` whose local start date lies in `range_`, ascending, each instant once.

    Wall-clock time in the zone of the terms; a time inside a gap moves forward, a time that comes twice is the first.
    A window past midnight ends on the next day. Raises ValueError as `days` does.
    """
    if isinstance(when.rule, AnchorMinutes):
        found = _from_anchor(when.rule, terms, range_, almanac)
        frame, open_days = range_.frame, allowed(terms, range_.frame, almanac)
        return [it for it in found if open_days >> it.nominal.toordinal() - frame.first & 1]
    frame = range_.frame
    if spills_into(frame, terms.zone):
        frame = frame.widened(1, 0)
    happening = schedule(when, terms, frame, almanac)
    found, shifted = materialised(happening, when.times, frame, terms.zone)
    if isinstance(when.rule, Recurrence):
        found = _until(found, when.rule, terms.zone)
    if shifted or frame.size > range_.frame.size:
        found = [moment for moment in _once(found) if range_.start <= moment.start.date() < range_.end]
    return found


def materialised(happening: Days, times: tuple[Span, ...], frame: Frame, zone: ZoneInfo) -> Row:
    """Return the moments of these days at these times, by day and time; of two spans that begin together the first."""
    spans = times if len(times) < 2 else _distinct(times)
    firm = _on(happening.bits & ~happening.provisional, frame, zone, spans, False)
    provisional = _on(happening.provisional, frame, zone, spans, True)
    found = firm.moments or provisional.moments
    if firm.moments and provisional.moments:
        found = sorted(firm.moments + provisional.moments, key=_START)
    if happening.origins:
        found = _with_origins(found, happening.origins, frame)
    return Row(found, firm.shifted | provisional.shifted)


def _distinct(times: tuple[Span, ...]) -> tuple[Span, ...]:
    by_start: dict[int, Span] = {}
    for span in times:
        by_start.setdefault(span.start, span)
    return tuple(by_start.values())


def _on(bits: int, frame: Frame, zone: ZoneInfo, spans: tuple[Span, ...], provisional: bool) -> Row:
    """Return the moments of all times of day on these days: by day, then by time."""
    if not bits:
        return Row([], 0)
    rows = [_row_on(bits, frame, zone, span, provisional) for span in spans]
    if len(rows) == 1:
        return rows[0]
    by_day = zip(*(row.moments for row in rows), strict=True)
    return Row(list(chain.from_iterable(by_day)), masks.union(row.shifted for row in rows))


def _row_on(bits: int, frame: Frame, zone: ZoneInfo, span: Span, provisional: bool) -> Row:
    """Return the moments of one time of day on these days."""
    if frame.size > LONGEST_ROW or bits.bit_count() * _SPARSE < frame.size:
        return row(bits, frame, zone, span, provisional)
    every = full_row(frame, zone, span, provisional)
    return Row(list(compress(every.moments, picks(bits))), every.shifted & bits)


def _with_origins(found: list[Moment], origins: Mapping[int, date], frame: Frame) -> list[Moment]:
    """Return the moments with the days that the moved ones were meant for."""
    moved = {frame.date(index): day for index, day in origins.items()}
    return [it._replace(nominal=moved[it.nominal]) if it.nominal in moved else it for it in found]


def _until(found: list[Moment], rule: Recurrence, zone: ZoneInfo) -> list[Moment]:
    """Return the moments that an UNTIL with a time of day leaves; its day is in the rule's days whole."""
    until = rule_until(rule.rule, zone)
    if until is None:
        return found
    return [it for it in found if datetime.combine(it.nominal, it.start.time()) <= until]


def _once(found: list[Moment]) -> list[Moment]:
    """Return the moments by instant; of several at one instant a firm one, and one meant for that day, goes first."""
    kept: dict[float, Moment] = {}
    for moment in found:
        instant = moment.start.timestamp()
        other = kept.get(instant)
        if other is None or _doubts(moment) < _doubts(other):
            kept[instant] = moment
    return [kept[instant] for instant in sorted(kept)]


def _doubts(moment: Moment) -> tuple[bool, bool]:
    return moment.provisional, moment.nominal != moment.start.date()


def _from_anchor(rule: AnchorMinutes, terms: Terms, range_: Range, almanac: Almanac) -> list[Moment]:
    """Return the moments in `range_` so many minutes from an anchor's: real minutes, though the clock be changed."""
    reach = abs(rule.minutes) // _MINUTES_A_DAY + _BESIDE
    near = Range(_shifted(range_.start, -reach), _shifted(range_.end, reach))
    found = []
    for when in anchor(rule.anchor, terms):
        for moment in moments(when, terms, near, almanac):
            base = moment.start if rule.minutes <= 0 else moment.end or moment.start
            start = _minutes_on(base, rule.minutes, terms.zone)
            if start and range_.start <= start.date() < range_.end:
                found.append(Moment(start, None, start.date(), moment.provisional))
    return _once(found)


def _minutes_on(moment: datetime, minutes: int, zone: ZoneInfo) -> datetime | None:
    """Return the moment so many real minutes on; None beyond the calendar's first and last day."""
    try:
        return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)
    except OverflowError:
        return None


def _shifted(day: date, days: int) -> date:
    """Return the day so many days on, or the calendar's first or last."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _starts(found: list[Moment], range_: Range) -> int:
    """Return the days on which moments in `range_` start, as a bit set."""
    first = range_.start.toordinal()
    return masks.union(1 << moment.start.toordinal() - first for moment in found)
