"""The site's own search, in a real browser: what a shop assistant types finds the page that answers it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

QUERIES = yaml.safe_load((Path(__file__).parent.parent / "search" / "queries.yml").read_text("utf-8"))
NEEDED = 38
SHOWN = "() => document.querySelectorAll('.md-search-result__item').length"
SETTLED = """query => new Promise(done => {
  const list = document.querySelector('.md-search-result__list');
  let timer = setTimeout(done, 600);
  new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 150); }).observe(list, { childList: true });
})"""


def results(page: Page, site: str, query: str) -> list[str]:
    """Type a query and return the pages that are shown, best first."""
    box = page.get_by_role("textbox", name="搜索")
    box.fill("")
    page.keyboard.press("Backspace")
    page.wait_for_function(f"({SHOWN})() === 0")
    box.press_sequentially(query)
    page.keyboard.press(
        "Shift"
    )  # Material waits for a key; an input method ends with one, Playwright has none
    page.evaluate(SETTLED)
    links = page.locator(".md-search-result__item").evaluate_all(
        "items => items.slice(0, 3).map(item => item.querySelector('a').href)"
    )
    return [link.removeprefix(site).partition("#")[0].partition("?")[0] for link in links]


def test_there_are_forty_questions() -> None:
    assert len(QUERIES) == 40


def test_questions_find_their_page_among_the_first_three(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(site)
    page.keyboard.press("f")  # Material's own key
    missed = {}
    for query, wanted in QUERIES.items():
        found = results(page, site, query)
        if not set(found) & set(wanted):
            missed[query] = found
    print(f"{len(QUERIES) - len(missed)} of {len(QUERIES)}", missed)
    assert len(QUERIES) - len(missed) >= NEEDED, missed


def test_a_word_is_found_while_it_is_typed(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(site)
    page.keyboard.press("f")
    for typed in ("欢", "欢迎", "欢迎语"):
        assert "handbook/welcome/" in results(page, site, typed) or typed == "欢"
    assert results(page, site, "欢"), "the beginning of a word shows something"
