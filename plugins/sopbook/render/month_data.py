"""The data of an industry's months, which the script of their pages fetches for what a page has not: days too full to be
shown at once, and the days of a week that belong to the month beside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

from sopbook.handbook import Entry, month_after
from sopbook.render.month import Calendar, described, month_key, person_of
from sopbook.render.parts import File
from sopbook.render.week import clock


def data_url(industry: str, month: str) -> str:
    """Return the URL of the data of one month, given as `yyyy-mm`."""
    return f"data/{industry}/{month}.json"


def month_files(calendar: Calendar) -> Iterator[File]:
    """Yield the compact data of every month.

    `playbooks` are id, title and page; `posts` the number of the playbook, slot, time, post, kind, role, person, days and
    provisional days, both as bits from the 1st on; `days` those that are special: day, 休 or 班, festivals.
    """
    if not calendar.entries:
        return
    industry, studio = calendar.industry, calendar.studio
    numbers = {playbook.id: number for number, playbook in enumerate(industry.playbooks)}
    playbooks = _json([[one.id, one.front.title, studio.url(one.path)] for one in industry.playbooks])
    slots = [_slot(entry, numbers[entry.playbook.id]) for entry in calendar.entries]
    for month in calendar.months():
        rows = []
        for slot, entry in zip(slots, calendar.entries, strict=True):
            if days := calendar.days_in(month, entry.line.days):
                rows.append(f"[{slot},{days},{calendar.days_in(month, entry.line.provisional)}]")
        days_ = _json(list(_days(calendar, month)))
        content = f'{{"playbooks":{playbooks},"posts":[{",".join(rows)}],"days":{days_}}}\n'
        yield File(data_url(industry.id, month_key(month)), content)


def _slot(entry: Entry, playbook: int) -> str:
    slot = entry.slot
    row = [playbook, slot.id, clock(entry.line.span), slot.post, slot.kind, slot.by, person_of(entry)]
    return _json(row)[1:-1]


def _days(calendar: Calendar, month: date) -> Iterator[tuple[int, str, str]]:
    for number in range((month_after(month) - month).days):
        notes, status = described(month + timedelta(days=number), calendar.studio)
        if notes or status:
            yield number + 1, status, notes


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
