"""python-recurring-ical-events: expands with python-dateutil, takes zones from zoneinfo."""

from __future__ import annotations

from datetime import UTC, datetime

import icalendar
import recurring_ical_events

from oracles import Seen


def read(feed: str, start: datetime, end: datetime) -> list[Seen]:
    """Return what a feed holds from `start` up to `end`, ascending; the ends may be generous."""
    calendar = icalendar.Calendar.from_ical(feed)
    return sorted(
        Seen(
            event["DTSTART"].dt.astimezone(UTC),
            event["DTEND"].dt.astimezone(UTC),
            str(event["SUMMARY"]),
            event.get("STATUS") == "TENTATIVE",
        )
        for event in recurring_ical_events.of(calendar).between(start, end)
    )
