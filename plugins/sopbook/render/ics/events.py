"""iCalendar feeds (RFC 5545): each event is written once and joined into every feed it belongs to.

A plain recurrence is one VEVENT with RRULE, and EXDATE for the days left out; moved, festival and
holiday-dependent days are single VEVENTs from 1 January of this year to the end of the next. DTSTAMP is a constant
and there is no SEQUENCE, so that a feed changes only when its content does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sopbook.expand import Range, iter_days
from sopbook.expand.lines import Line, lines, localise, plain_days_of
from sopbook.findings import Text
from sopbook.handbook import whens_of
from sopbook.model import Playbook, Slot
from sopbook.render.words import label
from sopbook.settings import Settings
from sopbook.texts import fill, variables_of
from sopbook.when import (
    Daily,
    MonthDays,
    MonthEnd,
    MonthWeekday,
    Recurrence,
    Span,
    Weekly,
    YearDay,
    rule_until,
)

MOMENT = timedelta(minutes=15)
"""How long a post without an end lasts in a feed."""
_DTSTAMP = "DTSTAMP:20200101T000000Z"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MAX_UID = 70
_BREAKS = dict.fromkeys("\n\x85\u2028\u2029", "\\n")
"""Ends of a line; a reader that takes the last three for one would tear the feed apart."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", **_BREAKS})
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 133), *range(134, 160)))


@dataclass(frozen=True, slots=True)
class Event:
    """One slot's VEVENTs for one `when`, as the folded lines of a feed, and where they belong."""

    role: str
    zone: str
    text: str


def feed(name: str, events: Iterable[Event]) -> str:
    """Return a calendar of `events` called `name`."""
    listed = list(events)
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sopbook//sopbook//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        fold(f"NAME:{escape(name)}"),
        fold(f"X-WR-CALNAME:{escape(name)}"),
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    zones = [_vtimezone(zone) for zone in sorted({event.zone for event in listed})]
    return "".join(
        ["\r\n".join(head), "\r\n", *zones, *(event.text for event in listed), "END:VCALENDAR\r\n"]
    )


def events_of(playbook: Playbook, range_: Range, settings: Settings, page_url: str) -> list[Event]:
    """Return the playbook's events; `range_` is 1 January of this year to the end of next, half-open."""
    found: list[Event] = []
    start = playbook.terms.start
    known = Range(min(start, range_.start), range_.end) if start is not None else range_
    for slot, n, when in whens_of(playbook):
        if when.family != "dated":
            continue
        common = _common(playbook, slot, settings, page_url)
        for index, line in enumerate(lines(when, playbook.terms, known, settings.almanac)):
            number = f"{n}" if index == 0 else f"{n}-{index}"
            text = "".join(_vevents(playbook, slot, number, line, known, settings, common))
            if text:
                found.append(Event(slot.by, playbook.terms.zone.key, text))
    return found


def escape(text: str) -> str:
    """Return TEXT as RFC 5545 section 3.3.11 wants it, without control characters."""
    return text.translate(_CONTROLS).translate(_ESCAPES)


def fold(line: str) -> str:
    """Fold a content line at 75 octets without splitting a character (RFC 5545 section 3.1)."""
    if len(line) * 3 <= 75:
        return line
    raw = line.encode()
    if len(raw) <= 75:
        return line
    pieces: list[str] = []
    start, limit = 0, 75
    while len(raw) - start > limit:
        end = start + limit
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end].decode())
        start, limit = end, 74
    pieces.append(raw[start:].decode())
    return "\r\n ".join(pieces)


def uid(playbook: str, slot: str, number: str, nominal: date | None = None) -> str:
    """Return the event's stable id: ASCII, at most 70 octets; ids too long to join are hashed."""
    end = f".{number}" + (f".{nominal:%Y%m%d}" if nominal else "") + "@sopbook"
    joined = f"{playbook}.{slot}"
    if len(joined) + len(end) > _MAX_UID:
        joined = hashlib.sha256(joined.encode()).hexdigest()[:40]
    return joined + end


def _common(playbook: Playbook, slot: Slot, settings: Settings, page_url: str) -> list[str]:
    """Return the lines that all VEVENTs of a slot share."""
    variables = variables_of(playbook.front)
    person = playbook.front.roles[slot.by]
    parts = [
        Text(f"负责人：{person}", f"By: {person}").of(settings.lang),
        slot.note or "",
        *(fill(text, variables) for text in slot.copy_ or ()),
        f"{page_url}#slot-{slot.id}" if page_url else "",
    ]
    found = [
        f"SUMMARY:{escape(slot.post)}",
        f"DESCRIPTION:{escape(chr(10).join(part for part in parts if part))}",
        f"CATEGORIES:{escape(label('kind', slot.kind, settings.lang))}",
        "TRANSP:TRANSPARENT",
    ]
    if page_url:
        found.append(f"URL:{page_url}#slot-{slot.id}")
    if settings.alarm is not None:
        found += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escape(slot.post)}"]
        found += [f"TRIGGER:-PT{settings.alarm}M", "END:VALARM"]
    return [fold(line) for line in found]


def _vevents(
    playbook: Playbook,
    slot: Slot,
    number: str,
    line: Line,
    range_: Range,
    settings: Settings,
    common: list[str],
) -> Iterator[str]:
    if not line.days:
        return
    zone = playbook.terms.zone
    rule = recurrence_of(line)
    plain = plain_days_of(line, playbook.terms, range_, settings.almanac) if rule else 0
    if rule is None or line.days & ~plain:
        for day in iter_days(line.days, range_):
            own = uid(playbook.id, slot.id, number, day)
            status = ["STATUS:TENTATIVE"] if line.is_provisional(day, range_) else []
            yield _vevent([f"UID:{own}", *_times(day, line.span, zone), *status, *common])
        return
    first = next(iter_days(line.days, range_))
    head = [f"UID:{uid(playbook.id, slot.id, number)}", *_times(first, line.span, zone)]
    head.append(fold(f"RRULE:{_ending(rule, playbook.terms.until, zone)}"))
    last = range_.end if "COUNT=" in rule else playbook.terms.until or range_.end
    head += _exceptions(plain & ~line.days, first, last, line.span, range_, zone)
    yield _vevent([*head, *common])


def _vevent(content: list[str]) -> str:
    return "\r\n".join(["BEGIN:VEVENT", content[0], _DTSTAMP, *content[1:], "END:VEVENT", ""])


def _times(day: date, span: Span, zone: ZoneInfo) -> list[str]:
    moment = localise(day, span, zone)
    start, end = moment.start, moment.end
    end = end or start + MOMENT
    return [f"DTSTART;TZID={zone.key}:{_local(start)}", f"DTEND;TZID={zone.key}:{_local(end)}"]


def _local(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _ending(rule: str, last: date | None, zone: ZoneInfo) -> str:
    """Return the rule with its end in UTC, as RFC 5545 asks beside a start with a zone; `last` is in force."""
    own = rule_until(rule, zone)
    given = datetime.combine(last, time(23, 59, 59)) if last is not None else None
    ends = [moment for moment in (own, given) if moment is not None]
    if not ends or "COUNT=" in rule:
        return rule
    until = min(ends).replace(microsecond=0, tzinfo=zone).astimezone(UTC)
    parts = [part for part in rule.split(";") if not part.startswith("UNTIL=")]
    return ";".join([*parts, f"UNTIL={until:%Y%m%dT%H%M%SZ}"])


def _exceptions(
    left_out: int, first: date, last: date, span: Span, range_: Range, zone: ZoneInfo
) -> list[str]:
    """Return an EXDATE for each day left out after the first and up to the last that the rule has."""
    left_out &= range_.frame.between(first.toordinal() + 1, last.toordinal())
    days = iter_days(left_out, range_)
    return [fold(f"EXDATE;TZID={zone.key}:{_local(localise(day, span, zone).start)}") for day in days]


def recurrence_of(line: Line) -> str | None:
    """Return the RRULE of a line whose days are a plain recurrence, else None.

    A line that hangs on an anchor by whole days is plain when a shifted week is a week like any other.
    """
    rule = line.rule
    if line.shift and not (
        (isinstance(rule, Daily) and not rule.excluded) or (isinstance(rule, Weekly) and rule.every == 1)
    ):
        return None
    match rule:
        case Daily(excluded) if not excluded:
            return "FREQ=DAILY"
        case Daily(excluded):
            return _weekly(frozenset(range(7)) - excluded, 1, 0)
        case Weekly(days, every):
            return _weekly(days, every, line.shift)
        case MonthDays(days):
            return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}"
        case MonthEnd():
            return "FREQ=MONTHLY;BYMONTHDAY=-1"
        case MonthWeekday(nth, weekday):
            return f"FREQ=MONTHLY;BYDAY={nth}{_WEEKDAYS[weekday]}"
        case YearDay(month, day):
            return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
        case Recurrence(text):
            return text
        case _:
            return None


def _weekly(days: frozenset[int], every: int, shift: int) -> str:
    names = ",".join(_WEEKDAYS[day] for day in sorted((day + shift) % 7 for day in days))
    return f"FREQ=WEEKLY;{f'INTERVAL={every};WKST=MO;' if every > 1 else ''}BYDAY={names}"


@lru_cache(maxsize=64)
def _vtimezone(key: str) -> str:
    """Return a VTIMEZONE: the zone's changes of offset from 2000 to 2060, each as an observance of its own."""
    zone = ZoneInfo(key)
    lines_ = ["BEGIN:VTIMEZONE", f"TZID:{key}", f"X-LIC-LOCATION:{key}"]
    for onset, before, after, name, is_dst in _transitions(zone):
        kind = "DAYLIGHT" if is_dst else "STANDARD"
        local = (onset + before).replace(tzinfo=None)
        lines_ += [f"BEGIN:{kind}", f"DTSTART:{_local(local)}", f"TZOFFSETFROM:{_offset(before)}"]
        lines_ += [f"TZOFFSETTO:{_offset(after)}", f"TZNAME:{name}", f"END:{kind}"]
    return "\r\n".join([*lines_, "END:VTIMEZONE", ""])


def _transitions(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta, timedelta, str, bool]]:
    """Yield (instant, offset before, offset after, name, whether summer time) of each change, the first at 2000."""
    at = datetime(2000, 1, 1, tzinfo=UTC)
    state = _state(at, zone)
    yield at, state[0], *state
    last = datetime(2060, 1, 1, tzinfo=UTC)
    while at < last:
        later = at + timedelta(days=7)
        if _state(later, zone) != state:
            onset = _bisect(at, later, zone)
            before, state = state[0], _state(onset, zone)
            yield onset, before, *state
        at = later


def _bisect(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    before = _state(low, zone)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        if _state(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high


def _state(at: datetime, zone: ZoneInfo) -> tuple[timedelta, str, bool]:
    local = at.astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst())


def _offset(delta: timedelta) -> str:
    minutes, seconds = divmod(round(delta.total_seconds()), 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
