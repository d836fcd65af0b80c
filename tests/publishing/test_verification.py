"""A finished site is not published when something in it is missing, leads nowhere, or is active."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from publishing.project import Book, tree
from sopbook.background import Background
from sopbook.errors import SopbookError
from sopbook.findings import Text
from sopbook.verification import Plan, Verdict, insist, verify

Draw = Callable[..., Path]
HEAD = "<!doctype html><html lang=zh><head><title>t</title></head><body>"


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Verdict]:
    """Return a function that verifies a site drawn as {name: content}."""

    def looked(site: Mapping[str, str], **plan: Any) -> Verdict:
        for name, text in site.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(HEAD + text if name.endswith(".html") and text else text, "utf-8")
        return verify(tmp_path, Plan(**{"files": {}, "authored": lambda _: "", **plan}))

    return looked


def said(verdict: Verdict) -> list[str]:
    return [text.en for text in verdict.faults]


def test_what_was_to_be_written_must_be_there(look: Callable[..., Verdict]) -> None:
    verdict = look(
        {"index.html": "", "feeds/all.txt": "cut", "empty.css": "", "whole.json": "{}"},
        files={"index.html": 1, "feeds/all.txt": 10, "empty.css": 0, "whole.json": 2, "a/b/index.html": 1},
    )
    assert said(verdict) == [
        "index.html: 0 bytes of 1 were written",
        "feeds/all.txt: 3 bytes of 10 were written",
        "a/b/index.html: was not written",
    ]


LEADING = [
    *("../", "../../", "../other/", "../other", ".", "./", "..", "../../index.html", "../../file%20name.txt"),
    *("#here", "#%E8%BF%99", "#", "../other/#there", "../other/?q=1#there", "../../a&amp;b.txt", "?x", ""),
    *("https://example.org/none", "//example.org/none", "/none/", "mailto:a@example.org", "tel:1", "data:,x"),
    "../../../above/the/site/",
]
LEADING_NOWHERE = [
    *("../none/", "../none", "none.html", "../other/#none", "#none", "../other/index.htm", "../../?x/none"),
    *("../../folder/", "../../a%26b", "./../../none.png"),
]


def page(link: str) -> dict[str, str]:
    return {
        "index.html": "",
        "folder/file.txt": "",
        "file name.txt": "",
        "a&b.txt": "",
        "a/index.html": "",
        "a/other/index.html": "<p id='no'></p><p id=\"there\"></p>",
        "a/page/index.html": f'<p id="here"><p id="这"><a\n href="{link}">x</a>',
    }


@pytest.mark.parametrize("link", LEADING)
def test_links_that_lead_somewhere(link: str, look: Callable[..., Verdict]) -> None:
    assert said(look(page(link))) == []


@pytest.mark.parametrize("link", [link for link in LEADING_NOWHERE if "?" not in link])
def test_links_that_lead_nowhere(link: str, look: Callable[..., Verdict]) -> None:
    assert said(look(page(link))) == [f"a/page/index.html: the link “{link}” leads nowhere"]
    assert (
        said(
            look(page(link), authored=lambda name: f'<a href="{link}">' if name.startswith("a/page/") else "")
        )
        == []
    )


def test_a_link_of_the_navigation_has_been_told(look: Callable[..., Verdict]) -> None:
    site = {"a/index.html": '<a href="../missing.md">'}
    assert said(look(site)) and not said(look(site, told=["missing.md"]))


def test_the_page_for_what_is_not_found_is_shown_at_any_address(look: Callable[..., Verdict]) -> None:
    link = '<a href="nowhere/">x</a>'
    assert [text.partition(":")[0] for text in said(look({"404.html": link, "404/index.html": link}))] == [
        "404/index.html"
    ]


def test_pictures_and_scripts_are_links_too(look: Callable[..., Verdict]) -> None:
    found = said(
        look({"index.html": '<img src="none.png"><script src="none.js"></script><link href="none.css">'})
    )
    assert [fault.partition("“")[2].partition("”")[0] for fault in found] == [
        "none.png",
        "none.js",
        "none.css",
    ]


@pytest.mark.parametrize("forks", [True, False])
def test_what_is_active(forks: bool, look: Callable[..., Verdict], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Background, "begins", forks and Background.begins)
    site = {f"{number}.html": "<p>calm" for number in range(20)}
    site |= {"a.html": "<p onclick='canary=1'>", "b.svg": "<svg><script>canary=1</script></svg>"}
    site |= {"c.html": '<script src="https://cdn.example.org/x.js"></script>'}
    found = [text.en.partition(":")[0] for text in look(site).active]
    assert sorted(found) == ["a.html", "b.svg", "c.html"]
    trusted = [text.en for text in look(site, trusted=["https://cdn.example.org/x.js"]).active]
    assert not [text for text in trusted if text.startswith("c.html")]


def test_a_feed_that_is_not_sound(look: Callable[..., Verdict]) -> None:
    broken = {"feeds/all.ics": "BEGIN:VCALENDAR\r\n"}
    assert said(look(broken)) == [], "a calendar that an author attached"
    assert said(look(broken, feeds={"feeds/all.ics"})) == ["feeds/all.ics: not whole: no event or no end"]


def test_ten_faults_are_told() -> None:
    insist([])
    with pytest.raises(SopbookError) as error:
        insist([Text(f"第{number}处", f"no {number}") for number in range(12)])
    assert (
        "12 处不对" in str(error.value) and "第9处" in str(error.value) and "第10处" not in str(error.value)
    )
    assert str(error.value).endswith("+2")


# --- in a build ---


@pytest.fixture
def book(draw: Draw, write: Callable[..., str]) -> Book:
    """Return a project whose authors wrote links that lead nowhere."""
    files = {
        "index.md": "# 首页\n\n[没有](nothing/) ![没有](none.png) <a href='gone.html#x'>x</a>\n",
        "industries/a/x.md": write("每天 11:00", body="[没有](../nothing.md#x)，[也没有](#nowhere)\n"),
    }
    return Book(root=draw(files), old={}, new={}, seconds=0)


@pytest.mark.site
def test_links_of_authors_stop_no_build_and_those_of_templates_do(book: Book) -> None:
    code, said = book.build("mkdocs", "build", "-q")
    assert code == 0, said
    page = (book.site / "industries/a/x/index.html").read_text("utf-8")
    assert 'href="../nothing.md#x"' in page and 'href="#nowhere"' in page
    before = tree(book.site)
    (book.root / "templates/theme").mkdir(parents=True)
    footer = '<a href="nowhere/">x</a><iframe src="https://example.org/"></iframe>'
    main = f'{{% extends "base.html" %}}{{% block footer %}}{footer}{{% endblock %}}'
    (book.root / "templates/theme/main.html").write_text(main, "utf-8")
    code, said = book.build("mkdocs", "build", "-q")
    assert code == 1 and "index.html: 链接「nowhere/」没有去处" in said and "原来的站点没有改动" in said, said
    assert tree(book.site) == before and book.beside() == ["templates"]
