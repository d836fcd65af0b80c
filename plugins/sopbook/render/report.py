"""Findings as text, JSON and workflow annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sopbook.findings import Finding, Lang, Severity, Text

_MARKS = {
    Severity.ERROR: Text("", ""),
    Severity.WARNING: Text("（提醒）", "(warning) "),
    Severity.HINT: Text("（建议）", "(hint) "),
}


def line_of(finding: Finding, lang: Lang, folder: str = "") -> str:
    """Return a finding as one line: `path:line:column: CODE message`, what helps last."""
    where = finding.place
    path = visible(f"{folder}/{where.path}" if folder else where.path)
    mark = _MARKS[finding.severity].of(lang)
    said = f"{mark}{finding.message.of(lang)}{'。' if lang == 'zh' else '. '}{finding.help.of(lang)}"
    return f"{path}:{where.line}:{where.column}: {finding.code} {visible(said)}"


def text(findings: Iterable[Finding], lang: Lang, folder: str = "") -> str:
    """Return all findings, a line each, and a line that counts them."""
    listed = list(findings)
    return (
        "".join(f"{line_of(finding, lang, folder)}\n" for finding in listed) + summary(listed).of(lang) + "\n"
    )


def summary(findings: Iterable[Finding]) -> Text:
    """Return how many errors, warnings and hints there are."""
    listed = [finding.severity for finding in findings]
    errors, warnings, hints = (listed.count(severity) for severity in Severity)
    return Text(
        f"{errors} 处错误，{warnings} 处提醒，{hints} 处建议",
        f"{errors} errors, {warnings} warnings, {hints} hints",
    )


def as_json(findings: Iterable[Finding], lang: Lang, folder: str = "") -> str:
    """Return the findings as `{"findings": [...]}`."""
    listed = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "path": f"{folder}/{finding.place.path}" if folder else finding.place.path,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message.of(lang),
            "help": finding.help.of(lang),
        }
        for finding in findings
    ]
    return json.dumps({"findings": listed}, ensure_ascii=False, indent=2) + "\n"


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def github(findings: Iterable[Finding], lang: Lang, folder: str = "") -> str:
    """Return the findings as GitHub workflow commands; what contributors wrote is escaped."""
    lines = []
    for finding in findings:
        where = finding.place
        path = _property(f"{folder}/{where.path}" if folder else where.path)
        said = _data(f"{finding.code} {finding.message.of(lang)}。{finding.help.of(lang)}")
        command = _COMMANDS[finding.severity]
        lines.append(f"::{command} file={path},line={where.line},col={where.column}::{said}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def visible(text: str) -> str:
    """Return `text` on one line and without control characters, which a terminal would obey."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
