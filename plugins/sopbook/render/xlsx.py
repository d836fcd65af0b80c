"""A workbook of plain tables as the bytes of an XLSX file, the same for the same tables.

XlsxWriter makes the file: styles, filter, print set-up, package. Its rows are written here, because cell by cell they
take it five times as long. Texts are always shared strings, so that no text is ever a formula, a link or a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from html import escape
from io import BytesIO
from typing import Any, NamedTuple

from sopbook.errors import SopbookError

Cell = str | int | date

MAX_ROWS = 1_048_575
"""Rows below the heading that a sheet can have."""
MAX_TEXT = 32_767
"""UTF-16 units that a cell can hold."""
CUT = "…〔文字过长，只显示开头 / cut〕"
"""The end of a text that a cell could not hold; whoever reads a sheet back must not take it for the text."""

_CREATED = datetime(2020, 1, 1)  # a fixed day, so that a file changes only when what it says does
_DAY_ZERO = date(1899, 12, 30).toordinal()
_LONE = re.compile("[\ud800-\udfff]")
_COLOURS = {"header": "#E8EEF4", "shaded": "#F3F6F9", "line": "#D5DCE3", "note": "#8A4B00"}


class Column(NamedTuple):
    """A column: its heading, its width in characters, whether long texts go on below, whether it is a day off."""

    title: str
    width: float
    wrap: bool = True
    shaded: bool = False


class Row(NamedTuple):
    """A row; one of a day off is shaded."""

    cells: Sequence[Cell]
    shaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: a heading that stays in sight, rows, and a note below them."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    filtered: bool = True


def workbook(tables: Iterable[Table]) -> bytes:
    """Return an XLSX file with a sheet a table; raises SopbookError for more rows than a sheet can have."""
    from xlsxwriter import Workbook  # a twentieth of a second, which most commands need not wait for

    out = BytesIO()
    book: Any = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _CREATED})
    styles, texts = _Styles(book), _Texts(book.str_table)
    for table in tables:
        if len(table.rows) > MAX_ROWS:
            raise SopbookError(
                f"{len(table.rows):,} 行，一张表最多 {MAX_ROWS:,} 行 / more rows than a sheet can have"
            )
        _add(book, table, styles, texts)
    book.close()
    return out.getvalue()


def _add(book: Any, table: Table, styles: _Styles, texts: _Texts) -> None:
    last = len(table.rows)
    sheet = book.add_worksheet(table.name, _worksheet_class())
    sheet.lines = "".join(_lines(table, styles, texts))  # now: closing sorts the texts away
    sheet.dim_rowmin, sheet.dim_rowmax = 0, last + bool(table.note)
    sheet.dim_colmin, sheet.dim_colmax = 0, len(table.columns) - 1
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
    sheet.freeze_panes(1, 0)
    if table.filtered and last:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")


@cache
def _worksheet_class() -> Any:
    from xlsxwriter.worksheet import Worksheet

    class Lines(Worksheet):  # type: ignore[misc]  # XlsxWriter has no annotations
        """A worksheet whose rows are handed over as XML."""

        lines: str

        def _write_sheet_data(self) -> None:
            self.fh.write(f"<sheetData>{self.lines}</sheetData>")

    return Lines


class _Styles:
    """The numbers of the formats in use, made as they are asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[bool, bool, bool], int] = {}
        self.header = self._add(bold=True, text_wrap=True, bg_color=_COLOURS["header"])
        self.note = self._add(bold=True, font_color=_COLOURS["note"], border=0)

    def of(self, wrap: bool, shaded: bool, day: bool) -> int:
        """Return the format of a cell."""
        key = wrap, shaded, day
        if key not in self._made:
            colour = {"bg_color": _COLOURS["shaded"]} if shaded else {}
            form = {"num_format": "yyyy-mm-dd", "align": "left"} if day else {}
            self._made[key] = self._add(text_wrap=wrap, **colour, **form)
        return self._made[key]

    def _add(self, **properties: object) -> int:
        base = {"valign": "top", "border": 1, "border_color": _COLOURS["line"]}
        number: int = self._book.add_format({**base, **properties})._get_xf_index()
        return number


class _Texts:
    """The numbers of the texts in use: each text stands in the file once."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a text."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = self._table._get_shared_string_index(stored(text))
        return found


def stored(text: str) -> str:
    """Return a text as XlsxWriter takes it: no longer than a cell can hold, and nothing in it that means something.

    XlsxWriter copies a text that begins with `<r>` and ends with `</r>` into the file as it is, for rich text; such a
    text is handed over as rich text of one run that says just this.
    """
    text = _LONE.sub("\ufffd", text)
    if len(text) > MAX_TEXT // 2 and _units(text) > MAX_TEXT:
        text = _cut(text, MAX_TEXT - len(CUT)) + CUT
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    return text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _lines(table: Table, styles: _Styles, texts: _Texts) -> Iterator[str]:
    """Yield the heading, the rows and the note as XML."""
    letters = [_letters(index) for index in range(len(table.columns))]
    heads = [
        f'<c r="{letter}1" s="{styles.header}" t="s"><v>{texts.number(column.title)}</v></c>'
        for letter, column in zip(letters, table.columns, strict=True)
    ]
    yield f'<row r="1">{"".join(heads)}</row>'
    looks = [_looks(table.columns, letters, shaded, styles) for shaded in (False, True)]
    for number, row in enumerate(table.rows, start=2):
        cells = [
            _cell(cell, number, look, texts) for cell, look in zip(row.cells, looks[row.shaded], strict=False)
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'
    if table.note:
        number = len(table.rows) + 2
        note = f'<c r="A{number}" s="{styles.note}" t="s"><v>{texts.number(table.note)}</v></c>'
        yield f'<row r="{number}">{note}</row>'


def _cell(cell: Cell, row: int, look: tuple[str, int, int], texts: _Texts) -> str:
    letter, style, day_style = look
    if isinstance(cell, str):
        if cell:
            return f'<c r="{letter}{row}" s="{style}" t="s"><v>{texts.number(cell)}</v></c>'
        return f'<c r="{letter}{row}" s="{style}"/>'
    if isinstance(cell, int):
        return f'<c r="{letter}{row}" s="{style}"><v>{cell}</v></c>'
    return f'<c r="{letter}{row}" s="{day_style}"><v>{cell.toordinal() - _DAY_ZERO}</v></c>'


def _looks(
    columns: Sequence[Column], letters: Sequence[str], shaded: bool, styles: _Styles
) -> list[tuple[str, int, int]]:
    """Return for each column its letters, and the formats of its texts and of its dates."""
    return [
        (
            letter,
            styles.of(one.wrap, shaded or one.shaded, False),
            styles.of(False, shaded or one.shaded, True),
        )
        for letter, one in zip(letters, columns, strict=True)
    ]


def _letters(index: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    return (_letters(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)
