"""Occurrences as a calendar of single events, in UTC: what `sopbook calendar` writes for a range or a group's life."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sopbook.handbook import Occurrence
from sopbook.render.ics.events import MOMENT, STAMP, Event, feed, shared_lines
from sopbook.render.ics.text import uid
from sopbook.render.links import page_url
from sopbook.settings import Settings

_UTC = ZoneInfo("UTC")


def feed_of(name: str, found: Iterable[Occurrence], settings: Settings) -> str:
    """Return a calendar called `name` of these occurrences, in the order given; ids are those of single events in feeds."""
    places: dict[tuple[str, str, int, date], int] = {}
    shared: dict[tuple[str, str], str] = {}
    events = []
    for one in found:
        own = one.playbook.id, one.slot.id
        if own not in shared:
            url = page_url(one.playbook.path, settings.directory_urls)
            link = f"{settings.site_url}{url}" if settings.site_url else ""
            shared[own] = shared_lines(one.playbook, one.slot, settings, link)
        same = (*own, one.n, one.moment.nominal)
        place = places[same] = places.get(same, -1) + 1
        events.append(_event(one, place, shared[own]))
    return feed(name, events)


def _event(one: Occurrence, place: int, shared: str) -> Event:
    start, end = one.moment.start.astimezone(UTC), one.moment.end
    number = f"{one.n}-{place}" if place else f"{one.n}"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(one.playbook.id, one.slot.id, number, one.moment.nominal)}",
        STAMP,
        f"DTSTART:{_stamp(start)}",
        f"DTEND:{_stamp(end.astimezone(UTC) if end else start + MOMENT)}",
        *(["STATUS:TENTATIVE"] if one.moment.provisional else []),
        shared,
    ]
    return Event(one.slot.by, _UTC, (start.year, start.year), "\r\n".join(lines))


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"
