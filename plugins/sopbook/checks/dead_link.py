"""SOP303: a link to a page, or to a place on a page, that does not exist."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.pages import PageLink, anchors_on, is_generated, links_in, place_of, written_pages
from sopbook.fields import did_you_mean
from sopbook.findings import Severity, Text
from sopbook.handbook import Handbook
from sopbook.model import Page, Playbook

_MADE_BY_THEMES = ("__", "fn:", "fnref:", "term-")
_KNOWN_TO_BROWSERS = ("", "top")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What is looked at besides pages."""

    headings: bool = option(
        True,
        "也看 # 后面的小标题在不在",
        "whether the heading after # is looked for; off where a slugify of one's own is set",
    )
    known: tuple[str, ...] = option(
        (), "自己的模板另外加的锚点", "anchors that templates of the handbook's own add to pages"
    )


def check(handbook: Handbook, anchors: Anchors) -> Iterator[Problem]:
    """Yield a problem for each target of each page that leads nowhere; told once a page."""
    pages = written_pages(handbook)
    there = {*handbook.files, *pages}
    nearby = _Nearby(there)
    known: dict[str, set[str]] = {}
    for path, links in links_in(handbook).items():
        for link in {link.target: link for link in reversed(links)}.values():
            problem = None
            target = pages.get(link.path)  # a page that was not read has a finding of its own
            if target is not None and anchors.headings and _is_looked_for(link.anchor, anchors):
                if link.path not in known:
                    known[link.path] = anchors_on(target)
                problem = _no_heading(link, pages[path], known[link.path])
            elif link.path not in there and not is_generated(link.path, handbook):
                problem = _no_page(link, pages[path], nearby.to(link.path))
            if problem is not None:
                yield problem


class _Nearby:
    """The page that was probably meant: one that moved, or a name that is nearly the same; thought about once a page."""

    def __init__(self, there: set[str]) -> None:
        self._there = there
        self._found: dict[str, str | None] = {}

    def to(self, path: str) -> str | None:
        """Return the path of the page, or None when none is near."""
        if path not in self._found:
            self._found[path] = self._look(*posixpath.split(path))
        return self._found[path]

    def _look(self, folder: str, name: str) -> str | None:
        moved = (
            sorted(one for one in self._there if posixpath.basename(one) == name)
            if name != "index.md"
            else []
        )
        beside = {_stem(one): one for one in self._there if posixpath.dirname(one) == folder}
        near = get_close_matches(_stem(name), list(beside), n=1) if not moved else []
        return moved[0] if moved else beside[near[0]] if near else None


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")


def _is_looked_for(anchor: str, anchors: Anchors) -> bool:
    return not (anchor in _KNOWN_TO_BROWSERS or anchor in anchors.known or anchor.startswith(_MADE_BY_THEMES))


def _no_page(link: PageLink, page: Page | Playbook, near: str | None) -> Problem:
    meant = posixpath.relpath(near, posixpath.dirname(page.source.path) or ".") if near else ""
    return Problem(
        place_of(page.source, link.at),
        Text(
            f"链接「{link.target[:80]}」指向的页面不存在",
            f"there is no page where `{link.target[:80]}` leads",
        ),
        Text(f"是不是想写「{meant}」？", f"did you mean `{meant}`?")
        if meant
        else Text(
            "看看文件名对不对、../ 的层数够不够；页面删了就删去链接",
            "check the file's name and the number of ../; remove the link if the page is gone",
        ),
    )


def _no_heading(link: PageLink, page: Page | Playbook, known: set[str]) -> Problem | None:
    if link.anchor in known:
        return None
    return Problem(
        place_of(page.source, link.at),
        Text(
            f"{link.path} 里没有「#{link.anchor[:60]}」这个小标题",
            f"{link.path} has no heading `#{link.anchor[:60]}`",
        ),
        did_you_mean(link.anchor, known)
        or Text(
            "小标题改了名，这里也要改；拿不准就去掉 # 和后面的字，链到整页",
            "headings that change their words change their address; or link to the whole page",
        ),
    )


CHECK = Check(
    code="SOP303",
    name="dead-link",
    title=Text("页面之间的链接都打得开", "links between pages lead somewhere"),
    severity=Severity.WARNING,
    why=Text(
        "店员照着链接点过去是空的，往往就不再往下看了。",
        "A shop assistant who meets an empty page reads no further.",
    ),
    mend=Text(
        "改成现在的文件名或小标题，例如 `[群规](../../handbook/rules.md)`；页面不在了就删去链接。",
        "Write the file's name or heading as it is now; remove the link if the page is gone.",
    ),
    source=Text("sopbook 自己的默认值。", "sopbook's own default."),
    bad="size: 180\n---\n\n## 菜单怎么写\n\n写法见[上面](#菜单)，也看[晚市群](dinner.md)。\n",
    good="size: 180\n---\n\n## 菜单怎么写\n\n写法见[上面](#菜单怎么写)，时间见[动作表](#schedule)，也看[行业页](index.md)。\n",
    options=Anchors(),
    whole=check,
)
