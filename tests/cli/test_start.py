"""`sopbook calendar --start`: a group's founding day dates what counts from it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import icalendar
import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook

Run = Callable[..., Result]
TODAY = ("--today", "2026-12-07")


@pytest.fixture
def project(draw: Callable[..., Path], write: Callable[..., str]) -> Path:
    """Return a project with all three families of time."""
    return draw(
        {
            "industries/a/x.md": write(
                "建群第1-2天 20:00 | 接龙 | admin",
                "每周二 11:00 | 菜单",
                "入群后0分钟 | 欢迎",
                from_="2026-12-01",
            ),
            "industries/b/y.md": write("建群第40天 9:00 | 回访", id="forty", holidays="next-workday"),
        }
    )


def starts(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [f"{one['start'][:16]} {one['title']}" for one in json.loads(result.stdout)]


def test_day_one_dates_group_days_and_leaves_the_rest_as_it_is(run: Run, project: Path) -> None:
    week = (*TODAY, "--from", "2026-12-07", "--to", "2026-12-14", "--format", "json")
    assert starts(run(project, "calendar", *week)) == ["2026-12-08T11:00 菜单"]
    assert starts(run(project, "calendar", *week, "--start", "2026-12-07")) == [
        "2026-12-07T20:00 接龙",
        "2026-12-08T11:00 菜单",
        "2026-12-08T20:00 接龙",
    ]
    assert starts(run(project, "calendar", *week, "--start", "2026-12-06")) == [
        "2026-12-07T20:00 接龙",
        "2026-12-08T11:00 菜单",
    ]


def test_a_life_comes_whole_unless_a_range_is_given(run: Run, project: Path) -> None:
    forty = (*TODAY, "--playbook", "forty", "--format", "json", "--start")
    assert starts(run(project, "calendar", *forty, "2027-06-01")) == ["2027-07-10T09:00 回访"]
    assert starts(run(project, "calendar", *forty, "2026-08-23")) == [
        "2026-10-08T09:00 回访"
    ]  # 1 October is off
    assert starts(run(project, "calendar", *forty, "2027-06-01", "--to", "2027-01-01")) == []
    assert starts(run(project, "calendar", *forty, "2025-06-01")) == ["2025-07-10T09:00 回访"]


def test_a_role_is_chosen_among_them_too(run: Run, project: Path) -> None:
    found = run(project, "calendar", *TODAY, "--role", "admin", "--start", "2026-12-07", "--format", "json")
    assert [one["by"] for one in json.loads(found.stdout)] == ["admin", "admin"]


def test_every_format_has_them(run: Run, project: Path, tmp_path: Path) -> None:
    chosen = (*TODAY, "--playbook", "forty", "--start", "2026-10-20", "--lang", "zh")
    text = run(project, "calendar", *chosen).stdout
    assert "2026-11-28 周六" in text and "回访" in text
    rows = list(csv.reader(io.StringIO(run(project, "calendar", *chosen, "--format", "csv").stdout)))
    assert rows[1][:4] == ["2026-11-28", "周六", "09:00", "回访"]
    book = tmp_path / "x.xlsx"
    assert run(project, "calendar", *chosen, "--format", "xlsx", "--out", str(book)).exit_code == 0
    workbook = CalamineWorkbook.from_path(book)
    cells = [
        str(cell)
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert "2026-11-28" in " ".join(cells)


def test_a_calendar_file_has_the_events_of_the_list(run: Run, project: Path) -> None:
    chosen = ("calendar", *TODAY, "--start", "2026-12-07", "--from", "2026-12-01", "--to", "2027-03-01")
    listed = json.loads(run(project, *chosen, "--format", "json").stdout)
    feed = run(project, *chosen, "--format", "ics").stdout_bytes
    events = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    assert [(event["DTSTART"].dt, str(event["SUMMARY"])) for event in events] == [
        (datetime.fromisoformat(one["start"]), one["title"]) for one in listed
    ]
    ids = [str(event["UID"]) for event in events]
    assert ids[0] == "a-x.slot-2.0.20261201@sopbook" and len(set(ids)) == len(ids) > 10
    tentative = [event["SUMMARY"] for event in events if event.get("STATUS") == "TENTATIVE"]
    assert tentative == [one["title"] for one in listed if one["provisional"]] == ["回访"]
    assert feed.count(b"\n") == feed.count(b"\r\n") and max(map(len, feed.split(b"\r\n"))) <= 75


def test_a_day_that_is_none_is_wrong_usage(run: Run, project: Path) -> None:
    result = run(project, "calendar", "--start", "2026-02-30")
    assert result.exit_code == 2 and "--start" in result.output


def test_when_knows_a_playbooks_first_day_whatever_the_life_counts_from(run: Run, project: Path) -> None:
    chosen = ("when", "建群第1-3天 10:00", "--playbook", "a-x", "--format", "json", "--start", "2026-11-29")
    assert [one["start"][:10] for one in json.loads(run(project, *chosen).stdout)] == ["2026-12-01"]


def test_when_refuses_a_year_beyond_all_calendars(run: Run, project: Path) -> None:
    result = run(project, "when", "建群第1天 10:00", "--start", "9999-12-31")
    assert result.exit_code == 1 and "1970" in result.output
