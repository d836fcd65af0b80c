"""Month calendars of an industry: a table of weeks, the posts of each day, and the data for its filters.

A post's HTML is made once and joined into every day it falls on. A day with more posts than the handbook's limit shows
counts by kind; the reader picks a playbook, and the page's script takes the posts from the month's JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace

from markupsafe import Markup

from sopbook.fields import CHOICES
from sopbook.handbook import Entry, Industry, month_after
from sopbook.render.links import industry_path, month_path
from sopbook.render.parts import File, Part, Studio
from sopbook.render.week import clock
from sopbook.render.words import WEEKDAYS, kinds_of, label, role_label

_KNOWN = range(1902, 2100)
"""Years whose festivals the almanac knows, those beside them included."""


class Calendar:
    """An industry's calendar over the published range."""

    def __init__(self, industry: Industry, studio: Studio) -> None:
        self.industry = industry
        self.studio = studio
        self.published = studio.handbook.published
        self.entries = sorted(
            (entry for playbook in industry.playbooks for entry in studio.handbook.entries(playbook)),
            key=lambda entry: (
                entry.line.span.start,
                entry.line.span.end or 0,
                entry.playbook.id,
                entry.slot.id,
            ),
        )
        self.counts = {kind: Counter() for kind in CHOICES["kind"]}
        for entry in self.entries:
            self.counts[entry.slot.kind].add(entry.line.days)
        self._kinds = kinds_of((entry.slot.kind for entry in self.entries), studio.words.lang)
        self._several = len({entry.playbook.id for entry in self.entries}) > 1
        self._items: dict[tuple[int, bool], Markup] = {}

    def months(self) -> list[date]:
        """Return the first day of every published month."""
        found = [self.published.start]
        while (later := month_after(found[-1])) < self.published.end:
            found.append(later)
        return found

    def parts(self) -> Iterator[Part]:
        """Yield the page of every month."""
        months = self.months() if self.entries else []
        for index, month in enumerate(months):
            before = months[index - 1] if index else None
            after = months[index + 1] if index + 1 < len(months) else None
            yield self._part(month, before, after)

    def files(self) -> Iterator[File]:
        """Yield the compact data of every month: playbooks, slots, and each slot's days as bits from the 1st on."""
        if not self.entries:
            return
        ids = {playbook.id: index for index, playbook in enumerate(self.industry.playbooks)}
        playbooks = json.dumps(
            [[one.id, one.front.title, self.studio.url(one.path)] for one in self.industry.playbooks],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        slots = [self._slot_json(entry, ids[entry.playbook.id]) for entry in self.entries]
        for month in self.months():
            bits = [(slot, self._bits(entry, month)) for slot, entry in zip(slots, self.entries, strict=True)]
            rows = ",".join(f"[{slot},{days}]" for slot, days in bits if days)
            yield File(data_url(self.industry.id, month), f'{{"playbooks":{playbooks},"posts":[{rows}]}}\n')

    def _slot_json(self, entry: Entry, playbook: int) -> str:
        who = self._who(entry)
        row = [
            playbook,
            entry.slot.id,
            clock(entry.line.span),
            entry.slot.post,
            entry.slot.kind,
            entry.slot.by,
            who,
        ]
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))[1:-1]

    def _who(self, entry: Entry) -> str:
        return f"{role_label(entry.slot.by, self.studio.words.lang)} · {entry.playbook.front.roles[entry.slot.by]}"

    def _bits(self, entry: Entry, month: date) -> int:
        size = (month_after(month) - month).days
        return entry.line.days >> (month - self.published.start).days & ((1 << size) - 1)

    def _part(self, month: date, before: date | None, after: date | None) -> Part:
        path = month_path(self.industry.id, _key(month))
        title = self.studio.words.calendar_of.format(title=self.industry.title, month=self.title(month))
        return Part(
            path=path,
            title=title,
            html=lambda: self.studio.html("month", path, view=self._view(month, before, after)),
            home=industry_path(self.industry.id),
            in_navigation=False,
            boost=0,
            styles=("calendar",),
            scripts=("calendar",),
        )

    def title(self, month: date) -> str:
        """Return how a month is called, in full."""
        return self.studio.words.year_month.format(year=month.year, month=month.month)

    def neighbour(self, month: date | None) -> SimpleNamespace | None:
        """Return a month as a link."""
        if month is None:
            return None
        return SimpleNamespace(
            path=month_path(self.industry.id, _key(month)), iso=_key(month), title=self.title(month)
        )

    def _view(self, month: date, before: date | None, after: date | None) -> SimpleNamespace:
        lang = self.studio.words.lang
        weeks = self._weeks(month)
        return SimpleNamespace(
            iso=_key(month),
            title=self.title(month),
            previous=self.neighbour(before),
            next=self.neighbour(after),
            weekdays=[day.of(lang) for day in WEEKDAYS],
            weeks=weeks,
            dense=any(cell and cell.counts for week in weeks for cell in week),
            filters=self._filters(),
            kinds=self._kinds,
            data_url=data_url(self.industry.id, month),
        )

    def _weeks(self, month: date) -> list[list[SimpleNamespace | None]]:
        by_day = self._by_day(month)
        cells: list[SimpleNamespace | None] = [None] * month.weekday()
        cells += [self._cell(month + timedelta(days=index), found) for index, found in enumerate(by_day)]
        cells += [None] * (-len(cells) % 7)
        return [cells[start : start + 7] for start in range(0, len(cells), 7)]

    def _by_day(self, month: date) -> list[list[int]]:
        """Return for each day of the month its entries by number; of an overfull day only as many as tell that."""
        limit = self.studio.handbook.settings.day_limit
        days: list[list[int]] = [[] for _ in range((month_after(month) - month).days)]
        full, every = 0, (1 << len(days)) - 1
        for number, entry in enumerate(self.entries):
            if full == every:
                break
            bits = self._bits(entry, month) & ~full
            while bits:
                lowest = bits & -bits
                day = days[lowest.bit_length() - 1]
                day.append(number)
                if len(day) > limit:
                    full |= lowest
                bits ^= lowest
        return days

    def _cell(self, day: date, numbers: list[int]) -> SimpleNamespace:
        lang = self.studio.words.lang
        overfull = len(numbers) > self.studio.handbook.settings.day_limit
        offset = (day - self.published.start).days
        counted = [
            (kind, label("kind", kind, lang), counter.at(offset)) for kind, counter in self.counts.items()
        ]
        notes, status = self._described(day)
        return SimpleNamespace(
            day=day.day,
            iso=day.isoformat(),
            count=len(numbers),
            notes=notes,
            status=status,
            counts=[row for row in counted if row[2]] if overfull else [],
            posts=Markup("")
            if overfull
            else Markup("").join(self._item(number, offset) for number in numbers),
        )

    def _described(self, day: date) -> tuple[str, str]:
        """Return a day's festivals (of those that last for days, the first day alone), and 休 or 班 as published."""
        if day.year not in _KNOWN:
            return "", ""
        almanac, t = self.studio.handbook.settings.almanac, self.studio.words
        today, before = almanac.describe(day), almanac.describe(day - timedelta(days=1)).festivals
        notes = t.separator.join(name.of(t.lang) for name in today.festivals if name not in before)
        return notes, {"holiday": t.day_off, "make-up": t.make_up}.get(today.status, "")

    def _item(self, number: int, day: int) -> Markup:
        """Return an entry as it stands on the published day with that number; made once, twice if some are provisional."""
        entry = self.entries[number]
        key = (number, bool(entry.line.provisional >> day & 1))
        item = self._items.get(key)
        if item is None:
            base = month_path(self.industry.id, _key(self.published.start))
            item = self._items[key] = Markup(
                self.studio.html(
                    "post",
                    base,
                    slot=entry.slot,
                    playbook=entry.playbook,
                    time=clock(entry.line.span),
                    who=self._who(entry),
                    several=self._several,
                    provisional=key[1],
                )
            )
        return item

    def _filters(self) -> list[SimpleNamespace]:
        t, lang = self.studio.words, self.studio.words.lang
        roles = sorted({entry.slot.by for entry in self.entries})
        return [
            SimpleNamespace(
                name="playbook",
                title=t.playbooks,
                options=list(
                    {entry.playbook.id: entry.playbook.front.title for entry in self.entries}.items()
                ),
            ),
            SimpleNamespace(
                name="role", title=t.role, options=[(role, role_label(role, lang)) for role in roles]
            ),
            SimpleNamespace(name="kind", title=t.kind, options=self._kinds),
        ]


class Counter:
    """Counts, for every day at once, how many of the bit sets added to it hold that day.

    The counts stand in bit planes, as in a column addition: plane k holds the 2**k digit of every day's count, so
    that adding a set costs a few operations on whole numbers however many days there are.
    """

    __slots__ = ("planes",)

    def __init__(self) -> None:
        self.planes: list[int] = []

    def add(self, days: int) -> None:
        """Count the days of one bit set."""
        for place, plane in enumerate(self.planes):
            self.planes[place], days = plane ^ days, plane & days
            if not days:
                return
        if days:
            self.planes.append(days)

    def at(self, day: int) -> int:
        """Return the count of one day."""
        return sum((plane >> day & 1) << place for place, plane in enumerate(self.planes))


def data_url(industry: str, month: date) -> str:
    """Return the URL of the data of one month."""
    return f"data/{industry}/{_key(month)}.json"


def _key(month: date) -> str:
    return f"{month:%Y-%m}"
