"""Occurrences as rows of a table, and these as JSON, CSV and text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sopbook.findings import Lang, Text
from sopbook.handbook import Occurrence
from sopbook.model import Playbook, Slot
from sopbook.render.report import visible
from sopbook.render.words import WEEKDAYS, WORDS, label, role_label
from sopbook.texts import fill, variables_of

COLUMNS = (
    Text("日期", "Date"),
    Text("星期", "Weekday"),
    Text("时间", "Time"),
    Text("发布内容", "Post"),
    Text("负责人", "By"),
    Text("备注", "Remarks"),
    Text("类型", "Kind"),
    Text("群SOP", "Playbook"),
    Text("编号", "Slot id"),
    Text("话术", "Text to post"),
)
"""The columns operators know; then where a row comes from, and the text to copy."""

BETWEEN_TEXTS = "\n———\n"
"""What stands between texts that take turns, where they share a cell."""

_FORMULA = re.compile(r"\s*'*\s*[=+\-@＝＋－＠]")
"""What begins a formula, in CSV; some spreadsheets take the full-width forms as well."""


class Row(NamedTuple):
    """A post on a day, in the order of `COLUMNS`."""

    day: date
    weekday: str
    time: str
    post: str
    by: str
    note: str
    kind: str
    playbook: str
    id: str
    text: str


def rows(occurrences: Iterable[Occurrence], lang: Lang) -> Iterator[Row]:
    """Yield a row an occurrence; the text to copy is filled in."""
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for playbook, slot, _, moment in occurrences:
        key = playbook.id, slot.id
        cells = known.get(key)
        if cells is None:
            variables = variables_of(playbook.front)
            text = BETWEEN_TEXTS.join(fill(one, variables).strip() for one in slot.copy_ or ())
            cells = known[key] = (*slot_cells(playbook, slot, lang), text)
        day = moment.start.date()
        weekday = WEEKDAYS[day.weekday()].of(lang)
        if moment.provisional:
            weekday = f"{weekday} {WORDS['provisional'].of(lang)}"
        yield Row(day, weekday, clock(moment.start, moment.end), *cells)


def slot_cells(playbook: Playbook, slot: Slot, lang: Lang) -> tuple[str, str, str, str, str, str]:
    """Return what a table says of a slot whenever it is posted: post, who, remarks, kind, playbook and id."""
    return (
        slot.post,
        f"{role_label(slot.by, lang)} {playbook.front.roles[slot.by]}",
        slot.note or "",
        label("kind", slot.kind, lang),
        playbook.front.title,
        f"{playbook.id}/{slot.id}",
    )


def clock(start: datetime, end: datetime | None) -> str:
    """Return a moment's time of day as it may be written in a `when`: `20:00` or `20:00-21:00`."""
    return f"{start:%H:%M}" if end is None else f"{start:%H:%M}-{end:%H:%M}"


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


def as_csv(listed: Iterable[Row], lang: Lang, note: str = "") -> str:
    """Return rows as CSV: a byte-order mark, so that spreadsheets read the Chinese, and CRLF (RFC 4180).

    A cell that a spreadsheet would take for a formula gets a `'` before it (OWASP, CSV injection), and so does one
    that looks as if it had got one: whoever reads the file back takes exactly one `'` off.
    """
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([title.of(lang) for title in COLUMNS])
    inert: dict[str, str] = {}
    for row in listed:
        cells = [row.day.isoformat()]
        for cell in row[1:]:
            found = inert.get(cell)
            if found is None:
                found = inert[cell] = f"'{cell}" if _FORMULA.match(cell) else cell
            cells.append(found)
        writer.writerow(cells)
    if note:
        writer.writerow([note])
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
        doubt = f" {WORDS['provisional'].of(lang)}" if one.moment.provisional else ""
        said = f"{one.slot.post}  （{who}）  {one.playbook.front.title}"
        lines.append(f"  {clock(start, one.moment.end)}{doubt}  {visible(said)}")
    return "".join(f"{line}\n" for line in lines)
