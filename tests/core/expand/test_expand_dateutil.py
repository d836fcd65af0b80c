"""Days against python-dateutil, which knows nothing of bit sets."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule as du
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.almanac import STANDARD
from sopbook.expand import Range, Terms, bits_to_days, moments, plain_days
from sopbook.when.values import (
    Daily,
    MonthDays,
    MonthEnd,
    MonthWeekday,
    Recurrence,
    Rule,
    Span,
    Weekly,
    When,
    YearDay,
)

WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
RULES: st.SearchStrategy[Rule] = st.one_of(
    st.frozensets(st.integers(0, 6), max_size=6).map(Daily),
    st.builds(Weekly, WEEKDAYS, st.integers(1, 9)),
    st.lists(st.integers(1, 31), min_size=1, max_size=4, unique=True).map(
        lambda days: MonthDays(tuple(sorted(days)))
    ),
    st.just(MonthEnd()),
    st.builds(MonthWeekday, st.sampled_from([1, 2, 3, 4, 5, -1]), st.integers(0, 6)),
    st.dates(date(2028, 1, 1), date(2028, 12, 31)).map(lambda day: YearDay(day.month, day.day)),
    st.integers(1, 5).map(lambda n: Recurrence(f"FREQ=MONTHLY;INTERVAL={n};BYDAY=-1FR,2MO")),
)


def theirs(rule: Rule, start: date, range_: Range) -> list[date]:
    """Return the same days by dateutil, counted from `start`."""
    match rule:
        case Daily(excluded):
            parts = {"freq": du.DAILY, "byweekday": sorted(set(range(7)) - excluded)}
        case Weekly(days, every):
            parts = {"freq": du.WEEKLY, "interval": every, "byweekday": sorted(days), "wkst": du.MO}
        case MonthDays(days):
            parts = {"freq": du.MONTHLY, "bymonthday": days}
        case MonthEnd():
            parts = {"freq": du.MONTHLY, "bymonthday": -1}
        case MonthWeekday(nth, weekday):
            parts = {"freq": du.MONTHLY, "byweekday": du.weekday(weekday)(nth)}
        case YearDay(month, day):
            parts = {"freq": du.YEARLY, "bymonth": month, "bymonthday": day}
        case Recurrence(text):
            known = du.rrulestr(text, dtstart=datetime.combine(start, datetime.min.time()))
            return [
                it.date()
                for it in known.between(at(range_.start), at(range_.end), inc=True)
                if it < at(range_.end)
            ]
        case _:
            raise AssertionError(rule)
    known = du.rrule(dtstart=at(start), until=at(range_.end) - timedelta(days=1), **parts)  # type: ignore[arg-type]
    return [it.date() for it in known if it >= at(range_.start)]


def at(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


@settings(max_examples=300)
@given(RULES, st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 1500), st.integers(0, 1200))
def test_days_agree(rule: Rule, start: date, later: int, size: int) -> None:
    first = start + timedelta(days=later)
    range_ = Range(first, first + timedelta(days=size))
    terms = Terms(zone=ZoneInfo("Asia/Shanghai"), start=start)
    when = When(rule, (Span(600),))
    expected = theirs(rule, start, range_)
    assert bits_to_days(plain_days(when, terms, range_, STANDARD), range_) == expected
    assert [it.start.date() for it in moments(when, terms, range_, STANDARD)] == expected
