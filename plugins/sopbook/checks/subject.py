"""One playbook under check, with what several checks look at, each made once and only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from sopbook.checks.kit import Location
from sopbook.expand import timeline
from sopbook.expand.lines import Line
from sopbook.handbook import Handbook
from sopbook.model import FrontMatter, Playbook, Slot
from sopbook.texts import fill, variables_of
from sopbook.when import Span


class Dated(NamedTuple):
    """One time of day of a slot with the days of the coming year on which it comes; `at` is the slot's place in the schedule."""

    at: int
    n: int
    slot: Slot
    line: Line
    """Its bit sets run over `Subject.year`."""


class LifeStep(NamedTuple):
    """A post of a group's life: on its `day`th day (the founding day is day 1), at a time of day or in a window."""

    at: int
    n: int
    slot: Slot
    day: int
    span: Span


class Posted(NamedTuple):
    """A text as it would be posted: variables filled in. `via` tells the medium; None for rules and welcome."""

    where: Location
    text: str
    slot: Slot | None


class Subject:
    """A playbook under check. Everything here is derived; nothing is changed."""

    def __init__(self, playbook: Playbook, handbook: Handbook) -> None:
        self.playbook = playbook
        self.handbook = handbook
        self.front: FrontMatter = playbook.front
        self.today = handbook.today
        self.year = handbook.coming_year

    @cached_property
    def dated(self) -> list[Dated]:
        """The dated posts of the coming year, by time of day."""
        place = {slot.id: index for index, slot in enumerate(self.front.schedule)}
        return [
            Dated(place[entry.slot.id], entry.n, entry.slot, entry.line)
            for entry in self.handbook.coming(self.playbook)
        ]

    @cached_property
    def life(self) -> list[LifeStep]:
        """The posts of the group's life, in the order of the schedule; day 1 is taken to be today."""
        almanac = self.handbook.settings.almanac
        return [
            LifeStep(index, n, self.front.schedule[index], step.day, step.span)
            for index, whens in enumerate(self.playbook.whens)
            for n, when in enumerate(whens)
            if when.family == "group"
            for step in timeline(when, None, self.playbook.terms, almanac)
        ]

    @cached_property
    def texts(self) -> list[Posted]:
        """Every text to post: rules, welcome and the slots' own, with its variables filled in."""
        return list(self._texts())

    @cached_property
    def first_time_of(self) -> dict[int, int]:
        """The earliest minute of day of each slot that has one, by the slot's place."""
        found: dict[int, int] = {}
        for one in (*((d.at, d.line.span) for d in self.dated), *((s.at, s.span) for s in self.life)):
            at, span = one
            found[at] = min(found.get(at, span.start), span.start)
        return found

    def _texts(self) -> Iterator[Posted]:
        variables = variables_of(self.front)
        if self.front.welcome:
            yield Posted(("welcome",), fill(self.front.welcome, variables), None)
        rules = self.front.rules
        for name, about in type(rules).model_fields.items():
            given = getattr(rules, name)
            key = about.alias or name
            if isinstance(given, str):
                yield Posted(("rules", key), fill(given, variables), None)
            else:
                for index, line in enumerate(given or ()):
                    yield Posted(("rules", key, index), fill(line, variables), None)
        for index, slot in enumerate(self.front.schedule):
            for n, text in enumerate(slot.copy_ or ()):
                yield Posted(("schedule", index, "copy", n), fill(text, variables), slot)


def day_of(subject: Subject, index: int) -> str:
    """Return the day with the place `index` of the coming year, as YYYY-MM-DD."""
    return (subject.year.start + timedelta(days=index)).isoformat()
