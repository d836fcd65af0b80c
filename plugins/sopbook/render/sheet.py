"""The sheets of an industry: a typical week, the SOP with one row a slot, and dated posts; as XLSX, CSV and JSON.

Two months are dated, this one and the next, or as many posts of them as `MAX_DATED`: what is published must not grow
with the number of playbooks. Any other sheet comes from the command line, and the last row says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from sopbook.expand import Range
from sopbook.expand.clock import row
from sopbook.findings import Lang, Text
from sopbook.handbook import Entry, Handbook, Industry, Occurrence, month_after
from sopbook.model import Playbook, Slot
from sopbook.render import table
from sopbook.render.links import sheet_url
from sopbook.render.month import Calendar
from sopbook.render.parts import File, Studio
from sopbook.render.week import MAX_WEEK_ENTRIES, typical_week, week_counts
from sopbook.render.words import WEEKDAYS, WORDS, label
from sopbook.render.xlsx import Column, Row, Table, workbook

MAX_DATED = 2000
"""Dated posts in a published sheet."""
MAX_PLAYBOOK_SHEETS = 100
"""Playbooks up to which each has a CSV of its own."""
MAX_TEXTS = 20
"""Columns for the texts of a slot that take turns; the last holds what is left."""

SHEETS = (Text("一周", "Week"), Text("SOP", "SOP"), Text("排期", "Dates"))
_WIDTHS = (12, 8, 13, 30, 18, 30, 8, 20, 10, 50)
"""Of `table.COLUMNS`; the id is narrow, for it is the program's."""
_TIME = 2
"""The first of `table.COLUMNS` that a row of the SOP has as well."""
_ID, _TEXT = table.COLUMNS[-2:]
_SATURDAY = 5


class Dated(NamedTuple):
    """The dated posts of two months, and a note when they are not all."""

    found: list[Occurrence]
    note: str = ""


def sheet_files(studio: Studio, calendars: Iterable[Calendar]) -> Iterator[File]:
    """Yield the sheets of every industry, and those of every playbook in a small handbook."""
    handbook, lang = studio.handbook, studio.words.lang
    if not handbook.settings.sheets:
        return
    for calendar in calendars:
        if calendar.industry.playbooks:
            yield from _of_industry(calendar, lang)
    if len(handbook.playbooks) <= MAX_PLAYBOOK_SHEETS:
        for playbook in handbook.playbooks.values():
            dated = _of_playbook(playbook, handbook)
            if dated.found:
                content = table.as_csv(table.rows(dated.found, lang), lang, dated.note)
                yield File(sheet_url(f"playbook/{playbook.id}", "csv"), content)


def sheets_for_industry(industry: Industry, studio: Studio) -> list[tuple[str, str]]:
    """Return the sheets that an industry's page offers: what each is, and its URL."""
    if not (studio.handbook.settings.sheets and industry.playbooks):
        return []
    t = studio.words
    return [(t.sheet_xlsx, sheet_url(industry.id, "xlsx")), (t.sheet_csv, sheet_url(industry.id, "csv"))]


def workbook_of(
    playbooks: Sequence[Playbook],
    occurrences: Iterable[Occurrence],
    handbook: Handbook,
    role: str | None,
    lang: Lang,
) -> bytes:
    """Return a workbook as those of the industries, with these occurrences dated; `role` says whose the slots are."""
    entries = [entry for one in playbooks for entry in handbook.entries(one) if role in (None, entry.slot.by)]
    tables = _tables(playbooks, role, entries, handbook.published, lang)
    return workbook([*tables, date_table(table.rows(occurrences, lang), lang)])


def _tables(
    playbooks: Iterable[Playbook], role: str | None, entries: Sequence[Entry], published: Range, lang: Lang
) -> list[Table]:
    """Return the two sheets without dates."""
    slots = [
        (playbook, slot)
        for playbook in playbooks
        for slot in playbook.front.schedule
        if role in (None, slot.by)
    ]
    return [week_table(entries, published, lang), slot_table(slots, lang)]


def _of_industry(calendar: Calendar, lang: Lang) -> Iterator[File]:
    industry = calendar.industry
    dated = dated_of(calendar)
    rows = list(table.rows(dated.found, lang))
    tables = _tables(industry.playbooks, None, calendar.entries, calendar.published, lang)
    yield File(sheet_url(industry.id, "xlsx"), workbook([*tables, date_table(rows, lang, dated.note)]))
    yield File(sheet_url(industry.id, "csv"), table.as_csv(rows, lang, dated.note))
    if not dated.note:
        yield File(f"data/{industry.id}.json", table.as_json(dated.found))


def dated_of(calendar: Calendar) -> Dated:
    """Return the posts of this month and the next, or of these at most `MAX_DATED` from this week on.

    What is past would else fill the sheet of a large industry before it comes to today.
    """
    published, today = calendar.published, calendar.studio.handbook.today
    whole = _two_months(published)
    counts = [
        sum(of_kind.at(day) for of_kind in calendar.counts.values())
        for day in range((whole.end - whole.start).days)
    ]
    if sum(counts) <= MAX_DATED:
        return Dated(_occurrences(calendar.entries, published, whole))
    monday = max(whole.start, today - timedelta(days=today.weekday()))
    first = last = (monday - whole.start).days
    while last < len(counts) and sum(counts[first:last]) < MAX_DATED:
        last += 1
    part = Range(monday, whole.start + timedelta(days=last))
    found = _occurrences(calendar.entries, published, part)[:MAX_DATED]
    return Dated(found, _note(found, f"--industry {calendar.industry.id}", whole, calendar.studio.words.lang))


def _of_playbook(playbook: Playbook, handbook: Handbook) -> Dated:
    whole = _two_months(handbook.published)
    found = _occurrences(handbook.entries(playbook), handbook.published, whole)
    if len(found) <= MAX_DATED:
        return Dated(found)
    found = found[:MAX_DATED]
    return Dated(found, _note(found, f"--playbook {playbook.id}", whole, handbook.settings.lang))


def _two_months(published: Range) -> Range:
    return Range(published.start, min(month_after(published.start, 2), published.end))


def _occurrences(entries: Iterable[Entry], published: Range, part: Range) -> list[Occurrence]:
    """Return what the entries post on the days of `part`, which lies in `published`, in order of time."""
    skipped, frame = (part.start - published.start).days, part.frame
    found = []
    for playbook, slot, n, line in entries:
        days = line.days >> skipped & frame.full
        provisional = days & line.provisional >> skipped
        for bits, doubtful in ((days & ~provisional, False), (provisional, True)):
            if bits:
                moments = row(bits, frame, playbook.terms.zone, line.span, doubtful).moments
                found += [Occurrence(playbook, slot, n, moment) for moment in moments]
    found.sort(key=lambda one: (one.moment.start, one.playbook.id, one.slot.id, one.n))
    return found


def _note(found: Sequence[Occurrence], choice: str, whole: Range, lang: Lang) -> str:
    """Return what the last row says of the posts that are not there."""
    first, last = found[0].moment.start.date(), found[-1].moment.start.date()
    command = f"sopbook calendar {choice} --from {whole.start} --to {whole.end} --format xlsx --out sop.xlsx"
    said = Text(
        f"这里只有 {first} 到 {last} 的 {len(found):,} 条，还有更多。要全部的，用命令导出：{command}",
        f"Only {len(found):,} posts from {first} to {last} are here; there are more. For all of them: {command}",
    )
    return said.of(lang)


def date_table(rows: Iterable[table.Row], lang: Lang, note: str = "") -> Table:
    """Return the sheet of dated posts, days of the weekend shaded."""
    columns = [
        Column(title.of(lang), width, wrap=title not in (_ID, _TEXT))
        for title, width in zip(table.COLUMNS, _WIDTHS, strict=True)
    ]
    listed = [Row(one, one.day.weekday() >= _SATURDAY) for one in rows]
    return Table(name=SHEETS[2].of(lang), columns=columns, rows=listed, note=note)


def slot_table(slots: Sequence[tuple[Playbook, Slot]], lang: Lang) -> Table:
    """Return the SOP: a row a slot with its id, its times and texts as they are written.

    Several times stand below one another; texts that take turns have a column each, so that none can run into another.
    """
    columns = [
        Column(title.of(lang), width, wrap=title is not _ID)
        for title, width in zip(table.COLUMNS[_TIME:], _WIDTHS[_TIME:], strict=True)
    ]
    columns[0] = columns[0]._replace(width=24)
    most = max((len(slot.copy_ or ()) for _, slot in slots), default=1)
    columns += [
        columns[-1]._replace(title=f"{_TEXT.of(lang)} {number}")
        for number in range(2, min(most, MAX_TEXTS) + 1)
    ]
    rows = [Row(_slot_row(playbook, slot, len(columns), lang)) for playbook, slot in slots]
    return Table(name=SHEETS[1].of(lang), columns=columns, rows=rows)


def _slot_row(playbook: Playbook, slot: Slot, width: int, lang: Lang) -> list[str]:
    times = "\n".join(" ".join(text.split("\n")) for text in slot.when)
    texts = list(slot.copy_ or ())
    if len(texts) > MAX_TEXTS:
        texts[MAX_TEXTS - 1 :] = [table.BETWEEN_TEXTS.join(texts[MAX_TEXTS - 1 :])]
    cells = [times, *table.slot_cells(playbook, slot, lang), *texts]
    return cells + [""] * (width - len(cells))


def week_table(entries: Sequence[Entry], published: Range, lang: Lang) -> Table:
    """Return the typical week, times down and weekdays across; of a large industry counts by kind."""
    days = [Column(day.of(lang), 18, shaded=at >= _SATURDAY) for at, day in enumerate(WEEKDAYS)]
    large = len(entries) > MAX_WEEK_ENTRIES
    if large:
        first = Column(WORDS["kind"].of(lang), 10)
        counts = week_counts(entries, published)
        rows = [Row([label("kind", kind, lang), *found]) for kind, found in counts]
    else:
        first = Column(WORDS["time"].of(lang), 13)
        several = len({entry.playbook.id for entry in entries}) > 1
        rows = [
            Row(
                [
                    one.time.replace("–", "-"),
                    *("\n".join(_post(it, several) for it in day) for day in one.days),
                ]
            )
            for one in typical_week(entries, published)[0]
        ]
    return Table(name=SHEETS[0].of(lang), columns=[first, *days], rows=rows, filtered=False)


def _post(entry: Entry, several: bool) -> str:
    return f"{entry.slot.post}（{entry.playbook.front.title}）" if several else entry.slot.post
