"""The VEVENTs of a playbook, and the feed around them (RFC 5545, sections 3.4 and 3.6.1; RFC 7986 for NAME)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sopbook.expand import Moment, Range, iter_days, moments
from sopbook.expand.lines import Line, lines
from sopbook.findings import Text
from sopbook.handbook import whens_of
from sopbook.model import Playbook, Slot
from sopbook.render.ics.series import Series, series_of
from sopbook.render.ics.text import escape, fold, uid
from sopbook.render.ics.zones import FIRST_YEAR, ever_skips, is_calm, is_utc, odd_days, vtimezone
from sopbook.render.words import label
from sopbook.settings import Settings
from sopbook.texts import fill, variables_of
from sopbook.when import Span, When

MOMENT = timedelta(minutes=15)
"""How long a post without an end lasts in a feed."""
STAMP = "DTSTAMP:20200101T000000Z"
"""A constant: a feed changes only when its content does."""


@dataclass(frozen=True, slots=True)
class Event:
    """The VEVENTs of one `when` of a slot, as the folded lines of a feed, and what a feed must know of them.

    `years` are the first in which one starts and the last that the feed covers.
    """

    role: str
    zone: ZoneInfo
    years: tuple[int, int]
    text: str


class _Scope(NamedTuple):
    """What the VEVENTs of one `when` are made from; `known` reaches back to the playbook's first day."""

    slot: Slot
    n: int
    when: When
    playbook: Playbook
    range_: Range
    known: Range
    settings: Settings
    common: str


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
        "X-PUBLISHED-TTL:PT12H\r\n",
    ]
    texts = [event.text for event in listed]
    return "".join(["\r\n".join(head), *_vtimezones(listed), *texts, "END:VCALENDAR\r\n"])


def _vtimezones(events: list[Event]) -> Iterator[str]:
    """Yield the zones of the events, each from the year of its first event on."""
    years: dict[str, tuple[int, int]] = {}
    for event in events:
        if not is_utc(event.zone):
            known = years.get(event.zone.key, event.years)
            years[event.zone.key] = min(known[0], event.years[0]), max(known[1], event.years[1])
    for key in sorted(years):
        yield vtimezone(key, *years[key])


def events_of(playbook: Playbook, range_: Range, settings: Settings, page_url: str) -> list[Event]:
    """Return the playbook's events; `range_` is 1 January of this year to the end of next, half-open."""
    found: list[Event] = []
    start = max(playbook.terms.start or range_.start, date(FIRST_YEAR, 1, 1))
    known = Range(min(start, range_.start), range_.end)
    common = slot_before = None
    for slot, n, when in whens_of(playbook):
        if when.family != "dated":
            continue
        if common is None or slot is not slot_before:
            common, slot_before = shared_lines(playbook, slot, settings, page_url), slot
        event = _event(_Scope(slot, n, when, playbook, range_, known, settings, common))
        if event is not None:
            found.append(event)
    return found


def shared_lines(playbook: Playbook, slot: Slot, settings: Settings, page_url: str) -> str:
    """Return the lines that all VEVENTs of a slot share, to the end of the component."""
    variables = variables_of(playbook.front)
    person = playbook.front.roles[slot.by]
    url = f"{page_url}#slot-{slot.id}" if page_url else ""
    parts = [
        Text(f"负责人：{person}", f"By: {person}").of(settings.lang),
        slot.note or "",
        *(fill(text, variables) for text in slot.copy_ or ()),
        url,
    ]
    title = escape(slot.post)
    found = [
        fold(f"SUMMARY:{title}"),
        fold(f"DESCRIPTION:{escape(chr(10).join(filter(None, parts)))}"),
        fold(f"CATEGORIES:{escape(label('kind', slot.kind, settings.lang))}"),
        "TRANSP:TRANSPARENT",
    ]
    if url:
        found.append(fold(f"URL:{url}"))
    if settings.alarm:
        found += ["BEGIN:VALARM", "ACTION:DISPLAY", fold(f"DESCRIPTION:{title}")]
        found += [f"TRIGGER:-PT{settings.alarm}M", "END:VALARM"]
    return "\r\n".join([*found, "END:VEVENT", ""])


def _event(scope: _Scope) -> Event | None:
    """Return the VEVENTs of one `when`: a series for each time of day that has one, then the days that stand alone."""
    terms, known, almanac = scope.playbook.terms, scope.known, scope.settings.almanac
    listed = _distinct(lines(scope.when, terms, known, almanac))
    frame, this_year = known.frame, known.frame.between(scope.range_.start.toordinal(), known.end.toordinal())
    odd = 0
    for line in listed:
        odd |= odd_days(line.days & this_year, line.span, terms.zone, frame)
    texts: list[str] = []
    covered: dict[int, int] = {}
    for place, line in enumerate(listed):
        if ever_skips(terms.zone, line.span.start, scope.range_.start.year, scope.range_.end.year):
            continue  # readers lose their way on such a day: libical moves other days of the series as well
        series = series_of(line, odd, terms, known, almanac)
        if series:
            texts.append(_repeated(scope, place, line.span, series))
            covered[line.span.start] = series.days
    if any(line.days & this_year & ~covered.get(line.span.start, 0) for line in listed):
        texts += _alone(scope, covered)
    if not texts:
        return None
    starts = ((bits & -bits).bit_length() - 1 for bits in covered.values())
    first = known.start + timedelta(days=min(starts, default=0))
    return Event(scope.slot.by, terms.zone, (first.year, known.end.year), "".join(texts))


def _distinct(listed: list[Line]) -> list[Line]:
    """Return the lines without those that begin with another: the first counts, as among moments."""
    return list({line.span.start: line for line in reversed(listed)}.values())[::-1]


def _repeated(scope: _Scope, place: int, span: Span, series: Series) -> str:
    """Return the VEVENT of a series; `place` is that of its time of day."""
    known, zone = scope.known, scope.playbook.terms.zone
    day = next(iter_days(series.days, known))
    midnight = datetime(day.year, day.month, day.day)
    start = midnight + timedelta(minutes=span.start)
    end = start + MOMENT if span.end is None else midnight + timedelta(minutes=span.end)
    content = [_at("DTSTART", zone, _local(start)), _at("DTEND", zone, _local(end))]
    content.append(fold(f"RRULE:{series.rule}"))
    if series.missing:
        clock = f"{start:T%H%M%S}"
        days = ",".join(
            f"{day:%Y%m%d}{clock}" + "Z" * is_utc(zone) for day in iter_days(series.missing, known)
        )
        content.append(fold(_at("EXDATE", zone, days)))
    return _vevent(scope, place, None, content)


def _alone(scope: _Scope, covered: dict[int, int]) -> Iterator[str]:
    """Yield a VEVENT for each moment that no series covers; `covered` holds the days of series by minute of the day."""
    terms, known = scope.playbook.terms, scope.known
    places: dict[date, int] = {}
    for moment in moments(scope.when, terms, scope.range_, scope.settings.almanac):
        start, nominal = moment.start, moment.nominal
        place = places[nominal] = places.get(nominal, -1) + 1
        of_series = covered.get(start.hour * 60 + start.minute, 0) >> (start.date() - known.start).days & 1
        if not of_series:
            status = ["STATUS:TENTATIVE"] if moment.provisional else []
            content = [*_times(moment, terms.zone), *status]
            yield _vevent(scope, place, nominal, content)


def _times(moment: Moment, zone: ZoneInfo) -> list[str]:
    """Return start and end by the zone's clock; in UTC where it shows either of them twice, or changes between them."""
    start, end = moment.start, moment.end
    last = end or start + MOMENT
    if is_calm(start, last):
        return [_at("DTSTART", zone, _local(start)), _at("DTEND", zone, _local(last))]
    begun = start.astimezone(UTC)
    ended = end.astimezone(UTC) if end else begun + MOMENT
    return [f"DTSTART:{_local(begun)}Z", f"DTEND:{_local(ended)}Z"]


def _vevent(scope: _Scope, place: int, nominal: date | None, content: list[str]) -> str:
    number = f"{scope.n}-{place}" if place else f"{scope.n}"
    own = uid(scope.playbook.id, scope.slot.id, number, nominal)
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{own}", STAMP, *content, scope.common])


def _at(name: str, zone: ZoneInfo, values: str) -> str:
    """Return a property of times in the zone; times in UTC bear their Z already, or get it when there is one alone."""
    if not is_utc(zone):
        return f"{name};TZID={zone.key}:{values}"
    return f"{name}:{values}" if values.endswith("Z") else f"{name}:{values}Z"


def _local(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"
