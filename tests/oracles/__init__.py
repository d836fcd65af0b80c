"""Readers of feeds that owe nothing to sopbook, and a linter that forgives nothing. Used as `from oracles import …`.

recurring  python-recurring-ical-events, over icalendar and python-dateutil
libical    the C library of Evolution, KOrganizer and Apple's old servers, through ctypes
lint       bytes against RFC 5545
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Seen(NamedTuple):
    """One occurrence of a feed as a reader shows it; instants in UTC."""

    start: datetime
    end: datetime
    title: str
    tentative: bool
