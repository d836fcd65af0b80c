"""An industry's calendar: its entries over the published range, counted and cut into months.

`month_page` makes the pages of it, `month_data` the files that their script fetches.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from sopbook.fields import CHOICES
from sopbook.handbook import Entry, Industry, month_after
from sopbook.render.links import month_path
from sopbook.render.parts import Studio

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

    def months(self) -> list[date]:
        """Return the first day of every published month."""
        found = [self.published.start]
        while (later := month_after(found[-1])) < self.published.end:
            found.append(later)
        return found

    def title(self, month: date) -> str:
        """Return how a month is called, in full."""
        return self.studio.words.year_month.format(year=month.year, month=month.month)

    def neighbour(self, month: date | None) -> SimpleNamespace | None:
        """Return a month as a link."""
        if month is None:
            return None
        return SimpleNamespace(path=self.path(month), iso=month_key(month), title=self.title(month))

    def path(self, month: date) -> str:
        """Return the path of a month's page."""
        return month_path(self.industry.id, month_key(month))

    def days_in(self, month: date, days: int) -> int:
        """Return of a bit set over the published range what falls into a month, as bits from its 1st on."""
        size = (month_after(month) - month).days
        return days >> (month - self.published.start).days & ((1 << size) - 1)


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


def described(day: date, studio: Studio) -> tuple[str, str]:
    """Return a day's festivals (of those that last for days, the first day alone), and 休 or 班 as published."""
    if day.year not in _KNOWN:
        return "", ""
    almanac, t = studio.handbook.settings.almanac, studio.words
    today, before = almanac.describe(day), almanac.describe(day - timedelta(days=1)).festivals
    notes = t.separator.join(name.of(t.lang) for name in today.festivals if name not in before)
    return notes, {"holiday": t.day_off, "make-up": t.make_up}.get(today.status, "")


def person_of(entry: Entry) -> str:
    """Return who posts an entry."""
    return entry.playbook.front.roles[entry.slot.by]


def month_key(month: date) -> str:
    """Return a month as `yyyy-mm`."""
    return f"{month:%Y-%m}"
