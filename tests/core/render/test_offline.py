"""What works without a network: links that lead to files, data that hands itself over, and what names worker and manifest."""

from __future__ import annotations

import json

import pytest

from sopbook.findings import Lang
from sopbook.render.offline import OUTSIDE, SAID, LocalLinks, with_scripts
from sopbook.render.parts import File

PAGES = {
    "": "index.html",
    "today/": "today.html",
    "industries/": "industries/index.html",
    "industries/dining/": "industries/dining/index.html",
    "industries/dining/lunch/": "industries/dining/lunch.html",
    "handbook/%E8%8A%82%E5%A5%8F/": "handbook/%E8%8A%82%E5%A5%8F.html",
}
BASE, SERVED = "industries/dining/lunch.html", "industries/dining/lunch/"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        (".", "lunch.html"),
        ("..", "index.html"),
        ("../..", "../index.html"),
        ("../../dining/#feeds", "index.html#feeds"),
        ("../lunch", "lunch.html"),
        ("../lunch/", "lunch.html"),
        ("lunch/", "lunch.html"),
        (
            "../../today/?playbook=dining-lunch&amp;role=host#x",
            "../../today.html?playbook=dining-lunch&amp;role=host#x",
        ),
        ("../../handbook/节奏/", "../../handbook/%E8%8A%82%E5%A5%8F.html"),
        ("../../handbook/%E8%8A%82%E5%A5%8F/", "../../handbook/%E8%8A%82%E5%A5%8F.html"),
        ("https://example.org/sop/industries/", "../index.html"),
        ("https://example.org/sop/", "../../index.html"),
        ("https://example.org/sop/sheets/dining.xlsx", "../../sheets/dining.xlsx"),
        ("/sop/industries/dining/lunch/", "lunch.html"),
    ],
)
def test_a_link_to_a_page_leads_to_its_file(href: str, expected: str) -> None:
    links = LocalLinks(PAGES, "https://example.org/sop/")
    html = f'<p title="a > b"><a class="x" href="{href}" download>'
    assert links.mend(html, BASE, SERVED) == html.replace(href, expected, 1)


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#schedule",
        "index.html",
        "../../feeds/all.ics",
        "no/such/page/",
        "https://example.com/industries/",
        "//example.org/sop/",
        "/elsewhere/",
        "mailto:a@example.org",
        "../../../../outside/",
    ],
)
def test_other_links_stay(href: str) -> None:
    html = f'<a href="{href}">'
    assert LocalLinks(PAGES, "https://example.org/sop/").mend(html, BASE, SERVED) == html


def test_only_links_are_mended() -> None:
    html = '<link href="today/"><img src="today/">&lt;a href="today/"&gt; <p>href="today/"</p>'
    assert LocalLinks(PAGES, "").mend(html, "index.html", "") == html


def test_data_hands_itself_over() -> None:
    files = [
        File("data/dining/2026-12.json", '{"a": "</script>"}\n'),
        File("data/x.json", b"[1]"),
        File("feeds/x.json", "[]"),
    ]
    made = {file.path: file.content for file in with_scripts(files)}
    assert {path: content for path, content in made.items() if path in dict(files)} == dict(files)
    assert made["data/dining/2026-12.json.js"] == 'sopbook.loaded({"a": "</script>"});\n'
    assert made["data/x.json.js"] == "sopbook.loaded([1]);\n"
    assert len(made) == 5
    assert json.loads(str(made["data/dining/2026-12.json"]))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_is_there_in_both_languages(lang: Lang) -> None:
    assert all(text.of(lang) for text in [*SAID.values(), *OUTSIDE.values()])
    assert list(SAID) == sorted(SAID) and list(OUTSIDE) == sorted(OUTSIDE)
