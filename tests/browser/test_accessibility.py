"""Every kind of page passes axe-core without a violation: on a phone and a laptop, light and dark, as it opens and opened up."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

served = sys.modules["served"]  # tests/browser/conftest.py has brought it
pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Act = Callable[[Page], None]
WECHAT = "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/122.0 Mobile Safari/537.36 MicroMessenger/8.0.49"

RUN = """async () => {
    await Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})));
    const { violations } = await axe.run({ resultTypes: ["violations"], preload: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary, html }) =>
        `${id} ${target.join(" ")}: ${html.slice(0, 120)} ${failureSummary.replace(/\\s+/g, " ").slice(0, 200)}`));
}"""
"""What is wrong, a line each. What is being faded in or out has no colour of its own yet, hence the wait."""


def passes(page: Page, address: str, act: Act | None) -> None:
    """Insist that axe finds nothing on a page of each size in each scheme, after something was done there."""
    found = []
    for device, viewport in (("phone", served.PHONE), ("laptop", served.LAPTOP)):
        page.set_viewport_size(viewport)
        page.goto(address)
        if act:
            act(page)
        page.evaluate(AXE_SCRIPT)
        for scheme, name in (("light", "default"), ("dark", "slate")):
            page.emulate_media(color_scheme=scheme)
            page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", name)
            found += [f"{device} {scheme}: {fault}" for fault in page.evaluate(RUN)]
    assert not found, "\n".join(found)


# ---------------------------------------------------------------------------------------------------------------------
# What is done on a page before axe looks at it


def unfold(page: Page) -> None:
    """Open everything that folds."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def at(time: str, *acts: Act) -> Act:
    """Return an act: let the clock stand at a time of the day, and do the rest then."""

    def done(page: Page) -> None:
        page.clock.set_fixed_time(f"{served.NOW:%Y-%m-%d}T{time}:00+08:00")
        page.reload()
        page.locator(".sop-bar, .sop-pick").wait_for()
        for act in acts:
            act(page)

    return done


def tick(page: Page) -> None:
    """Tick what is due, unless it is ticked, and look at its figures."""
    if page.locator(".sop-urgent .sop-tick:not(.is-ticked)").count():
        page.locator(".sop-urgent .sop-tick").first.click()
        page.locator(".sop-noticed button").first.click()


def search(page: Page) -> None:
    """Ask for something that is found. Material opens the dialog after a moment, which never ends by a clock that stands."""
    page.locator("#__search").evaluate("box => box.click()")
    page.locator(".md-search__input").fill("欢迎语")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__item").first.wait_for()


def drawer(page: Page) -> None:
    """Open the navigation of a phone, and a section in it."""
    if page.viewport_size == served.PHONE:
        page.locator(".md-header__button[for=__drawer]").click()
        page.locator(".md-nav__link[for]:visible").first.click()


def download(page: Page) -> None:
    """Ask an app for what only browsers can do."""
    page.locator(".sop-feed a[download], .sop-feed a[href$='.ics']").first.click()
    page.locator("dialog[open]").wait_for()


def day(page: Page) -> None:
    """Open a day."""
    cell = page.locator("td[data-date='2026-12-10']")
    (cell.locator(".sop-more") if page.viewport_size == served.PHONE else cell).click()
    page.locator("dialog[open]").wait_for()


LUNCH = "today/?playbook=dining-lunch"
CROWDED = "industries/dining/calendar/2026-12/"
MONTH = "industries/mother-baby/calendar/2026-12/"
HANDBOOK: dict[str, tuple[str, Act | None]] = {
    "home": ("", None),
    "home, navigation": ("", drawer),
    "home, search": ("", search),
    "no such page": ("404.html", None),
    "today, choosing": ("today/", None),
    "today, before": (LUNCH, unfold),
    "today, ticked": (LUNCH, at("11:05", tick)),
    "today, late and void": (LUNCH, at("19:30", unfold)),
    "today, several groups": ("today/?playbook=dining-lunch,dining-launch,mother-baby-care", None),
    "today, journey": ("today/?playbook=mother-baby-journey", unfold),
    "industries": ("industries/", None),
    "industry": ("industries/dining/", unfold),
    "month": (MONTH, None),
    "month, a week": (f"{MONTH}?view=week", None),
    "month, people": (f"{MONTH}?view=people", None),
    "playbook": ("industries/dining/lunch/", unfold),
    "playbook, life": ("industries/dining/launch/?start=2026-12-07", unfold),
    "playbook, journey": ("industries/mother-baby/journey/", unfold),
    "rules": ("rules/", None),
    "rule": ("rules/group-rules/", None),
    "chapter": ("handbook/rhythm/", None),
    "glossary": ("handbook/glossary/", None),
    "questions": ("faq/dining/", unfold),
    "onboarding": ("onboarding/", None),
    "exercises": ("onboarding/exercises/", unfold),
    "tasks": ("onboarding/admin/", None),
    "contribute": ("contribute/", None),
    "checks": ("contribute/checks/groups/", unfold),
    "when": ("contribute/when/", None),
    "front matter": ("contribute/front-matter/", None),
    "coverage": ("contribute/coverage/", None),
    "devices": ("contribute/devices/", None),
}


@pytest.mark.parametrize("kind", HANDBOOK)
def test_a_page_of_the_handbook(kind: str, site: str, open_page: Open) -> None:
    path, act = HANDBOOK[kind]
    passes(open_page(), site + path, act)


def test_the_way_out_of_an_app(site: str, open_page: Open) -> None:
    page = open_page(user_agent=WECHAT)
    passes(page, f"{site}industries/dining/lunch/", download)


@pytest.mark.parametrize("act", [None, day], ids=["days", "a day"])
def test_overfull_days(act: Act | None, dense_site: str, open_page: Open) -> None:
    passes(open_page(), dense_site + CROWDED, act)


# ---------------------------------------------------------------------------------------------------------------------
# A handbook of somebody else's: in English, with what Material offers and our own does not use

CONFIG = """\
site_name: Group handbook
docs_dir: playbooks
theme:
  name: material
  language: en
  font: false
  features:
    [content.code.annotate, content.code.copy, content.tabs.link, navigation.indexes, navigation.tabs, search.share]
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}
plugins: [search, tags, sopbook]
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
  - tables
  - toc: {permalink: true}
"""
STOCK = (
    """\
---
title: What Material offers
tags: [method]
---

Text with a footnote[^1], an HTML abbreviation, ==marked== words, ++ctrl+c++ and `code`. [A link](index.md) in it.

*[HTML]: HyperText Markup Language
[^1]: It stands at the end.

"""
    + "".join(
        f"!!! {kind}\n\n    An admonition with `code` and [a link](index.md).\n\n"
        for kind in (
            "note",
            "abstract",
            "info",
            "tip",
            "success",
            "question",
            "warning",
            "failure",
            "danger",
            "bug",
            "example",
            "quote",
        )
    )
    + """\
??? tip "Folded"

    More.

=== "One"

    First.

=== "Two"

    Second.

``` python title="name.py" linenums="1" hl_lines="2"
def name(given: str = "x", *, count: int = 1) -> str:  # (1)!
    \"\"\"Say it.\"\"\"
    return f"{given!r:>{count}}" if count > 0x1F else None  # a comment
@decorated
class Name(Exception): pass
```

1. An annotation.

``` yaml
- id: menu # what it is
  when: daily 11:00
  ready: true
```

- [x] done
- [ ] to do

Term
:   What it means.

|     | number |
|-----|-------:|
| one | 1 |

{--gone--} {++new++} {>>said<<}
"""
)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., str]) -> Iterator[str]:
    """The address of such a handbook."""
    root = tmp_path_factory.mktemp("english")
    files = {
        "mkdocs.yml": CONFIG,
        "playbooks/index.md": "# Group handbook\n\nWho posts what, and when.\n",
        "playbooks/handbook/index.md": "# Handbook\n\n[What Material offers](stock.md)\n",
        "playbooks/handbook/stock.md": STOCK,
        "playbooks/industries/dining/index.md": "# Dining\n",
        "playbooks/industries/dining/lunch.md": write(
            "daily 11:00 | Menu | admin | activity\ncopy: Today's menu", "weekly Wed 20:00 | Talk | host | content",
            body="Text\n", title="Lunch", roles="{host: Ann, admin: Bob}", welcome="Welcome!",
            rules="{allowed: photos, forbidden: [ads], penalty: removed}",
        ),
    }  # fmt: skip
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    with served.built_site(Path(root) / "mkdocs.yml") as address:
        yield address


ENGLISH: dict[str, tuple[str, Act | None]] = {
    "home": ("", None),
    "stock": ("handbook/stock/", unfold),
    "today, choosing": ("today/", None),
    "today": (LUNCH, at("11:05", tick)),
    "industry": ("industries/dining/", None),
    "month": ("industries/dining/calendar/2026-12/?view=week", None),
    "playbook": ("industries/dining/lunch/", unfold),
    "rule": ("rules/group-rules/", None),
}


@pytest.mark.parametrize("kind", ENGLISH)
def test_a_page_of_another_handbook(kind: str, english: str, open_page: Open) -> None:
    path, act = ENGLISH[kind]
    passes(open_page(locale="en-GB"), english + path, act)
