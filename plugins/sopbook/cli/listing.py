"""Occurrences and moments as a terminal shows them: headings, aligned columns, colours; said in words as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, islice

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from sopbook.expand import Moment
from sopbook.findings import Lang, Text
from sopbook.handbook import Occurrence
from sopbook.render.report import visible
from sopbook.render.table import as_text, clock
from sopbook.render.words import WEEKDAYS, WORDS, label, role_label

_KINDS = {"activity": "red", "content": "blue", "interaction": "green", "service": "magenta"}
_INDENT, _GAP, _LEAST = 2, 2, 8
"""Spaces before a row and between columns, and how narrow a column may get."""


def show_calendar(found: Sequence[Occurrence], today: date, lang: Lang, console: Console) -> None:
    """Print occurrences day by day; the columns of all days stand below one another, if there is room for columns."""
    if not found:
        console.print(WORDS["nothing"].of(lang), style="dim")
        return
    several = len({one.playbook.id for one in found}) > 1
    cells = [_cells(one, lang, several) for one in found]
    widths = _fitted(
        [max(cell_len(cell.plain) for cell in column) for column in zip(*cells, strict=True)], console
    )
    if sum(widths) + _INDENT + _GAP * (len(widths) - 1) > console.width:
        console.print(Styled(as_text(found, lang)), end="")
        return
    rows = iter(cells)
    for day, group in groupby(found, key=lambda one: one.moment.start.date()):
        size = len(list(group))
        console.print(_heading(day, size, today, lang))
        console.print(_grid(islice(rows, size), widths))
        console.print()


def _fitted(widths: list[int], console: Console) -> list[int]:
    """Return the columns' widths for the terminal: where it is narrow, who and playbook give way, then the post."""
    room = console.width - _INDENT - _GAP * (len(widths) - 1)
    time, kind, post, *rest = widths
    if sum(widths) > room:
        rest = [min(width, max(_LEAST, room // 5)) for width in rest]
    return [time, kind, min(post, max(_LEAST, room - time - kind - sum(rest))), *rest]


def _cells(one: Occurrence, lang: Lang, several: bool) -> tuple[Styled, ...]:
    """Return time, kind, post, who and playbook of an occurrence; the playbook only where there are several."""
    time = Styled(clock(one.moment.start, one.moment.end), "bold")
    if one.moment.provisional:
        time.append(f" {WORDS['provisional'].of(lang)}", "yellow")
    kind = Styled(label("kind", one.slot.kind, lang), _KINDS[one.slot.kind])
    who = f"{role_label(one.slot.by, lang)} {one.playbook.front.roles[one.slot.by]}"
    found = (time, kind, Styled(visible(one.slot.post)), Styled(visible(who), "dim"))
    return (*found, Styled(visible(one.playbook.front.title), "dim")) if several else found


def _grid(rows: Iterable[tuple[Styled, ...]], widths: Sequence[int]) -> Padding:
    """Return the rows of a day; what needs more room than its column has goes on below."""
    grid = Table.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return Padding(grid, (0, 0, 0, _INDENT), expand=False)


def _heading(day: date, size: int, today: date, lang: Lang) -> Styled:
    weekday = WEEKDAYS[day.weekday()].of(lang)
    said = Styled(f"{day.isoformat()} {weekday}", "bold cyan" if day.weekday() < 5 else "bold yellow")
    if day == today:
        said.append(f" {WORDS['today'].of(lang)}", "bold reverse")
    return said.append(f"  {size}", "dim")


def show_moments(meaning: Text, found: Sequence[Moment], lang: Lang, console: Console) -> None:
    """Print what an expression means, and its moments a month at a time."""
    console.print(Styled(visible(meaning.of(lang)), "bold"))
    console.print(Styled(visible(meaning.of("en" if lang == "zh" else "zh")), "dim"))
    if not found:
        console.print(WORDS["nothing"].of(lang), style="dim")
    for month, group in groupby(found, key=lambda moment: (moment.start.year, moment.start.month)):
        moments = list(group)
        console.print(Styled(f"\n{month[0]}-{month[1]:02}", "bold cyan").append(f"  {len(moments)}", "dim"))
        for moment in moments:
            day = moment.start.date()
            line = Styled("  ").append(f"{day.isoformat()} ")
            line.append(WEEKDAYS[day.weekday()].of(lang), "yellow" if day.weekday() >= 5 else "")
            line.append(f" {clock(moment.start, moment.end)}", "bold")
            if moment.provisional:
                line.append(f" {WORDS['provisional'].of(lang)}", "yellow")
            console.print(line)
