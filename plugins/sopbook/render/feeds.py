"""Which feeds there are, what they are called and where they stand; the events come from `ics`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from sopbook.expand import Range
from sopbook.handbook import Industry
from sopbook.model import Playbook
from sopbook.render import ics
from sopbook.render.ics import Event
from sopbook.render.parts import File, Studio
from sopbook.render.words import role_label

ALL = "feeds/all.ics"


def industry_url(industry: str) -> str:
    """Return the URL of an industry's feed."""
    return f"feeds/{industry}.ics"


def playbook_url(playbook: str) -> str:
    """Return the URL of a playbook's feed."""
    return f"feeds/playbook/{playbook}.ics"


def feed_files(studio: Studio) -> Iterator[File]:
    """Yield every feed that has an event: all, by industry, by role of an industry, by playbook."""
    handbook = studio.handbook
    name = handbook.settings.name
    everything: list[Event] = []
    for industry in handbook.industries:
        of_industry: list[Event] = []
        for playbook in industry.playbooks:
            events = _events(playbook, studio)
            of_industry += events
            yield from _file(playbook_url(playbook.id), playbook.front.title, events)
        title = f"{name} · {industry.title}"
        yield from _file(industry_url(industry.id), title, of_industry)
        for role in sorted({event.role for event in of_industry}):
            own = [event for event in of_industry if event.role == role]
            called = f"{title} · {role_label(role, studio.words.lang)}"
            yield from _file(f"feeds/{industry.id}/{role}.ics", called, own)
        everything += of_industry
    yield from _file(ALL, name, everything)


def _events(playbook: Playbook, studio: Studio) -> list[Event]:
    year = studio.handbook.today.year
    settings = studio.handbook.settings
    page = f"{settings.site_url}{studio.url(playbook.path)}" if settings.site_url else ""
    return ics.events_of(playbook, Range(date(year, 1, 1), date(year + 2, 1, 1)), settings, page)


def _file(path: str, name: str, events: list[Event]) -> Iterator[File]:
    if events:
        yield File(path, ics.feed(name, events))


def choices_for_playbook(playbook: Playbook, studio: Studio) -> list[SimpleNamespace]:
    """Return the feeds that a playbook's page offers."""
    t = studio.words
    return [
        _choice(t.feed_playbook, playbook_url(playbook.id), studio),
        _choice(t.feed_industry, industry_url(playbook.industry), studio),
    ]


def choices_for_industry(industry: Industry, studio: Studio) -> list[SimpleNamespace]:
    """Return the feeds that an industry's page offers: all its groups, and one for each role."""
    handbook = studio.handbook
    roles = sorted({entry.slot.by for playbook in industry.playbooks for entry in handbook.entries(playbook)})
    if not roles:
        return []
    by_role = [
        _choice(role_label(role, studio.words.lang), f"feeds/{industry.id}/{role}.ics", studio)
        for role in roles
    ]
    return [_choice(studio.words.feed_industry, industry_url(industry.id), studio), *by_role]


def _choice(title: str, url: str, studio: Studio) -> SimpleNamespace:
    site = studio.handbook.settings.site_url
    webcal = "webcal://" + site.partition("://")[2] + url if site.startswith("http") else ""
    return SimpleNamespace(title=title, url=url, webcal=webcal)
