"""Findings as text: a line each in order of place, the line of the file below it with a caret, and a count last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sopbook.findings import Finding, Lang
from sopbook.render.report.excerpts import excerpt
from sopbook.render.report.lines import line_of, summary


def text(
    findings: Iterable[Finding], lang: Lang, folder: str = "", texts: Mapping[str, str] | None = None
) -> str:
    """Return all findings and a line that counts them; `texts` are the files by path, for the excerpts."""
    listed = list(findings)
    lines = [line for finding in listed for line in told(finding, lang, folder, texts or {})]
    return "".join(f"{line}\n" for line in (*lines, summary(listed).of(lang)))


def told(finding: Finding, lang: Lang, folder: str, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield a finding's own line and, where its file could be read, the line it is about."""
    yield line_of(finding, lang, folder)
    written = texts.get(finding.place.path)
    shown = excerpt(written, finding.place) if written is not None else None
    if shown is not None:
        yield from shown.lines
