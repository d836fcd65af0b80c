"""iCalendar feeds (RFC 5545): each event is written once and joined into every feed it belongs to.

A plain recurrence is one VEVENT with RRULE, and EXDATE for the days left out; moved, festival and holiday-dependent
days are single VEVENTs from 1 January of this year to the end of the next. DTSTAMP is a constant and there is no
SEQUENCE, so that a feed changes only when its content does.

    text    what a content line may hold: escapes, folds, ids
    zones   where clocks change: VTIMEZONE, and the days on which readers of a feed differ
    series  the part of a line that an RRULE can say
    events  the VEVENTs of a playbook, and the feed around them
    singles occurrences of a range, each an event of its own
"""

from __future__ import annotations

from sopbook.render.ics.events import MOMENT, STAMP, Event, events_of, feed, shared_lines
from sopbook.render.ics.series import recurrence_of
from sopbook.render.ics.singles import feed_of
from sopbook.render.ics.text import escape, fold, uid

__all__ = [
    "MOMENT",
    "STAMP",
    "Event",
    "escape",
    "events_of",
    "feed",
    "feed_of",
    "fold",
    "recurrence_of",
    "shared_lines",
    "uid",
]
