"""What a check is made of: its documentation, its options, and what it finds.

A check is one module with one `CHECK`. It looks at one playbook (`each`) or at the whole handbook (`whole`), yields
problems and decides nothing else: places, severities, policies and waivers are the runner's. Rules of the craft are
warnings at most: an error is what cannot be read, or would publish a wrong moment or what harms a reader.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sopbook import source as sources
from sopbook.findings import Place, Severity, Text
from sopbook.model import Playbook

if TYPE_CHECKING:
    from sopbook.checks.subject import Subject
    from sopbook.handbook import Handbook

Value = TypeVar("Value")
Location = tuple[str | int, ...]
"""Keys and list indexes that lead to a place in a playbook's front matter, as `source.locate` takes them."""


class Problem(NamedTuple):
    """What a check found.

    `where` leads to the value in the playbook's front matter, or is a place of its own. `severity` stands where a check
    has more than one limit, None for the check's own.
    """

    where: Location | Place
    message: Text
    help: Text
    severity: Severity | None = None


class Preview(NamedTuple):
    """A text to post that a rule template makes of a playbook, as its phone preview shows it."""

    playbook: Playbook
    where: Location
    """What of the playbook it is made of, before all."""

    title: Text
    text: str
    is_own: bool
    """Whether it stands on the playbook's own page: its rules, its welcome."""


EachPlaybook = Callable[["Subject", Any], Iterator[Problem]]
PreviewsOfPlaybook = Callable[[list[Preview], Any], Iterator[Problem]]
WholeHandbook = Callable[["Handbook", Any], Iterator[Problem]]
"""A check of the whole handbook places its problems itself."""


@dataclass(frozen=True, slots=True)
class NoOptions:
    """Nothing can be set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doc:
    """What is told about a code: by `sopbook explain`, in the handbook, and by reporters.

    `bad` and `good` are front matter that replaces the same keys of the example playbook (see `examples`); `bad` shows
    just this code, `good` none.
    """

    code: str
    name: str
    """ASCII, words joined by `-`."""

    title: Text
    """The rule in one sentence."""

    severity: Severity
    why: Text
    mend: Text
    source: Text
    """Where the rule comes from: an article of the field, or that it is a default of our own."""

    bad: str
    good: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Doc):
    """A check of the craft: its documentation, its options with their defaults, and what looks."""

    options: Any = NoOptions()
    """A frozen dataclass of `option`s; `mkdocs.yml` may say otherwise."""

    profiles: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Options that differ for a type of group."""

    is_on: bool = True
    """Whether it looks unless the handbook turns it on or off."""

    each: EachPlaybook | None = None
    whole: WholeHandbook | None = None
    previews: PreviewsOfPlaybook | None = None


def place_in(playbook: Playbook, where: Location) -> Place:
    """Return the place of a value in a playbook's front matter, or of the nearest thing around it that is written."""
    front = playbook.source.front
    return sources.place(sources.locate(front, where)) if front is not None else Place(playbook.path)


def option(default: Value, zh: str, en: str) -> Value:
    """Return a field of a check's options, with what it means."""
    return field(default=default, metadata={"about": Text(zh, en)})


def options_of(check: Check) -> dict[str, tuple[object, Text]]:
    """Return the default and the meaning of each option, by its name in `mkdocs.yml`."""
    return {
        one.name.replace("_", "-"): (getattr(check.options, one.name), one.metadata["about"])
        for one in dataclasses.fields(check.options)
    }
