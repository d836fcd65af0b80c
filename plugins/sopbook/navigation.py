"""The navigation of a handbook that writes none: home, today, industries, rule templates, then the authors' own folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from sopbook.handbook import Handbook, title_of
from sopbook.render.links import industry_path
from sopbook.render.site import HOME, INDUSTRIES
from sopbook.render.today import PATH as TODAY
from sopbook.render.words import Words

_LINK = re.compile(r"\]\(([^()\s#:]+\.md)(?:#[^()\s]*)?\)")
"""A link of Markdown to another page of the same handbook."""

_FOLDERS = ("handbook", "onboarding", "contribute")
"""The authors' folders that have a place of their own; others follow by name."""


def navigation_of(paths: Sequence[str], handbook: Handbook, words: Words) -> list[Any]:
    """Return MkDocs's `nav` for the pages at `paths`; every one of them appears once.

    Titles are escaped: themes take a navigation for the site owner's own and put it into pages as it stands.
    """
    left = dict.fromkeys(paths)
    nav: list[Any] = []
    if left.pop(HOME, HOME) is None:
        nav.append({words.home: HOME})
    if left.pop(TODAY, TODAY) is None:
        nav.append({words.today: TODAY})
    industries: list[Any] = [INDUSTRIES] if left.pop(INDUSTRIES, INDUSTRIES) is None else []
    for industry in handbook.industries:
        index = industry_path(industry.id)
        if left.pop(index, index) is None:
            industries.append({escape(industry.title): index})
    industries += _take(left, "industries")
    nav.append({words.industries: industries})
    nav.append({words.rule_texts: _alone(_take(left, "rules"))})
    folders = dict.fromkeys([*_FOLDERS, *sorted(path.partition("/")[0] for path in left if "/" in path)])
    for folder in folders:
        pages = _as_linked(_take(left, folder), handbook)
        if pages:
            nav.append({escape(_folder_title(folder, handbook)): _alone(pages)})
    return [*nav, *sorted(left)]


def _alone(pages: list[str]) -> list[str] | str:
    """Return a page that would be alone in its section as a page: on a phone a section opens a panel of its own."""
    return pages[0] if len(pages) == 1 else pages


def _take(left: dict[str, None], folder: str) -> list[str]:
    """Take the pages below `folder` out of `left`, its index first."""
    found = sorted(path for path in left if path.startswith(f"{folder}/"))
    found.sort(key=lambda path: path != f"{folder}/index.md")
    for path in found:
        del left[path]
    return found


def _as_linked(paths: list[str], handbook: Handbook) -> list[str]:
    """Return a folder's pages, the index first, in the order in which it links them; those it does not link last."""
    page = handbook.pages.get(paths[0]) if paths else None
    folder = paths[0].rpartition("/")[0] if paths else ""
    linked = [f"{folder}/{target}" for target in _LINK.findall(page.source.body)] if page is not None else []
    place = {path: number for number, path in reversed(list(enumerate(linked)))}
    return sorted(paths, key=lambda path: (path != paths[0], place.get(path, len(linked))))


def _folder_title(folder: str, handbook: Handbook) -> str:
    page = handbook.pages.get(f"{folder}/index.md")
    return title_of(page) if page is not None else folder
