"""Occurrences as text, JSON and CSV: inert whatever was written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date

import pytest

from sopbook.expand import Range
from sopbook.handbook import Handbook, Occurrence, occurrences
from sopbook.render import table
from sopbook.settings import Settings

WEEK = Range(date(2026, 12, 7), date(2026, 12, 9))


def found_in(handbook: Handbook, range_: Range = WEEK) -> list[Occurrence]:
    return occurrences(handbook.playbooks.values(), range_, Settings())


def test_json_has_the_fields_of_the_interface(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {"industries/a/x.md": write("周一 22:00-2:00 | 直播 | admin | content", "周二 9:00")}
    )
    assert json.loads(table.as_json(found_in(handbook))) == [
        {
            "playbook": "a-x",
            "slot": "slot-1",
            "start": "2026-12-07T22:00:00+08:00",
            "end": "2026-12-08T02:00:00+08:00",
            "title": "直播",
            "kind": "content",
            "by": "admin",
            "provisional": False,
        },
        {
            "playbook": "a-x",
            "slot": "slot-2",
            "start": "2026-12-08T09:00:00+08:00",
            "end": None,
            "title": "动作2",
            "kind": "activity",
            "by": "host",
            "provisional": False,
        },
    ]
    assert json.loads(table.as_json([])) == []


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_csv_opens_in_a_spreadsheet(write: Callable[..., str], read_sound: Callable[..., Handbook]) -> None:
    handbook = read_sound(
        {"industries/a/x.md": write("周一 11:00 | '菜单,\"特价\"' | admin | content\nnote: 三张")}
    )
    text = table.as_csv(table.rows(found_in(handbook), "zh"), "zh")
    assert text.count("\r\n") == text.count("\n") == 2
    assert rows_of(text) == [
        [title.zh for title in table.COLUMNS],
        [
            "2026-12-07",
            "周一",
            "11:00",
            '菜单,"特价"',
            "群管理 值班经理",
            "三张",
            "内容",
            "午市福利群",
            "a-x/slot-1",
            "",
        ],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t=", "＝", "＋", "－", "＠", "\\n=", " ="])
def test_no_text_becomes_a_formula(
    start: str, write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    hostile = f'"{start}HYPERLINK(1)"'
    handbook = read_sound(
        {"industries/a/x.md": write(f"周一 11:00 | {hostile}\nnote: {hostile}", title=hostile)}
    )
    for row in rows_of(table.as_csv(table.rows(found_in(handbook), "zh"), "zh"))[1:]:
        for cell in row:
            assert not re.match(r"[\s]*[=+\-@＝＋－＠]", cell), cell


def test_text_goes_day_by_day(write: Callable[..., str], read_sound: Callable[..., Handbook]) -> None:
    handbook = read_sound({"industries/a/x.md": write("每天 11:00 | 菜单", "周一 22:00-2:00 | 直播 | admin")})
    assert table.as_text(found_in(handbook), "zh").splitlines() == [
        "2026-12-07 周一",
        "  11:00  菜单  （群主 店长）  午市福利群",
        "  22:00-02:00  直播  （群管理 值班经理）  午市福利群",
        "2026-12-08 周二",
        "  11:00  菜单  （群主 店长）  午市福利群",
    ]
    assert table.as_text([], "zh") == ""


def test_text_obeys_no_line_break(write: Callable[..., str], read_sound: Callable[..., Handbook]) -> None:
    handbook = read_sound({"industries/a/x.md": write('周一 11:00 | "菜单\\n假行"')})
    text = table.as_text(found_in(handbook), "zh")
    assert len(text.splitlines()) == 2
