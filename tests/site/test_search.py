"""What the site's search knows: words of the handbook whole, a digest of every page, the same in every build."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jieba
import pytest

from sopbook import search, segmenter

pytestmark = pytest.mark.site
Draw, Build, Write = Callable[..., Path], Callable[..., Any], Callable[..., str]

GLOSSARY = """\
| 中文 | 英文 | 一句话 | 细看 |
|---|---|---|---|
| 群规模板 | rule template | 填好就能发的群规。 | [群规](rules.md) |
"""


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Take back what a test taught."""
    yield
    segmenter.teach(())


def pages(write: Write) -> dict[str, str]:
    return {
        "handbook/glossary.md": GLOSSARY,
        "handbook/rules.md": "---\ntitle: 群规\ndescription: 五段加一条处罚\n---\n\n找群规模板。\n",
        "handbook/tone.md": "---\ntitle: 口气\n---\n\n看群规模板怎么写。\n",
        "industries/dining/lunch.md": write("每天 11:00", title="午市福利群"),
    }


def text_of(docs: list[dict[str, Any]], location: str) -> str:
    return next(doc["title"] + doc["text"] for doc in docs if doc["location"] == location)


def test_words_of_the_handbook_stay_whole(draw: Draw, build: Build, write: Write) -> None:
    docs = build(draw(pages(write))).search()
    assert "\u200b群规模板\u200b" in text_of(docs, "handbook/tone/")
    assert "午市福利群" in text_of(docs, "industries/dining/lunch/")
    assert "五段" in text_of(docs, "handbook/rules/"), "a page's description is part of what is searched"


def test_rule_texts_are_found_and_references_stand_back(draw: Draw, build: Build, write: Write) -> None:
    docs = build(draw(pages(write))).search()
    locations = {doc["location"]: doc for doc in docs}
    assert "rules/" in locations
    aside = [doc for name, doc in locations.items() if name.startswith("contribute/")]
    assert aside and all(doc["boost"] < 1 for doc in aside)


def test_terms_are_linked_and_their_rows_can_be_reached(draw: Draw, build: Build, write: Write) -> None:
    site = build(draw(pages(write)))
    assert 'href="../glossary/#term-rule-template"' in site.text("handbook/tone/")
    assert "sop-term" not in site.text("handbook/rules/"), "the page that tells of the term"
    assert '<tr id="term-rule-template">' in site.text("handbook/glossary/")


def test_what_one_handbook_taught_is_unknown_to_the_next() -> None:
    segmenter.prepare()
    text = "看群规模板怎么写"
    plain = list(jieba.cut(text))
    weight = jieba.dt.total
    segmenter.teach({"群规模板"})
    taught = list(jieba.cut(text))
    assert "群规模板" in taught and taught != plain
    segmenter.teach({"模板怎么"})
    segmenter.teach({"群规模板"})
    assert list(jieba.cut(text)) == taught
    segmenter.teach(())
    assert list(jieba.cut(text)) == plain and jieba.dt.total == weight


def test_jieba_says_nothing_and_keeps_its_cache_to_this_user(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(jieba, "dt", jieba.Tokenizer())
    segmenter.prepare()
    assert logging.getLogger("jieba").level == logging.CRITICAL
    jieba.dt.initialize()
    assert capfd.readouterr() == ("", "")
    (cache,) = (tmp_path / "sopbook").iterdir()
    assert cache.name.startswith("jieba-") and cache.stat().st_mode & 0o077 == 0


IN_PARTS = """\
site_name: 手册
docs_dir: playbooks
theme: {name: material, language: zh, font: false}
plugins: [search, sopbook: {today: 2026-12-07, search: parts}]
"""


def parts(site: Any) -> dict[str, str]:
    """Return the files of the search's folder, by their names in it."""
    return {
        name.rpartition("/")[2]: content.decode()
        for name, content in site.tree().items()
        if name.startswith("search/") and name.endswith(".js")
    }


def test_a_large_handbook_is_searched_in_parts(
    draw: Draw, build: Build, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = draw({**pages(write), "industries/dining/dinner.md": write("每天 17:00", title="晚市群")})
    whole = build(root)
    assert parts(whole) == {} and whole.search()
    monkeypatch.setattr(search, "LARGE", 1)
    divided = build(root)
    assert divided.search() == [], "what all would load stays small"
    shown = [text for name, text in parts(divided).items() if name.startswith("p")]
    found = {json.loads(text.partition(",")[2].rstrip()[:-1])[0] for text in shown}
    assert {"industries/dining/lunch/", "industries/dining/dinner/", "rules/"} <= found
    assert not [url for url in found if "/calendar/" in url], "calendars stay out"
    assert whole.tree().keys() - divided.tree().keys() == set(), "nothing else is missing"


def test_the_number_of_playbooks_decides_unless_the_handbook_does() -> None:
    assert [search.in_parts("auto", count) for count in (search.LARGE, search.LARGE + 1)] == [False, True]
    assert search.in_parts("parts", 1) and not search.in_parts("whole", 10_000)


def test_parts_are_the_same_in_every_build(draw: Draw, build: Build, write: Write) -> None:
    root = draw(pages(write), IN_PARTS)
    once, again = build(root), build(root)
    assert parts(once) and parts(once) == parts(again)
    assert once.text("search/search_index.json") == again.text("search/search_index.json")


@pytest.mark.parametrize("plugin", ["search: {enabled: false}", "tags"])
def test_a_handbook_without_search_is_built_as_well(
    draw: Draw, build: Build, write: Write, plugin: str
) -> None:
    site = build(draw(pages(write), IN_PARTS.replace("[search,", f"[{plugin},")))
    assert parts(site) == {} and site.text("")
