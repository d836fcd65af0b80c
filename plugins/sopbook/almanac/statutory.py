"""Published public holidays of China: a handbook's own notices first, then the chinesecalendar package.

Source: the State Council's yearly notice on public holidays (国务院办公厅关于部分节假日安排的通知), usually in November of
the year before. A year without a notice is not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from sopbook.errors import SopbookError

_LONGEST_HOLIDAY = 31
"""Days; the longest in fact was 2020's 春节, 24 January to 2 February."""

_KEYS = {
    "New Year's Day": "new-year",
    "Spring Festival": "spring-festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour-day",
    "Dragon Boat Festival": "dragon-boat",
    "National Day": "national-day",
    "Mid-autumn Festival": "mid-autumn",
    "Anti-Fascist 70th Day": "victory-day-2015",
}
"""The package's names and our keys."""


_MID_AUTUMN_SINCE = 2008
"""The first year with a day off for 中秋."""

_MONDAY_TO_FRIDAY = 0b0011111
_EVERY_MONDAY_OF_A_YEAR = sum(1 << 7 * week for week in range(54))
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One year's published arrangement."""

    holidays: Mapping[str, tuple[date, date]]
    """Holiday's key -> first and last day off, both included; two holidays in one block both name it.
    A day in December may belong to the next year's notice (元旦)."""

    workdays: frozenset[date] = frozenset()
    """Saturdays and Sundays worked instead (调休)."""

    source: str = ""
    """Where it was published."""

    def __post_init__(self) -> None:
        """Refuse a holiday that ends before it begins or cannot be one."""
        for key, (first, last) in self.holidays.items():
            if not 0 <= (last - first).days < _LONGEST_HOLIDAY:
                raise SopbookError(
                    f"节假日 {key}：{first} 至 {last} 不是 1–{_LONGEST_HOLIDAY} 天"
                    f" / holiday {key}: {first} to {last} is not of 1 to {_LONGEST_HOLIDAY} days"
                )


@dataclass(frozen=True, slots=True, eq=False)
class Statutory:
    """Working days and days off by year; a year's bit set has bit i for 1 January + i days."""

    overrides: Mapping[int, Notice]
    _workdays: dict[int, int] = field(default_factory=dict)
    _blocks: dict[int, dict[str, tuple[date, date]]] = field(default_factory=dict)
    _days_off: dict[int, int] = field(default_factory=dict)

    def notice(self, year: int) -> Notice | None:
        """Return the notice for `year`, the handbook's own before the package's, or None."""
        return self.overrides.get(year) or _package().get(year)

    def workdays(self, year: int) -> int:
        """Return the working days; Monday to Friday as far as no notice says otherwise."""
        known = self._workdays.get(year)
        if known is None:
            known = _monday_to_friday(year)
            for notice in self._notices_about(year):
                for first, last in notice.holidays.values():
                    known &= ~days_between(first, last, year)
                for day in notice.workdays:
                    known |= days_between(day, day, year)
            self._workdays[year] = known
        return known

    def is_workday(self, day: date) -> bool:
        """Tell whether `day` is worked."""
        return bool(self.workdays(day.year) >> _index(day) & 1)

    def blocks(self, year: int) -> Mapping[str, tuple[date, date]]:
        """Return the contiguous days off around each holiday of the year's notice, weekends they touch included."""
        known = self._blocks.get(year)
        if known is None:
            notice = self.notice(year)
            spans = notice.holidays if notice else {}
            known = {
                key: (self._edge(first, -_ONE), self._edge(last, _ONE))
                for key, (first, last) in spans.items()
            }
            self._blocks[year] = known
        return known

    def days_off(self, year: int) -> int:
        """Return the days of `year` in a published block; the next year's 元旦 may reach into December."""
        known = self._days_off.get(year)
        if known is None:
            known = 0
            for first, last in (*self.blocks(year).values(), *self.blocks(year + 1).values()):
                known |= days_between(first, last, year)
            self._days_off[year] = known
        return known

    def _notices_about(self, year: int) -> list[Notice]:
        """Return the notices that may set days of `year`, the latest word last."""
        return [notice for notice in (self.notice(year), self.notice(year + 1)) if notice]

    def _edge(self, day: date, step: timedelta) -> date:
        """Return the last day not worked when walking on from the day off `day`."""
        while not self.is_workday(day + step):
            day += step
        return day


def days_between(first: date, last: date, year: int) -> int:
    """Return the days from `first` to `last`, both included, that lie in `year`, as its bit set."""
    new_year = date(year, 1, 1).toordinal()
    size = date(year, 12, 31).toordinal() - new_year + 1
    begin = min(max(first.toordinal() - new_year, 0), size)
    end = min(max(last.toordinal() - new_year + 1, begin), size)
    return (1 << end) - (1 << begin)


def _monday_to_friday(year: int) -> int:
    weekday = date(year, 1, 1).weekday()
    size = date(year, 12, 31).timetuple().tm_yday
    return (_MONDAY_TO_FRIDAY * _EVERY_MONDAY_OF_A_YEAR >> weekday) & ((1 << size) - 1)


def _index(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal()


@lru_cache(maxsize=1)
def _package() -> dict[int, Notice]:
    """Return all notices of chinesecalendar (about 10 ms the first time)."""
    from chinese_calendar.constants import holidays, workdays

    off: dict[int, dict[str, list[date]]] = {}
    for day, name in holidays.items():
        off.setdefault(_notice_year(day, name), {}).setdefault(_KEYS[name], []).append(day)
    worked: dict[int, set[date]] = {}
    for day, name in workdays.items():
        worked.setdefault(_notice_year(day, name), set()).add(day)
    for year, by_key in off.items():
        if year >= _MID_AUTUMN_SINCE:  # the package names one holiday a day; in 2020 both fell on 1 October
            by_key.setdefault("mid-autumn", by_key["national-day"])
    return {
        year: Notice(
            holidays={key: (min(days), max(days)) for key, days in by_key.items()},
            workdays=frozenset(worked.get(year, ())),
            source="chinesecalendar",
        )
        for year, by_key in off.items()
    }


def _notice_year(day: date, name: str) -> int:
    """Return the year whose notice set this day: 元旦's days in December belong to the next."""
    return day.year + (name == "New Year's Day" and day.month == 12)
