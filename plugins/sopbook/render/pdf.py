"""The handbook of an industry as one book: the HTML that is printed as a PDF, with its style sheet in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from sopbook.expand import Range
from sopbook.fields import CHOICES
from sopbook.handbook import Entry, Industry, month_after
from sopbook.model import Playbook
from sopbook.render import qr
from sopbook.render.journeys import journeys_view
from sopbook.render.links import industry_path
from sopbook.render.month import Calendar, described, month_key
from sopbook.render.parts import Heading, Studio
from sopbook.render.pdf_text import Binding, Chapter, bound
from sopbook.render.playbook_page import (
    facts_of,
    others_of,
    positioning_of,
    roles_of,
    schedule_row,
    text_view,
)
from sopbook.render.rules import applies
from sopbook.render.timeline import life_view
from sopbook.render.week import clock, on_day, typical_week
from sopbook.render.words import WEEKDAYS, kinds_of, label

MONTHS = 2
"""Month calendars at the end of the book: this month's and the next one's."""
MAX_LISTED = 12
"""Chapters up to which the contents list their sections as well; bookmarks always do."""


class Book(NamedTuple):
    """What is to be printed; `left_out` are the addresses of pictures that are none of the handbook's."""

    html: str
    left_out: tuple[str, ...]


def pdf_url(industry: str) -> str:
    """Return the URL of an industry's book."""
    return f"pdf/{industry}.pdf"


def pages_of(industry: Industry) -> list[str]:
    """Return the paths of the pages whose authors' texts stand in the book: the industry's own, then its playbooks'."""
    return [industry_path(industry.id), *(playbook.path for playbook in industry.playbooks)]


def book(calendar: Calendar, contents: Mapping[str, str]) -> Book:
    """Return the book of a calendar's industry; `contents` are the authors' texts as MkDocs made them HTML, by path."""
    industry, studio = calendar.industry, calendar.studio
    t = studio.words
    (overview, *texts), left_out = _texts(industry, contents, studio)
    chapters = [
        _chapter_view(playbook, number, text, studio)
        for number, (playbook, text) in enumerate(zip(industry.playbooks, texts, strict=True), start=1)
    ]
    view = SimpleNamespace(
        industry=industry,
        day=studio.handbook.today.isoformat(),
        text=overview,
        code=_code(industry_path(industry.id), studio),
        chapters=chapters,
        with_sections=len(chapters) <= MAX_LISTED,
        weekdays=[day.of(t.lang) for day in WEEKDAYS],
        months=list(_months(calendar)),
        kinds=[(kind, label("kind", kind, t.lang)) for kind in CHOICES["kind"]],
    )
    return Book(studio.html("pdf", industry_path(industry.id), view=view), left_out)


def _texts(
    industry: Industry, contents: Mapping[str, str], studio: Studio
) -> tuple[list[Markup], tuple[str, ...]]:
    """Return the authors' texts in the order of `pages_of`, and the pictures that are none of the handbook's."""
    chapters = {
        path: Chapter(name=f"c{number}" if number else "overview", url=studio.url(path))
        for number, path in enumerate(pages_of(industry))
    }
    binding = Binding(
        chapters={chapter.url: chapter for chapter in chapters.values()},
        site_url=studio.handbook.settings.site_url,
    )
    texts = [Markup(bound(contents.get(path, ""), one, binding).strip()) for path, one in chapters.items()]
    return texts, tuple(dict.fromkeys(binding.left_out))


def _code(path: str, studio: Studio) -> Markup:
    """Return the QR code of a page, or nothing where the site's address is not known."""
    site = studio.handbook.settings.site_url
    return Markup(qr.svg(f"{site}{quote(studio.url(path))}") if site else "")


def _chapter_view(playbook: Playbook, number: int, text: Markup, studio: Studio) -> SimpleNamespace:
    front, t = playbook.front, studio.words
    entries = studio.handbook.entries(playbook)
    rows, others = typical_week(entries, studio.handbook.published)
    names = studio.handbook.settings.names.with_anchors(tuple(playbook.terms.anchors))
    families = {when.family for whens in playbook.whens for when in whens}
    slots = [
        schedule_row(slot, whens, playbook, names, t.lang)
        for slot, whens in zip(front.schedule, playbook.whens, strict=True)
    ]
    templates = [one for one in studio.rules if one.on_playbook and applies(one, playbook, studio)]
    view = SimpleNamespace(
        name=f"c{number}",
        number=number,
        title=front.title,
        group=label("group", front.group, t.lang),
        value=front.positioning.value or "",
        code=_code(playbook.path, studio),
        facts=_facts(playbook, studio),
        weekdays=[day.of(t.lang) for day in WEEKDAYS],
        week_rows=rows,
        week_others=others_of(others, playbook, studio),
        slots=slots,
        posts=[slot for slot in slots if slot.texts],
        texts=[text_view(one, playbook, studio) for one in templates],
        roles=roles_of(playbook, t.lang),
        positioning=positioning_of(playbook, t),
        channels=front.positioning.channels,
        life=life_view(playbook, studio) if "group" in families else None,
        journeys=journeys_view(playbook, studio) if "journey" in families else [],
        text=text,
    )
    view.sections = list(_sections(view, studio))
    return view


def _facts(playbook: Playbook, studio: Studio) -> list[tuple[str, str]]:
    t = studio.words
    duty = [(f"{t.duty} · {one.name}", one.duty) for one in roles_of(playbook, t.lang) if one.duty]
    due = playbook.front.review_by
    return [*facts_of(playbook, t), *duty, *([(t.review_by, due.isoformat())] if due else [])]


def _sections(view: SimpleNamespace, studio: Studio) -> Iterator[Heading]:
    """Yield the sections that a chapter has, in their order."""
    t = studio.words
    listed = [
        (view.week_rows, "typical-week", t.typical_week),
        (view.slots, "schedule", t.schedule),
        (view.posts, "texts", t.pdf_texts),
        *((True, text.anchor, text.title) for text in view.texts),
        (view.life, "timeline", t.life),
        (view.journeys, "journey", t.journey),
        (view.roles, "roles", t.roles),
        (view.positioning or view.channels, "positioning", t.positioning),
        (view.text, "notes", t.pdf_notes),
    ]
    return (Heading(f"{view.name}-{anchor}", title) for shown, anchor, title in listed if shown)


def _legend(weeks: list[list[SimpleNamespace | None]], industry: Industry, separator: str) -> str:
    """Return what the chapters are called whose numbers stand in a month."""
    numbers = {post.chapter for week in weeks for cell in week if cell for post in cell.posts if post.chapter}
    return separator.join(
        f"{number} {industry.playbooks[number - 1].front.title}" for number in sorted(numbers)
    )


def _months(calendar: Calendar) -> Iterator[SimpleNamespace]:
    """Yield the calendars of this month and those after it."""
    t, industry = calendar.studio.words, calendar.industry
    numbers = {playbook.id: number for number, playbook in enumerate(industry.playbooks, start=1)}
    for month in calendar.months()[:MONTHS] if calendar.entries else ():
        weeks = _weeks(month, calendar, numbers)
        yield SimpleNamespace(
            name=f"month-{month_key(month)}",
            title=t.calendar_of.format(title=industry.title, month=calendar.title(month)),
            weeks=weeks,
            legend=_legend(weeks, industry, t.separator),
        )


def _weeks(month: date, calendar: Calendar, numbers: Mapping[str, int]) -> list[list[SimpleNamespace | None]]:
    days = (month_after(month) - month).days
    cells: list[SimpleNamespace | None] = [None] * month.weekday()
    cells += [_cell(month + timedelta(days=n), calendar, numbers) for n in range(days)]
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _cell(day: date, calendar: Calendar, numbers: Mapping[str, int]) -> SimpleNamespace:
    """Return a day: its posts, or what they come to by kind where there are more than the handbook's limit."""
    studio, published = calendar.studio, calendar.published
    t, limit = studio.words, studio.handbook.settings.day_limit
    found = on_day(calendar.entries, day, published)
    notes, status = described(day, studio)
    counts: Counter[str] = Counter(entry.slot.kind for entry in found)
    overfull = len(found) > limit
    return SimpleNamespace(
        day=day.day,
        notes=notes,
        status=status,
        counts=[(kind, name, counts[kind]) for kind, name in kinds_of(counts, t.lang)] if overfull else [],
        posts=[] if overfull else [_post(entry, day, published, numbers) for entry in found],
    )


def _post(entry: Entry, day: date, published: Range, numbers: Mapping[str, int]) -> SimpleNamespace:
    return SimpleNamespace(
        time=clock(entry.line.span),
        kind=entry.slot.kind,
        title=entry.slot.post,
        chapter=numbers[entry.playbook.id] if len(numbers) > 1 else 0,
        provisional=bool(entry.line.provisional >> (day - published.start).days & 1),
    )
