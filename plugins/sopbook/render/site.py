"""Everything that is published besides the authors' own text: what stands on which page, and the plain files."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.render.coverage_page import coverage_parts
from sopbook.render.feeds import feed_files
from sopbook.render.glance import code_files
from sopbook.render.industry_page import industries_part, industry_part
from sopbook.render.month import Calendar
from sopbook.render.month_data import month_files
from sopbook.render.month_page import month_parts
from sopbook.render.parts import File, Part, Studio
from sopbook.render.playbook_page import playbook_part
from sopbook.render.reference import reference_parts
from sopbook.render.rules import rule_files, rules_parts
from sopbook.render.sheet import sheet_files
from sopbook.render.today import today_files, today_part

HOME = "index.md"
INDUSTRIES = "industries/index.md"


def parts_of(studio: Studio, calendars: list[Calendar]) -> Iterator[Part]:
    """Yield what we add to authored pages and the pages that are all ours."""
    handbook, t = studio.handbook, studio.words
    title = None if HOME in handbook.pages else handbook.settings.name
    yield industries_part(HOME, studio, title=title, heading=True)
    yield today_part(studio)
    title = None if INDUSTRIES in handbook.pages else t.industries
    yield industries_part(INDUSTRIES, studio, title=title, heading=False)
    for calendar in calendars:
        yield industry_part(calendar.industry, calendar, studio)
        yield from month_parts(calendar)
        for playbook in calendar.industry.playbooks:
            yield playbook_part(playbook, studio)
    yield from rules_parts(studio)
    yield from reference_parts(studio)
    yield from coverage_parts(studio)


def files_of(studio: Studio, calendars: list[Calendar]) -> Iterator[File]:
    """Yield feeds, plain texts, data and sheets."""
    yield from feed_files(studio)
    yield from rule_files(studio)
    for calendar in calendars:
        yield from month_files(calendar)
    yield from today_files(studio)
    yield from code_files(studio)
    yield from sheet_files(studio, calendars)
