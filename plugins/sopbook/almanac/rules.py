"""How a festival's days are found: one small class for each way, all answering `windows(year)`."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from sopbook.almanac.lunar import lunar_day, require_known, solar_term

Window = tuple[date, date]
"""First and last day of a festival, both included; equal for a festival of one day."""

MonthDay = tuple[int, int]
"""Month and day, in whichever calendar the rule counts."""


class FestivalRule(Protocol):
    """A way to find a festival's days."""

    def windows(self, year: int) -> tuple[Window, ...]:
        """Return the windows that begin in the Gregorian `year`, ascending."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same days of every Gregorian year; a `last` before `first` lies in the next year."""

    first: MonthDay
    last: MonthDay

    def windows(self, year: int) -> tuple[Window, ...]:
        """Return the one window; none when `first` is 29 February and there is none."""
        month, day = self.first
        if day > monthrange(year, month)[1]:
            return ()
        last_year = year + (self.last < self.first)
        last_month, last_day = self.last
        last = min(last_day, monthrange(last_year, last_month)[1])
        return ((date(year, month, day), date(last_year, last_month, last)),)


@dataclass(frozen=True, slots=True)
class Either:
    """Several windows in a year."""

    rules: tuple[Fixed, ...]

    def windows(self, year: int) -> tuple[Window, ...]:
        """Return the windows of all rules."""
        return tuple(sorted(window for rule in self.rules for window in rule.windows(year)))


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth such weekday (Monday = 0) of a month, plus some days."""

    month: int
    nth: int
    weekday: int
    plus: int = 0

    def windows(self, year: int) -> tuple[Window, ...]:
        """Return the one day."""
        first = date(year, self.month, 1)
        to_weekday = (self.weekday - first.weekday()) % 7
        day = first + timedelta(days=to_weekday + 7 * (self.nth - 1) + self.plus)
        return ((day, day),)


@dataclass(frozen=True, slots=True)
class Lunar:
    """Days of the lunar year, plus some days; in a Gregorian year there may be none, one or two."""

    first: MonthDay
    last: MonthDay
    plus: int = 0

    def windows(self, year: int) -> tuple[Window, ...]:
        """Return the windows that begin in `year`: of the lunar year that ends in it and of its own."""
        require_known(year)
        plus = timedelta(days=self.plus)
        found = (
            (lunar_day(lunar, *self.first) + plus, lunar_day(lunar, *self.last) + plus)
            for lunar in (year - 1, year)
        )
        return tuple(window for window in found if window[0].year == year)


@dataclass(frozen=True, slots=True)
class Term:
    """A solar term, counted from 小寒 = 0."""

    index: int

    def windows(self, year: int) -> tuple[Window, ...]:
        """Return the one day."""
        require_known(year)
        day = solar_term(year, self.index)
        return ((day, day),)


def each_year(month: int, day: int) -> Fixed:
    """Return the rule of one fixed day."""
    return Fixed((month, day), (month, day))


def lunar(month: int, day: int, plus: int = 0) -> Lunar:
    """Return the rule of one lunar day, moved by `plus` days."""
    return Lunar((month, day), (month, day), plus)
