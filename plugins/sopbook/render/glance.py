"""A playbook at a glance: its rhythm in a few words, and who does what; and the codes that lead to it from paper."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from sopbook.handbook import Entry
from sopbook.model import Playbook
from sopbook.render import qr
from sopbook.render.parts import File, Studio
from sopbook.render.timeline import life_posts
from sopbook.render.today import today_url
from sopbook.render.week import week_counts
from sopbook.render.words import Words, role_label


def glance_of(playbook: Playbook, entries: tuple[Entry, ...], studio: Studio) -> SimpleNamespace:
    """Return the rhythm in words and (role, person) of everybody who has one."""
    t = studio.words
    return SimpleNamespace(
        rhythm=t.separator.join(_rhythm(playbook, entries, studio)),
        people=[(role_label(role, t.lang), person) for role, person in playbook.front.roles.items()],
        today=today_url(playbook.id, studio),
        page_code=_code_url("page", playbook, studio),
        today_code=_code_url("today", playbook, studio),
        address=studio.address(studio.url(playbook.path)),
    )


def _rhythm(playbook: Playbook, entries: tuple[Entry, ...], studio: Studio) -> Iterator[str]:
    """Yield how often something is posted: by the week, in a group's life, on members' own days."""
    t = studio.words
    yield from _weekly(entries, studio, t)
    life = life_posts(playbook)
    if life:
        posts = sum(post.last - post.first + 1 for post in life)
        yield t.rhythm_life.format(days=max(post.last for post in life), n=posts)
    journeys = sum(when.family == "journey" for whens in playbook.whens for when in whens)
    if journeys:
        yield t.rhythm_journey.format(n=journeys)


def _weekly(entries: tuple[Entry, ...], studio: Studio, t: Words) -> Iterator[str]:
    counts = week_counts(entries, studio.handbook.published)
    by_day = [sum(found[weekday] for _, found in counts) for weekday in range(7)]
    if len(set(by_day)) == 1 and by_day[0]:
        yield t.rhythm_daily.format(n=by_day[0])
    elif any(by_day):
        yield t.rhythm_weekly.format(n=sum(by_day))


def code_files(studio: Studio) -> Iterator[File]:
    """Yield each playbook's two QR codes where the site's address is known: its page, for paper, and Today, for phones."""
    if not _is_known(studio):
        return
    for playbook in studio.handbook.playbooks.values():
        yield File(_code_url("page", playbook, studio), qr.svg(studio.address(studio.url(playbook.path))))
        yield File(
            _code_url("today", playbook, studio), qr.svg(studio.address(today_url(playbook.id, studio)))
        )


def _code_url(leads_to: str, playbook: Playbook, studio: Studio) -> str:
    """Return the URL of a QR code; empty where the site's address is not known."""
    return f"qr/{leads_to}/{playbook.id}.svg" if _is_known(studio) else ""


def _is_known(studio: Studio) -> bool:
    return studio.handbook.settings.site_url.startswith("http")
