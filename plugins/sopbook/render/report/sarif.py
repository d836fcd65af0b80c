"""Findings as SARIF 2.1.0, the format that code scanning and editors read: one run, and every code's documentation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from sopbook import __version__
from sopbook.checks import DOCS, Check, Doc
from sopbook.findings import Finding, Lang, Severity
from sopbook.render.report.lines import located, said

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


def as_sarif(
    findings: Iterable[Finding],
    lang: Lang,
    folder: str = "",
    page_of: Callable[[str], str] | None = None,
) -> str:
    """Return the findings as a SARIF log; `page_of` tells where a code is documented, None when nobody knows."""
    driver = {
        "name": "sopbook",
        "version": __version__,
        "language": _LANGUAGES[lang],
        "rules": [_rule(doc, lang, page_of) for doc in DOCS.values()],
    }
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, lang, folder) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(doc: Doc, lang: Lang, page_of: Callable[[str], str] | None) -> dict[str, Any]:
    mend, source = doc.mend.of(lang), doc.source.of(lang)
    rule: dict[str, Any] = {
        "id": doc.code,
        "name": doc.name,
        "shortDescription": {"text": doc.title.of(lang)},
        "fullDescription": {"text": doc.why.of(lang)},
        "help": {"text": f"{mend}\n\n{source}", "markdown": f"{mend}\n\n*{source}*"},
        "defaultConfiguration": {
            "level": _LEVELS[doc.severity],
            "enabled": not isinstance(doc, Check) or doc.is_on,
        },
    }
    if page_of is not None:
        rule["helpUri"] = page_of(doc.code)
    return rule


_PLACES = {code: index for index, code in enumerate(DOCS)}


def _result(finding: Finding, lang: Lang, folder: str) -> dict[str, Any]:
    place = finding.place
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": said(finding, lang)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(located(finding, folder)),
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }
    if finding.code in _PLACES:
        result["ruleIndex"] = _PLACES[finding.code]
    return result


def _artifact(path: str) -> dict[str, str]:
    """Return a file relative to where the command ran; a handbook given by its full path keeps that."""
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": "SRCROOT"}
