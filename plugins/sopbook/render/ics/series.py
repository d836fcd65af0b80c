"""The part of a line that an RRULE can say (RFC 5545, sections 3.3.10 and 3.8.5): its rule, its end, its exceptions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sopbook.almanac import Almanac
from sopbook.expand import Range
from sopbook.expand.lines import Line, plain_days_of
from sopbook.model import Terms
from sopbook.when import (
    Daily,
    MonthDays,
    MonthEnd,
    MonthWeekday,
    Recurrence,
    Weekly,
    YearDay,
    rule_until,
)
from sopbook.when.recur import rrule_days, rule_parts

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)
_FAR = date(9000, 1, 1)
"""An end beyond it is none: no reader counts so far, and the calendar of Python ends soon after."""


class Series(NamedTuple):
    """An RRULE and the days that it covers."""

    rule: str
    days: int
    """The days it gives, exceptions taken out, as a bit set; the lowest is that of DTSTART."""

    missing: int
    """The days it would give that do not happen: those of EXDATE."""


def series_of(line: Line, odd: int, terms: Terms, range_: Range, almanac: Almanac) -> Series | None:
    """Return the line's series over `range_`, or None when no RRULE says enough of it.

    The days in `odd` are left out, and those that hang on public holidays nobody has published: where a policy moves
    days off, the series ends with the last published day.
    """
    rule = recurrence_of(line)
    if rule is None:
        return None
    plain = plain_days_of(line, terms, range_, almanac)
    days, frame = line.days & plain & ~odd & ~line.provisional, range_.frame
    if not days:
        return None
    first = (days & -days).bit_length() - 1
    last = _last(line.provisional >> first, frame.date(first), terms, range_)
    within = frame.between(frame.first + first, (last or range_.end).toordinal())
    end = datetime.combine(last, time(*divmod(line.span.start, 60))) if last else None
    days &= within
    return Series(_ended(rule, frame.date(first), end, terms), days, plain & within & ~days)


def _last(provisional: int, first: date, terms: Terms, range_: Range) -> date | None:
    """Return the series' last day: that of the terms, or the last whose public holidays are known; None for no end."""
    ends = [terms.until] if terms.until and terms.until < _FAR else []
    if provisional:
        ends.append(first + timedelta(days=(provisional & -provisional).bit_length() - 2))
    elif terms.holidays != "keep":
        ends.append(range_.end - _DAY)
    return min(ends, default=None)


def _ended(rule: str, first: date, last: datetime | None, terms: Terms) -> str:
    """Return the rule as it goes on from `first` to `last`: with COUNT less what came before, or with UNTIL."""
    parts = rule_parts(rule)
    if "COUNT" in parts and terms.start:
        before = sum(1 for _ in rrule_days(rule, terms.start, first, terms.zone))
        end = last.date() + _DAY if last else None
        total = sum(1 for _ in rrule_days(rule, terms.start, end, terms.zone)) if end else int(parts["COUNT"])
        parts["COUNT"] = str(total - before)
    else:
        ends = [end for end in (rule_until(rule, terms.zone), last) if end and end.date() < _FAR]
        parts.pop("UNTIL", None)
        if ends:
            parts["UNTIL"] = _utc(min(ends), terms.zone)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _utc(wall: datetime, zone: ZoneInfo) -> str:
    """Return a moment in UTC, as RFC 5545, section 3.3.10, asks of UNTIL beside a start with a zone."""
    moment = wall.replace(microsecond=0, tzinfo=zone, fold=1).astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%SZ}"


def recurrence_of(line: Line) -> str | None:
    """Return the RRULE of a line whose days are a plain recurrence, else None.

    A line that hangs on an anchor by whole days is plain when a shifted week is a week like any other.
    """
    rule, shift = line.rule, line.shift
    match rule:
        case Daily(excluded) if not excluded:
            return "FREQ=DAILY"
        case Daily(excluded):
            return _weekly(frozenset(range(7)) - excluded, 1, shift)
        case Weekly(days, every) if every == 1 or not shift:
            return _weekly(days, every, shift)
    if shift:
        return None
    match rule:
        case MonthDays(month_days):
            return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, month_days))}"
        case MonthEnd():
            return "FREQ=MONTHLY;BYMONTHDAY=-1"
        case MonthWeekday(nth, weekday):
            return f"FREQ=MONTHLY;BYDAY={nth}{_WEEKDAYS[weekday]}"
        case YearDay(month, day):
            return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
        case Recurrence(text) if not _is_disputed(text):
            return text
        case _:
            return None


def _is_disputed(rule: str) -> bool:
    """Tell whether readers differ over a rule.

    Where BYDAY has plain and numbered days, those built on dateutil find none at all; with BYWEEKNO and an INTERVAL
    libical finds days of its own around the new year.
    """
    parts = rule_parts(rule)
    numbered = {len(day) > 2 for day in parts.get("BYDAY", "").split(",")}
    return len(numbered) > 1 or "BYWEEKNO" in parts


def _weekly(days: frozenset[int], every: int, shift: int) -> str:
    names = ",".join(_WEEKDAYS[day] for day in sorted((day + shift) % 7 for day in days))
    return f"FREQ=WEEKLY;{f'INTERVAL={every};WKST=MO;' if every > 1 else ''}BYDAY={names}"
