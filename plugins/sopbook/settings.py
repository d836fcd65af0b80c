"""A handbook's settings: what `mkdocs.yml` may say to the plugin, as plain values. Every one has a default."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sopbook.almanac import STANDARD, Almanac
from sopbook.findings import Lang, Place
from sopbook.when import Names, standard_names

ALARM = 10
"""Minutes before a post at which subscribed calendars remind, unless the handbook says otherwise."""


class Row(NamedTuple):
    """Something the handbook must cover: the name that pages claim it by, and where it is written."""

    id: str
    title: str
    section: str
    checks: tuple[str, ...]
    """Codes of checks that hold it."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the whole handbook.

    `months` counts month calendars from the current month on. `day_limit` is the number of posts on one day of an
    industry's calendar above which days show counts instead. `site_url` ends with `/`, or is empty when unknown.
    """

    name: str = "sopbook"
    lang: Lang = "zh"
    site_url: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    directory_urls: bool = True
    months: int = 13
    day_limit: int = 12
    alarm: int = ALARM
    sheets: bool = True
    pdf: bool = False
    checks: Mapping[str, Any] = field(default_factory=dict)
    """What `checks:` says, as it was written; see `sopbook.checks.policy`."""

    nav: frozenset[str] | None = None
    """The pages that `nav:` of `mkdocs.yml` names, by path; None where it has none and lists every page by itself."""

    coverage: tuple[Row, ...] = ()
    """What the handbook must cover; see `sopbook.coverage`."""

    glossary: str = "handbook/glossary.md"
    """The page whose tables explain the handbook's words; see `sopbook.glossary`."""

    unlinked: tuple[str, ...] = ()
    """Words of the glossary that are not linked on other pages."""

    almanac: Almanac = STANDARD
    names: Names = field(default_factory=lambda: standard_names(STANDARD))


def pages_in(nav: object) -> frozenset[str] | None:
    """Return the pages that a `nav:` names, as it is written in `mkdocs.yml`: titles, sections and addresses left out."""
    return frozenset(_pages_in(nav)) if nav is not None else None


def _pages_in(nav: object) -> Iterator[str]:
    if isinstance(nav, str) and nav.endswith(".md"):
        yield posixpath.normpath(nav)
    elif isinstance(nav, Mapping | list | tuple):
        for item in nav.values() if isinstance(nav, Mapping) else nav:
            yield from _pages_in(item)
