"""What is fuzzed: each target takes any text, calls what reads such texts, and holds the answer to its promises.

A broken promise is an AssertionError, any other exception a crash. Bounds of time and memory are the engine's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from zoneinfo import ZoneInfo

from hostile import oracle as hostile
from markdown import Markdown
from oracles.promises import read_and_hold

from sopbook import pipeline
from sopbook import source as sources
from sopbook.almanac import STANDARD
from sopbook.errors import SopbookError
from sopbook.expand import Range, journey, moments, timeline
from sopbook.findings import Finding, Severity
from sopbook.markup import active, filtered, is_tangled, scan
from sopbook.model import Playbook, Terms
from sopbook.settings import Settings
from sopbook.when import Refusal, Span, Weekly, When, parse_skip, parse_span, standard_names

PATH = "industries/dining/lunch.md"
TODAY = date(2026, 12, 7)
MONTH = Range(TODAY, date(2027, 1, 11))
NAMES = standard_names(STANDARD, anchors=("开课", "开课直播", "lesson"))
TERMS = Terms(
    zone=ZoneInfo("Asia/Shanghai"),
    start=date(2026, 9, 1),
    holidays="next-workday",
    anchors=dict.fromkeys(NAMES.anchors, (When(Weekly(frozenset({1})), (Span(20 * 60),)),)),
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no text of a front matter may hold: it would reach terminals, feeds and sheets."""
LONGEST_BODY = 600
"""Characters that Markdown gets: a real build limits its time instead."""
MARKDOWN = Markdown(
    extensions=["extra", "admonition", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"]
)
MOST_A_DAY = 24 * 60
"""Moments that one `when` may have on one day: one a minute."""


def source(text: str) -> None:
    """Splitting a file and reading its front matter."""
    text = text.replace("\r\n", "\n")
    read, found = sources.read(PATH, text)
    assert text.endswith(read.body)
    assert read.body_line == text.count("\n", 0, len(text) - len(read.body)) + 1 or read.front is None
    _stand_inside(found, text)
    if read.front is not None:
        assert not CONTROLS.search(_flat(sources.plain(read.front)))
        assert _depth(read.front) <= sources.MAX_DEPTH
    _, found = sources.read_mapping(PATH, text, "under")
    _stand_inside(found, text)


def schema(text: str) -> None:
    """Reading a playbook, expanding what it schedules, and every check; the same text is read as a page, too."""
    text = text.replace("\r\n", "\n")
    handbook, found = pipeline.read([(PATH, text)], Settings(), TODAY)
    assert handbook.playbooks or any(one.severity is Severity.ERROR for one in found)
    for playbook in handbook.playbooks.values():
        _expand(playbook)
    _stand_inside(pipeline.check(handbook, found), text)
    handbook, found = pipeline.read([("index.md", text)], Settings(), TODAY)
    _stand_inside(pipeline.check(handbook, found), text)


def when(text: str) -> None:
    """Reading a `when`, an entry of `skip` and a window, in both languages, there and back; expanding a `when`."""
    value = read_and_hold(text, NAMES)
    if value is not None:
        _expand_one(value, TERMS)
    for result in (parse_skip(text, NAMES), parse_span(text)):
        assert not isinstance(result, Refusal) or text.startswith(result.found, result.column)


def markup(text: str) -> None:
    """The filter of authors' HTML, for the text as HTML and for what Markdown makes of it; the scan of finished pages."""
    text = text.encode("utf-8", "replace").decode()  # a file that was read has no lone surrogates
    _scan(f"<!doctype html>{text}")
    _filter(text)
    _filter(MARKDOWN.reset().convert(text[:LONGEST_BODY]))


TARGETS: dict[str, Callable[[str], None]] = {
    "source": source,
    "schema": schema,
    "when": when,
    "markup": markup,
}


def _filter(html: str) -> None:
    """Hold the filter to what it promises: nothing active is left, whether one reads its answer once or twice.

    Two scanners look, one of them no part of the product. What is nested wrongly is mended further each time it is
    read, as browsers do, so that a second pass need not give the same text.
    """
    if is_tangled(html):
        return  # never handed to the filter
    clean = filtered(html)
    for read in (clean, filtered(clean)):
        assert not hostile.active("index.html", read)
        assert not active(read)


def _scan(page: str) -> None:
    """Hold the scan's first glance to what it may pass over: a page in which a parser finds nothing.

    A handler without a value, of which the parser's look ends with `=`, runs nothing.
    """
    content = page.encode("utf-8", "replace")
    if not active(page):
        found = scan._in_html(content, content.lower(), (), scripting=True)
        assert not [one for one in found if not one.endswith("=")]


def _expand(playbook: Playbook) -> None:
    for value in (value for values in playbook.whens for value in values):
        _expand_one(value, playbook.terms)


def _expand_one(value: When, terms: Terms) -> None:
    """Expand a `when` by its family; what it gives is in order and bounded."""
    if value.family == "dated":
        found = moments(value, terms, MONTH, STANDARD)
        assert len(found) <= MOST_A_DAY * (MONTH.end - MONTH.start).days
        assert [one.start for one in found] == sorted(one.start for one in found)
    elif value.family == "group":
        try:
            timeline(value, TODAY, terms)
        except SopbookError:
            return  # more days than a group lives
    else:
        journey(value, TODAY, terms)


def _stand_inside(found: Iterable[Finding], text: str) -> None:
    """Hold each finding to a place in the text, and to words in both languages."""
    lines = text.split("\n")
    for one in found:
        assert 1 <= one.place.line <= len(lines), one
        assert one.place.column >= 1, one
        assert all((*one.message, *one.help)), one


def _flat(plain: sources.Plain) -> str:
    """Return every text of a front matter, keys included, in one."""
    if isinstance(plain, dict):
        return "".join(key + _flat(value) for key, value in plain.items())
    return "".join(map(_flat, plain)) if isinstance(plain, list) else plain or ""


def _depth(node: sources.Node) -> int:
    if isinstance(node, sources.Mapping):
        return 1 + max((_depth(entry.node) for entry in node.entries.values()), default=0)
    if isinstance(node, sources.Sequence):
        return 1 + max(map(_depth, node.items), default=0)
    return 0
