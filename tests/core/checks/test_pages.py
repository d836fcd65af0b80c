"""SOP303 and SOP304: links and anchors of Markdown bodies, and pages that nothing leads to; SOP305."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from core.checks.helpers import findings_of, found
from pymdownx import slugs

from sopbook.checks import examples
from sopbook.checks.markdown import anchors_of
from sopbook.checks.pages import anchors_on, is_generated, written_pages
from sopbook.files import load_templates
from sopbook.pipeline import equip, publish, read
from sopbook.reading import read_handbook
from sopbook.settings import Settings, pages_in

BODY = "size: 180\n---\n"


def dead(body: str, files: str = "", **options: object) -> list[tuple[int, int, str]]:
    """Return where links of the example playbook's body lead nowhere, its first line counted as 1."""
    first = examples.varied(BODY).count("\n")
    told = found("SOP303", f"{BODY}{body}{files}", _policy(options))
    return [(one.place.line - first, one.place.column, one.message.zh) for one in told]


def _policy(options: dict[str, object]) -> dict[str, object] | None:
    return {"SOP303": options} if options else None


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ("见[晚市](dinner.md)\n", (1, 7)),
        ("\n\n[一](index.md)、[二](none.md)\n", (3, 19)),
        ("![图](none.md)\n", (1, 6)),
        ("[![图](a.png)](none.md)\n", (1, 15)),
        ('[名](<no ne.md> "题")\n', (1, 6)),
        ("[名][一]\n\n[一]: none.md\n", (3, 6)),
        ("[名](../../../README.md)\n", (1, 5)),
        ("[名](none.md#x)\n", (1, 5)),
        ("- 一\n\n    见[名](none.md)\n", (3, 10)),
        ("[名](#没有)\n", (1, 5)),
        ("[名](index.md#没有)\n", (1, 5)),
        ("[名](#slot-none)\n", (1, 5)),
    ],
)
def test_a_link_that_leads_nowhere_is_told_where_it_stands(body: str, at: tuple[int, int]) -> None:
    ((line, column, _),) = dead(body)
    assert (line, column) == at


@pytest.mark.parametrize(
    "body",
    [
        "[名](index.md) [名](lunch.md) [名](./lunch.md#schedule) [名](#slot-menu)\n",
        "`[名](none.md)` 和 ``[名](none.md)``\n",
        "```\n[名](none.md)\n```\n",
        "~~~ md\n[名](none.md)\n~~~\n",
        "    [名](none.md)\n",
        "段落\n\n    [名](none.md)\n",
        "<!-- [名](none.md) -->\n",
        "\\[名\\](none.md)\n",
        "[名](none.png) [名](none/) [名](https://a.cn/none.md) [名](/none.md) [名](mailto:a@b.md) [名](//a.cn/x.md)\n",
        "[名](../../rules/group-rules.md) [名](calendar/2026-11.md) [名](../../contribute/when.md)\n",
        "[名](../../contribute/front-matter.md#keys) [名](../../today/index.md) [名](../index.md) [名](../../index.md)\n",
        "## 菜单 怎么写？\n\n[名](#菜单-怎么写) [名](lunch.md#%E8%8F%9C%E5%8D%95-%E6%80%8E%E4%B9%88%E5%86%99)\n",
        "## 菜单 {#menu .big}\n\n[名](#menu)\n",
        "## 菜单\n\n## 菜单\n\n[名](#菜单_1)\n",
        '段落 {: #mark }\n\n<a id="old"></a>[名](#old) [名](#mark) [名](#) [名](#top) [名](#__tabbed_1_1)\n',
        "## Schedule\n\n[名](#schedule-1) [名](#schedule)\n",
        "[^1]: none.md\n",
    ],
)
def test_a_link_that_leads_somewhere_or_is_none_is_sound(body: str) -> None:
    assert dead(body) == []


def test_a_page_that_was_not_read_is_there() -> None:
    files = "=== handbook/broken.md\n---\ntitel: x\n---\n# 一\n"
    assert dead("[名](../../handbook/broken.md#一)\n", files) == []


def test_each_target_is_told_once_a_page_with_the_nearest() -> None:
    findings = found("SOP303", f"{BODY}[名](indexx.md) [名](indexx.md) [名](#schedul)\n")
    assert [finding.help.en for finding in findings] == [
        "did you mean `index.md`?",
        "did you mean `schedule`?",
    ]


def test_anchors_may_be_known_or_left_out() -> None:
    assert dead("[名](#own)\n", known=["own"]) == []
    assert dead("[名](#没有)\n", headings=False) == []
    assert len(dead("[名](none.md)\n", headings=False)) == 1


TITLES = """\
# 一个 *标题*，**真的**

## 用 `sopbook check` 检查

## [链接](index.md) 和 ![图](a.png) 图

## Mixed CASE & more: 100%

## under_score _emphasis_ __bold__

## 菜单

### 菜单

#### 菜单_1 ####

##没有空格

## 尾巴 {#own-id}

## 尾巴 { .class #other-id }

## A &amp; B <b>c</b>

##  两个  空格  {: .x }

？！

设置式
===

另一个
---

!!! note "提示"

    ## 提示里的

- 项

    ## 项里的

```
## 代码里的
```

~~~
## 也是
~~~

    ## 缩进的代码

<!-- ## 注释里的 -->

段落
{: #para }
"""
ALIKE = ("a_2", "a", "a", "a", "a_2", "a_2", "a_1", "b_007", "b_007", "？", "？", "_1", "a", "b_٣", "b_٣")
"""Titles that are numbered, and numbered already."""


@pytest.mark.parametrize("text", [TITLES, "".join(f"# {title}\n\n" for title in ALIKE)])
def test_anchors_are_those_that_the_site_makes(text: str) -> None:
    extensions = ["admonition", "attr_list", "md_in_html", "tables", "pymdownx.superfences", "toc"]
    configs = {"toc": {"slugify": slugs.slugify(case="lower")}}
    made = markdown.markdown(text, extensions=extensions, extension_configs=configs)
    assert anchors_of(text) == set(re.findall(r' id="([^"]*)"', made))


@pytest.mark.parametrize("folder", ["playbooks"])
def test_what_the_program_generates_is_known(folder: str) -> None:
    sources, _ = read_handbook(Path(__file__).parents[3] / folder)
    handbook, _ = read(sources, Settings(), examples.TODAY)
    site = publish(equip(handbook, *load_templates(None)))
    written = written_pages(handbook)
    for path, part in site.parts.items():
        if part.title is not None:
            assert is_generated(path, handbook), path
        elif path in written:
            headings = {heading.anchor for heading in (*part.headings_before, *part.headings)}
            assert headings <= anchors_on(written[path]), path
    assert not is_generated("industries/none/calendar/2026-11.md", handbook)
    assert not is_generated("contribute/none.md", handbook)


@pytest.mark.parametrize("options", [{}, {"headings": False}])
def test_the_page_that_was_meant_is_offered(options: dict[str, object]) -> None:
    body = "[一](dining/lunch.md) [二](lunhc.md) [三](../../faq/index.md) [四](Lunch.md) [五](#Scedule)\n"
    told = found("SOP303", f"{BODY}{body}", _policy(options))
    offered = [one.help.zh.removeprefix("是不是想写") for one in told]
    assert offered[:2] == ["「lunch.md」？"] * 2
    assert "../ 的层数" in offered[2]
    assert offered[3:] == ["「lunch.md」？", "「schedule」？"][: len(told) - 3]
    assert len(told) == 4 + options.get("headings", True)  # type: ignore[operator]


NAV = """\
size: 180
=== mkdocs.yml
nav: {nav}
=== handbook/index.md
# 手册

见[一](one.md)
=== handbook/one.md
# 一

见[二](two.md#二)
=== handbook/two.md
# 二
=== handbook/three.md
# 三

见[四](four.md)
=== handbook/four.md
# 四
"""


def unreachable(nav: str, **options: object) -> list[str]:
    policy = {"SOP304": options} if options else None
    return [finding.place.path for finding in found("SOP304", NAV.format(nav=nav), policy)]


def test_what_links_lead_to_is_reached() -> None:
    assert unreachable("[index.md, {手册: [handbook/index.md]}]") == ["handbook/four.md", "handbook/three.md"]
    assert unreachable("[{一: ./handbook/index.md}, {三: {三: handbook/three.md}}, https://a.cn]") == []
    assert unreachable("[index.md]", alone=["handbook/index.md"]) == [
        f"handbook/{name}.md" for name in ("four", "one", "three", "two")
    ]


def test_without_a_navigation_every_page_is_in_it() -> None:
    assert found("SOP304", NAV.replace("nav: {nav}\n", "site_name: x\n")) == []


def test_the_navigation_as_mkdocs_writes_it() -> None:
    assert pages_in(None) is None
    assert pages_in([]) == frozenset()
    nav = ["index.md", {"a": "b/../c.md"}, {"d": ["e.md", {"f": "https://x/y"}]}, {"g": None}]
    assert pages_in(nav) == {"index.md", "c.md", "e.md"}


SLOT = """\
schedule:
  - id: hello
    when: {when}
    post: 问候
    kind: service
    by: service
    copy: 您好，我是前台。
"""


@pytest.mark.parametrize(
    ("when", "group", "is_told"),
    [
        ("每天 15:00", "traffic", False),
        ("建群第1天 10:00", "traffic", True),
        ("建群第1天 10:00", "flash", False),
        ("入群后0分钟", "content", True),
        ("2026-11-01 15:00", "traffic", True),
        ("2026-11-02 15:00", "traffic", False),
    ],
)
def test_an_industry_has_something_on_a_day_of_the_coming_year(when: str, group: str, is_told: bool) -> None:
    told = found("SOP305", f"group: {group}\n{SLOT.format(when=when)}")
    assert [finding.severity.value for finding in told] == ["hint"] * is_told


FLASH = """\
=== industries/dining/flash.md
title: 快闪群
id: dining-flash
group: flash
schedule:
  - {id: open, when: 建群第1天 10:00, post: 开群, kind: service, by: service, copy: 欢迎。}
"""


@pytest.mark.parametrize(("when", "is_told"), [("入群后0分钟", True), ("每天 15:00", False)])
def test_a_flash_group_does_not_make_an_industry_planned(when: str, is_told: bool) -> None:
    told = found("SOP305", f"{SLOT.format(when=when)}{FLASH}")
    assert [finding.place.path for finding in told] == ["industries/dining/lunch.md"] * is_told


def test_an_industry_without_playbooks_is_told_on_its_page() -> None:
    (finding,) = findings_of("size: 180\n=== industries/tea/index.md\n# 茶饮\n")
    assert (finding.code, finding.place.path) == ("SOP305", "industries/tea/index.md")


def test_a_playbook_that_cannot_be_read_is_told_alone() -> None:
    assert found("SOP305", "schedule: []\n") == []
