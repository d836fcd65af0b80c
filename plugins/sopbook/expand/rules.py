"""What each rule of the grammar means: one small function a rule, from the rule to its days.

Validity, skips and holiday policies come later (`days`); anchors too, for they hang on other whens.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sopbook.almanac import Almanac, Window
from sopbook.expand import masks
from sopbook.expand.frame import Frame
from sopbook.when import values as when
from sopbook.when.recur import rrule_days

_WEEK = 7
_FIRST_MONDAY = date(1, 1, 1).toordinal()


class Where(NamedTuple):
    """What a rule is read against."""

    frame: Frame
    almanac: Almanac
    start: date | None
    """The first day of the schedule, which n-weekly forms and RRULE count from."""

    zone: ZoneInfo

    def count_from(self) -> date:
        """Return `start`; raise ValueError when the schedule has none."""
        if self.start is None:
            raise ValueError("every n weeks and RRULE count from the schedule's first day, and there is none")
        return self.start


def days_of(rule: when.Rule, where: Where) -> int:
    """Return the days of a dated rule that hangs on no anchor; raise ValueError for any other."""
    read = _READERS.get(type(rule))
    if read is None:
        raise ValueError(f"{type(rule).__name__} has no dates of its own")
    return read(rule, where)


@lru_cache(maxsize=512)
def _weekdays(days: frozenset[int], frame: Frame) -> int:
    return masks.periodic(sum(1 << day for day in days), _WEEK, _FIRST_MONDAY, frame)


def _daily(rule: when.Daily, where: Where) -> int:
    if not rule.excluded:
        return where.frame.full
    return where.frame.full & ~_weekdays(rule.excluded, where.frame)


def _weekly(rule: when.Weekly, where: Where) -> int:
    if rule.every == 1:
        return _weekdays(rule.days, where.frame)
    start = where.count_from()
    pattern = sum(1 << day for day in rule.days)
    monday = start.toordinal() - start.weekday()
    return masks.periodic(pattern, _WEEK * rule.every, monday, where.frame) & _since(start, where.frame)


def _workdays(rule: when.Workdays, where: Where) -> int:
    return masks.workdays(where.frame, where.almanac)


def _days_off(rule: when.DaysOff, where: Where) -> int:
    return where.frame.full & ~masks.workdays(where.frame, where.almanac)


def _month_days(rule: when.MonthDays, where: Where) -> int:
    month_days = masks.masks(where.frame).month_days
    return masks.union(month_days[day] for day in rule.days)


def _month_end(rule: when.MonthEnd, where: Where) -> int:
    return masks.masks(where.frame).month_end


def _month_weekday(rule: when.MonthWeekday, where: Where) -> int:
    known = masks.masks(where.frame)
    weeks = known.month_tail if rule.nth == -1 else known.nth_weeks[rule.nth]
    return weeks & _weekdays(frozenset((rule.weekday,)), where.frame)


def _month_workday(rule: when.MonthWorkday, where: Where) -> int:
    first, last = masks.month_workdays(where.frame, where.almanac)
    return first if rule.nth == 1 else last


def _year_day(rule: when.YearDay, where: Where) -> int:
    leap_only = (rule.month, rule.day) == (2, 29)
    years = (year for year in where.frame.years if not leap_only or isleap(year))
    return _on((date(year, rule.month, rule.day) for year in years), where.frame)


def _one_date(rule: when.OneDate, where: Where) -> int:
    return _on((rule.day,), where.frame)


def _festival(rule: when.Festival, where: Where) -> int:
    return festival_days(rule, where.frame, where.almanac)


@lru_cache(maxsize=1024)
def festival_days(rule: when.Festival, frame: Frame, almanac: Almanac) -> int:
    """Return the days around a festival: `first` counts from its first day, after it (positive) from its last.

    Offsets from before to after take in the whole festival: 国庆 前1天至后1天 is nine days.
    """
    offsets = rule.offsets
    found = 0
    for first, last in _windows(rule, frame, almanac):
        begin = (last if offsets.first > 0 else first).toordinal() + offsets.first
        end = (last if offsets.last > 0 else first).toordinal() + offsets.last
        found |= frame.between(begin, end)
    return found


def _windows(rule: when.Festival, frame: Frame, almanac: Almanac) -> Iterator[Window]:
    """Yield the festival's windows that may reach the frame: the longest begins a year before it ends."""
    reach = frame.widened(max(rule.offsets.last, 0) + 366, max(-rule.offsets.first, 0))
    for year in reach.years:
        yield from almanac.festival(rule.key, year)


def _holiday(rule: when.Holiday, where: Where) -> int:
    near = where.frame.widened(masks.FARTHEST_WORKDAY, masks.FARTHEST_WORKDAY)
    blocks = (where.almanac.holiday_block(rule.key, year) for year in near.years)
    found = (_holiday_day(rule, block, where.almanac) for block in blocks if block)
    return _on((day for day in found if day), where.frame)


def _holiday_day(rule: when.Holiday, block: Window, almanac: Almanac) -> date | None:
    """Return the day a rule means around one block of days off; None when the block has no such day."""
    first, last = block
    if rule.at == "day":
        day = first + timedelta(days=rule.nth - 1)
        return day if first <= day <= last else None
    day, step = (first, -1) if rule.at == "before" else (last, 1)
    beside = (day + timedelta(days=step * days) for days in range(1, masks.FARTHEST_WORKDAY))
    return next(filter(almanac.is_workday, beside), None)


@lru_cache(maxsize=1024)
def _recurring(rule: str, start: date, frame: Frame, zone: ZoneInfo) -> int:
    end = date.fromordinal(min(max(frame.first + frame.size, start.toordinal()), date.max.toordinal()))
    return _on(rrule_days(rule, start, end, zone), frame)


def _recurrence(rule: when.Recurrence, where: Where) -> int:
    return _recurring(rule.rule, where.count_from(), where.frame, where.zone)


def _since(start: date, frame: Frame) -> int:
    return frame.between(start.toordinal(), frame.first + frame.size)


def _on(days: Iterable[date], frame: Frame) -> int:
    """Return the set of these days as far as they lie in the frame."""
    found = 0
    for day in days:
        index = day.toordinal() - frame.first
        if 0 <= index < frame.size:
            found |= 1 << index
    return found


_READERS: Mapping[type, Callable[[Any, Where], int]] = {
    when.Daily: _daily,
    when.Weekly: _weekly,
    when.Workdays: _workdays,
    when.DaysOff: _days_off,
    when.MonthDays: _month_days,
    when.MonthEnd: _month_end,
    when.MonthWeekday: _month_weekday,
    when.MonthWorkday: _month_workday,
    when.YearDay: _year_day,
    when.OneDate: _one_date,
    when.Festival: _festival,
    when.Holiday: _holiday,
    when.Recurrence: _recurrence,
}
"""Each reader takes its own rule's type, which a mapping by type cannot say: hence Any."""
