"""Festivals, solar terms and their names."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from borax.calendars.lunardate import LunarDate, TermUtils

from sopbook.almanac import STANDARD, Almanac, Fixed, Own
from sopbook.almanac.lunar import lunar_year
from sopbook.errors import SopbookError
from sopbook.findings import Text

ORACLE_YEARS = range(1950, 2057)
TERMS = """
xiaohan dahan lichun yushui jingzhe chunfen qingming guyu lixia xiaoman mangzhong xiazhi
xiaoshu dashu liqiu chushu bailu qiufen hanlu shuangjiang lidong xiaoxue daxue dongzhi
""".split()  # noqa: SIM905  # a list of 24 words reads worse


def one(key: str, year: int) -> date:
    ((first, last),) = STANDARD.festival(key, year)
    assert first == last
    return first


def test_every_lunar_day_agrees_with_borax() -> None:
    """Days of leap months have no place with us: no festival falls in one."""
    checked = 0
    day = date(1950, 1, 1)
    while day.year < 2057:
        theirs = LunarDate.from_solar(day)
        if not theirs.leap:
            year, month, dom = theirs.year, theirs.month, theirs.day
            assert lunar_year(year).months[month] + timedelta(days=dom - 1) == day
            checked += 1
        day += timedelta(days=1)
    assert checked > 37_000


def test_every_solar_term_agrees_with_borax() -> None:
    """All but one, four seconds before midnight by lunar_python: 大寒 of 1979, 20 January 23:59:56."""
    ours = {(year, i): one(key, year) for year in ORACLE_YEARS for i, key in enumerate(TERMS)}
    theirs = {(year, i): TermUtils.nth_term_day(year, i) for year in ORACLE_YEARS for i in range(24)}
    assert {which for which in ours if ours[which] != theirs[which]} == {(1979, TERMS.index("dahan"))}
    assert len(ours) == 107 * 24


@pytest.mark.parametrize(
    ("key", "year", "expected"),
    [
        ("spring-festival", 2026, "2026-02-17"),
        ("spring-festival", 2027, "2027-02-06"),
        ("spring-festival-eve", 2025, "2025-01-28"),  # no 30th of the twelfth month
        ("lantern", 2026, "2026-03-03"),
        ("dragon-boat", 2026, "2026-06-19"),
        ("qixi", 2026, "2026-08-19"),
        ("qixi", 2025, "2025-08-29"),  # after the leap sixth month
        ("mid-autumn", 2026, "2026-09-25"),
        ("double-ninth", 2026, "2026-10-18"),
        ("laba", 2026, "2026-01-26"),
        ("little-new-year", 2026, "2026-02-10"),
        ("dongzhi", 2026, "2026-12-22"),  # lunar_python's 冬至 is 2025's, 21 December
        ("dongzhi", 2025, "2025-12-21"),
        ("qingming", 2026, "2026-04-05"),
        ("mothers-day", 2026, "2026-05-10"),
        ("fathers-day", 2026, "2026-06-21"),
        ("thanksgiving", 2026, "2026-11-26"),
        ("black-friday", 2026, "2026-11-27"),
        ("double-11", 2026, "2026-11-11"),
        ("618", 2026, "2026-06-18"),
        ("520", 2026, "2026-05-20"),
        ("teachers-day", 2026, "2026-09-10"),
        ("spring-festival", 2100, "2100-02-09"),
    ],
)
def test_a_festival(key: str, year: int, expected: str) -> None:
    assert one(key, year) == date.fromisoformat(expected)


def test_mid_autumn_2033_is_after_no_leap_month() -> None:
    assert one("mid-autumn", 2033) == date(2033, 9, 8)
    assert one("spring-festival", 2034) == date(2034, 2, 19)


@pytest.mark.parametrize("key", ["laba", "little-new-year", "year-end-goods"])
def test_a_festival_of_the_twelfth_month_is_neither_lost_nor_doubled(key: str) -> None:
    """A Gregorian year may have none or two; each lunar year has one."""
    found = [window for year in range(1950, 2057) for window in STANDARD.festival(key, year)]
    assert found == sorted(set(found))
    assert all(350 < (after[0] - before[0]).days < 390 for before, after in pairwise(found))
    assert all(first.year == year for year in range(1950, 2057) for first, _ in STANDARD.festival(key, year))


def test_laba_falls_twice_or_never_in_some_years() -> None:
    counts = {year: len(STANDARD.festival("laba", year)) for year in range(1901, 2101)}
    assert {0, 1, 2} == set(counts.values())
    assert STANDARD.festival("laba", 2036) == ((date(2036, 1, 5),) * 2,)


def test_festivals_that_span_days() -> None:
    assert STANDARD.festival("national-day", 2026) == ((date(2026, 10, 1), date(2026, 10, 7)),)
    assert STANDARD.festival("year-end-goods", 2026) == ((date(2026, 1, 26), date(2026, 2, 10)),)
    assert STANDARD.festival("back-to-school", 2026) == (
        (date(2026, 2, 20), date(2026, 3, 10)),
        (date(2026, 8, 25), date(2026, 9, 10)),
    )


@pytest.mark.parametrize("year", [1899, 2101, 9999])
def test_lunar_years_too_far_off_are_refused(year: int) -> None:
    with pytest.raises(SopbookError, match=str(year)):
        STANDARD.festival("spring-festival", year)
    with pytest.raises(SopbookError, match=str(year)):
        STANDARD.festival("qingming", year)
    assert one("double-11", year) == date(year, 11, 11)


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ("春节 Spring·Festival Chinese·New·Year", "spring-festival"),
        ("除夕 年三十 Spring·Festival·Eve Chinese·New·Year's·Eve", "spring-festival-eve"),
        ("双11 双十一 光棍节 Singles'·Day Double·11 11.11", "double-11"),
        ("元宵 元宵节 Lantern Lantern·Festival", "lantern"),
        ("端午 端午节 Dragon·Boat Dragon·Boat·Festival", "dragon-boat"),
        ("七夕 Qixi", "qixi"),
        ("中秋 中秋节 Mid-Autumn Mid-Autumn·Festival", "mid-autumn"),
        ("重阳 重阳节 Double·Ninth", "double-ninth"),
        ("国庆 国庆节 National·Day", "national-day"),
        ("妇女节 三八 女神节 Women's·Day", "womens-day"),
        ("劳动节 五一 Labour·Day Labor·Day May·Day", "labour-day"),
        ("元旦 New·Year's·Day", "new-year"),
        ("清明 清明节 Qingming Tomb-Sweeping·Day", "qingming"),
        ("平安夜 Christmas·Eve", "christmas-eve"),
        ("冬至 Winter·Solstice Dongzhi", "dongzhi"),
        ("小年 Little·New·Year", "little-new-year"),
        ("年货节", "year-end-goods"),
        ("开学季 Back·to·School", "back-to-school"),
    ],
)
def test_names(names: str, key: str) -> None:
    assert {STANDARD.names[name.replace("·", " ").lower()] for name in names.split()} == {key}


@pytest.mark.parametrize("name", ["new year's eve", "新年", "十一", "开学", "new year"])
def test_names_left_out_because_they_mean_two_things(name: str) -> None:
    assert name not in STANDARD.names


def test_the_tables_hang_together() -> None:
    assert set(STANDARD.names.values()) == set(STANDARD.labels)
    for key, label in STANDARD.labels.items():
        assert {STANDARD.names[text.lower()] for text in label} == {key}
        assert STANDARD.festival(key, 2026)
    assert all(name == name.lower() and "’" not in name and name.strip() == name for name in STANDARD.names)
    assert set(STANDARD.labels) >= STANDARD.holiday_keys
    assert len(set(STANDARD.labels.values())) == len(STANDARD.labels)


def test_a_handbooks_own_festivals_and_school() -> None:
    own = Own(Text("店庆", "Store Day"), (Fixed((5, 6), (5, 8)),), ("周年庆",))
    ours = Almanac.of(own={"store-day": own}, opening=(Fixed((2, 15), (3, 5)),))
    assert ours.names["周年庆"] == ours.names["store day"] == "store-day"
    assert ours.festival("store-day", 2026) == ((date(2026, 5, 6), date(2026, 5, 8)),)
    assert ours.festival("back-to-school", 2026) == ((date(2026, 2, 15), date(2026, 3, 5)),)
    assert "店庆" not in STANDARD.names


@pytest.mark.parametrize(
    ("key", "label"),
    [("mine", Text("双11", "Mine")), ("qixi", Text("我的", "Mine")), ("back-to-school", Text("我", "I"))],
)
def test_a_taken_name_or_key_is_refused(key: str, label: Text) -> None:
    with pytest.raises(SopbookError):
        Almanac.of(own={key: Own(label, (Fixed((1, 2), (1, 2)),))})


def test_windows_over_the_years_end_and_29_february() -> None:
    assert Fixed((12, 30), (1, 2)).windows(2026) == ((date(2026, 12, 30), date(2027, 1, 2)),)
    assert Fixed((2, 29), (2, 29)).windows(2027) == ()
    assert Fixed((2, 20), (2, 29)).windows(2027) == ((date(2027, 2, 20), date(2027, 2, 28)),)


def test_an_almanac_survives_pickling() -> None:
    STANDARD.describe(date(2026, 1, 1))
    again = pickle.loads(pickle.dumps(STANDARD))
    assert again.names == STANDARD.names
    assert again.describe(date(2026, 2, 17)) == STANDARD.describe(date(2026, 2, 17))


def test_slow_libraries_are_imported_only_when_needed() -> None:
    code = (
        "import sys, sopbook.almanac; print(sorted({'lunar_python', 'chinese_calendar'} & set(sys.modules)))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert out.stdout.strip() == "[]"
