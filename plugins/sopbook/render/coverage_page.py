"""What the handbook must cover and where it does: a page for contributors, made from coverage.yml and the pages' claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from types import SimpleNamespace

from sopbook.coverage import claims_of
from sopbook.render.check_pages import place_of
from sopbook.render.parts import ASIDE, Heading, Part, Studio
from sopbook.settings import Row

PATH = "contribute/coverage.md"


def coverage_parts(studio: Studio) -> Iterator[Part]:
    """Yield the page, where the handbook has a list of what it must cover."""
    rows = studio.handbook.settings.coverage
    if not rows:
        return
    t = studio.words
    claims: dict[str, dict[str, SimpleNamespace]] = {}
    for claim in claims_of(studio.handbook):
        page = SimpleNamespace(path=claim.page.source.path, anchor=claim.anchor, title=claim.title)
        claims.setdefault(claim.row, {})[f"{page.path}#{page.anchor}"] = page
    sections = [
        SimpleNamespace(anchor=f"section-{n}", title=title, rows=[_row(row, claims) for row in found])
        for n, (title, found) in enumerate(groupby(rows, key=lambda row: row.section), 1)
    ]
    yield Part(
        path=PATH,
        boost=ASIDE,
        title=t.coverage,
        html=lambda: studio.html("coverage", PATH, sections=sections, open=_open(sections)),
        headings=(*(Heading(one.anchor, one.title) for one in sections), Heading("claim", t.coverage_claim)),
    )


def _row(row: Row, claims: Mapping[str, Mapping[str, SimpleNamespace]]) -> SimpleNamespace:
    """Return a row with the pages that claim it and the checks that hold it."""
    checks = [(code, *place_of(code)) for code in row.checks]
    return SimpleNamespace(
        id=row.id, title=row.title, pages=[*claims.get(row.id, {}).values()], checks=checks
    )


def _open(sections: list[SimpleNamespace]) -> int:
    """Return how many rows nothing covers yet."""
    return sum(not (row.pages or row.checks) for section in sections for row in section.rows)
