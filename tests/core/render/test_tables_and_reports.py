"""Occurrences as text, JSON and CSV; findings as text, JSON and workflow commands: inert whatever was written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.expand import Range
from sopbook.findings import Finding, Place, Severity, Text, in_order
from sopbook.handbook import Handbook, Occurrence, occurrences
from sopbook.render import report, table
from sopbook.settings import Settings

WEEK = Range(date(2026, 12, 7), date(2026, 12, 9))


def found_in(handbook: Handbook, range_: Range = WEEK) -> list[Occurrence]:
    return occurrences(handbook.playbooks.values(), range_, Settings())


# ---------------------------------------------------------------------------------------------------------------------
# Tables


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


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t=", "＝", "＋", "－", "＠", "\\n=", "\\r=", " ="])
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


def test_text_obeys_no_control_character(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound({"industries/a/x.md": write('周一 11:00 | "菜\\e[31m单\\n假行"')})
    text = table.as_text(found_in(handbook), "zh")
    assert "\x1b" not in text and len(text.splitlines()) == 2


# ---------------------------------------------------------------------------------------------------------------------
# Reports


def finding(
    severity: Severity = Severity.ERROR, path: str = "a.md", message: str = "坏了", column: int = 3
) -> Finding:
    return Finding(
        code="SOP101",
        severity=severity,
        place=Place(path, 2, column),
        message=Text(message, "broken"),
        help=Text("改", "mend"),
    )


def test_a_line_is_place_code_and_message() -> None:
    assert report.line_of(finding(), "zh", "playbooks") == "playbooks/a.md:2:3: SOP101 坏了。改"
    assert report.line_of(finding(), "en") == "a.md:2:3: SOP101 broken. mend"


def test_text_counts_by_severity() -> None:
    found = [finding(), finding(Severity.WARNING), finding(Severity.WARNING), finding(Severity.HINT)]
    assert report.text(found, "zh").splitlines()[-1] == "1 处错误，2 处提醒，1 处建议"
    assert report.text([], "en") == "0 errors, 0 warnings, 0 hints\n"
    assert len(report.text(found, "en").splitlines()) == 5


def test_json_has_the_shape_of_the_interface() -> None:
    assert json.loads(report.as_json([finding(Severity.HINT)], "zh", "playbooks")) == {
        "findings": [
            {
                "code": "SOP101",
                "severity": "hint",
                "path": "playbooks/a.md",
                "line": 2,
                "column": 3,
                "message": "坏了",
                "help": "改",
            }
        ]
    }


hostile_pieces = st.sampled_from((*"\n\r\x1b\x07:,%\u2028\u202e\x85", "%0A", "%3A", "%25", "::error::"))
hostile_texts = st.lists(st.one_of(hostile_pieces, st.characters(codec="utf-8")), max_size=12).map("".join)


@given(hostile_texts, hostile_texts)
def test_a_line_stays_one_line_of_what_can_be_printed(path: str, message: str) -> None:
    text = report.text([finding(path=path, message=message)], "zh")
    assert len(text.splitlines()) == 2
    assert all(char.isprintable() or char == "\n" for char in text)


@given(hostile_texts, hostile_texts)
def test_a_workflow_command_stays_one_command(path: str, message: str) -> None:
    text = report.github([finding(Severity.WARNING, path, message)], "zh")
    match = re.fullmatch(r"::warning file=([^:,\r\n]*),line=2,col=3::([^\r\n]*)\n", text)
    assert match

    def unescaped(value: str) -> str:
        return (
            value.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%25", "%")
        )

    assert unescaped(match[1]) == path
    assert message in unescaped(match[2])


def test_a_message_cannot_begin_a_command_of_its_own() -> None:
    text = report.github([finding(message="x\n::stop-commands::pwn")], "zh")
    assert [line for line in text.splitlines() if line.startswith("::")] == [text.rstrip("\n")]


def test_findings_are_sorted_and_each_is_there_once() -> None:
    late, early, other = finding(column=9), finding(column=10), finding(path="B.md")
    assert in_order([early, late, other, late]) == [other, late, early]
