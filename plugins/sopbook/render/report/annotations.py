"""Findings as GitHub workflow commands, which show beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from sopbook.checks import DOCS
from sopbook.findings import Finding, Lang, Severity
from sopbook.render.report.lines import located, said, visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def github(findings: Iterable[Finding], lang: Lang, folder: str = "") -> str:
    """Return a command a finding; what contributors wrote is escaped."""
    return "".join(_command(finding, lang, folder) for finding in findings)


def _command(finding: Finding, lang: Lang, folder: str) -> str:
    doc = DOCS.get(finding.code)
    properties = {
        "file": located(finding, folder),
        "line": str(finding.place.line),
        "col": str(finding.place.column),
        "title": f"{finding.code} {doc.name}" if doc is not None else finding.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(f'{finding.code} {said(finding, lang)}')}\n"


def _data(text: str) -> str:
    """Return a text that cannot end its command: ends of lines are escaped as the format says, the rest made visible."""
    return "\n".join(map(visible, text.replace("%", "%25").replace("\r", "%0D").split("\n"))).replace(
        "\n", "%0A"
    )


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
