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
from sopbook.model import FrontMatter, Playbook, Rules, Slot
from sopbook.texts import fill, variables_of
from sopbook.when import Span

INTO_GROUP = frozenset(("group", "notice", "live"))
"""Where a post meets everybody in the group; Moments and private messages do not."""


_RULES = tuple((name, field.alias or name) for name, field in Rules.model_fields.items())
"""The parts of the group rules: attribute and key."""


class Dated(NamedTuple):
    """One time of day of a slot with the days of the coming year on which it comes; `at` is the slot's place in the schedule."""

    at: int
    n: int
    slot: Slot
    line: Line
    """Its bit sets run over `Subject.year`."""

    @property
    def clock(self) -> str:
        """The time of day at which it begins, as 20:00."""
        return clock(self.line.span)


class LifeStep(NamedTuple):
    """A post of a group's life: on its `day`th day (the founding day is day 1), at a time of day or in a window."""

    at: int
    n: int
    slot: Slot
    day: int
    span: Span

    @property
    def clock(self) -> str:
        """The time of day at which it begins, as 20:00."""
        return clock(self.span)


class Posted(NamedTuple):
    """A text and the place it stands in; `slot` is None for what belongs to no slot, as rules and welcome."""

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
    def group_posts(self) -> list[Dated]:
        """Those of `dated` that are posted into the group itself."""
        return [post for post in self.dated if post.slot.via in INTO_GROUP]

    @cached_property
    def group_life(self) -> list[LifeStep]:
        """Those of `life` that are posted into the group itself."""
        return [step for step in self.life if step.slot.via in INTO_GROUP]

    @cached_property
    def texts(self) -> list[Posted]:
        """Every text to post: rules, welcome and the slots' own, with its variables filled in."""
        variables = variables_of(self.front)
        return [
            posted._replace(text=fill(posted.text, variables)) if "{{" in posted.text else posted
            for posted in self.written
        ]

    @cached_property
    def written(self) -> list[Posted]:
        """Every text to post as it is written, its variables standing."""
        return list(self._written())

    @cached_property
    def public(self) -> list[Posted]:
        """What members see: every text to post, and what each slot says it posts."""
        return [*self.texts, *self._lines_of("post")]

    @cached_property
    def said(self) -> list[Posted]:
        """What members see, and what colleagues are told: notes, roles and the channels' promises."""
        return [*self.public, *self._lines_of("note"), *self._arrangements()]

    @cached_property
    def all_said(self) -> str:
        """All of it with title and variables, in one and in lower case: for a quick look whether a word occurs at all."""
        front = self.front
        said = [front.title, *front.vars.values(), *front.roles.values(), *(one.text for one in self.texts)]
        for slot in front.schedule:
            said += (slot.post, slot.note or "")
        for channel in front.positioning.channels:
            said += (channel.benefit or "", channel.follow_up or "")
        return "\n".join(said).lower()

    @cached_property
    def welcome(self) -> str | None:
        """The welcome message with its variables filled in."""
        return self.texts[0].text if self.front.welcome else None

    def _written(self) -> Iterator[Posted]:
        if self.front.welcome:
            yield Posted(("welcome",), self.front.welcome, None)
        rules = self.front.rules
        for name, key in _RULES:
            given = getattr(rules, name)
            if isinstance(given, str):
                yield Posted(("rules", key), given, None)
            else:
                for index, line in enumerate(given or ()):
                    yield Posted(("rules", key, index), line, None)
        for index, slot in enumerate(self.front.schedule):
            for n, text in enumerate(slot.copy_ or ()):
                yield Posted(("schedule", index, "copy", n), text, slot)

    def _lines_of(self, key: str) -> Iterator[Posted]:
        for index, slot in enumerate(self.front.schedule):
            line = getattr(slot, key)
            if line:
                yield Posted(("schedule", index, key), line, slot)

    def _arrangements(self) -> Iterator[Posted]:
        for role, person in self.front.roles.items():
            yield Posted(("roles", role), person, None)
        for index, channel in enumerate(self.front.positioning.channels):
            for key, text in (("benefit", channel.benefit), ("follow-up", channel.follow_up)):
                if text:
                    yield Posted(("positioning", "channels", index, key), text, None)


def day_of(subject: Subject, index: int) -> str:
    """Return the day with the place `index` of the coming year, as YYYY-MM-DD."""
    return (subject.year.start + timedelta(days=index)).isoformat()


def clock(span: Span) -> str:
    """Return the time of day at which a span begins, as 20:00."""
    return f"{span.start // 60:02d}:{span.start % 60:02d}"
