"""Findings as a terminal shows them: coloured by severity, the line each is about with a caret; said in words as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text as Styled

from sopbook.findings import Finding, Lang, Severity
from sopbook.render import report

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.HINT: "bold cyan"}
_GUTTER = 9
"""Columns that the number of a line takes."""


def show_findings(
    findings: Sequence[Finding], lang: Lang, folder: str, texts: Mapping[str, str], console: Console
) -> None:
    """Print findings in order, and a line that counts them last."""
    for finding in findings:
        console.print(_line(finding, lang, folder), soft_wrap=True)
        written = texts.get(finding.place.path)
        room = max(console.width - _GUTTER, 20)
        shown = report.excerpt(written, finding.place, room) if written is not None else None
        if shown is not None:
            console.print(_excerpt(shown, _COLOURS[finding.severity]), soft_wrap=True)
        console.print()
    gravest = next((one for one in Severity if any(f.severity is one for f in findings)), None)
    console.print(report.summary(findings).of(lang), style=_COLOURS[gravest] if gravest else "bold green")


def _line(finding: Finding, lang: Lang, folder: str) -> Styled:
    """Return the finding's line, which says in colour as well what it is."""
    place, code, told = report.line_of(finding, lang, folder).partition(f": {finding.code} ")
    return Styled.assemble(
        (place, "bold"), ": ", (code.removeprefix(": ").rstrip(), _COLOURS[finding.severity]), " ", told
    )


def _excerpt(shown: report.Excerpt, colour: str) -> Styled:
    line, caret = shown.lines
    gutter, below = line[:_GUTTER], caret[:_GUTTER]
    return Styled.assemble(
        (gutter, "dim"), line[_GUTTER:], "\n", (below, "dim"), caret[_GUTTER:-1], (caret[-1], colour)
    )
