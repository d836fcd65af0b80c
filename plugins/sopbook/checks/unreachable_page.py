"""SOP304: a page that neither the navigation nor any link leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.pages import HOME, INDUSTRIES, links_in, written_pages
from sopbook.findings import Place, Severity, Text
from sopbook.handbook import Handbook


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that may stand alone."""

    alone: tuple[str, ...] = option(
        (),
        "可以没有入口的页面，如 handbook/print.md",
        "pages that may stand alone, such as handbook/print.md",
    )


def check(handbook: Handbook, pages: Pages) -> Iterator[Problem]:
    """Yield a problem for each such page; without a navigation of the handbook's own every page is in it."""
    nav = handbook.settings.nav
    there = written_pages(handbook)
    if nav is None or not handbook.files <= there.keys():  # what was not read may hold the link
        return
    for path in sorted(there.keys() - _reached(handbook, nav) - {*pages.alone}):
        yield Problem(
            Place(path),
            Text(
                "没有入口：导航里没有这一页，别的页面也没有链到它",
                "neither the navigation nor any page leads here",
            ),
            Text(
                "在 mkdocs.yml 的 nav 里加上它，或从相关的页面链过来；不用了就删去",
                "add it to `nav` in mkdocs.yml, link to it from a page it belongs to, or remove it",
            ),
        )


def _reached(handbook: Handbook, nav: frozenset[str]) -> set[str]:
    """Return the pages that can be reached; home leads to the industries, and those to their playbooks."""
    links = links_in(handbook)
    industries = (industry.page.source.path for industry in handbook.industries if industry.page)
    playbooks = (playbook.path for playbook in handbook.playbooks.values())
    left = [HOME, INDUSTRIES, *nav, *industries, *playbooks]
    reached = set(left)
    while left:
        for link in links.get(left.pop(), ()):
            if link.path not in reached:
                reached.add(link.path)
                left.append(link.path)
    return reached


_EXAMPLE = """\
size: 180
=== mkdocs.yml
nav:
  - 首页: index.md
  - 手册: [handbook/index.md]
=== handbook/index.md
# 运营手册

{link}
=== handbook/opening.md
# 新店开业

第一周每天发什么。
"""

CHECK = Check(
    code="SOP304",
    name="unreachable-page",
    title=Text("每一页都有入口", "every page can be reached"),
    severity=Severity.WARNING,
    why=Text(
        "没有入口的页面没人看得到，内容旧了也没人发现。",
        "Nobody finds a page that nothing leads to, and nobody sees when it is out of date.",
    ),
    mend=Text(
        "在 `mkdocs.yml` 的 `nav` 里加上它，或从相关的页面链过来。没有写 `nav` 的手册，导航自动列出所有页面。",
        "Add it to `nav` in `mkdocs.yml`, or link to it. Without `nav` the navigation lists every page by itself.",
    ),
    source=Text("sopbook 自己的默认值。", "sopbook's own default."),
    bad=_EXAMPLE.format(link="从导航选一页。"),
    good=_EXAMPLE.format(link="开店看[新店开业](opening.md)。"),
    options=Pages(),
    whole=check,
)
