"""What a page costs a reader who was never here before: everything that a real browser fetches, as a host sends it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HEAVIEST = 100_000
PAGES = (
    "",
    "today/",
    "today/?playbook=dining-lunch",
    "industries/",
    "industries/dining/",
    "industries/dining/lunch/",
    "industries/dining/launch/?start=2026-12-07",
    "industries/mother-baby/journey/",
    "industries/dining/calendar/2026-12/",
    "industries/dining/calendar/2026-12/?view=week",
    "rules/",
    "rules/group-rules/",
    "handbook/rhythm/",
    "handbook/glossary/",
    "faq/dining/",
    "onboarding/exercises/",
    "contribute/when/",
    "contribute/front-matter/",
    "contribute/checks/groups/",
    "404.html",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_cold_page_weighs_at_most_100_kilobytes(
    path: str, site: str, open_page: Callable[..., Page]
) -> None:
    """Pictures and the search's index stay out; bytes are those of bodies as they are sent, gzip included."""
    page = open_page()
    weights = dict[str, int]()

    def weigh(request: object) -> None:
        weights[urlsplit(request.url).path] = request.sizes()["responseBodySize"]  # type: ignore[attr-defined]

    page.on("requestfinished", weigh)
    page.goto(site + path, wait_until="networkidle")
    counted = {
        name: size
        for name, size in weights.items()
        if not name.endswith((".png", ".svg")) and not name.startswith("/search/")
    }
    print(path, sum(counted.values()), counted)
    assert sum(counted.values()) <= HEAVIEST, counted
