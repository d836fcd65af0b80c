"""A finding as one line, and how many there are: what every form of report shares."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import normpath

from sopbook.findings import Finding, Lang, Severity, Text

_MARKS = {
    Severity.ERROR: Text("", ""),
    Severity.WARNING: Text("（提醒）", "(warning) "),
    Severity.HINT: Text("（建议）", "(hint) "),
}


def line_of(finding: Finding, lang: Lang, folder: str = "") -> str:
    """Return a finding as one line: `path:line:column: CODE message`, what helps last."""
    where = finding.place
    told = f"{mark_of(finding.severity, lang)}{said(finding, lang)}"
    return f"{visible(located(finding, folder))}:{where.line}:{where.column}: {finding.code} {visible(told)}"


def located(finding: Finding, folder: str) -> str:
    """Return the path of the finding's file, below `folder` if there is one."""
    path = finding.place.path
    return normpath(f"{folder}/{path}") if folder else path  # what stands beside `mkdocs.yml` begins with ../


def mark_of(severity: Severity, lang: Lang) -> str:
    """Return what tells a warning and a hint from an error."""
    return _MARKS[severity].of(lang)


def said(finding: Finding, lang: Lang) -> str:
    """Return what was found and how to mend it, a sentence each."""
    return f"{finding.message.of(lang)}{'。' if lang == 'zh' else '. '}{finding.help.of(lang)}"


def summary(findings: Iterable[Finding]) -> Text:
    """Return how many errors, warnings and hints there are."""
    listed = [finding.severity for finding in findings]
    errors, warnings, hints = (listed.count(severity) for severity in Severity)
    return Text(
        f"{errors} 处错误，{warnings} 处提醒，{hints} 处建议",
        f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}, {_counted(hints, 'hint')}",
    )


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def visible(text: str) -> str:
    """Return `text` on one line and without control characters, which a terminal would obey."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
