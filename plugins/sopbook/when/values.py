"""The values a `when` text stands for. Weekdays count from Monday = 0; times are minutes after midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Family = Literal["dated", "group", "journey"]
"""Dated: on calendars and in feeds. Group: a timeline from the founding day. Journey: one from a member's event."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A time of day: a moment (`end` is None) or a window.

    `start` is in [0, 1440). `end` is exclusive and greater than `start`; a window past midnight ends above 1440,
    one that ends with the day at exactly 1440 (written 24:00).
    """

    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Offsets:
    """Whole days counted from a day, both ends included; negative is before. A single day has first == last."""

    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Daily:
    """每天, but for the weekdays in `excluded`."""

    excluded: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Weekly:
    """Certain weekdays of every `every`-th week; with `every` > 1 weeks count from the schedule's first day."""

    days: frozenset[int]
    every: int = 1


@dataclass(frozen=True, slots=True)
class Workdays:
    """工作日: published working days, make-up workdays included."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """休息日: every day that is not a working day."""


@dataclass(frozen=True, slots=True)
class MonthDays:
    """Days of the month, 1-31, ascending; months without such a day are passed over."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The last day of every month."""


@dataclass(frozen=True, slots=True)
class MonthWeekday:
    """The nth (1-5) or the last (-1) such weekday of every month."""

    nth: int
    weekday: int


@dataclass(frozen=True, slots=True)
class MonthWorkday:
    """The first (1) or the last (-1) working day of every month."""

    nth: Literal[1, -1]


@dataclass(frozen=True, slots=True)
class YearDay:
    """One day of every year; 29 February in leap years only."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class OneDate:
    """One date."""

    day: date


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival, solar term or shopping day by its almanac key; offsets before count from its first day, after from its last."""

    key: str
    offsets: Offsets = Offsets()


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day around a public holiday, by the almanac's key: its nth day off, the last workday before or the first after."""

    key: str
    at: Literal["day", "before", "after"]
    nth: int = 1


@dataclass(frozen=True, slots=True)
class AnchorDays:
    """Whole days from a named anchor of the playbook, at times of its own."""

    anchor: str
    offsets: Offsets = Offsets()


@dataclass(frozen=True, slots=True)
class AnchorMinutes:
    """Minutes from a named anchor: negative from the anchor's start, positive from its end (its start if it has none)."""

    anchor: str
    minutes: int


@dataclass(frozen=True, slots=True)
class GroupDays:
    """Days of the group's life, both ends included; the founding day is day 1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class EventDays:
    """Whole days from a member's event (see `EVENTS`), at times of its own; negative is before."""

    event: str
    days: int


@dataclass(frozen=True, slots=True)
class EventMinutes:
    """Minutes from a member's event; negative is before."""

    event: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """An RFC 5545 recurrence by days; `rule` is normalised (upper case, parts in a fixed order, no `RRULE:`)."""

    rule: str


DatedRule = (
    Daily
    | Weekly
    | Workdays
    | DaysOff
    | MonthDays
    | MonthEnd
    | MonthWeekday
    | MonthWorkday
    | YearDay
    | OneDate
    | Festival
    | Holiday
    | AnchorDays
    | AnchorMinutes
    | Recurrence
)
Rule = DatedRule | GroupDays | EventDays | EventMinutes


@dataclass(frozen=True, slots=True)
class When:
    """A rule for days and the times on them, ascending; `times` is empty exactly for offsets in minutes."""

    rule: Rule
    times: tuple[Span, ...] = ()

    @property
    def family(self) -> Family:
        """The timeline this belongs to."""
        if isinstance(self.rule, GroupDays):
            return "group"
        return "journey" if isinstance(self.rule, EventDays | EventMinutes) else "dated"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Dates written as `2026-10-01..2026-10-03`; both ends included."""

    first: date
    last: date


Skip = DateRange | Festival
"""What an entry of `skip` stands for."""
