"""Policies, skips, validity and anchors against a plain walk over the days, one after the other."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.almanac import STANDARD
from sopbook.expand import Range, Terms, bits_to_days, days, moments
from sopbook.model import HolidayPolicy as Policy
from sopbook.when.values import (
    AnchorDays,
    DateRange,
    DaysOff,
    Festival,
    MonthDays,
    MonthWorkday,
    Offsets,
    Rule,
    Skip,
    Span,
    Weekly,
    When,
    Workdays,
)

ONE = timedelta(days=1)
ZONE = ZoneInfo("Asia/Shanghai")
TEN = (Span(600),)


def walk(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days)]


def off(day: date) -> bool:
    return STANDARD.describe(day).status == "holiday"


def matches(rule: Rule, day: date) -> bool:
    match rule:
        case Weekly(weekdays):
            return day.weekday() in weekdays
        case MonthDays(numbers):
            return day.day in numbers
        case Workdays():
            return STANDARD.is_workday(day)
        case DaysOff():
            return not STANDARD.is_workday(day)
        case MonthWorkday(nth):
            month = [
                it
                for it in walk(day - 31 * ONE, day + 32 * ONE)
                if it.month == day.month and STANDARD.is_workday(it)
            ]
            return bool(month) and day == month[0 if nth == 1 else -1]
        case Festival(key, offsets):
            return any(
                (last if offsets.first > 0 else first) + offsets.first * ONE
                <= day
                <= (last if offsets.last > 0 else first) + offsets.last * ONE
                for year in (day.year - 1, day.year, day.year + 1)
                for first, last in STANDARD.festival(key, year)
            )
    raise AssertionError(rule)


def open_on(terms: Terms, day: date) -> bool:
    if (terms.start and day < terms.start) or (terms.until and day > terms.until):
        return False
    return not any(
        it.first <= day <= it.last if isinstance(it, DateRange) else matches(it, day) for it in terms.skip
    )


def moved(terms: Terms, day: date) -> date:
    step = ONE if terms.holidays == "next-workday" else -ONE
    while not STANDARD.is_workday(day):
        day += step
    return day


def happens(rule: Rule, terms: Terms, range_: Range) -> dict[date, date]:
    """Return day -> the day it was meant for."""
    wide = walk(range_.start - 70 * ONE, range_.end + 70 * ONE)
    if isinstance(rule, AnchorDays):
        anchors = [
            day
            for when in terms.anchors[rule.anchor]
            for day in happens(when.rule, terms, Range(wide[0], wide[-1]))
        ]
        hung = {day + n * ONE for day in anchors for n in range(rule.offsets.first, rule.offsets.last + 1)}
        return {day: day for day in walk(range_.start, range_.end) if day in hung and open_on(terms, day)}
    meant = [day for day in wide if matches(rule, day) and open_on(terms, day)]
    found = {day: day for day in meant if terms.holidays == "keep" or not off(day)}
    if terms.holidays in ("next-workday", "previous-workday"):
        for day in filter(off, meant):
            target = moved(terms, day)
            if open_on(terms, target):
                found.setdefault(target, day)
    return {day: found[day] for day in sorted(found) if range_.start <= day < range_.end}


FESTIVALS = st.sampled_from(
    ["spring-festival", "national-day", "new-year", "laba", "double-11", "back-to-school"]
)
OFFSETS = st.tuples(st.integers(-20, 20), st.integers(-20, 20)).map(
    lambda pair: Offsets(min(pair), max(pair))
)
PLAIN: st.SearchStrategy[Rule] = st.one_of(
    st.frozensets(st.integers(0, 6), min_size=1).map(Weekly),
    st.lists(st.integers(1, 31), min_size=1, max_size=3, unique=True).map(
        lambda days: MonthDays(tuple(sorted(days)))
    ),
    st.sampled_from([Workdays(), DaysOff(), MonthWorkday(1), MonthWorkday(-1)]),
    st.builds(Festival, FESTIVALS, OFFSETS),
)
DAYS = st.dates(date(2022, 9, 1), date(2027, 6, 1))
SKIPS: st.SearchStrategy[Skip] = st.one_of(
    st.builds(lambda first, days: DateRange(first, first + timedelta(days=days)), DAYS, st.integers(0, 90)),
    st.builds(Festival, FESTIVALS, OFFSETS),
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(PLAIN, OFFSETS.map(lambda offsets: AnchorDays("a", offsets))),
    st.lists(PLAIN, min_size=1, max_size=2),
    DAYS,
    st.integers(0, 120),
    st.lists(SKIPS, max_size=2),
    st.sampled_from(["keep", "skip", "next-workday", "previous-workday"]),
    st.one_of(st.none(), DAYS),
    st.one_of(st.none(), DAYS),
)
def test_days_are_those_of_a_plain_walk(
    rule: Rule,
    anchors: list[Rule],
    first: date,
    size: int,
    skips: list[Skip],
    policy: Policy,
    start: date | None,
    until: date | None,
) -> None:
    terms = Terms(
        zone=ZONE,
        start=start,
        until=until,
        skip=tuple(skips),
        holidays=policy,
        anchors={"a": tuple(When(it, TEN) for it in anchors)},
    )
    range_ = Range(first, first + timedelta(days=size))
    expected = happens(rule, terms, range_)
    when = When(rule, TEN)
    assert bits_to_days(days(when, terms, range_, STANDARD), range_) == list(expected)
    assert {it.start.date(): it.nominal for it in moments(when, terms, range_, STANDARD)} == expected
