"""Findings as JSON of our own."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sopbook.findings import Finding, Lang
from sopbook.render.report.lines import located


def as_json(findings: Iterable[Finding], lang: Lang, folder: str = "") -> str:
    """Return the findings as `{"findings": [...]}`."""
    listed = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "path": located(finding, folder),
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message.of(lang),
            "help": finding.help.of(lang),
        }
        for finding in findings
    ]
    return json.dumps({"findings": listed}, ensure_ascii=False, indent=2) + "\n"
