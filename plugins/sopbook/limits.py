"""What an author's page may cost, and what of it is published: between Markdown and the theme.

The time limit needs signals of POSIX and the main thread. Elsewhere there is none, and `bodies` alone keeps the worst
out: nesting.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from markdown import Markdown
from markdown.extensions import Extension

from sopbook.checks import policy_of
from sopbook.checks.pages import written_pages
from sopbook.checks.unsafe_markup import CHECK, hidden
from sopbook.findings import Finding, Place, Severity, Text
from sopbook.handbook import Handbook
from sopbook.markup import active, filtered, is_tangled

SECONDS = 2.0
"""Seconds of the processor that the Markdown of one page may take; a page of 40 kB takes a tenth."""

MAX_HEADINGS = 1000
"""Headings of one page: for each of them the search looks through all, and the table of contents lists it."""
_HEADING = re.compile(r"<h[1-6]\b")

_REPEAT = 0.1
"""Seconds until the limit is called again, should somebody have caught it."""


class _OutOfTimeError(BaseException):
    """Raised in the middle of whatever runs; no `except Exception` may hold it up."""


class PageLimits(Extension):
    """Bounds the Markdown of each page, lets its HTML through the filter, and remembers what came of it.

    A step of Python-Markdown: whoever renders pages sets `path` before each.
    """

    path = ""

    def __init__(self, seconds: float = SECONDS, *, diagrams: bool = False) -> None:
        super().__init__()
        self.seconds = seconds
        self.diagrams = diagrams
        self.begin()

    def begin(self) -> None:
        """Forget the pages of the build before."""
        self._too_much: dict[str, Text] = {}
        self._active: dict[str, str] = {}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library names it so
        """Have every conversion bounded."""
        convert: Callable[[str], str] = md.convert

        def bounded(source: str) -> str:
            try:
                with _processor_time(self.seconds):
                    return convert(source)
            except (_OutOfTimeError, RecursionError):
                self._too_much[self.path] = Text(
                    f"正文太复杂，{self.seconds:g} 秒还没有排好",
                    f"the text is too involved: it was not laid out in {self.seconds:g} seconds",
                )
                return ""
            except ValueError as error:  # a library met a number or an address that is none
                said = str(error)[:200]
                self._too_much[self.path] = Text(
                    f"正文排不出来：{said}", f"the text cannot be laid out: {said}"
                )
                return ""

        md.convert = bounded  # type: ignore[method-assign]  # Python-Markdown has no hook around a whole conversion

    def published(self, html: str) -> str:
        """Return what of the HTML of the page at `path` is published."""
        if is_tangled(html):
            self._too_much[self.path] = Text(
                "正文里的 HTML 套得太深，或者没有合上",
                "the HTML of the text is nested too deep, or is not closed",
            )
            return ""
        headings = sum(1 for _ in _HEADING.finditer(html))
        if headings > MAX_HEADINGS:
            self._too_much[self.path] = Text(
                f"这一页有 {headings} 个小标题，最多 {MAX_HEADINGS} 个",
                f"{headings} headings on one page; at most {MAX_HEADINGS} are taken",
            )
            return ""
        found = active(html)
        if found:
            self._active[self.path] = found[0]
        return filtered(html, diagrams=self.diagrams)

    def findings(self, handbook: Handbook, told: list[Finding]) -> Iterator[Finding]:
        """Yield what is to be said of the pages since `begin`; `told` is what the checks said of them before."""
        pages = written_pages(handbook)
        for path, message in self._too_much.items():
            line = pages[path].source.body_line if path in pages else 1
            yield _finding("SOP013", Severity.ERROR, Place(path, line), message, _SIMPLER)
        ruling = policy_of(handbook.settings.checks).of(CHECK)
        seen = {finding.place.path for finding in told if finding.code == CHECK.code}
        for path, found in self._active.items():
            if ruling is not None and path not in seen:
                problem = hidden(Place(path), found)
                severity = ruling.severity or CHECK.severity
                yield _finding(CHECK.code, severity, Place(path), problem.message, problem.help)


_SIMPLER = Text(
    "删去重复的符号，补上没有合上的括号和标签，或分成几页",
    "take out symbols that repeat, close what is open, or make several pages of it",
)


def _finding(code: str, severity: Severity, place: Place, message: Text, help_: Text) -> Finding:
    return Finding(code=code, severity=severity, place=place, message=message, help=help_)


@contextmanager
def _processor_time(seconds: float) -> Iterator[None]:
    """Raise _OutOfTimeError in the block once the processor has worked on it so long; nothing where that cannot be."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _OutOfTimeError

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _REPEAT)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)
