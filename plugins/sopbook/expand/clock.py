"""From days to moments on a zone's clock, an hour changed and all.

`datetime.combine` runs at C speed and knows nothing of a gap in summer time, so rows of moments are built plainly and
then mended on the few days around a transition.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from itertools import compress, pairwise, repeat
from operator import add
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sopbook.expand.frame import Frame, all_days, indices, picks
from sopbook.when.values import Span

LONGEST_ROW = 750
"""Days a row that is kept may have; with 256 rows of 180 bytes a day that is at most 35 MB."""


class Moment(NamedTuple):
    """One time at which something happens; aware datetimes on the wall clock of the playbook's zone."""

    start: datetime
    end: datetime | None
    """The window's end; None for a moment."""

    nominal: date
    """The day it was meant for: another than the start's when a holiday policy moved it, or a gap in the clock did."""

    provisional: bool
    """Whether it hangs on public holidays nobody has published yet."""


class Row(NamedTuple):
    """The moments of one time of day over a frame's days, ascending."""

    moments: list[Moment]
    shifted: int
    """The days on which a gap in the clock moved the start."""


_NONE = timedelta()

_moment = partial(tuple.__new__, Moment)
"""Moment from an iterable of its fields, three times as fast as Moment._make."""


def row(bits: int, frame: Frame, zone: ZoneInfo, span: Span, provisional: bool) -> Row:
    """Return the moments of `span` on the days `bits` of the frame."""
    chosen = picks(bits)
    days = compress(all_days(frame), chosen)
    starts = list(map(add, compress(_midnights(frame, zone), chosen), repeat(timedelta(minutes=span.start))))
    lasting = None if span.end is None else timedelta(minutes=span.end - span.start)
    ends = repeat(None) if lasting is None else map(add, starts, repeat(lasting))
    moments: list[Moment] = list(map(_moment, zip(starts, ends, days, repeat(provisional), strict=False)))
    shifted = 0
    for index in indices(bits & gaps(zone, frame)):
        place = (bits & (1 << index) - 1).bit_count()
        plain = moments[place]
        moments[place] = mended = _mend(plain, zone, lasting)
        if mended.start != plain.start:
            shifted |= 1 << index
    return Row(moments, shifted)


@lru_cache(maxsize=256)
def full_row(frame: Frame, zone: ZoneInfo, span: Span, provisional: bool) -> Row:
    """Return the moments of `span` on every day of a frame of at most LONGEST_ROW days: what schedules pick from."""
    return row(frame.full, frame, zone, span, provisional)


def _mend(moment: Moment, zone: ZoneInfo, lasting: timedelta | None) -> Moment:
    """Move a start or an end inside a gap forward; a window that this leaves empty keeps its length."""
    start, end = _existing(moment.start, zone), moment.end
    if end is not None and lasting is not None:
        end = _existing(end, zone)
        if end <= start:
            end = _existing(start + lasting, zone)
    if (start, end) == moment[:2]:
        return moment
    return moment._replace(start=start, end=end)


def _existing(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the wall-clock time, moved forward by the gap's length if the clock skips it (RFC 5545, 3.3.5)."""
    return wall.astimezone(UTC).astimezone(zone)


@lru_cache(maxsize=16)
def _midnights(frame: Frame, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return 00:00 of every day; adding a time of day to it is wall-clock arithmetic."""
    return tuple(map(datetime.combine, all_days(frame), repeat(time(tzinfo=zone))))


@lru_cache(maxsize=256)
def gaps(zone: ZoneInfo, frame: Frame) -> int:
    """Return the days on which the zone's clock skips some time, and the days before, whose windows may end in it."""
    found = 0
    for year in frame.widened(0, 1).years:
        for ordinal in _gap_days(zone, year):
            found |= frame.between(ordinal - 1, ordinal)
    return found


@lru_cache(maxsize=1024)
def _gap_days(zone: ZoneInfo, year: int) -> tuple[int, ...]:
    """Return the ordinals of the days of `year` at whose end the zone is further ahead of UTC than at their start.

    A midnight inside a gap counts as before it, so that a gap across midnight belongs to the later day.
    """
    whole = Frame(date(year, 1, 1).toordinal(), date(year, 12, 31).timetuple().tm_yday)
    midnights = map(datetime.combine, all_days(whole), repeat(time(tzinfo=zone)))
    offsets = [midnight.utcoffset() or _NONE for midnight in midnights]
    offsets.append(datetime(year, 12, 31, 23, 59, tzinfo=zone).utcoffset() or _NONE)
    return tuple(
        whole.first + index for index, (before, after) in enumerate(pairwise(offsets)) if before < after
    )


def spills_into(frame: Frame, zone: ZoneInfo) -> bool:
    """Tell whether a gap moves times of the day before the frame into it: Samoa had no 30 December 2011."""
    eve = Frame(frame.first - 1, 1)
    if frame.first == 1 or not gaps(zone, eve):
        return False
    late = datetime.combine(eve.date(0), time(23, 59, tzinfo=zone))
    return _existing(late, zone).date() > eve.date(0)
