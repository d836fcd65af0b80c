"""Where a zone's clocks change: VTIMEZONE (RFC 5545, section 3.6.5), and the days on which readers of a feed differ."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sopbook.expand.frame import Frame, indices
from sopbook.when import Span

FIRST_YEAR = 1970
"""No feed reaches further back: before it zones are local mean time, which no calendar application wants."""

_CYCLE = 28
"""Years after which weekdays fall on the same dates again: a rule of summer time is known once it has held so long."""

_STEP = timedelta(days=7)
"""No zone changes its clock twice within so many days."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class State(NamedTuple):
    """What a zone's clock shows for a while."""

    offset: timedelta
    name: str
    is_summer: bool


class Change(NamedTuple):
    """The instant at which a zone's clock changes, and the states on either side."""

    onset: datetime
    before: State
    after: State

    @property
    def local(self) -> datetime:
        """The onset on the clock as it was before it."""
        return (self.onset + self.before.offset).replace(tzinfo=None)


def is_utc(zone: ZoneInfo) -> bool:
    """Tell whether times of the zone are written with a Z and need no VTIMEZONE."""
    return zone.key.rpartition("/")[2] in ("UTC", "UCT", "Zulu", "Universal")


def odd_days(bits: int, span: Span, zone: ZoneInfo, frame: Frame) -> int:
    """Return those of the days on which `span` meets a change of the clock.

    Its start or end is a time that does not exist or comes twice, or it lasts longer or shorter than the clock says.
    RFC 5545 leaves little of this open (section 3.3.5), but readers differ all the same.
    """
    return sum(
        1 << index
        for index in indices(bits & _change_days(zone, frame))
        if _is_odd(frame.date(index), span, zone)
    )


@lru_cache(maxsize=4096)
def ever_skips(zone: ZoneInfo, minute: int, first: int, last: int) -> bool:
    """Tell whether the clock skips this minute of the day on some day of the years from `first` to `last`."""
    forward = (
        (change.local.hour * 60 + change.local.minute, change.after.offset - change.before.offset)
        for year in range(first, last + 1)
        for change in _changes(zone, year)
    )
    return any((minute - begin) % 1440 < length / timedelta(minutes=1) for begin, length in forward)


def is_calm(*walls: datetime) -> bool:
    """Tell whether the clock shows each of these times once, and all of them with one offset."""
    return len({wall.replace(fold=fold).utcoffset() for wall in walls for fold in (0, 1)}) == 1


def _is_odd(day: date, span: Span, zone: ZoneInfo) -> bool:
    end = span.start + 15 if span.end is None else span.end
    return not is_calm(_wall(day, span.start, zone), _wall(day, end, zone))


def _wall(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)


@lru_cache(maxsize=1024)
def _change_days(zone: ZoneInfo, frame: Frame) -> int:
    """Return the days that a change of the clock touches, and the days before, whose windows may reach it."""
    found = 0
    for year in frame.widened(1, 2).years:
        for change in _changes(zone, year):
            ends = change.local.toordinal(), (change.onset + change.after.offset).toordinal()
            found |= frame.between(min(ends) - 1, max(ends))
    return found


@lru_cache(maxsize=4096)
def _changes(zone: ZoneInfo, year: int) -> tuple[Change, ...]:
    """Return the zone's changes in a year of UTC, ascending."""
    last = datetime(year + 1, 1, 1, tzinfo=UTC)
    marks = [datetime(year, 1, 1, tzinfo=UTC) + _STEP * week for week in range(53)]
    return tuple(
        _bisect(low, high, zone)
        for low, high in pairwise([*marks, last])
        if _state(low, zone) != _state(high, zone)
    )


def _bisect(low: datetime, high: datetime, zone: ZoneInfo) -> Change:
    """Return the change between two instants, to the second."""
    before, after = _state(low, zone), _state(high, zone)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _state(middle, zone) == before:
            low = middle
        else:
            high = middle
    return Change(high, before, after)


def _state(at: datetime, zone: ZoneInfo) -> State:
    local = at.astimezone(zone)
    return State(local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst()))


@lru_cache(maxsize=256)
def vtimezone(key: str, first: int, last: int) -> str:
    """Return the zone's VTIMEZONE for the years from `first` to `last`.

    Where summer time follows one rule all along, and for a cycle of years to come, two observances with RRULE say it
    for good; else each change up to the cycle's end is an observance of its own.
    """
    zone = ZoneInfo(key)
    years = range(max(first, FIRST_YEAR) - 1, max(first, last) + _CYCLE)
    changes = [change for year in years for change in _changes(zone, year)]
    start = datetime(years[0], 1, 1, tzinfo=UTC)
    initial = _observance(start.replace(tzinfo=None), _state(start, zone).offset, _state(start, zone))
    lines = [initial] if not changes else _by_rule(changes, len(years))
    if not lines:
        lines = [initial, *(_observance(it.local, it.before.offset, it.after) for it in changes)]
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{key}", *lines, "END:VTIMEZONE", ""])


def _by_rule(changes: list[Change], years: int) -> list[str]:
    """Return an observance for each kind of change, by their onset; none unless each comes once a year by a rule."""
    kinds: dict[tuple[object, ...], list[Change]] = {}
    for it in changes:
        kinds.setdefault((it.local.month, it.local.weekday(), it.local.time(), *it[1:]), []).append(it)
    rules = [(found[0], _rule([it.local.date() for it in found])) for found in kinds.values()]
    if any(len(found) != years for found in kinds.values()) or not all(rule for _, rule in rules):
        return []
    return [_observance(it.local, it.before.offset, it.after, rule) for it, rule in rules]


def _rule(days: list[date]) -> str:
    """Return the yearly rule that gives these days, all of one month and weekday; empty when there is none."""
    first, last = min(day.day for day in days), max(day.day for day in days)
    if last - first != 6:
        return ""
    name = _WEEKDAYS[days[0].weekday()]
    if all(day.day + 7 > monthrange(day.year, day.month)[1] for day in days):
        weekday = f"BYDAY=-1{name}"
    elif first % 7 == 1:
        weekday = f"BYDAY={first // 7 + 1}{name}"
    else:
        weekday = f"BYMONTHDAY={','.join(map(str, range(first, last + 1)))};BYDAY={name}"
    return f"RRULE:FREQ=YEARLY;BYMONTH={days[0].month};{weekday}"


def _observance(local: datetime, before: timedelta, after: State, rule: str = "") -> str:
    kind = "DAYLIGHT" if after.is_summer else "STANDARD"
    return "\r\n".join(
        _present(
            f"BEGIN:{kind}",
            f"DTSTART:{local:%Y%m%dT%H%M%S}",
            rule,
            f"TZOFFSETFROM:{_offset(before)}",
            f"TZOFFSETTO:{_offset(after.offset)}",
            f"TZNAME:{after.name}",
            f"END:{kind}",
        )
    )


def _present(*lines: str) -> Iterator[str]:
    return filter(None, lines)


def _offset(delta: timedelta) -> str:
    """Return a UTC offset as RFC 5545, section 3.3.14, writes it."""
    minutes, seconds = divmod(round(abs(delta).total_seconds()), 60)
    sign = "-" if delta < timedelta() else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
