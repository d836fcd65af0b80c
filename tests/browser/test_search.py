"""The site's own search, in a real browser: what a shop assistant types finds the page that answers it, loaded when asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect
from waiting import wait_until

from sopbook.files import write_all
from sopbook.render.search_index import index_script

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
served = import_module("served")

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

QUERIES = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text("utf-8"))
NEEDED = 38
SHOWN = "() => document.querySelectorAll('.md-search-result__item').length"
SETTLED = """query => new Promise(done => {
  const list = document.querySelector('.md-search-result__list');
  let timer = setTimeout(done, 2500);
  new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 150); }).observe(list, { childList: true });
})"""

IN_PARTS = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/playbooks
plugins: [search, sopbook: {{search: parts}}]
"""
SMALL = """\
site_name: 手册
docs_dir: playbooks
theme: {name: material, language: zh, font: false, features: [search.highlight]}
plugins: [search, sopbook: {today: 2026-12-07, search: parts}]
"""
PASTE = """(box, text) => {
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
}"""


@pytest.fixture(scope="session")
def site_in_parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the bundled handbook, its index in parts as in a large one."""
    config = tmp_path_factory.mktemp("parts") / "mkdocs.yml"
    config.write_text(IN_PARTS.format(root=ROOT), encoding="utf-8")
    with served.built_site(config) as address:
        yield address


@pytest.fixture(params=["whole", "in parts"])
def either(request: pytest.FixtureRequest) -> str:
    """The handbook with its index whole, then in parts."""
    return str(request.getfixturevalue("site" if request.param == "whole" else "site_in_parts"))


def results(page: Page, site: str, query: str) -> list[str]:
    """Type a query and return the pages that are shown, best first."""
    box = page.get_by_role("textbox", name="搜索")
    box.fill("")
    page.keyboard.press("Backspace")
    wait_until(page, f"({SHOWN})() === 0")
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


def test_questions_find_their_page_among_the_first_three(either: str, open_page: Open) -> None:
    page = open_page()
    page.goto(either)
    page.keyboard.press("f")  # Material's own key
    missed = {}
    for query, wanted in QUERIES.items():
        found = results(page, either, query)
        if not set(found) & set(wanted):
            missed[query] = found
    print(f"{len(QUERIES) - len(missed)} of {len(QUERIES)}", missed)
    assert len(QUERIES) - len(missed) >= NEEDED, missed


def test_a_word_is_found_while_it_is_typed(either: str, open_page: Open) -> None:
    page = open_page()
    page.goto(either)
    page.keyboard.press("f")
    for typed in ("欢", "欢迎", "欢迎语"):
        assert "handbook/welcome/" in results(page, either, typed) or typed == "欢"
    assert results(page, either, "欢"), "the beginning of a word shows something"


def loading(page: Page) -> list[str]:
    """Return what the search loads from now on, as a list that grows."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    return loaded


def of_search(urls: list[str]) -> list[str]:
    return [url for url in urls if "/search/" in url or "/workers/" in url]


def first(page: Page) -> str:
    """Return where the first result leads, once there is one."""
    link = page.locator(".md-search-result__item a").first
    expect(link).to_be_attached()
    return str(link.evaluate("link => link.pathname"))


def test_nothing_is_loaded_before_somebody_searches(
    either: str, open_page: Open, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    loaded = loading(page)
    page.goto(either)
    page.wait_for_load_state("networkidle")
    assert of_search(loaded) == []
    if viewport == served.PHONE:
        page.locator("label.md-header__button[for=__search]").click()
    else:
        page.get_by_role("textbox", name="搜索").focus()
    page.wait_for_load_state("networkidle")
    assert any(url.endswith("search_index.json") for url in of_search(loaded))


def test_what_is_typed_before_the_index_is_there_is_found(either: str, open_page: Open) -> None:
    page = open_page()
    held: list[Route] = []
    page.route("**/search_index.json", lambda route: held.append(route))
    page.goto(either)
    page.keyboard.press("f")
    page.keyboard.type("活码")
    page.wait_for_timeout(300)
    (route,) = held
    route.continue_()
    assert first(page) in ("/handbook/tools/", "/rules/new-qr-code/")


def test_a_paste_without_a_key_searches(either: str, open_page: Open) -> None:
    page = open_page(viewport=served.PHONE, has_touch=True)
    page.goto(either)
    page.locator("label.md-header__button[for=__search]").click()
    page.get_by_role("textbox", name="搜索").evaluate(PASTE, "活码")
    assert first(page) in ("/handbook/tools/", "/rules/new-qr-code/")


def test_results_say_their_industry(either: str, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{either}?q=午市福利群")
    item = page.locator(".md-search-result__item").filter(has_text="午市福利群").first
    expect(item.locator(".md-tag")).to_have_text(["餐饮"])
    assert first(page) == "/industries/dining/lunch/", "an address with a question opens the search"
    page.get_by_role("textbox", name="搜索").evaluate(PASTE, "欢迎语")
    handbook = page.locator(".md-search-result__item", has=page.locator("a[href*='/handbook/welcome/']"))
    expect(handbook.first).to_be_attached()
    expect(handbook.first.locator(".md-tag")).to_have_count(0)


def test_words_are_marked_on_the_page_that_was_found(either: str, open_page: Open) -> None:
    page = open_page()
    loaded = loading(page)
    page.goto(f"{either}handbook/welcome/?h=欢迎语")
    expect(page.locator("article mark").first).to_have_text("欢迎语")
    assert [url for url in loaded if "/workers/" in url] == [], "nobody searches here"


def test_parts_cost_little_and_a_text_stays_a_text(
    draw: Callable[..., Path], write: Callable[..., str], open_page: Open, tmp_path: Path
) -> None:
    harm = "</script><img src=x onerror=document.title='!'>"
    root = draw(
        {"industries/dining/lunch.md": write(title=f"午市{harm}群", body=f"晒单 `{harm}` 有礼\n")}, SMALL
    )
    with served.built_site(root / "mkdocs.yml") as address:
        page = open_page()
        page.goto(address)
        page.keyboard.press("f")
        page.keyboard.type("晒单")
        assert first(page) == "/industries/dining/lunch/"
        expect(page.locator(".md-search-result mark").first).to_have_text("晒单")
        expect(page.locator(".md-search-result__item").first).to_contain_text(harm)
        assert page.locator(".md-search-result img").count() == 0


def test_parts_are_searched_in_a_site_from_a_folder(
    draw: Callable[..., Path], write: Callable[..., str], browser: Browser
) -> None:
    root = draw(
        {"industries/dining/index.md": "# 餐饮\n", "industries/dining/lunch.md": write(body="晒单有礼\n")},
        SMALL,
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", "site"]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    index = (root / "site/search/search_index.json").read_text("utf-8")
    assert json.loads(index)["docs"] == []
    write_all(root / "site", [index_script(index)])
    page = browser.new_page()
    page.goto((root / "site/industries/dining/index.html").as_uri())
    page.keyboard.press("f")
    page.keyboard.type("晒单")
    assert first(page).endswith("/site/industries/dining/lunch/index.html")
    page.close()
