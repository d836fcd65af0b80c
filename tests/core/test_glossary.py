"""The glossary: its terms are read, linked at their first use on a page, and known to the search as words."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from markdown import Markdown

from sopbook.glossary import Term, names_in, terms_of, words_of
from sopbook.pipeline import read
from sopbook.render.term_links import LIMIT, TermLinks
from sopbook.settings import Settings

GLOSSARY = """\
---
title: 词汇表
---

## 群里的人

| 中文 | 英文 | 一句话 | 细看 |
|---|---|---|---|
| 群主（带头人、群 IP） | host | 说大事的**人**。 | [岗位](roles.md#host) |
| KOC | key opinion consumer | 懂行的人。 | [岗位](roles.md) |
| 群规模板 | rule template | 填好就能发的群规。 | [群规](../rules/index.md) |
| 群规 | group rules | 群里什么可以。 | [群规](rules.md) |
| 券 | coupon | 抵钱用。 | [优惠券](coupons.md) |

| 原话 | 大白话 |
|---|---|
| 拉新 | 请新的人进来 |

| 一 | 二 | 三 | 没有链接 |
|---|---|---|---|
| 甲 | a | 乙 | 丙 |
"""
PATH = "handbook/glossary.md"


def terms(text: str = GLOSSARY) -> tuple[Term, ...]:
    handbook, _ = read([(PATH, text)], Settings(), date(2026, 12, 7))
    return terms_of(handbook)


def linked(body: str, path: str = "handbook/tone.md", skipped: tuple[str, ...] = ()) -> str:
    """Return the HTML of a body on the page at `path`."""
    links = TermLinks()
    links.learn(terms(), PATH, skipped)
    links.path = path
    return Markdown(extensions=["tables", "attr_list", "md_in_html", "toc", "fenced_code", links]).convert(
        body
    )


def test_terms_are_the_rows_of_four_that_end_with_a_link() -> None:
    found = terms()
    assert [term.names for term in found] == [
        ("群主", "带头人", "群 IP"),
        ("KOC",),
        ("群规模板",),
        ("群规",),
        ("券",),
    ]
    assert found[0] == Term(("群主", "带头人", "群 IP"), "说大事的人。", "term-host", "handbook/roles.md")
    assert found[2].page == "rules/index.md"


def test_a_handbook_without_a_glossary_has_no_terms() -> None:
    handbook, _ = read([("index.md", "# 首页\n")], Settings(), date(2026, 12, 7))
    assert terms_of(handbook) == ()


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("活码", ("活码",)),
        ("群 SOP（SOP）", ("群 SOP", "SOP")),
        ("**拼团**(团购, 合买)", ("拼团", "团购", "合买")),
        ("日报、周报（日报、周报）", ("日报、周报", "日报", "周报")),
    ],
)
def test_names_in_a_cell(cell: str, names: tuple[str, ...]) -> None:
    assert names_in(cell) == names


def test_two_terms_of_one_english_name_have_anchors_of_their_own() -> None:
    row = "| {} | host | 人。 | [甲](a.md) |\n"
    text = "| 中 | 英 | 句 | 看 |\n|---|---|---|---|\n" + row.format("群主") + row.format("店长")
    assert [term.anchor for term in terms(text)] == ["term-host", "term-host-2"]


def test_the_first_use_is_linked_with_its_sentence() -> None:
    html = linked("先问群主，再问群主。\n\n群主在。")
    assert html.count("<a ") == 1
    assert (
        '先问<a class="sop-term" href="glossary.md#term-host" title="说大事的人。">群主</a>，再问群主。'
        in html
    )


def test_an_alias_stands_for_its_term_and_the_longest_name_wins() -> None:
    assert linked("带头人和群主").count("<a ") == 1
    html = linked("用群规模板写群规。")
    assert ">群规模板</a>写" in html and ">群规</a>。" in html


@pytest.mark.parametrize(
    "body",
    [
        "# 群主 {#one}",
        "[群主](x.md)",
        "`群主`",
        "```text\n群主\n```",
        "    群主",
        "| 群主 |\n|---|\n| 他 |",
        '<p class="x">群主</p>',
        "点 <b>这里</b>，群主",
        "[群主](x.md){.md-button}",
        '<div class="sop-phone" markdown>\n\n群主\n\n</div>',
        "这个群主要发菜单",
        "KOCS 和 AKOC",
        "一张券",
        "![群主](a.png)",
        "没有词",
    ],
)
def test_what_is_left_alone(body: str) -> None:
    assert "sop-term" not in linked(body)


@pytest.mark.parametrize(
    "body",
    [
        "**群主**说",
        "- 群主说",
        "> 群主说",
        "| 谁 |\n|---|\n| 群主 |",
        "请 KOC 先说",
        "[x](y.md)，群主",
        "群主\n要紧",
    ],
)
def test_running_text_of_every_kind_is_linked(body: str) -> None:
    assert linked(body).count('class="sop-term"') == 1


def test_text_around_links_stays_in_order() -> None:
    html = linked("甲群主乙 **丙** 丁KOC戊 *己* 庚群规辛")
    plain = __import__("re").sub(r"<[^>]+>", "", html)
    assert plain == "甲群主乙 丙 丁KOC戊 己 庚群规辛" and html.count("<a ") == 3


def test_words_that_are_skipped_and_the_page_that_tells_of_the_term() -> None:
    assert "sop-term" not in linked("群主", skipped=("群主",))
    assert "sop-term" not in linked("群主", path="handbook/roles.md")
    assert 'href="../../handbook/glossary.md#term-host"' in linked("群主", path="industries/dining/lunch.md")
    assert "sop-term" not in linked("群主", path="")


def test_rows_of_the_glossary_get_anchors_and_no_links() -> None:
    html = linked(GLOSSARY.split("---\n", 2)[2], path=PATH)
    assert '<tr id="term-host">' in html and '<tr id="term-coupon">' in html
    assert "sop-term" not in html and html.count("<tr id=") == 5


def test_a_page_stays_calm() -> None:
    row = "| 词{0} | word {0} | 句。 | [甲](a.md) |\n"
    listed = "".join(row.format(chr(0x4E00 + n)) for n in range(30))
    links = TermLinks()
    links.learn(terms(f"| 中 | 英 | 句 | 看 |\n|---|---|---|---|\n{listed}"), PATH)
    links.path = "index.md"
    body = "\n\n".join(f"词{chr(0x4E00 + n)}。" for n in range(30))
    assert Markdown(extensions=[links]).convert(body).count("<a ") == LIMIT


def test_a_page_of_four_kilobytes_takes_less_than_a_millisecond() -> None:
    row = "| 词{0}条 | word {0} | 句。 | [甲](a.md) |\n"
    listed = "".join(row.format(chr(0x4E00 + n)) for n in range(150))
    links = TermLinks()
    links.learn(terms(f"| 中 | 英 | 句 | 看 |\n|---|---|---|---|\n{listed}"), PATH)
    links.path = "index.md"
    markdown = Markdown(extensions=["tables", links])
    linker = markdown.treeprocessors["sopbook_terms"]
    spent: list[float] = []

    def timed(root: object, run: Callable[[object], None] = linker.run) -> None:
        start = time.perf_counter()
        run(root)
        spent.append(time.perf_counter() - start)

    linker.run = timed
    body = "中午吃什么？词一、词二，还有今天的菜单和一份汤，大家慢慢看。\n\n" * 45
    for _ in range(5):
        markdown.reset().convert(body)
    assert len(body.encode()) > 4000 and min(spent) < 0.001


def test_the_search_takes_terms_tags_and_titles_whole_but_no_sentences(write: Callable[..., str]) -> None:
    texts = {
        PATH: GLOSSARY,
        "handbook/rules.md": "---\ntitle: 群规怎么写才有人看\ntags: [新店开业]\n---\n",
        "industries/dining/lunch.md": write("每天 11:00", title="午市福利群（人民路）", tags="[秒杀]"),
    }
    handbook, _ = read(texts.items(), Settings(), date(2026, 12, 7))
    words = words_of(handbook, terms_of(handbook))
    assert {"群规模板", "带头人", "新店开业", "秒杀", "午市福利群", "人民路"} <= words
    assert not {"群规怎么写才有人看", "券"} & words
