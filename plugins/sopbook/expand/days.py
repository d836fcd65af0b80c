"""On which days a `when` happens: its rule, then validity, skips and the holiday policy; anchors before their followers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from sopbook.almanac import Almanac
from sopbook.expand import masks
from sopbook.expand.frame import Frame, indices
from sopbook.expand.masks import FARTHEST_WORKDAY
from sopbook.expand.rules import Where, days_of, festival_days
from sopbook.model import Terms
from sopbook.when.recur import rule_until
from sopbook.when.values import (
    AnchorDays,
    AnchorMinutes,
    DateRange,
    DaysOff,
    Holiday,
    MonthWorkday,
    Recurrence,
    Skip,
    When,
    Workdays,
)

_BY_PUBLIC_HOLIDAYS = (Workdays, DaysOff, MonthWorkday, Holiday)


class Days(NamedTuple):
    """The days of a `when`."""

    bits: int
    provisional: int = 0
    """Those of them that hang on public holidays nobody has published yet."""

    origins: Mapping[int, date] = {}
    """Place of a moved day -> the day it was meant for."""


def schedule(when: When, terms: Terms, frame: Frame, almanac: Almanac) -> Days:
    """Return the days of `when` in the frame, with everything applied.

    Raises ValueError for a `when` of no date, for one that counts from a missing `terms.start`, and for an unknown
    anchor. Offsets in minutes are a matter of moments (`moments`).
    """
    if isinstance(when.rule, AnchorDays):
        found, open_days = followers(when.rule, terms, frame, almanac), allowed(terms, frame, almanac)
        return Days(found.bits & open_days, found.provisional & open_days)
    return _dated(when, terms, frame, almanac)


def _dated(when: When, terms: Terms, frame: Frame, almanac: Almanac) -> Days:
    """Return the days of a `when` that hangs on no anchor, with everything applied."""
    found = applied(partial(meant, when, terms, almanac), terms, frame, almanac)
    if terms.holidays == "keep" and isinstance(when.rule, _BY_PUBLIC_HOLIDAYS):
        return found._replace(provisional=found.bits & masks.unpublished(frame, almanac))
    return found


def meant(when: When, terms: Terms, almanac: Almanac, frame: Frame) -> int:
    """Return the days of a `when` that hangs on no anchor, before anything is applied; raise ValueError for another."""
    bits = days_of(when.rule, Where(frame, almanac, terms.start, terms.zone))
    if isinstance(when.rule, Recurrence):
        until = rule_until(when.rule.rule, terms.zone)
        if until and when.times and when.times[0].start > until.hour * 60 + until.minute:
            bits &= ~frame.between(until.toordinal(), until.toordinal())
    return bits


def applied(wanted: Callable[[Frame], int], terms: Terms, frame: Frame, almanac: Almanac) -> Days:
    """Return the frame's days out of those `wanted`, with validity, skips and the holiday policy applied."""
    if terms.holidays in ("next-workday", "previous-workday"):
        return _moved(wanted, terms, frame, almanac)
    bits = wanted(frame) & allowed(terms, frame, almanac)
    if terms.holidays == "keep":
        return Days(bits)
    bits &= ~masks.days_off(frame, almanac)
    return Days(bits, bits & masks.unpublished(frame, almanac))


def _moved(wanted: Callable[[Frame], int], terms: Terms, frame: Frame, almanac: Almanac) -> Days:
    """Return the days with those on published days off moved to the nearest working day ahead or back.

    One that lands on another, or on a day not allowed, is dropped. Looks beyond the frame for what moves into it.
    """
    ahead = terms.holidays == "next-workday"
    before = FARTHEST_WORKDAY if ahead else 0
    wide = frame.widened(before, FARTHEST_WORKDAY - before)
    open_days = allowed(terms, wide, almanac)
    before_moving = wanted(wide) & open_days
    off = before_moving & masks.days_off(wide, almanac)
    bits, targets = before_moving & ~off, masks.landings(wide, almanac, ahead)
    origins: dict[int, date] = {}
    for index in indices(off):
        target = targets[index]
        if 0 <= target < wide.size and open_days >> target & 1 and not bits >> target & 1:
            bits |= 1 << target
            origins[target - before] = wide.date(index)
    bits = bits >> before & frame.full
    seen = {target: day for target, day in origins.items() if 0 <= target < frame.size}
    return Days(bits, bits & masks.unpublished(frame, almanac), seen)


def followers(rule: AnchorDays, terms: Terms, frame: Frame, almanac: Almanac) -> Days:
    """Return the days that hang on an anchor's days, which have validity, skips and the policy applied."""
    first, last = rule.offsets.first, rule.offsets.last
    seen = Frame(frame.first - last, frame.size + last - first)
    anchors = [_dated(when, terms, seen, almanac) for when in anchor(rule.anchor, terms)]
    firm = spread(masks.union(it.bits & ~it.provisional for it in anchors), last - first + 1) & frame.full
    provisional = spread(masks.union(it.provisional for it in anchors), last - first + 1) & frame.full & ~firm
    return Days(firm | provisional, provisional)


def anchor(name: str, terms: Terms) -> tuple[When, ...]:
    """Return the whens of a named anchor; raise ValueError when there is none or it names an anchor itself."""
    whens = terms.anchors.get(name)
    if whens is None:
        raise ValueError(f"there is no anchor {name!r}")
    if any(isinstance(when.rule, AnchorDays | AnchorMinutes) for when in whens):
        raise ValueError(f"the anchor {name!r} names an anchor")
    return whens


def spread(bits: int, width: int) -> int:
    """Return the bits together with each copy of them shifted down by 1 to width - 1."""
    done = 1
    while done < width:
        step = min(done, width - done)
        bits |= bits >> step
        done += step
    return bits


def allowed(terms: Terms, frame: Frame, almanac: Almanac) -> int:
    """Return the days in force that no skip takes out."""
    return _in_force(terms.start, terms.until, frame) & ~_skipped(terms.skip, frame, almanac)


def _in_force(start: date | None, until: date | None, frame: Frame) -> int:
    first = start.toordinal() if start else frame.first
    last = until.toordinal() if until else frame.first + frame.size
    return frame.between(first, last)


@lru_cache(maxsize=512)
def _skipped(skip: tuple[Skip, ...], frame: Frame, almanac: Almanac) -> int:
    found = 0
    for entry in skip:
        if isinstance(entry, DateRange):
            found |= frame.between(entry.first.toordinal(), entry.last.toordinal())
        else:
            found |= festival_days(entry, frame, almanac)
    return found
