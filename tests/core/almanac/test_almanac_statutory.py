"""Published days off and make-up workdays."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from sopbook.almanac import STANDARD, Almanac, Notice
from sopbook.errors import SopbookError


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range(date(year, 12, 31).timetuple().tm_yday)]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_agrees_with_holidays(year: int) -> None:
    """`holidays` knows the days off, those in lieu and the weekends worked; it is made by other people."""
    china = holidays.country_holidays("CN", years=[year - 1, year, year + 1])
    assert any(day.year == year for day in china.weekend_workdays)
    for day in days_of(year):
        assert STANDARD.is_workday(day) == china.is_working_day(day), day


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_agrees_with_chinese_calendar(year: int) -> None:
    assert STANDARD.is_published(year)
    assert [STANDARD.is_workday(day) for day in days_of(year)] == [
        chinese_calendar.is_workday(day) for day in days_of(year)
    ]


def test_an_unpublished_year_is_monday_to_friday_and_nothing_else() -> None:
    assert not STANDARD.is_published(2045)
    assert all(STANDARD.is_workday(day) == (day.weekday() < 5) for day in days_of(2045))
    assert STANDARD.days_off(2045) == 0
    assert all(STANDARD.holiday_block(key, 2045) is None for key in STANDARD.holiday_keys)


@pytest.mark.parametrize(
    ("key", "year", "first", "last"),
    [
        ("spring-festival", 2026, "2026-02-15", "2026-02-23"),
        ("national-day", 2026, "2026-10-01", "2026-10-07"),
        ("mid-autumn", 2026, "2026-09-25", "2026-09-27"),
        ("national-day", 2025, "2025-10-01", "2025-10-08"),
        ("mid-autumn", 2025, "2025-10-01", "2025-10-08"),  # one block
        ("mid-autumn", 2023, "2023-09-29", "2023-10-06"),
        ("mid-autumn", 2020, "2020-10-01", "2020-10-08"),  # both fell on 1 October
        ("new-year", 2023, "2022-12-31", "2023-01-02"),
        ("new-year", 2025, "2025-01-01", "2025-01-01"),
        ("dragon-boat", 2024, "2024-06-08", "2024-06-10"),  # a Monday off, with its weekend
        ("spring-festival", 2020, "2020-01-24", "2020-02-02"),
    ],
)
def test_a_block(key: str, year: int, first: str, last: str) -> None:
    assert STANDARD.holiday_block(key, year) == (date.fromisoformat(first), date.fromisoformat(last))


def test_blocks_hold_their_festival_and_no_working_day() -> None:
    for year in range(2014, 2027):
        for key in STANDARD.holiday_keys:
            block = STANDARD.holiday_block(key, year)
            assert block, (key, year)
            first, last = block
            inside = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            assert not any(map(STANDARD.is_workday, inside))
            assert STANDARD.is_workday(first - timedelta(days=1)) and STANDARD.is_workday(
                last + timedelta(days=1)
            )
            assert STANDARD.festival(key, year)[0][0] in inside


def test_days_off_leave_out_ordinary_weekends() -> None:
    off = STANDARD.days_off(2026)
    assert off >> (date(2026, 10, 3) - date(2026, 1, 1)).days & 1  # a Saturday in the block
    assert not off >> (date(2026, 10, 17) - date(2026, 1, 1)).days & 1
    assert STANDARD.days_off(2022) >> 364 & 1  # 31 December belongs to 2023's 元旦
    assert off.bit_count() == 33


def test_a_handbooks_notice_comes_first() -> None:
    notice = Notice(
        holidays={
            "new-year": (date(2044, 12, 30), date(2045, 1, 2)),
            "national-day": (date(2045, 10, 1), date(2045, 10, 7)),
        },
        workdays=frozenset([date(2045, 9, 23)]),
        source="test",
    )
    ours = Almanac.of(overrides={2045: notice})
    assert ours.is_published(2045) and not ours.is_published(2044)
    assert ours.source(2045) == "test" and STANDARD.source(2045) == ""
    assert ours.is_workday(date(2045, 9, 23))
    assert not ours.is_workday(date(2045, 10, 5))
    assert not ours.is_workday(date(2044, 12, 30))
    assert ours.holiday_block("new-year", 2045) == (date(2044, 12, 30), date(2045, 1, 2))
    assert ours.holiday_block("qingming", 2045) is None
    assert not STANDARD.is_workday(date(2045, 9, 23))


def test_a_notice_with_a_backward_or_endless_holiday_is_refused() -> None:
    for last in (date(2045, 9, 30), date(2046, 10, 1)):
        with pytest.raises(SopbookError, match="national-day"):
            Notice(holidays={"national-day": (date(2045, 10, 1), last)})


@pytest.mark.parametrize(
    ("day", "festivals", "status", "off", "published"),
    [
        ("2026-10-01", ["国庆"], "holiday", ["国庆"], True),
        ("2025-10-06", ["中秋", "国庆"], "holiday", ["国庆", "中秋"], True),
        ("2026-10-10", [], "make-up", [], True),
        ("2026-11-11", ["双11"], "workday", [], True),
        ("2026-11-14", [], "weekend", [], True),
        ("2022-12-31", ["年货节"], "holiday", ["元旦"], True),
        ("2045-10-02", ["国庆"], "workday", [], False),
        ("2026-02-17", ["春节"], "holiday", ["春节"], True),
        ("2026-01-26", ["腊八", "年货节"], "workday", [], True),
        ("2028-01-01", ["元旦"], "weekend", [], False),
    ],
)
def test_describe(day: str, festivals: list[str], status: str, off: list[str], published: bool) -> None:
    note = STANDARD.describe(date.fromisoformat(day))
    assert sorted(text.zh for text in note.festivals) == sorted(festivals)
    assert (note.status, [text.zh for text in note.holidays], note.published) == (status, off, published)
