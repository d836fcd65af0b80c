"""The days of RFC 5545 rules: against dateutil, against the examples of the standard, and bounded."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sopbook.when import RuleProblem, check_rule, has_moment, rrule_days, rule_until

EXAMPLES_DRAWN = 120
START = date(1997, 9, 2)  # a Tuesday, as in the standard's examples

EXAMPLES = {
    "FREQ=DAILY;COUNT=10": "0902 0903 0904 0905 0906 0907 0908 0909 0910 0911",
    "FREQ=DAILY;INTERVAL=10;COUNT=5": "0902 0912 0922 1002 1012",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH": "0902 0904 0916 0918 0930 1002 1014 1016",
    "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH": "0902 0904 0909 0911 0916 0918 0923 0925 0930 1002 1007",
    "FREQ=MONTHLY;COUNT=3;BYDAY=1FR": "0905 1003 1107",
    "FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU": "0907 0928 1102 1130",
    "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3": "0928 1029 1128",
    "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1": "0930 1001 1031 1101",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3": "0929 1030 1127",
    "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=3": "0913 1011 1108",
}


@pytest.mark.parametrize(("rule", "expected"), EXAMPLES.items(), ids=str)
def test_examples_of_the_standard(rule: str, expected: str) -> None:
    normal = check_rule(rule)
    assert isinstance(normal, str)
    assert [f"{day:%m%d}" for day in rrule_days(normal, START, date(1998, 1, 1))] == expected.split()


def some(values: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3).map(lambda found: ",".join(map(str, found)))


def signed(limit: int) -> st.SearchStrategy[int]:
    return st.one_of(st.integers(1, limit), st.integers(-limit, -1))


DAY = st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))
BY_DAY = st.lists(DAY, min_size=1, max_size=3).map(",".join)
NUMBERED = st.lists(st.tuples(signed(5), DAY).map(lambda t: f"{t[0]}{t[1]}"), min_size=1, max_size=2).map(
    ",".join
)


@st.composite
def written(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = [f"FREQ={freq}"]

    def maybe(name: str, value: st.SearchStrategy[object]) -> None:
        if draw(st.integers(0, 2)) == 0:
            parts.append(f"{name}={draw(value)}")

    maybe("INTERVAL", st.integers(1, 5))
    maybe(*draw(st.sampled_from((("COUNT", st.integers(1, 9)), ("UNTIL", st.just("20031231"))))))
    maybe("BYMONTH", some(st.integers(1, 12)))
    maybe("BYDAY", BY_DAY if freq in ("DAILY", "WEEKLY") else st.one_of(BY_DAY, NUMBERED))
    maybe("BYMONTHDAY", some(signed(31)))
    maybe("BYYEARDAY", some(signed(366)))
    maybe("BYWEEKNO", some(signed(53)))
    maybe("BYSETPOS", some(signed(6)))
    maybe("WKST", DAY)
    return ";".join(parts)


@settings(max_examples=EXAMPLES_DRAWN, deadline=None)
@given(written(), st.dates(date(1997, 1, 1), date(2003, 12, 31)))
def test_dateutil_agrees(rule: str, start: date) -> None:
    normal = check_rule(rule)
    assume(isinstance(normal, str))
    assert isinstance(normal, str)
    assert check_rule(normal) == normal
    # dateutil takes only what is left of the first week for BYSETPOS; the standard takes the whole week
    assume(not ("WEEKLY" in normal and "BYSETPOS" in normal))
    end = date(2005, 1, 1)
    ours = list(rrule_days(normal, start, end))
    if not ours:
        return  # dateutil would look until the year 9999
    bounded = normal if "COUNT" in normal or "UNTIL" in normal else f"{normal};UNTIL=20041231"
    extra = int("YEARLY" not in normal)  # it may look for the next one through centuries
    theirs = rrulestr(bounded, dtstart=datetime(start.year, start.month, start.day))
    days = (moment.date() for moment in theirs.xafter(datetime(1990, 1, 1), count=len(ours) + extra))
    assert ours == list(takewhile(lambda day: day < end, days))


def test_setpos_counts_in_the_whole_week() -> None:
    wednesday = date(2026, 9, 2)
    days = rrule_days("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1", wednesday, date(2026, 9, 16))
    assert list(days) == [date(2026, 9, 7), date(2026, 9, 14)]


def test_the_start_counts_only_if_it_matches() -> None:
    assert next(rrule_days("FREQ=WEEKLY;BYDAY=MO", date(2026, 9, 1), date(2027, 1, 1))) == date(2026, 9, 7)


def test_the_end_is_excluded_and_an_empty_range_is_empty() -> None:
    day = date(2026, 9, 1)
    assert list(rrule_days("FREQ=DAILY", day, day + timedelta(2))) == [day, day + timedelta(1)]
    assert list(rrule_days("FREQ=DAILY", day, day)) == []
    assert list(rrule_days("FREQ=DAILY", day, date.min)) == []


def test_until_is_a_day_in_the_zone() -> None:
    rule = "FREQ=DAILY;UNTIL=20260903T163000Z"
    shanghai = ZoneInfo("Asia/Shanghai")
    assert list(rrule_days(rule, date(2026, 9, 1), date(2027, 1, 1)))[-1] == date(2026, 9, 3)
    assert list(rrule_days(rule, date(2026, 9, 1), date(2027, 1, 1), shanghai))[-1] == date(2026, 9, 4)
    assert rule_until(rule, shanghai) == datetime(2026, 9, 4, 0, 30)
    assert rule_until("FREQ=DAILY") is None


NEVER = (
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=6MO",
    "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2MO",
    "FREQ=DAILY;BYMONTHDAY=1;BYSETPOS=2",
    "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=2",
)


@pytest.mark.parametrize("rule", NEVER)
def test_a_rule_without_a_day_ends_quickly(rule: str) -> None:
    begin = process_time()
    assert not has_moment(rule, START)
    assert isinstance(check_rule(rule), RuleProblem)
    assert process_time() - begin < 1  # of the processor; dateutil looks for three seconds and longer


def test_a_rule_may_have_no_day_from_its_start_only() -> None:
    rule = check_rule("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29")
    assert isinstance(rule, str)
    assert has_moment(rule, date(2024, 1, 1))
    assert not has_moment(rule, date(2026, 1, 1))
    assert not has_moment("FREQ=DAILY;UNTIL=20200101", date(2026, 1, 1))


def test_no_year_is_too_late_or_too_early() -> None:
    assert list(rrule_days("FREQ=DAILY", date(9999, 12, 30), date.max)) == [date(9999, 12, 30)]
    assert has_moment("FREQ=WEEKLY", date(1, 1, 1))
    assert list(rrule_days("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", date(9996, 1, 1), date.max))
