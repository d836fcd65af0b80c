"""Which feeds there are, what they are called and where they stand; the events come from `ics`.

Beside a feed lies its QR code, where the site's address is known and a page shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from sopbook.expand import Range
from sopbook.handbook import Entry, Industry
from sopbook.model import Playbook
from sopbook.render import ics, qr
from sopbook.render.ics import Event
from sopbook.render.parts import File, Studio
from sopbook.render.words import role_label

ALL = "feeds/all.ics"
_PLAYBOOKS = "feeds/playbook/"
_MOST_CODES = 100
"""Playbooks up to which each has a QR code of its own: it takes 2 ms and a file."""


def industry_url(industry: str) -> str:
    """Return the URL of an industry's feed."""
    return f"feeds/{industry}.ics"


def playbook_url(playbook: str) -> str:
    """Return the URL of a playbook's feed."""
    return f"{_PLAYBOOKS}{playbook}.ics"


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
            yield from _file(playbook_url(playbook.id), playbook.front.title, events, studio)
        title = f"{name} · {industry.title}"
        yield from _file(industry_url(industry.id), title, of_industry, studio)
        for role in sorted({event.role for event in of_industry}):
            own = [event for event in of_industry if event.role == role]
            called = f"{title} · {role_label(role, studio.words.lang)}"
            yield from _file(f"feeds/{industry.id}/{role}.ics", called, own, studio)
        everything += of_industry
    yield from _file(ALL, name, everything, studio)


def _events(playbook: Playbook, studio: Studio) -> list[Event]:
    settings = studio.handbook.settings
    page = studio.address(studio.url(playbook.path)) if settings.site_url else ""
    return ics.events_of(playbook, _covered(studio), settings, page)


def _covered(studio: Studio) -> Range:
    """Return what a feed covers: 1 January of this year to the end of the next."""
    year = studio.handbook.today.year
    return Range(date(year, 1, 1), date(year + 2, 1, 1))


def _file(path: str, name: str, events: list[Event], studio: Studio) -> Iterator[File]:
    if events:
        yield File(path, ics.feed(name, events))
        code = _code_url(path, studio)
        if code and path != ALL:
            yield File(code, qr.svg(studio.address(path)))


def _code_url(url: str, studio: Studio) -> str:
    """Return the URL of the QR code of the feed at `url`; empty when there is none."""
    handbook = studio.handbook
    too_many = url.startswith(_PLAYBOOKS) and len(handbook.playbooks) > _MOST_CODES
    known = handbook.settings.site_url.startswith("http")
    return f"{url.removesuffix('.ics')}.svg" if known and not too_many else ""


def choices_for_playbook(playbook: Playbook, studio: Studio) -> list[SimpleNamespace]:
    """Return the feeds that a playbook's page offers: none when it has no date that they cover."""
    t = studio.words
    if not any(_is_covered(entry, studio) for entry in studio.handbook.entries(playbook)):
        return []
    return [
        _choice(t.feed_playbook, playbook_url(playbook.id), studio),
        _choice(t.feed_industry, industry_url(playbook.industry), studio),
    ]


def choices_for_industry(industry: Industry, studio: Studio) -> list[SimpleNamespace]:
    """Return the feeds that an industry's page offers: all its groups, and one for each role."""
    handbook = studio.handbook
    entries = [entry for playbook in industry.playbooks for entry in handbook.entries(playbook)]
    roles = sorted({entry.slot.by for entry in entries if _is_covered(entry, studio)})
    if not roles:
        return []
    by_role = [
        _choice(role_label(role, studio.words.lang), f"feeds/{industry.id}/{role}.ics", studio)
        for role in roles
    ]
    return [_choice(studio.words.feed_industry, industry_url(industry.id), studio), *by_role]


def _choice(title: str, url: str, studio: Studio) -> SimpleNamespace:
    site = studio.handbook.settings.site_url
    webcal = f"webcal://{studio.address(url).partition('://')[2]}" if site.startswith("http") else ""
    return SimpleNamespace(title=title, url=url, webcal=webcal, code=_code_url(url, studio))


def _is_covered(entry: Entry, studio: Studio) -> bool:
    """Tell whether the entry has a day, of those that are published, within what a feed covers."""
    published, covered = studio.handbook.published, _covered(studio)
    within = published.frame.between(covered.start.toordinal(), covered.end.toordinal() - 1)
    return bool(entry.line.days & within)
