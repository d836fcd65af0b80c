"""A group's life day by day, for a playbook's page; no calendar holds it (a member's journeys: `journeys`).

The page's script dates a life from the day that its reader chooses, and must come to what `expand.timeline` comes to.
`_plan` hands it what that takes: the days that are closed as a bit set, the days off with where their posts go, and the
changes of the zone's clock.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sopbook.almanac import Almanac
from sopbook.expand.days import allowed
from sopbook.expand.frame import Frame, indices
from sopbook.expand.masks import FARTHEST_WORKDAY, days_off, landings
from sopbook.handbook import whens_of
from sopbook.model import Playbook, Slot, Terms
from sopbook.render import ics
from sopbook.render.parts import Studio
from sopbook.render.week import clock
from sopbook.render.words import Words, label, role_label
from sopbook.when import Span
from sopbook.when.values import GroupDays

SEPARATE_DAYS = 31
"""Days with posts up to which each stands for itself; in a longer life days in a row with the same posts are one."""

_EPOCH = date(1970, 1, 1).toordinal()
_MINUTES_A_DAY = 24 * 60
_SOME_DAY = date(2000, 1, 1)


class LifePost(NamedTuple):
    """One time of day of one `when` (the `n`th of its slot, that time its `nth`) on days of a group's life."""

    slot: Slot
    n: int
    nth: int
    first: int
    last: int
    span: Span


class Stretch(NamedTuple):
    """Days in a row with the same posts, both ends included; the founding day is 1."""

    first: int
    last: int
    posts: tuple[LifePost, ...]


def life_posts(playbook: Playbook) -> list[LifePost]:
    """Return what is posted on days of a group's life, by time of day."""
    found = [
        LifePost(slot, n, nth, when.rule.first, when.rule.last, span)
        for slot, n, when in whens_of(playbook)
        if isinstance(when.rule, GroupDays)
        for nth, span in enumerate(when.times)
    ]
    return sorted(found, key=lambda post: (post.span.start, post.span.end or 0))


def stretches(posts: Iterable[LifePost]) -> list[Stretch]:
    """Return a life from day 1 to its last post, stretches without a post included.

    Each day with posts is a stretch of its own when there are at most SEPARATE_DAYS of them.
    """
    listed = list(posts)
    edges = sorted({1, *(post.first for post in listed), *(post.last + 1 for post in listed)})
    found = [
        Stretch(first, after - 1, tuple(post for post in listed if post.first <= first <= post.last))
        for first, after in pairwise(edges)
    ]
    if sum(one.last - one.first + 1 for one in found if one.posts) > SEPARATE_DAYS:
        return found
    return [
        part
        for one in found
        for part in (
            [Stretch(day, day, one.posts) for day in range(one.first, one.last + 1)] if one.posts else [one]
        )
    ]


def life_view(playbook: Playbook, studio: Studio) -> SimpleNamespace | None:
    """Return the timeline of a group's life; None for a playbook without one."""
    posts = life_posts(playbook)
    if not posts:
        return None
    places = {post: place for place, post in enumerate(posts)}
    earliest, latest = _starts(posts, studio)
    return SimpleNamespace(
        plan=_plan(playbook, posts, studio),
        first=earliest.isoformat(),
        last=latest.isoformat(),
        days=[
            SimpleNamespace(
                first=one.first,
                last=one.last,
                name=_day_name(one, studio.words),
                posts=[_post_view(post, places[post], studio.words) for post in one.posts],
            )
            for one in stretches(posts)
        ],
    )


def _day_name(one: Stretch, t: Words) -> str:
    return (
        t.life_day.format(n=one.first)
        if one.first == one.last
        else t.life_days.format(first=one.first, last=one.last)
    )


def _post_view(post: LifePost, place: int, t: Words) -> SimpleNamespace:
    return SimpleNamespace(place=place, time=clock(post.span), **slot_view(post.slot, t))


def slot_view(slot: Slot, t: Words) -> dict[str, str]:
    """Return what a line of a timeline says of a slot."""
    return {
        "anchor": f"slot-{slot.id}",
        "kind": slot.kind,
        "kind_name": label("kind", slot.kind, t.lang),
        "title": slot.post,
        "role": role_label(slot.by, t.lang),
    }


def _starts(posts: list[LifePost], studio: Studio) -> tuple[date, date]:
    """Return the first and the last founding day that can be chosen: of every group that lives in the published range."""
    published = studio.handbook.published
    return published.start - timedelta(days=_length(posts) - 1), published.end - timedelta(days=1)


def _length(posts: list[LifePost]) -> int:
    return max(post.last for post in posts)


def life_plan(playbook: Playbook, studio: Studio) -> dict[str, Any] | None:
    """Return what a script dates a group's life by, None without one; days count from 1970, times are minutes."""
    posts = life_posts(playbook)
    if not posts:
        return None
    terms = playbook.terms
    earliest, latest = _starts(posts, studio)
    size = (latest - earliest).days + _length(posts)
    frame = Frame(earliest.toordinal(), size).widened(FARTHEST_WORKDAY, FARTHEST_WORKDAY)
    return {
        "id": playbook.id,
        "zone": terms.zone.key,
        "from": earliest.isoformat(),
        "to": latest.isoformat(),
        "clock": clock_changes(terms.zone, frame.years),
        "lasts": int(ics.MOMENT.total_seconds()) // 60,
        "posts": [_planned(playbook, post) for post in posts],
        **limits(terms, frame, studio.handbook.settings.almanac),
    }


def _plan(playbook: Playbook, posts: list[LifePost], studio: Studio) -> str:
    """Return as JSON what the page's script dates a life by and makes a calendar of."""
    plan = {
        **(life_plan(playbook, studio) or {}),
        "slots": _shared_lines(playbook, posts, studio),
        "head": ics.feed(playbook.front.title, []).removesuffix("END:VCALENDAR\r\n"),
    }
    return json.dumps(plan, ensure_ascii=False, separators=(",", ":"))


def _planned(playbook: Playbook, post: LifePost) -> list[Any]:
    """Return a post for the script: slot, `when`, first and last day, start and end, the UID up to its date."""
    number = f"{post.n}-{post.nth}" if post.nth else f"{post.n}"
    name, _, _ = ics.uid(playbook.id, post.slot.id, number, _SOME_DAY).partition(f"{_SOME_DAY:%Y%m%d}")
    return [post.slot.id, post.n, post.first, post.last, post.span.start, post.span.end, name]


def _shared_lines(playbook: Playbook, posts: list[LifePost], studio: Studio) -> dict[str, str]:
    """Return what every event of a slot says, the same lines as in feeds; the script puts id and times before them."""
    settings = studio.handbook.settings
    page = f"{settings.site_url}{studio.url(playbook.path)}" if settings.site_url else ""
    slots = {post.slot.id: post.slot for post in posts}
    return {
        name: f"{ics.STAMP}\r\n{ics.shared_lines(playbook, slot, settings, page)}"
        for name, slot in slots.items()
    }


def limits(terms: Terms, frame: Frame, almanac: Almanac) -> dict[str, Any]:
    """Return what keeps posts from days of the frame, or moves them; days count from 1970.

    `closed` days are not in force, skipped, or off where days off are skipped: hexadecimal bits from the day `first` on.
    `moves` are the days off and where their posts go. `unknown` years have no published days off, and that matters.
    """
    closed, moves = frame.full & ~allowed(terms, frame, almanac), {}
    if terms.holidays != "keep":
        off = days_off(frame, almanac)
        if terms.holidays != "skip":
            moves = landings(frame, almanac, terms.holidays == "next-workday")
        closed |= sum(1 << index for index in indices(off) if index not in moves)
    first = frame.first - _EPOCH
    unpublished = [year for year in frame.years if not almanac.is_published(year)]
    return {
        "first": first,
        "closed": f"{closed:x}" if closed else "",
        "moves": {first + index: first + target for index, target in moves.items()},
        "unknown": [] if terms.holidays == "keep" else unpublished,
    }


def clock_changes(zone: ZoneInfo, years: Iterable[int]) -> list[tuple[int, int]]:
    """Return from which minute of the wall clock (since 1970) on the zone is how many minutes ahead of UTC.

    A time that the clock skips comes before the change, and so moves forward; so does the first of two that are alike.
    """
    listed = list(years)
    start = int(datetime(listed[0], 1, 1, tzinfo=UTC).timestamp()) // 60
    return [(0, _ahead(zone, start)), *(change for year in listed for change in _changes(zone, year))]


@lru_cache(maxsize=256)
def _changes(zone: ZoneInfo, year: int) -> tuple[tuple[int, int], ...]:
    """Return such changes of one year (UTC)."""
    return tuple(_found_changes(zone, year))


def _found_changes(zone: ZoneInfo, year: int) -> Iterator[tuple[int, int]]:
    begin, end = (int(datetime(one, 1, 1, tzinfo=UTC).timestamp()) // 60 for one in (year, year + 1))
    for low, high in pairwise(range(begin, end + 1, _MINUTES_A_DAY)):
        before, after = _ahead(zone, low), _ahead(zone, high)
        if before != after:
            minutes = range(low, high + 1)
            at = minutes[bisect_left(minutes, True, key=lambda minute: _ahead(zone, minute) != before)]
            yield at + max(before, after), after


def _ahead(zone: ZoneInfo, minute: int) -> int:
    offset = datetime.fromtimestamp(minute * 60, zone).utcoffset() or timedelta()
    return int(offset.total_seconds()) // 60
