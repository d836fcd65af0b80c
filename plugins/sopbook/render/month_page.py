"""The page of a month: a table of weeks with the posts of each day, from which its script makes the other views.

A post's HTML is made once and joined into every day it falls on. A day with more posts than the handbook's limit shows
counts by kind, and the page's script fetches its posts when they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace

from markupsafe import Markup

from sopbook.handbook import month_after
from sopbook.render.links import MAX_LISTED, industry_path, month_path
from sopbook.render.month import Calendar, described, month_key, person_of
from sopbook.render.month_data import data_url
from sopbook.render.parts import Part
from sopbook.render.week import clock
from sopbook.render.words import WEEKDAYS, WORDS, Words, kinds_of, label, role_label

_ANY = "0000-00"
"""Stands for the month in the addresses that the script makes."""

_VIEWS = ("month", "week", "list", "people")
_SCRIPT_WORDS = (
    "by",
    "clash_near",
    "clash_same",
    "clashes",
    "close",
    "day_off",
    "filter_none",
    "load_failed",
    "loading",
    "n_posts",
    "people_more",
    "nothing",
    "past_days",
    "provisional",
    "see_day",
    "separator",
    "today",
    "week_after",
    "week_before",
    "week_none",
)

_PRINTED_LINES = 45
"""Lines of posts, over all weeks of a month, that one printed page takes at a good size: where a post can have two, it says
who posts it."""


def month_parts(calendar: Calendar) -> Iterator[Part]:
    """Yield the page of every month."""
    pages = _Pages(calendar)
    months = calendar.months() if calendar.entries else []
    for before, month, after in zip([None, *months], months, [*months[1:], None], strict=False):
        yield pages.part(month, before, after)


class _Pages:
    """The pages of a calendar, and what they share."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.studio = calendar.studio
        self.limit = calendar.studio.handbook.settings.day_limit
        entries, t = calendar.entries, calendar.studio.words
        self.kinds = kinds_of((entry.slot.kind for entry in entries), t.lang)
        self.playbooks = {entry.playbook.id: entry.playbook.front.title for entry in entries}
        roles = {entry.slot.by: role_label(entry.slot.by, t.lang) for entry in entries}
        self.filters = [
            SimpleNamespace(
                name="playbook", title=t.playbooks, options=[*self.playbooks.items()][:MAX_LISTED]
            ),
            SimpleNamespace(name="role", title=t.role, options=sorted(roles.items())),
            SimpleNamespace(name="kind", title=t.kind, options=self.kinds),
        ]
        self.words = json.dumps(
            {key: WORDS[key].of(t.lang) for key in _SCRIPT_WORDS}, ensure_ascii=False, separators=(",", ":")
        )
        self._items: dict[tuple[int, bool], Markup] = {}

    def part(self, month: date, before: date | None, after: date | None) -> Part:
        """Return the page of one month; `before` and `after` are the published months beside it."""
        calendar, t = self.calendar, self.studio.words
        path = calendar.path(month)
        return Part(
            path=path,
            title=t.calendar_of.format(title=calendar.industry.title, month=calendar.title(month)),
            html=lambda: self.studio.html("month", path, view=self._view(month, before, after)),
            home=industry_path(calendar.industry.id),
            in_navigation=False,
            boost=0,
            styles=("calendar",),
            scripts_first=("calendar-first",),
            scripts=("week", "calendar"),
        )

    def _view(self, month: date, before: date | None, after: date | None) -> SimpleNamespace:
        calendar, t = self.calendar, self.studio.words
        months = calendar.months()
        days = self._by_day(month)
        lines = _most(days, month.weekday(), self.limit)
        return SimpleNamespace(
            iso=month_key(month),
            first=month_key(months[0]),
            last=month_key(months[-1]),
            title=calendar.title(month),
            steps=[("prev", calendar.neighbour(before)), ("next", calendar.neighbour(after))],
            views=[(name, getattr(t, f"view_{name}")) for name in _VIEWS],
            weekdays=[day.of(t.lang) for day in WEEKDAYS],
            weeks=self._weeks(month, days),
            lines=lines,
            per_post=2 if 2 * lines <= _PRINTED_LINES else 1,
            filters=self.filters,
            kinds=self.kinds,
            unpublished=not self.studio.handbook.settings.almanac.is_published(month.year),
            any_page=month_path(calendar.industry.id, _ANY),
            any_data=data_url(calendar.industry.id, _ANY),
            limit=self.limit,
            words=self.words,
        )

    def _weeks(self, month: date, days: list[list[int]]) -> list[list[SimpleNamespace | None]]:
        cells: list[SimpleNamespace | None] = [None] * month.weekday()
        cells += [self._cell(month + timedelta(days=index), found) for index, found in enumerate(days)]
        cells += [None] * (-len(cells) % 7)
        return [cells[start : start + 7] for start in range(0, len(cells), 7)]

    def _by_day(self, month: date) -> list[list[int]]:
        """Return for each day of the month its entries by number; of an overfull day only as many as tell that."""
        days: list[list[int]] = [[] for _ in range((month_after(month) - month).days)]
        full, every = 0, (1 << len(days)) - 1
        for number, entry in enumerate(self.calendar.entries):
            if full == every:
                break
            bits = self.calendar.days_in(month, entry.line.days) & ~full
            while bits:
                lowest = bits & -bits
                day = days[lowest.bit_length() - 1]
                day.append(number)
                if len(day) > self.limit:
                    full |= lowest
                bits ^= lowest
        return days

    def _cell(self, day: date, numbers: list[int]) -> SimpleNamespace:
        t = self.studio.words
        overfull = len(numbers) > self.limit
        offset = (day - self.calendar.published.start).days
        counted = [
            (kind, label("kind", kind, t.lang), counter.at(offset))
            for kind, counter in self.calendar.counts.items()
        ]
        notes, status = described(day, self.studio)
        return SimpleNamespace(
            day=day.day,
            iso=day.isoformat(),
            marks=" ".join(_marks(numbers, status, t)),
            notes=notes,
            status=status,
            counts=[row for row in counted if row[2]] if overfull else [],
            see=t.see_day.format(n=sum(n for _, _, n in counted)),
            posts=Markup("")
            if overfull
            else Markup("").join(self._item(number, offset) for number in numbers),
        )

    def _item(self, number: int, day: int) -> Markup:
        """Return an entry as it stands on the published day with that number; made once, twice if some are provisional."""
        entry, calendar, t = self.calendar.entries[number], self.calendar, self.studio.words
        key = (number, bool(entry.line.provisional >> day & 1))
        item = self._items.get(key)
        if item is None:
            item = self._items[key] = Markup(
                self.studio.html(
                    "post",
                    calendar.path(calendar.published.start),
                    slot=entry.slot,
                    playbook=entry.playbook,
                    time=clock(entry.line.span),
                    kind=label("kind", entry.slot.kind, t.lang),
                    role=role_label(entry.slot.by, t.lang),
                    person=person_of(entry),
                    several=len(self.playbooks) > 1,
                    provisional=key[1],
                )
            )
        return item


def _marks(numbers: list[int], status: str, t: Words) -> Iterator[str]:
    if not numbers:
        yield "is-blank"
    if status:
        yield "is-off" if status == t.day_off else "is-make-up"


def _most(days: list[list[int]], weekday: int, limit: int) -> int:
    """Return the posts of each week's fullest day, summed: the lines that a printed month needs."""
    counts = [0] * weekday + [min(len(day), limit) for day in days]
    return sum(max(counts[start : start + 7]) for start in range(0, len(counts), 7))
