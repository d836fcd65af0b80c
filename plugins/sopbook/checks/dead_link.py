"""SOP303: a link to a page, or to a place on a page, that does not exist."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.pages import PageLink, anchors_on, is_generated, links_in, place_of, written_pages
from sopbook.fields import offer
from sopbook.findings import Place, Severity, Text
from sopbook.handbook import Handbook
from sopbook.model import Page, Playbook

_MADE_BY_THEMES = ("__", "fn:", "fnref:", "term-")
_KNOWN_TO_BROWSERS = ("", "top")

MOST = 100
"""Dead links that are told of one page."""
_COMPARED = 30_000
"""Names that are compared with those of dead links, for the whole handbook: about a second."""
_LONGEST = 100
"""Characters of names that are compared."""


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
    """Yield a problem for each target of each page that leads nowhere; told once a page, and at most `MOST` of a page."""
    pages = written_pages(handbook)
    site = _Site(handbook, pages, anchors)
    for path, links in links_in(handbook).items():
        targets = {link.target: link for link in reversed(links)}
        dead = sorted((link for link in targets.values() if site.is_dead(link)), key=lambda link: link.at)
        yield from (site.problem(link, pages[path]) for link in dead[:MOST])
        if len(dead) > MOST:
            yield _more(place_of(pages[path].source, dead[MOST].at), len(dead) - MOST)


class _Site:
    """What there is to link to: pages, files and anchors; and what was probably meant by a link that leads nowhere."""

    def __init__(self, handbook: Handbook, pages: Mapping[str, Page | Playbook], anchors: Anchors) -> None:
        self._handbook, self._pages, self._anchors = handbook, pages, anchors
        self._there = {*handbook.files, *pages}
        self._known: dict[str, set[str]] = {}
        self._nearby = _Nearby(self._there)

    def is_dead(self, link: PageLink) -> bool:
        """Tell whether there is no such page, or no such anchor on it."""
        target = self._pages.get(link.path)  # a page that was not read has a finding of its own
        if target is None or not self._anchors.headings or not _is_looked_for(link.anchor, self._anchors):
            return link.path not in self._there and not is_generated(link.path, self._handbook)
        if link.path not in self._known:
            self._known[link.path] = anchors_on(target)
        return link.anchor not in self._known[link.path]

    def problem(self, link: PageLink, page: Page | Playbook) -> Problem:
        """Return what is said of a link that is dead."""
        if link.path in self._pages:
            return _no_heading(link, page, self._nearby.among(link.anchor, self._known[link.path]))
        return _no_page(link, page, self._nearby.to(link.path))


class _Nearby:
    """What was probably meant: a page that moved, or a name that is nearly the same; thought about once a page.

    Comparing takes its time, so there is an end to it: of a handbook whose links are mostly dead, the first are helped.
    """

    def __init__(self, there: set[str]) -> None:
        self._by_name: dict[str, str] = {}
        self._beside: dict[str, dict[str, str]] = {}
        for one in sorted(there, reverse=True):
            folder, name = posixpath.split(one)
            self._by_name[name] = one
            self._beside.setdefault(folder, {})[_stem(name)] = one
        self._found: dict[str, str | None] = {}
        self._patience = _COMPARED

    def to(self, path: str) -> str | None:
        """Return the path of the page, or None when none is near."""
        if path not in self._found:
            self._found[path] = self._look(*posixpath.split(path))
        return self._found[path]

    def among(self, name: str, known: Collection[str]) -> str | None:
        """Return the nearest of the names that are `known`, or None."""
        self._patience -= len(known)
        if self._patience < 0 or len(name) > _LONGEST:
            return None
        as_written = {one.lower(): one for one in sorted(known) if len(one) <= _LONGEST}
        near = get_close_matches(name.lower(), list(as_written), n=1)
        return as_written[near[0]] if near else None

    def _look(self, folder: str, name: str) -> str | None:
        if name != "index.md" and name in self._by_name:
            return self._by_name[name]
        beside = self._beside.get(folder, {})
        near = self.among(_stem(name), beside)
        return beside[near] if near is not None else None


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")


def _more(where: Place, count: int) -> Problem:
    return Problem(
        where,
        Text(
            f"从这里起，本页还有 {count} 个链接打不开",
            f"from here on, {count} more links of this page lead nowhere",
        ),
        Text("先改上面的，改完再检查一遍", "mend those above, then check again"),
    )


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


def _no_heading(link: PageLink, page: Page | Playbook, near: str | None) -> Problem:
    return Problem(
        place_of(page.source, link.at),
        Text(
            f"{link.path} 里没有「#{link.anchor[:60]}」这个小标题",
            f"{link.path} has no heading `#{link.anchor[:60]}`",
        ),
        offer(near)
        if near
        else Text(
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
