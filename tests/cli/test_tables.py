"""`sopbook calendar` and `sopbook when` as files and on a terminal."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook
from rich.cells import cell_len
from rich.console import Console

Run = Callable[..., Result]
WEEK = ("--from", "2026-12-07", "--to", "2026-12-14")


@pytest.fixture
def project(draw: Callable[..., Path], write: Callable[..., str]) -> Path:
    return draw(
        {
            "industries/a/x.md": write(
                "每天 11:00 | 菜单 | admin", "周二 20:00-21:00 | 直播 | host | content"
            ),
            "industries/a/y.md": write("建群第2天 10:00 | 欢迎", "周三 9:00 | 上新", title="粉丝群"),
        }
    )


def tables(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_workbook_of_any_range_has_the_slots_with_their_ids(run: Run, project: Path) -> None:
    result = run(project, "calendar", *WEEK, "--format", "xlsx", "--out", "a.xlsx")
    assert (result.exit_code, result.output) == (0, "")
    found = tables((project / "a.xlsx").read_bytes())
    assert list(found) == ["一周", "SOP", "排期"]
    assert [row[6] for row in found["SOP"][1:]] == ["a-x/slot-1", "a-x/slot-2", "a-y/slot-1", "a-y/slot-2"]
    assert len(found["排期"]) == 1 + 7 + 1 + 1
    assert (
        run(project, "calendar", *WEEK, "--format", "xlsx").stdout_bytes == (project / "a.xlsx").read_bytes()
    )


def test_a_workbook_of_a_role_has_its_slots_only(run: Run, project: Path) -> None:
    content = run(project, "calendar", *WEEK, "--role", "admin", "--format", "xlsx").stdout_bytes
    found = tables(content)
    assert [row[6] for row in found["SOP"][1:]] == ["a-x/slot-1"]
    assert {row[3] for row in found["排期"][1:]} == {"菜单"} == set(found["一周"][1][1:])
    only = tables(run(project, "calendar", *WEEK, "--playbook", "a-y", "--format", "xlsx").stdout_bytes)
    assert [row[6] for row in only["SOP"][1:]] == ["a-y/slot-1", "a-y/slot-2"]


def test_files_do_not_depend_on_the_locale(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [run(project, "calendar", *WEEK, "--format", form).stdout_bytes for form in ("csv", "xlsx")]
    for name, value in (("LANG", "en_US.UTF-8"), ("TZ", "America/New_York")):
        monkeypatch.setenv(name, value)
    after = [run(project, "calendar", *WEEK, "--format", form).stdout_bytes for form in ("csv", "xlsx")]
    assert before == after
    english = run(project, "calendar", *WEEK, "--format", "csv", "--lang", "en").stdout_bytes
    rows = list(csv.reader(io.StringIO(english.decode("utf-8-sig"), newline="")))
    assert rows[0][0] == "Date" and rows[1][1] == "Mon"


def on_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> io.StringIO:
    """Let the commands think that they write to a terminal of that width."""
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    for name in ("calendar", "when"):
        monkeypatch.setattr(sys.modules[f"sopbook.cli.{name}"], "terminal", lambda: console)
    return out


@pytest.mark.parametrize("width", [60, 120])
def test_columns_stand_below_one_another_on_a_terminal(
    width: int, run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = on_terminal(monkeypatch, width)
    assert run(project, "calendar", *WEEK, "--today", "2026-12-07").stdout == ""
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    assert all(cell_len(line) <= width for line in lines)
    assert lines[0] == "2026-12-07 周一 今天  1"
    rows = [line for line in lines if ":" in line]
    assert len(rows) == 9
    assert len({cell_len(line[: line.index("群")]) for line in rows if "粉" not in line}) == 1
    assert "活动  菜单" in rows[0] and "内容  直播" in rows[2]


def test_a_terminal_too_narrow_for_columns_gets_lines(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = on_terminal(monkeypatch, 40)
    run(project, "calendar", *WEEK)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    assert lines[:2] == ["2026-12-07 周一", "  11:00  菜单  （群管理 值班经理）"]


def test_a_terminal_obeys_nothing_that_was_written(
    run: Run, draw: Callable[..., Path], write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = draw({"industries/a/x.md": write('每天 11:00 | "[red]菜单[/red][link=x]y"')})
    out = on_terminal(monkeypatch, 120)
    run(root, "calendar", *WEEK)
    assert "\x1b" not in out.getvalue() and "[red]" in out.getvalue()


def test_nothing_planned_is_said_on_a_terminal(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = on_terminal(monkeypatch, 80)
    run(project, "calendar", "--from", "2026-12-07", "--to", "2026-12-08", "--playbook", "a-y")
    run(project, "when", "2020-01-01 20:00", "--today", "2026-12-07")
    assert out.getvalue().count("没有安排") == 2


def test_moments_on_a_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = on_terminal(monkeypatch, 80)
    run(tmp_path, "when", "每周六 20:00-21:00", "--from", "2026-12-20", "--to", "2027-01-08")
    assert out.getvalue().splitlines() == [
        "每周六 20:00-21:00",
        "weekly Sat 20:00-21:00",
        "",
        "2026-12  1",
        "  2026-12-26 周六 20:00-21:00",
        "",
        "2027-01  1",
        "  2027-01-02 周六 20:00-21:00",
    ]


def test_text_says_what_is_provisional(run: Run, tmp_path: Path) -> None:
    asked = ("when", "工作日 9:00", "--from", "2099-06-01", "--to", "2099-06-03")
    assert "周一 09:00 待定" in run(tmp_path, *asked).stdout
    assert "Mon 09:00 provisional" in run(tmp_path, *asked, "--lang", "en").stdout


def test_a_terminal_gets_no_workbook(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch, 80)
    result = run(project, "calendar", "--format", "xlsx")
    assert result.exit_code == 1 and "--out" in result.stderr and len(result.stderr.splitlines()) == 1


def test_the_day_of_a_cell_is_a_date(run: Run, project: Path) -> None:
    content = run(project, "calendar", *WEEK, "--format", "xlsx").stdout_bytes
    assert tables(content)["排期"][1][0] == date(2026, 12, 7)
