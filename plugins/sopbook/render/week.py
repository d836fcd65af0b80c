"""Days of entries as readers see them: the typical week, the next days, and the days of a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sopbook.expand import Range
from sopbook.fields import CHOICES
from sopbook.handbook import Entry
from sopbook.when import Span

TYPICAL = 0.4
"""An entry belongs to a typical week's day when it happens on at least this share of such days."""
MAX_WEEK_ENTRIES = 60
"""Entries that the typical week of an industry shows one by one; beyond that it shows counts by kind."""


class WeekRow(NamedTuple):
    """One time of day and what is posted then, Monday first."""

    time: str
    days: tuple[tuple[Entry, ...], ...]


def typical_week(entries: Iterable[Entry], published: Range) -> tuple[list[WeekRow], list[Entry]]:
    """Return the rows of a typical week by time of day, and the entries that do not repeat by the week.

    What is typical is counted, not read from the rule, so that anchors, working days and RRULEs count alike: an entry
    stands on a weekday when it happens on at least `TYPICAL` of those days between its first and its last.
    """
    rows: dict[Span, list[list[Entry]]] = {}
    others: list[Entry] = []
    for entry in entries:
        weekdays = _typical_weekdays(entry.line.days, published)
        if not weekdays:
            others.append(entry)
            continue
        row = rows.setdefault(entry.line.span, [[] for _ in range(7)])
        for weekday in weekdays:
            row[weekday].append(entry)
    found = [
        WeekRow(clock(span), tuple(tuple(day) for day in row))
        for span, row in sorted(rows.items(), key=lambda item: _order(item[0]))
    ]
    return found, others


def days_of_week(rows: Sequence[WeekRow]) -> list[tuple[int, int, list[tuple[str, Entry]]]]:
    """Return the typical week by days: first and last weekday (both included) of days in a row with the same posts.

    Posts come with their time of day, in its order; days without any are left out.
    """
    found: list[tuple[int, int, list[tuple[str, Entry]]]] = []
    for weekday in range(7):
        posts = [(row.time, entry) for row in rows for entry in row.days[weekday]]
        if found and found[-1][1] == weekday - 1 and found[-1][2] == posts:
            found[-1] = (found[-1][0], weekday, posts)
        elif posts:
            found.append((weekday, weekday, posts))
    return found


def week_counts(entries: Sequence[Entry], published: Range) -> list[tuple[str, list[int]]]:
    """Return for each kind in use the posts on each weekday of an average week, Monday first."""
    masks = weekday_masks(published)
    weeks = max(1, masks[0].bit_count())
    totals = {kind: [0] * 7 for kind in CHOICES["kind"]}
    for entry in entries:
        of_kind = totals[entry.slot.kind]
        for weekday, mask in enumerate(masks):
            of_kind[weekday] += (entry.line.days & mask).bit_count()
    return [(kind, [round(total / weeks) for total in found]) for kind, found in totals.items() if any(found)]


def clock(span: Span) -> str:
    """Return a span as `20:00` or `14:00–18:00`; the minute a day ends with is 24:00."""
    start = f"{span.start // 60:02}:{span.start % 60:02}"
    if span.end is None:
        return start
    end = span.end if span.end <= 1440 else span.end - 1440
    return f"{start}–{end // 60:02}:{end % 60:02}"


def _order(span: Span) -> tuple[int, int]:
    return span.start, span.end or 0


def _typical_weekdays(days: int, published: Range) -> list[int]:
    if not days:
        return []
    low = (days & -days).bit_length() - 1
    in_force = ((1 << days.bit_length()) - 1) >> low << low
    masks = weekday_masks(published)
    return [
        weekday
        for weekday, mask in enumerate(masks)
        if (days & mask).bit_count() >= max(2, TYPICAL * (in_force & mask).bit_count())
    ]


@lru_cache(maxsize=8)
def weekday_masks(range_: Range) -> tuple[int, ...]:
    """Return for each weekday from Monday the bit set of such days in `range_`."""
    length = (range_.end - range_.start).days
    first = range_.start.weekday()
    return tuple(
        sum(1 << offset for offset in range((weekday - first) % 7, length, 7)) for weekday in range(7)
    )


def on_day(entries: Iterable[Entry], day: date, published: Range) -> list[Entry]:
    """Return the entries of one day."""
    bit = 1 << (day - published.start).days
    return [entry for entry in entries if entry.line.days & bit]
