"""Findings as text, JSON, workflow annotations and SARIF: one module a form, pure, inert whatever contributors wrote."""

from __future__ import annotations

from sopbook.render.report.annotations import github
from sopbook.render.report.data import as_json
from sopbook.render.report.excerpts import Excerpt, columns, excerpt
from sopbook.render.report.lines import line_of, located, mark_of, said, summary, visible
from sopbook.render.report.listing import text, told
from sopbook.render.report.sarif import as_sarif

__all__ = [
    "Excerpt",
    "as_json",
    "as_sarif",
    "columns",
    "excerpt",
    "github",
    "line_of",
    "located",
    "mark_of",
    "said",
    "summary",
    "text",
    "told",
    "visible",
]
