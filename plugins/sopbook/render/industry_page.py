"""An industry's page: its playbooks, typical week, calendars and feeds; and the cards that lead to the industries."""

from __future__ import annotations

from types import SimpleNamespace

from sopbook.fields import CHOICES
from sopbook.handbook import Industry
from sopbook.render import feeds
from sopbook.render.links import industry_path, month_path
from sopbook.render.month import Calendar
from sopbook.render.parts import Heading, Part, Studio
from sopbook.render.week import WeekRow, typical_week, weekday_masks
from sopbook.render.words import WEEKDAYS, label

MAX_WEEK_ENTRIES = 60
"""Entries that a typical week shows one by one; beyond that it shows counts by kind."""


def industry_part(industry: Industry, calendar: Calendar, studio: Studio) -> Part:
    """Return what we add to the page of `industry`."""
    path = industry_path(industry.id)
    t = studio.words
    rows, counts = _week(calendar)
    view = SimpleNamespace(
        playbooks=[
            SimpleNamespace(
                path=playbook.path,
                title=playbook.front.title,
                group=label("group", playbook.front.group, t.lang),
                text=playbook.front.description or playbook.front.positioning.value or "",
            )
            for playbook in industry.playbooks
        ],
        weekdays=[day.of(t.lang) for day in WEEKDAYS],
        week_rows=rows,
        week_counts=[SimpleNamespace(kind=kind, name=label("kind", kind, t.lang), counts=n) for kind, n in counts],
        months=[calendar.neighbour(month) for month in calendar.months()] if calendar.entries else [],
        feeds=feeds.choices_for_industry(industry, studio),
    )
    listed = [
        (True, "playbooks", t.playbooks),
        (bool(view.months), "calendars", t.calendars),
        (bool(rows or counts), "typical-week", t.typical_week),
        (bool(view.feeds), "feeds", t.group_feeds),
    ]
    return Part(
        path=path,
        title=None if industry.page else industry.title,
        html=lambda: studio.html("industry", path, view=view),
        headings=tuple(Heading(anchor, title) for shown, anchor, title in listed if shown),
        industry=industry.id,
    )


def _week(calendar: Calendar) -> tuple[list[WeekRow], list[tuple[str, list[int]]]]:
    """Return the typical week's rows, or for a large industry counts by kind and weekday."""
    if len(calendar.entries) <= MAX_WEEK_ENTRIES:
        return typical_week(calendar.entries, calendar.published)[0], []
    masks = weekday_masks(calendar.published)
    counts = []
    for kind in CHOICES["kind"]:
        totals = [0] * 7
        for entry in calendar.entries:
            if entry.slot.kind == kind:
                for weekday, mask in enumerate(masks):
                    totals[weekday] += (entry.line.days & mask).bit_count()
        weeks = max(1, masks[0].bit_count())
        if any(totals):
            counts.append((kind, [round(total / weeks) for total in totals]))
    return [], counts


def industries_part(path: str, studio: Studio, *, title: str | None, heading: bool) -> Part:
    """Return the cards of all industries, for the home page or a page of their own."""
    t = studio.words
    first = studio.handbook.published.start
    cards = [
        SimpleNamespace(
            path=industry_path(industry.id),
            title=industry.title,
            description=industry.description,
            count=t.playbooks_count.format(n=len(industry.playbooks)),
            month_path=month_path(industry.id, f"{first:%Y-%m}") if _has_dates(industry, studio) else None,
        )
        for industry in studio.handbook.industries
    ]
    return Part(
        path=path,
        title=title,
        html=lambda: studio.html("industries", path, cards=cards, heading=heading),
        headings=(Heading("industries", t.industries),) if heading else (),
    )


def _has_dates(industry: Industry, studio: Studio) -> bool:
    return any(studio.handbook.entries(playbook) for playbook in industry.playbooks)
