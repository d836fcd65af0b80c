"""The pages of a handbook as the checks of its links see them: what is there, what leads where, which anchors it has."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from sopbook.checks.markdown import anchors_of, links_of
from sopbook.findings import Place, end_of
from sopbook.handbook import Handbook
from sopbook.model import Page, Playbook
from sopbook.source import Source

HOME = "index.md"
INDUSTRIES = "industries/index.md"

_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|/")
"""What leads out of the handbook, or is left as it stands."""
_GENERATED = re.compile(
    r"(?:industries/)?index\.md|today(?:/index)?\.md|rules/[^/]+\.md"
    r"|contribute/(?:front-matter|when|coverage|checks(?:/[\w-]+)?)\.md"
)
_OF_INDUSTRY = re.compile(r"industries/([^/]+)/(?:index|calendar/\d{4}-\d{2})\.md")
_OF_PLAYBOOKS = frozenset(
    ("next-days", "timeline", "journey", "schedule", "typical-week", "positioning", "positioning-channels")
).union(("roles", "feeds", "group-rules", "welcome"))
_OF_INDUSTRIES = frozenset(("playbooks", "calendars", "typical-week", "feeds", "sheets"))
"""The anchors of what is generated on authors' own pages; `__` and `fn` are Material's and those of footnotes."""


class PageLink(NamedTuple):
    """A link from one page to another page or to an anchor: as written, and what it means."""

    target: str
    at: int
    path: str
    """The page it leads to; where it leads out of the handbook it begins with `../`."""
    anchor: str


def is_generated(path: str, handbook: Handbook) -> bool:
    """Tell whether the program makes a page at `path`, or may: which rule templates there are is not known here."""
    if _GENERATED.fullmatch(path):
        return True
    match = _OF_INDUSTRY.fullmatch(path)
    return match is not None and any(industry.id == match[1] for industry in handbook.industries)


def written_pages(handbook: Handbook) -> dict[str, Page | Playbook]:
    """Return every page and playbook that was read, by path."""
    playbooks = {playbook.path: playbook for playbook in handbook.playbooks.values()}
    return {**handbook.pages, **playbooks}


@lru_cache(maxsize=1)  # two checks look at the links of one handbook, one after the other
def links_in(handbook: Handbook) -> Mapping[str, list[PageLink]]:
    """Return the links between pages, by the page they stand on; pages without any are left out."""
    found = ((path, list(_page_links(one.source))) for path, one in written_pages(handbook).items())
    return {path: links for path, links in found if links}


def _page_links(source: Source) -> Iterator[PageLink]:
    folder = posixpath.dirname(source.path)
    for target, at in links_of(source.body):
        path, _, anchor = target.partition("#")
        path = path.partition("?")[0]
        if not path and anchor:
            yield PageLink(target, at, source.path, unquote(anchor))
        elif path.endswith(".md") and not _ELSEWHERE.match(path):
            yield PageLink(
                target, at, posixpath.normpath(posixpath.join(folder, unquote(path))), unquote(anchor)
            )


def place_of(source: Source, at: int) -> Place:
    """Return the place of an offset in a page's body."""
    return end_of(source.path, source.body[:at], source.body_line)


def anchors_on(written: Page | Playbook) -> set[str]:
    """Return every anchor of an author's page, what is generated on it included."""
    own, ours = anchors_of(written.source.body), _generated_anchors(written)
    return own | ours | {f"{name}-1" for name in own & ours}  # the author's heading gives way to ours


def _generated_anchors(written: Page | Playbook) -> set[str]:
    if isinstance(written, Playbook):
        return {*_OF_PLAYBOOKS, *(f"slot-{slot.id}" for slot in written.front.schedule)}
    if written.source.path == HOME:
        return {"industries"}
    return {*_OF_INDUSTRIES} if _OF_INDUSTRY.fullmatch(written.source.path) else set()
