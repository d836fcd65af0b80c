"""The almanac itself: names, festivals by year, and each year's working days as bit sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sopbook.almanac.rules import Either, FestivalRule, Fixed, Window
from sopbook.almanac.statutory import Notice, Statutory
from sopbook.almanac.table import BACK_TO_SCHOOL, ENTRIES, OPENING, PUBLIC_HOLIDAYS, Entry
from sopbook.errors import SopbookError
from sopbook.findings import Text

Status = Literal["workday", "make-up", "weekend", "holiday"]
"""What a day is: a plain working day, a weekend day that is worked, a plain weekend day, a published day off."""

_FRIDAY = 4


class DayNote(NamedTuple):
    """What a calendar prints on a day."""

    festivals: tuple[Text, ...]
    """Festivals, solar terms and shopping days that the day belongs to, in the table's order."""

    status: Status
    holidays: tuple[Text, ...]
    """The public holidays whose days off this is one of."""

    published: bool
    """Whether the year's public holidays are known; otherwise `status` is by the weekday alone."""


class Own(NamedTuple):
    """A festival of a handbook's own, as 店庆: printed names, windows in every year, other names."""

    label: Text
    windows: tuple[Fixed, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Almanac:
    """What is known about days. Build it with `Almanac.of`; an almanac is equal to itself alone."""

    names: Mapping[str, str]
    """Every name and alias in Chinese and English, lower-cased, with ASCII apostrophes -> key."""

    labels: Mapping[str, Text]
    """Key -> printed name; each is itself in `names`."""

    _rules: Mapping[str, FestivalRule]
    _statutory: Statutory
    _windows: dict[tuple[str, int], tuple[Window, ...]] = field(default_factory=dict)
    _festive: dict[int, dict[date, tuple[str, ...]]] = field(default_factory=dict)

    holiday_keys: frozenset[str] = PUBLIC_HOLIDAYS
    """The festivals that are public holidays, for which `holiday_block` may be asked."""

    @classmethod
    def of(
        cls,
        *,
        overrides: Mapping[int, Notice] | None = None,
        own: Mapping[str, Own] | None = None,
        opening: tuple[Fixed, ...] = OPENING,
    ) -> Almanac:
        """Return an almanac with a handbook's own notices (by year), festivals (by key) and 开学季.

        Raises SopbookError when a festival's key or name is taken.
        """
        school = Entry(BACK_TO_SCHOOL, Text("开学季", "Back to School"), ("Back-to-School",), Either(opening))
        mine = [Entry(key, it.label, it.aliases, Either(it.windows)) for key, it in (own or {}).items()]
        entries = (*ENTRIES, school, *mine)
        names: dict[str, str] = {}
        for entry in entries:
            _take(names, entry)
        labels = {entry.key: entry.label for entry in entries}
        if len(labels) < len(entries):
            taken = sorted(key for key in own or {} if key in {entry.key for entry in (*ENTRIES, school)})
            raise SopbookError(f"节日的键已被占用：{taken} / festival keys already taken: {taken}")
        return cls(
            names, labels, {entry.key: entry.rule for entry in entries}, Statutory(dict(overrides or {}))
        )

    def festival(self, key: str, year: int) -> tuple[Window, ...]:
        """Return the windows of a festival that begin in `year`, ascending: none, one or two.

        Raises KeyError for an unknown key, SopbookError for a lunar festival outside 1900-2100.
        """
        known = self._windows.get((key, year))
        if known is None:
            known = self._windows[key, year] = self._rules[key].windows(year)
        return known

    def is_published(self, year: int) -> bool:
        """Tell whether the public holidays of `year` are known."""
        return self._statutory.notice(year) is not None

    def source(self, year: int) -> str:
        """Return where the public holidays of `year` were published; empty when they are not known."""
        notice = self._statutory.notice(year)
        return notice.source if notice else ""

    def is_workday(self, day: date) -> bool:
        """Tell whether `day` is worked: as published, make-up workdays included, else Monday to Friday."""
        return self._statutory.is_workday(day)

    def workdays(self, year: int) -> int:
        """Return the working days of `year` as a bit set: bit i is 1 January + i days."""
        return self._statutory.workdays(year)

    def days_off(self, year: int) -> int:
        """Return the published days off of `year` as such a bit set, the weekends within their blocks included.

        Ordinary weekends are not in it; nothing is in an unpublished year (but for December days of the next's 元旦).
        """
        return self._statutory.days_off(year)

    def holiday_block(self, key: str, year: int) -> Window | None:
        """Return first and last of the contiguous days off of a public holiday, or None if not published.

        The weekend it touches belongs to the block, and so does another holiday it touches: 国庆 and 中秋 of 2025 are
        one block of eight days. 元旦's block may begin in December before `year`.
        """
        return self._statutory.blocks(year).get(key)

    def describe(self, day: date) -> DayNote:
        """Return what a calendar prints on `day`."""
        festivals = tuple(self.labels[key] for key in self._festivals(day.year).get(day, ()))
        published = self.is_published(day.year)
        holidays = self._holidays(day)
        if holidays:
            return DayNote(festivals, "holiday", holidays, published)
        if self.is_workday(day):
            return DayNote(festivals, "make-up" if day.weekday() > _FRIDAY else "workday", (), published)
        return DayNote(festivals, "weekend", (), published)

    def _holidays(self, day: date) -> tuple[Text, ...]:
        """Return the public holidays whose days off `day` is one of: two where 国庆 and 中秋 share a block."""
        blocks = (*self._statutory.blocks(day.year).items(), *self._statutory.blocks(day.year + 1).items())
        return tuple(
            self.labels.get(key, Text(key, key)) for key, (first, last) in blocks if first <= day <= last
        )

    def _festivals(self, year: int) -> Mapping[date, tuple[str, ...]]:
        """Return the days of `year` (and a few beyond) that are festivals, each with its keys."""
        known = self._festive.get(year)
        if known is None:
            found: dict[date, list[str]] = {}
            for key in self.labels:
                for first, last in (*self.festival(key, year - 1), *self.festival(key, year)):
                    for days in range((last - first).days + 1):
                        found.setdefault(first + timedelta(days), []).append(key)
            known = self._festive[year] = {
                day: tuple(keys) for day, keys in found.items() if day.year == year
            }
        return known


def _take(names: dict[str, str], entry: Entry) -> None:
    """Enter an entry's names; raise SopbookError when one already means another festival."""
    for name in (*entry.label, *entry.aliases):
        if names.setdefault(name.lower(), entry.key) != entry.key:
            raise SopbookError(f"节日名“{name}”已有所指 / the festival name {name!r} is already taken")


STANDARD = Almanac.of()
"""The almanac without a handbook's own additions."""
