"""Pages as MkDocs has them: what we tell it of a page's front matter, and what becomes of an author's HTML."""

from __future__ import annotations

import html
import logging
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from sopbook.fields import MAX_TITLE
from sopbook.model import Page as AuthoredPage
from sopbook.model import Playbook
from sopbook.render.parts import Heading, Part
from sopbook.render.words import Words

log = logging.getLogger("mkdocs.plugins.sopbook")
_BOX = re.compile(r'(<li\b([^<>]*)>\s*(?:<p\b[^<>]*>)?(?:<label\b[^<>]*>)?<input type="checkbox")([^<>]*>)')
"""The beginning of a list's item with a box, which has no name of its own; then what is written of the item."""
_TASK = re.compile(r"\btask-list-item\b")
_END = re.compile(r"</li>|</p>|<[ou]l\b")
"""Where what an item says ends."""
_LABEL = 1000
"""Characters of an item's HTML that its box may be named by."""

_TAG = re.compile(r"<[^>]*(?:>|$)")

_NAMELESS = re.compile(r"<th\b([^<>]*)></th>")
"""The corner of an author's table: a heading without a text, which names nothing."""

_SUMMARY = 150
"""Characters of a page's description that a search on the web shows at most."""


def meta_of(part: Part | None, authored: Playbook | AuthoredPage | None) -> dict[str, Any]:
    """Return what Material's templates may read of a page that we add to, or that an author wrote."""
    meta = _authored_meta(authored) if authored is not None else {}
    if part is None:
        return meta
    if authored is None:
        meta["title"] = html.escape(part.title or "")
    if part.intro:
        meta.setdefault("description", html.escape(part.intro[:_SUMMARY]))
    meta["template"] = "sopbook.html"
    meta["hide"] = [*meta.get("hide", ()), *part.hide]
    if part.boost != 1:
        meta["search"] = {"boost": part.boost} if part.boost else {"exclude": True}
    return meta


def _authored_meta(authored: Playbook | AuthoredPage) -> dict[str, Any]:
    """Return what an author's front matter tells; texts escaped for HTML and attributes."""
    matter = authored.front if isinstance(authored, Playbook) else authored.matter
    given = {
        "title": matter.title and html.escape(matter.title),
        "description": matter.description and html.escape(matter.description),
        "icon": matter.icon,
        "tags": matter.tags and [html.escape(tag) for tag in matter.tags],
        "hide": matter.hide and list(matter.hide),
    }
    return {name: value for name, value in given.items() if value}


def forget_unknown_icon(page: Page, config: MkDocsConfig) -> None:
    """Leave out an icon that the theme has not: its templates would fail over it on every page."""
    icon = page.meta.get("icon")
    if icon is not None and not any(
        Path(folder, ".icons", f"{icon}.svg").is_file() for folder in config.theme.dirs
    ):
        del page.meta["icon"]
        log.warning("%s: 没有「%s」这个图标 / the theme has no such icon", page.file.src_uri, icon)


def escape_title(page: Page) -> None:
    """Escape a title that MkDocs took from a heading as it is written: templates put it where HTML is read.

    Every page of the site repeats it, so it is cut where it is longer than a title may be.
    """
    title = page.title or ""
    if "title" not in page.meta:
        title = title[:MAX_TITLE]
    if "<" in title or title != page.title:
        page.meta["title"] = html.escape(title)


def home_of(page: Page) -> Page | Section:
    """Return what a page outside the navigation belongs to: this page, or the section whose index it is."""
    section = page.parent
    return section if section is not None and section.children[0] is page else page


def mended(content: str, t: Words) -> str:
    """Return an author's HTML with names for the boxes of its task lists and without headings that name nothing."""

    def named(box: re.Match[str]) -> str:
        if not _TASK.search(box[2]):
            return box[0]
        item = _END.split(content[box.end() : box.end() + _LABEL], maxsplit=1)[0]
        says = " ".join(html.unescape(_TAG.sub("", item)).split())
        return f'{box[1]} aria-label="{html.escape(says or t.task)}"{box[3]}'

    return _NAMELESS.sub(r"<td\1></td>", _BOX.sub(named, content))


def add_headings(page: Page, part: Part) -> None:
    """Put our headings into the page's table of contents, below its title if it has one there."""
    toc: TableOfContents = page.toc
    items = toc.items
    if items and items[0].level == 1:
        items = items[0].children
    items[:0] = [_anchor(heading) for heading in part.headings_before]
    items += [_anchor(heading) for heading in part.headings]


def _anchor(heading: Heading) -> AnchorLink:
    return AnchorLink(html.escape(heading.title), heading.anchor, 2)
