"""`sopbook calendar` and `sopbook when`: occurrences of a handbook and of one expression."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
WEEK = ("--from", "2026-12-07", "--to", "2026-12-14")


@pytest.fixture
def project(draw: Callable[..., Path], write: Callable[..., str]) -> Path:
    """Return a project of two industries and three playbooks."""
    return draw(
        {
            "industries/a/x.md": write(
                "每天 11:00 | 菜单 | admin", "周二 20:00-21:00 | 直播 | host | content"
            ),
            "industries/a/y.md": write(
                "开课 前1天 20:00 | 预习", "建群第2天 10:00", anchors="{开课: 每周二 20:00}", id="course"
            ),
            "industries/b/z.md": write("周三 9:00 | 上新"),
        }
    )


def listed(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert isinstance(data, list)
    return data


def test_json_has_exactly_the_fields_of_the_interface(run: Run, project: Path) -> None:
    found = listed(run(project, "calendar", *WEEK, "--format", "json"))
    assert [list(one) for one in found] == [
        ["playbook", "slot", "start", "end", "title", "kind", "by", "provisional"]
    ] * 10
    assert found[1] == {
        "playbook": "course",
        "slot": "slot-1",
        "start": "2026-12-07T20:00:00+08:00",
        "end": None,
        "title": "预习",
        "kind": "activity",
        "by": "host",
        "provisional": False,
    }
    assert found[3]["end"] == "2026-12-08T21:00:00+08:00"
    assert [one["start"] for one in found] == sorted(one["start"] for one in found)


def test_the_choice_of_industry_playbook_and_role(run: Run, project: Path) -> None:
    def count(*arguments: str) -> int:
        return len(listed(run(project, "calendar", *WEEK, "--format", "json", *arguments)))

    assert count("--industry", "a") == 9
    assert count("--industry", "b") == 1
    assert count("--playbook", "course") == 1
    assert count("--role", "admin") == 7
    assert count("--industry", "a", "--role", "host") == 2
    assert count("--industry", "b", "--role", "admin") == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--industry", "aa"), "aa"),
        (("--playbook", "cours"), "course"),
        (("--role", "hots"), "host"),
        (("--from", "2026-12-07", "--to", "2026-12-07"), "--to"),
        (("--from", "2026-12-08", "--to", "2026-12-07"), "--to"),
        (("--from", "2026-01-01", "--to", "2099-01-01"), "3660"),
        (("--out", "nowhere/x.json"), "nowhere"),
    ],
)
def test_what_cannot_be_is_one_message(
    arguments: tuple[str, ...], said: str, run: Run, project: Path
) -> None:
    result = run(project, "calendar", *arguments)
    assert (result.exit_code, result.stdout) == (1, "") and said in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("--from", "9999-12-20"), ("--to", "9999-12-31"), ("--today", "9999-12-31"), ("--from", "0001-01-01")],
)
def test_years_that_no_calendar_is_made_of_are_wrong_usage(
    arguments: tuple[str, ...], run: Run, project: Path
) -> None:
    result = run(project, "calendar", *arguments)
    assert (result.exit_code, result.stdout) == (2, "") and "1970" in result.stderr


@pytest.mark.parametrize("epoch", ["soon", "1e99", "99999999999999", "-99999999999"])
def test_an_epoch_that_is_none_is_one_message(
    epoch: str, run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = run(project, "calendar")
    assert (result.exit_code, result.stdout) == (1, "") and "SOURCE_DATE_EPOCH" in result.stderr


def test_a_schedule_may_be_in_force_as_long_as_there_are_calendars(
    run: Run, draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    text = write("每天 11:00", from_="1970-01-01", until="2199-12-31", skip="[2026-12-08..2199-12-31]")
    root = draw({"industries/a/x.md": text})
    assert len(listed(run(root, "calendar", *WEEK, "--format", "json"))) == 1
    assert run(root, "render", "--out", "out").exit_code == 0
    assert run(root, "calendar", "--from", "2199-12-31").exit_code == 0


def test_thirty_days_from_today_unless_told(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = listed(run(project, "calendar", "--role", "admin", "--today", "2026-12-07", "--format", "json"))
    assert (len(found), found[0]["start"][:10], found[-1]["start"][:10]) == (30, "2026-12-07", "2027-01-05")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796572800")  # 2026-12-06 16:00 UTC: already the 7th in Shanghai
    assert listed(run(project, "calendar", "--role", "admin", "--format", "json")) == found


def test_text_and_csv_and_a_file(run: Run, project: Path) -> None:
    text = run(project, "calendar", *WEEK, "--industry", "b").stdout
    assert text.splitlines() == ["2026-12-09 周三", "  09:00  上新  （群主 店长）  午市福利群"]
    assert "Wed" in run(project, "calendar", *WEEK, "--industry", "b", "--lang", "en").stdout
    result = run(project, "calendar", *WEEK, "--format", "csv", "--out", "week.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.reader(io.StringIO((project / "week.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == 11 and rows[0][0] == "日期"
    assert [path.name for path in project.iterdir() if "week" in path.name] == ["week.csv"]


def test_a_broken_playbook_ends_the_calendar_with_no_list(
    run: Run, project: Path, write: Callable[..., str]
) -> None:
    (project / "playbooks/industries/b/w.md").write_text(write("每天"), "utf-8")
    result = run(project, "calendar", *WEEK, "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "playbooks/industries/b/w.md:7:" in result.stderr and "SOP201" in result.stderr


def test_the_bundled_dining_and_education(run: Run) -> None:
    dining = listed(run(ROOT, "calendar", *WEEK, "--industry", "dining", "--format", "json"))
    for day in range(7, 14):
        times = {one["start"][11:16] for one in dining if one["start"][:10] == f"2026-12-{day:02}"}
        assert {"11:00", "12:00", "18:00"} <= times
    course = listed(run(ROOT, "calendar", *WEEK, "--playbook", "education-course", "--format", "json"))
    assert [(one["slot"], one["start"][:16]) for one in course] == [
        ("preview", "2026-12-07T20:00"),
        ("countdown", "2026-12-08T18:00"),
        ("replay", "2026-12-09T10:00"),
        ("mind-map", "2026-12-09T20:00"),
        ("homework", "2026-12-10T20:00"),
    ]


def test_changing_one_anchor_line_moves_all_of_the_course(run: Run, draw: Callable[..., Path]) -> None:
    text = (ROOT / "playbooks/industries/education/course.md").read_text("utf-8")
    moved = text.replace("每周二 20:00-21:00", "每周四 19:00-20:00")
    assert moved != text
    root = draw({"industries/education/course.md": moved})
    found = listed(run(root, "calendar", *WEEK, "--format", "json"))
    assert [one["start"][8:16] for one in found] == ["07T20:00"] * 0 + [
        "09T20:00",
        "10T17:00",
        "11T10:00",
        "11T20:00",
        "12T20:00",
    ]


# ---------------------------------------------------------------------------------------------------------------------
# when


SAME = [
    ("每周二、四 20:00", "weekly Tue, Thu 20:00"),
    ("每天（除周一） 11:00、18:00", "daily except Mon 11:00, 18:00"),
    ("每周三 14:00-18:00", "weekly Wed 14:00-18:00"),
    ("每月8、18、28日 10:00", "monthly 8, 18, 28 10:00"),
    ("每月最后一天 20:00", "monthly last 20:00"),
    ("工作日 09:30", "workdays 09:30"),
    ("2026-12-11 20:00", "2026-12-11 20:00"),
]


@pytest.mark.parametrize(("zh", "en"), SAME)
def test_both_languages_give_the_same_list(zh: str, en: str, run: Run, tmp_path: Path) -> None:
    asked = ("--from", "2026-12-01", "--to", "2027-01-01", "--format", "json")
    found = listed(run(tmp_path, "when", zh, *asked))
    assert found == listed(run(tmp_path, "when", en, *asked)) != []
    assert {tuple(one) for one in found} == {("start", "end", "provisional")}


def test_the_moments_of_an_expression(run: Run, tmp_path: Path) -> None:
    found = listed(
        run(
            tmp_path,
            "when",
            "每周二、四 20:00",
            "--from",
            "2026-12-01",
            "--to",
            "2026-12-15",
            "--format",
            "json",
        )
    )
    assert [one["start"] for one in found] == [f"2026-12-{day:02}T20:00:00+08:00" for day in (1, 3, 8, 10)]


def test_text_says_what_it_means_in_both_languages(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path, "when", "每周二、四 20:00", "--from", "2026-12-01", "--to", "2026-12-03")
    assert result.stdout.splitlines() == [
        "每周二、四 20:00  |  weekly Tue, Thu 20:00",
        "  2026-12-01 周二 20:00",
    ]


@pytest.mark.parametrize(
    ("expression", "column", "offer"),
    [
        ("每周二十 20:00", 4, "每周二 20:00"),
        ("20:00 每天天", 1, "每天 20:00"),
        ("每周2 20:00", 1, "每周二 20:00"),
        ("weekly Tues 20", 13, None),
        ("", 1, None),
    ],
)
def test_what_cannot_be_read_says_where_and_what(
    expression: str, column: int, offer: str | None, run: Run, tmp_path: Path
) -> None:
    result = run(tmp_path, "when", expression)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"1:{column}: SOP201" in result.stderr
    assert offer is None or offer in result.stderr
    assert run(tmp_path, "when", expression, "--format", "json").stdout == ""


def test_a_start_gives_day_one_an_events_moment_or_the_first_week(run: Run, tmp_path: Path) -> None:
    def starts(*arguments: str) -> list[str]:
        return [one["start"][:16] for one in listed(run(tmp_path, "when", *arguments, "--format", "json"))]

    assert starts("建群第1-3天 20:00", "--start", "2026-12-07") == [
        "2026-12-07T20:00",
        "2026-12-08T20:00",
        "2026-12-09T20:00",
    ]
    assert starts("入群后90分钟", "--start", "2026-12-07T23:00") == ["2026-12-08T00:30"]
    assert starts(
        "每2周 周二 20:00", "--start", "2026-12-01", "--from", "2026-12-01", "--to", "2027-01-01"
    ) == ["2026-12-01T20:00", "2026-12-15T20:00", "2026-12-29T20:00"]
    assert starts(
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR 20:00",
        "--start",
        "2026-12-01",
        "--from",
        "2026-12-01",
        "--to",
        "2027-02-01",
    ) == ["2026-12-25T20:00", "2027-01-29T20:00"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("每2周 周二 20:00",), "--start"),
        (("RRULE:FREQ=DAILY 20:00",), "--start"),
        (("每天 20:00", "--zone", "Mars/Base"), "Mars/Base"),
        (("入群后0分钟", "--start", "soon"), "soon"),
        (("每天 20:00", "--from", "2026-12-02", "--to", "2026-12-01"), "--to"),
        (("RRULE:FREQ=DAILY;UNTIL=20200101 20:00", "--start", "2026-01-01"), "2026-01-01"),
        (("开课 前1天 9:00", "--playbook", "nobody"), "nobody"),
    ],
)
def test_what_an_expression_lacks_is_one_message(
    arguments: tuple[str, ...], said: str, run: Run, project: Path
) -> None:
    result = run(project, "when", *arguments)
    assert (result.exit_code, result.stdout) == (1, "") and said in result.stderr, result.output


def test_a_zone_and_a_playbook_are_lent(run: Run, project: Path) -> None:
    asked = ("--from", "2026-12-07", "--to", "2026-12-14", "--format", "json")
    assert (
        listed(run(project, "when", "每天 9:00", "--zone", "Europe/Berlin", *asked))[0]["start"]
        == "2026-12-07T09:00:00+01:00"
    )
    found = listed(run(project, "when", "开课 前1天 9:00", "--playbook", "course", *asked))
    assert [one["start"][:16] for one in found] == ["2026-12-07T09:00"]
    assert run(project, "when", "开课 前1天 9:00").exit_code == 1


def test_today_moves_the_window(run: Run, tmp_path: Path) -> None:
    found = listed(run(tmp_path, "when", "每天 9:00", "--today", "2026-12-07", "--format", "json"))
    assert (len(found), found[0]["start"][:10]) == (30, "2026-12-07")
