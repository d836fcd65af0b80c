"""An industry's page: its playbooks, typical week, calendars and feeds; and the cards that lead to the industries."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

from sopbook.handbook import Entry, Industry
from sopbook.render import feeds, sheet
from sopbook.render.links import MAX_LISTED, industry_path, month_path
from sopbook.render.month import Calendar
from sopbook.render.parts import Heading, Part, Studio
from sopbook.render.pdf import pdf_url
from sopbook.render.today import PATH as TODAY
from sopbook.render.week import MAX_WEEK_ENTRIES, WeekRow, days_of_week, typical_week, week_counts
from sopbook.render.words import WEEKDAYS, Words, kinds_of, label

MAX_BLOCKS = 6
"""Blocks that a day has at most in the small picture of an industry's week."""
MAX_TEXTS = 100
"""Playbooks of an industry up to which each is listed with its description."""


def industry_part(industry: Industry, calendar: Calendar, studio: Studio) -> Part:
    """Return what we add to the page of `industry`."""
    path = industry_path(industry.id)
    t = studio.words
    rows, counts = _week(calendar)
    view = SimpleNamespace(
        playbooks=_playbooks(industry, t),
        more=max(0, len(industry.playbooks) - MAX_LISTED),
        today=f"{studio.url(TODAY)}?industry={industry.id}",
        weekdays=[day.of(t.lang) for day in WEEKDAYS],
        week_rows=rows,
        week_days=days_of_week(rows),
        kinds=_kinds(calendar.entries, t),
        week_counts=[
            SimpleNamespace(kind=kind, name=label("kind", kind, t.lang), counts=n) for kind, n in counts
        ],
        months=[calendar.neighbour(month) for month in calendar.months()] if calendar.entries else [],
        feeds=feeds.choices_for_industry(industry, studio),
        sheets=[*_book(industry, studio), *sheet.sheets_for_industry(industry, studio)],
    )
    after = [(bool(view.feeds), "feeds", t.group_feeds), (bool(view.sheets), "sheets", t.sheets)]
    listed = [
        (True, "playbooks", t.playbooks),
        (bool(view.months), "calendars", t.calendars),
        (bool(rows or counts), "typical-week", t.typical_week),
    ]
    return Part(
        path=path,
        title=None if industry.page else industry.title,
        lead=lambda: studio.html("industry_lead", path, view=view),
        html=lambda: studio.html("industry", path, view=view),
        headings_before=tuple(Heading(anchor, title) for shown, anchor, title in listed if shown),
        headings=tuple(Heading(anchor, title) for shown, anchor, title in after if shown),
    )


def _playbooks(industry: Industry, t: Words) -> list[SimpleNamespace]:
    """Return a card for each playbook that the page lists, with a text while there are few."""
    few = len(industry.playbooks) <= MAX_TEXTS
    return [
        SimpleNamespace(
            path=playbook.path,
            title=playbook.front.title,
            group=label("group", playbook.front.group, t.lang),
            text=(few and (playbook.front.description or playbook.front.positioning.value)) or "",
        )
        for playbook in industry.playbooks[:MAX_LISTED]
    ]


def _week(calendar: Calendar) -> tuple[list[WeekRow], list[tuple[str, list[int]]]]:
    """Return the typical week's rows, or for a large industry counts by kind and weekday."""
    if len(calendar.entries) <= MAX_WEEK_ENTRIES:
        return typical_week(calendar.entries, calendar.published)[0], []
    return [], week_counts(calendar.entries, calendar.published)


def _book(industry: Industry, studio: Studio) -> list[tuple[str, str]]:
    """Return the industry's book as a name and its URL, if there is one."""
    has_one = studio.handbook.settings.pdf and industry.playbooks
    return [(studio.words.pdf, pdf_url(industry.id))] if has_one else []


def _kinds(entries: Iterable[Entry], t: Words) -> list[tuple[str, str]]:
    return kinds_of((entry.slot.kind for entry in entries), t.lang)


def industries_part(path: str, studio: Studio, *, title: str | None, heading: bool) -> Part:
    """Return the cards of all industries, for the home page or a page of their own."""
    t = studio.words

    def html() -> str:
        cards = [_card(industry, studio) for industry in studio.handbook.industries]
        kinds = kinds_of((kind for card in cards for day in card.rhythm for kind in day), t.lang)
        weekdays = [day.of(t.lang) for day in WEEKDAYS]
        return studio.html("industries", path, cards=cards, kinds=kinds, weekdays=weekdays, heading=heading)

    headings = (Heading("industries", t.industries),) if heading else ()
    return Part(path=path, title=title, lead=html, html=str, headings_before=headings)


def _card(industry: Industry, studio: Studio) -> SimpleNamespace:
    handbook, t = studio.handbook, studio.words
    entries = [entry for playbook in industry.playbooks for entry in handbook.entries(playbook)]
    counts = week_counts(entries, handbook.published)
    a_day = [str(sum(found[weekday] for _, found in counts)) for weekday in range(7)]
    return SimpleNamespace(
        path=industry_path(industry.id),
        title=industry.title,
        description=industry.description,
        count=t.playbooks_count.format(n=len(industry.playbooks)),
        month_path=month_path(industry.id, f"{handbook.published.start:%Y-%m}") if entries else None,
        rhythm=_rhythm(counts),
        rhythm_label=t.rhythm_label.format(days=t.separator.join(a_day)),
    )


def _rhythm(counts: list[tuple[str, list[int]]]) -> list[list[str]]:
    """Return for each weekday the kinds of its posts, one a post; a busy industry's are scaled to `MAX_BLOCKS`."""
    busiest = max((sum(found[weekday] for _, found in counts) for weekday in range(7)), default=0)
    share = min(1.0, MAX_BLOCKS / busiest) if busiest else 0.0
    week = [
        [kind for kind, found in counts for _ in range(round(found[weekday] * share))] for weekday in range(7)
    ]
    return week if any(week) else []
