"""Occurrences as JSON, CSV and text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sopbook.findings import Lang
from sopbook.handbook import Occurrence
from sopbook.render.report import visible
from sopbook.render.words import WEEKDAYS, label, role_label

COLUMNS = ("日期", "星期", "时间", "发布内容", "负责人", "备注", "类型", "群SOP", "编号")
"""The columns operators know; the last three say where a row comes from."""

_FORMULA = tuple("=+-@＝＋－＠")
"""What begins a formula; some spreadsheets take the full-width forms as well."""


def as_json(occurrences: Iterable[Occurrence]) -> str:
    """Return the occurrences as a list, times in ISO 8601 with offset; `end` is null for a moment."""
    listed: list[dict[str, Any]] = [
        {
            "playbook": one.playbook.id,
            "slot": one.slot.id,
            "start": one.moment.start.isoformat(),
            "end": one.moment.end.isoformat() if one.moment.end else None,
            "title": one.slot.post,
            "kind": one.slot.kind,
            "by": one.slot.by,
            "provisional": one.moment.provisional,
        }
        for one in occurrences
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def as_csv(occurrences: Iterable[Occurrence], lang: Lang) -> str:
    """Return the occurrences as CSV with a byte-order mark, so that spreadsheets read the Chinese."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in occurrences:
        writer.writerow([_inert(cell) for cell in _row(one, lang)])
    return out.getvalue()


def as_text(occurrences: Iterable[Occurrence], lang: Lang) -> str:
    """Return the occurrences day by day, plain."""
    lines: list[str] = []
    today = None
    for one in occurrences:
        start = one.moment.start
        if start.date() != today:
            today = start.date()
            lines.append(f"{today.isoformat()} {WEEKDAYS[today.weekday()].of(lang)}")
        person = one.playbook.front.roles[one.slot.by]
        who = f"{role_label(one.slot.by, lang)} {person}"
        said = f"{one.slot.post}  （{who}）  {one.playbook.front.title}"
        lines.append(f"  {_clock(start, one.moment.end)}  {visible(said)}")
    return "".join(f"{line}\n" for line in lines)


def _row(one: Occurrence, lang: Lang) -> tuple[str, ...]:
    start = one.moment.start
    return (
        start.date().isoformat(),
        WEEKDAYS[start.weekday()].of(lang),
        _clock(start, one.moment.end),
        one.slot.post,
        f"{role_label(one.slot.by, lang)} {one.playbook.front.roles[one.slot.by]}",
        one.slot.note or "",
        label("kind", one.slot.kind, lang),
        one.playbook.front.title,
        f"{one.playbook.id}/{one.slot.id}",
    )


def _clock(start: datetime, end: datetime | None) -> str:
    return f"{start:%H:%M}" if end is None else f"{start:%H:%M}-{end:%H:%M}"


def _inert(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell
