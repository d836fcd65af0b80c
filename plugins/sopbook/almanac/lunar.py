"""The lunar calendar and the 24 solar terms, by lunar_python, in China's standard time.

The library is imported when the first lunar date is asked for, and each year is computed once.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sopbook.errors import SopbookError

FIRST_YEAR = 1900
LAST_YEAR = 2100
"""Years the lunar calendar is asked for; further off the moment of a new moon is too uncertain to name a day."""

_WINTER_SOLSTICE_BEFORE = 1
"""Where the library's list of solar terms holds the solstice of the year before; 小寒 and our 24 follow it."""

_JULIAN_DAY_OF_ORDINAL_0 = 1721424.5


class LunarYear(NamedTuple):
    """What one year's look-ups need."""

    months: dict[int, date]
    """First day of each month of the lunar year 1-12, leap months left out: no festival falls in one."""

    terms: tuple[date, ...]
    """The 24 solar terms of the Gregorian year, from 小寒 (January) to 冬至 (December)."""


def lunar_day(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a day of lunar `year`, never one of a leap month.

    The twelfth month of lunar `year` lies in January or February of year + 1, rarely in December.
    """
    return lunar_year(year).months[month] + timedelta(days=day - 1)


def solar_term(year: int, index: int) -> date:
    """Return the day of a solar term in the Gregorian `year`; `index` counts from 小寒 = 0 to 冬至 = 23."""
    return lunar_year(year).terms[index]


def require_known(year: int) -> None:
    """Raise SopbookError unless the lunar calendar of the Gregorian `year` is one we vouch for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise SopbookError(
            f"农历节日与节气只推算 {FIRST_YEAR}–{LAST_YEAR} 年，问的是 {year} 年"
            f" / lunar festivals and solar terms are computed for {FIRST_YEAR}-{LAST_YEAR}, not for {year}"
        )


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 2)
def lunar_year(year: int) -> LunarYear:
    """Return the months and solar terms of `year` (about 4 ms the first time)."""
    from lunar_python import LunarYear as Source  # 20 ms to import, seldom needed

    source = Source.fromYear(year)
    months = {
        month.getMonth(): _date(month.getFirstJulianDay())
        for month in source.getMonths()
        if month.getYear() == year and month.getMonth() > 0
    }
    first = _WINTER_SOLSTICE_BEFORE + 1
    return LunarYear(months, tuple(map(_date, source.getJieQiJulianDays()[first : first + 24])))


def _date(julian_day: float) -> date:
    return date.fromordinal(int(julian_day - _JULIAN_DAY_OF_ORDINAL_0))
