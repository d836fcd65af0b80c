"""Workbooks and CSV read back by another reader: what was written, never a formula, the same bytes everywhere."""

from __future__ import annotations

import csv
import io
import json
import locale
import re
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from python_calamine import CalamineWorkbook

from sopbook.errors import SopbookError
from sopbook.expand import Range
from sopbook.handbook import Handbook, occurrences
from sopbook.pipeline import read
from sopbook.render import sheet, table, xlsx
from sopbook.render.month import Calendar
from sopbook.render.parts import Studio
from sopbook.render.words import Words
from sopbook.settings import Settings

Files = dict[str, Any]
Write = Callable[..., str]
Read = Callable[..., Handbook]
HEADER = ["日期", "星期", "时间", "发布内容", "负责人", "备注", "类型", "群SOP", "编号", "话术"]


def sheets_of(handbook: Handbook) -> Files:
    studio = Studio(handbook=handbook, env=Environment(), words=Words(handbook.settings.lang))
    calendars = [Calendar(industry, studio) for industry in handbook.industries]
    return {file.path: file.content for file in sheet.sheet_files(studio, calendars)}


def offered(handbook: Handbook) -> list[list[str]]:
    """Return what each industry's page links to."""
    studio = Studio(handbook=handbook, env=Environment())
    return [[url for _, url in sheet.sheets_for_industry(one, studio)] for one in handbook.industries]


def tables(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def parts(content: bytes) -> Mapping[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode() for name in file.namelist()}


def csv_rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.fixture(scope="module")
def handbook(write: Write, read_sound: Read) -> Handbook:
    slots = (
        '每天 11:00 | 今日菜单 | admin\nnote: 三张图\ncopy: ["{{ store }}上新\\n回复1", 明天见]',
        "[周六 20:00-21:00, 周三 22:00-2:00] | 直播 | host | content",
        "建群第1天 10:00 | 欢迎",
    )
    return read_sound(
        {
            "industries/a/x.md": write(*slots, vars="{store: 人民路店}"),
            "industries/a/y.md": write("周一 9:00 | 上新", title="粉丝群"),
        }
    )


# ---------------------------------------------------------------------------------------------------------------------
# What there is


def test_an_industry_has_a_workbook_a_csv_and_a_json_and_a_playbook_a_csv(handbook: Handbook) -> None:
    assert list(sheets_of(handbook)) == [
        "sheets/a.xlsx",
        "sheets/a.csv",
        "data/a.json",
        "sheets/playbook/a-x.csv",
        "sheets/playbook/a-y.csv",
    ]


def test_sheets_can_be_switched_off_and_an_industry_without_playbooks_has_none(
    write: Write, read_sound: Read
) -> None:
    files = {"industries/a/x.md": write(), "industries/b/index.md": "# b\n"}
    off, on = read_sound(files, Settings(sheets=False)), read_sound(files)
    assert sheets_of(off) == {} and offered(off) == [[], []]
    assert all("b." not in path for path in sheets_of(on))
    assert offered(on) == [["sheets/a.xlsx", "sheets/a.csv"], []]


def test_a_large_handbook_has_no_csv_a_playbook(
    write: Write, read_sound: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MAX_PLAYBOOK_SHEETS", 1)
    files = {f"industries/a/{name}.md": write() for name in "xy"}
    assert list(sheets_of(read_sound(files))) == ["sheets/a.xlsx", "sheets/a.csv", "data/a.json"]


# ---------------------------------------------------------------------------------------------------------------------
# The workbook


def test_the_typical_week_has_times_down_and_weekdays_across(handbook: Handbook) -> None:
    week = tables(sheets_of(handbook)["sheets/a.xlsx"])["一周"]
    assert week[0] == ["时间", "周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    assert week[1] == ["09:00", "上新（粉丝群）", *[""] * 6]
    assert week[2] == ["11:00", *["今日菜单（午市福利群）"] * 7]
    assert [row[0] for row in week[3:]] == ["20:00-21:00", "22:00-02:00"]
    assert week[3][6] == week[4][3] == "直播（午市福利群）"


def test_a_large_industry_shows_counts(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_WEEK_ENTRIES", 1)
    week = tables(sheets_of(handbook)["sheets/a.xlsx"])["一周"]
    assert week == [
        ["类型", "周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        ["活动", 2, 1, 1, 1, 1, 1, 1],
        ["内容", 0, 0, 1, 0, 0, 1, 0],
    ]


def test_the_sop_has_a_row_a_slot_as_it_is_written(handbook: Handbook) -> None:
    rows = tables(sheets_of(handbook)["sheets/a.xlsx"])["SOP"]
    assert rows[0] == [*HEADER[2:], "话术 2"]
    assert rows[1] == [
        "每天 11:00",
        "今日菜单",
        "群管理 值班经理",
        "三张图",
        "活动",
        "午市福利群",
        "a-x/slot-1",
        "{{ store }}上新\n回复1",
        "明天见",
    ]
    assert [row[0] for row in rows[2:]] == [
        "周六 20:00-21:00\n周三 22:00-2:00",
        "建群第1天 10:00",
        "周一 9:00",
    ]
    written = [f"{one.id}/{slot.id}" for one in handbook.playbooks.values() for slot in one.front.schedule]
    assert [row[6] for row in rows[1:]] == written


def test_the_dates_are_this_month_and_the_next(handbook: Handbook) -> None:
    rows = tables(sheets_of(handbook)["sheets/a.xlsx"])["排期"]
    assert rows[0] == HEADER
    assert rows[1][:5] == [date(2026, 12, 1), "周二", "11:00", "今日菜单", "群管理 值班经理"]
    assert rows[1][9] == "人民路店上新\n回复1\n———\n明天见"
    assert rows[-1][0] == date(2027, 1, 31)
    found = occurrences(handbook.playbooks.values(), Range(date(2026, 12, 1), date(2027, 2, 1)), Settings())
    assert [(row[0], row[2], row[8]) for row in rows[1:]] == [
        (
            one.moment.start.date(),
            table.clock(one.moment.start, one.moment.end),
            f"{one.playbook.id}/{one.slot.id}",
        )
        for one in found
    ]


def test_json_and_csv_say_the_same_as_the_workbook(handbook: Handbook) -> None:
    files = sheets_of(handbook)
    found = occurrences(handbook.playbooks.values(), Range(date(2026, 12, 1), date(2027, 2, 1)), Settings())
    assert files["data/a.json"] == table.as_json(found)
    assert json.loads(files["data/a.json"])[0]["start"] == "2026-12-01T11:00:00+08:00"
    dates = tables(files["sheets/a.xlsx"])["排期"]
    assert csv_rows(files["sheets/a.csv"]) == [
        [cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in dates
    ]
    own = csv_rows(files["sheets/playbook/a-y.csv"])
    assert len(own) == 9 and {row[8] for row in own[1:]} == {"a-y/slot-1"}
    assert len(csv_rows(files["sheets/playbook/a-x.csv"])) + len(own) == len(dates) + 1


def test_published_dates_are_the_engines_where_clocks_change_and_holidays_are_unknown(write: Write) -> None:
    text = write(
        "每天 2:30-4:00", "工作日 9:00", "每天 23:30-1:00", timezone="Europe/Berlin", holidays="next-workday"
    )
    handbook, _ = read([("industries/a/x.md", text)], Settings(), date(2028, 3, 6))
    found = occurrences(handbook.playbooks.values(), Range(date(2028, 3, 1), date(2028, 5, 1)), Settings())
    files = sheets_of(handbook)
    assert files["data/a.json"] == table.as_json(found)
    assert {row[1] for row in csv_rows(files["sheets/a.csv"])[1:]} >= {"周一 待定"}


def test_an_english_handbook_has_english_sheets(write: Write, read_sound: Read) -> None:
    handbook = read_sound({"industries/a/x.md": write("daily 11:00")}, Settings(lang="en"))
    found = tables(sheets_of(handbook)["sheets/a.xlsx"])
    assert list(found) == ["Week", "SOP", "Dates"]
    assert found["Dates"][0][:3] == ["Date", "Weekday", "Time"]
    assert found["Dates"][1][1] == "Tue"


# ---------------------------------------------------------------------------------------------------------------------
# No more than can be read


@pytest.fixture(scope="module")
def busy(write: Write, read_sound: Read) -> Handbook:
    slots = [f"每天 {hour}:{minute:02}" for hour in range(8, 22) for minute in (0, 20, 40)]
    return read_sound({"industries/a/x.md": write(*slots)}, today=date(2026, 12, 10))


def test_a_sheet_has_two_thousand_dates_and_says_how_to_get_the_rest(busy: Handbook) -> None:
    files = sheets_of(busy)
    rows = tables(files["sheets/a.xlsx"])["排期"]
    assert len(rows) == 1 + 2000 + 1
    assert rows[1][0] == date(2026, 12, 7), "the Monday of this week"
    note = rows[-1][0]
    assert "2,000 条" in note and note.endswith(
        "sopbook calendar --industry a --from 2026-12-01 --to 2027-02-01 --format xlsx --out sop.xlsx"
    )
    assert set(rows[-1][1:]) == {""}
    assert csv_rows(files["sheets/a.csv"])[-1] == [note]
    own = csv_rows(files["sheets/playbook/a-x.csv"])
    assert len(own) == 2002 and "--playbook a-x" in own[-1][0]
    assert "data/a.json" not in files, "half a list would be taken for the whole"


def test_late_in_a_month_a_cut_sheet_ends_with_the_next(
    write: Write, read_sound: Read, busy: Handbook
) -> None:
    files = {
        one.path: write(*(slot.when[0] for slot in one.front.schedule)) for one in busy.playbooks.values()
    }
    rows = csv_rows(sheets_of(read_sound(files, today=date(2026, 12, 31)))["sheets/a.csv"])
    assert (rows[1][0], rows[-2][0]) == ("2026-12-28", "2027-01-31")
    assert "2026-12-28 到 2027-01-31" in rows[-1][0] and "--from 2026-12-01" in rows[-1][0]


def test_exactly_two_thousand_are_whole(busy: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_DATED", 42 * 62)
    files = sheets_of(busy)
    assert len(csv_rows(files["sheets/a.csv"])) == 1 + 42 * 62
    assert "data/a.json" in files
    monkeypatch.setattr(sheet, "MAX_DATED", 42 * 62 - 1)
    assert "--industry a" in csv_rows(sheets_of(busy)["sheets/a.csv"])[-1][0]


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 1)
    with pytest.raises(SopbookError, match="2 行"):
        xlsx.workbook([one_column("a", "b")])


def test_texts_that_take_turns_have_a_limit_of_columns(write: Write, read_sound: Read) -> None:
    texts = [f"话{number}" for number in range(25)]
    handbook = read_sound({"industries/a/x.md": write(f"每天 11:00\ncopy: [{', '.join(texts)}]")})
    row = tables(sheets_of(handbook)["sheets/a.xlsx"])["SOP"][1]
    assert row[7:26] == texts[:19]
    assert row[26].split(table.BETWEEN_TEXTS) == texts[19:] and len(row) == 27


# ---------------------------------------------------------------------------------------------------------------------
# Hostile texts


def one_column(*texts: str) -> xlsx.Table:
    return xlsx.Table(name="a", columns=[xlsx.Column("标题", 10)], rows=[xlsx.Row([text]) for text in texts])


def cells(content: bytes) -> list[Any]:
    """Return the first column below the heading, as Excel reads it: `_xHHHH_` stands for a character."""
    return [row[0] for row in tables(content)["a"][1:]]


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "https://example.com/",
    "mailto:a@b.c",
    "internal:Sheet1!A1",
    "123",
    "1e5",
    "TRUE",
    "2026-12-07",
    "{=1}",
    "<r>",
    "<r><t>粗</t></r>",
    "<r></si><si><t>x</t></si></r>",
    "</t></si>&amp;\"'<!-- ]]>",
    "a\nb\n",
    "  a  ",
    "😀" * 40,
    "\u202e右",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_says_what_was_written_and_does_nothing(text: str) -> None:
    content = xlsx.workbook([one_column(text)])
    assert cells(content) == [text]
    for name, part in parts(content).items():
        assert not re.search(r"<f[ >]|<hyperlink", part), name
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    lines = parts(content)["xl/worksheets/sheet1.xml"]
    assert set(re.findall(r'<c [^>]*?t="(\w+)"', lines)) == {"s"}


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=30), max_size=8))
def test_any_texts_make_a_file_that_can_be_read(texts: list[str]) -> None:
    found = parts(xlsx.workbook([one_column(*texts)]))
    for name, part in found.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    table_ = ElementTree.fromstring(found["xl/sharedStrings.xml"])
    shared = ["".join(item.itertext()) for item in table_]
    lines = ElementTree.fromstring(found["xl/worksheets/sheet1.xml"])
    numbers = [cell[0].text if len(cell) else None for cell in lines.findall(".//{*}c")]
    written = [_unescaped(shared[int(number)]) if number else "" for number in numbers[1:]]
    assert written == [re.sub("[\ud800-\udfff]", "\ufffd", text) for text in texts]


def _unescaped(text: str) -> str:
    """Read a text as ECMA-376 (22.9.2.19, ST_Xstring) says."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


@pytest.mark.parametrize(
    "text", ["长" * 40_000, "😀" * 20_000, "a" + "😀" * 20_000, "<r>" + "长" * 40_000 + "</r>"]
)
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(text: str) -> None:
    (found,) = cells(xlsx.workbook([one_column(text)]))
    assert found.endswith(xlsx.CUT) and text.startswith(found.removesuffix(xlsx.CUT))
    assert xlsx.MAX_TEXT - 1 <= len(found.encode("utf-16-le")) // 2 <= xlsx.MAX_TEXT


def test_a_text_that_just_fits_is_whole() -> None:
    text = "长" * xlsx.MAX_TEXT
    assert cells(xlsx.workbook([one_column(text)])) == [text]


@given(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(["", "'", "''", "=", "'=", " +", "\t@"]),
)
def test_a_cell_of_a_csv_is_inert_and_can_be_had_back(text: str, start: str) -> None:
    cell = (start + text).replace("\r", "").replace("\0", "")
    row = table.Row(date(2026, 12, 7), "周一", "11:00", cell, *[""] * 6)
    found = csv_rows(table.as_csv([row], "zh"))[1][3]
    assert not re.match(r"\s*[=+\-@＝＋－＠]", found)
    back = found[1:] if found.startswith("'") and re.match(r"\s*'*\s*[=+\-@＝＋－＠]", found) else found
    assert back == cell


# ---------------------------------------------------------------------------------------------------------------------
# The same everywhere, and fit to print


def test_the_bytes_are_the_same_in_another_zone_and_locale(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sheets_of(handbook)
    spoken = locale.setlocale(locale.LC_ALL)
    monkeypatch.setenv("TZ", "America/St_Johns")
    try:
        time.tzset()
        for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "en_US.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_ALL, name)
                break
            except locale.Error:
                continue
        assert sheets_of(handbook) == before
    finally:
        locale.setlocale(locale.LC_ALL, spoken)
        monkeypatch.undo()
        time.tzset()


def test_tomorrow_changes_nothing_within_a_month(write: Write, read_sound: Read) -> None:
    files = {"industries/a/x.md": write("每天 11:00", "工作日 9:00")}
    one, other = (sheets_of(read_sound(files, today=date(2026, 12, day))) for day in (7, 31))
    assert one == other


def test_a_sheet_stays_in_sight_can_be_filtered_and_prints(handbook: Handbook) -> None:
    found = parts(sheets_of(handbook)["sheets/a.xlsx"])
    for number in (1, 2, 3):
        lines = found[f"xl/worksheets/sheet{number}.xml"]
        assert '<pane ySplit="1" topLeftCell="A2"' in lines
        assert 'orientation="landscape"' in lines and 'fitToHeight="0"' in lines and "fitToPage" in lines
        assert ("<autoFilter" in lines) == (number > 1)
    assert found["xl/workbook.xml"].count("_xlnm.Print_Titles") == 3
    assert "2020-01-01T00:00:00Z" in found["docProps/core.xml"]


def test_days_of_the_weekend_are_shaded(handbook: Handbook) -> None:
    lines = ElementTree.fromstring(parts(sheets_of(handbook)["sheets/a.xlsx"])["xl/worksheets/sheet3.xml"])
    styles: dict[bool, set[str]] = {True: set(), False: set()}
    for row in lines.findall(".//{*}row")[1:]:
        day = date.fromordinal(date(1899, 12, 30).toordinal() + int(row[0][0].text or 0))
        styles[day.weekday() >= 5] |= {cell.attrib["s"] for cell in row}
    assert styles[True] and not styles[True] & styles[False]


def test_letters_of_columns() -> None:
    assert [xlsx._letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
