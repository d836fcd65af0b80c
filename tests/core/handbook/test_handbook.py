"""All playbooks together: unique ids, industries in order, and who posts what when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sopbook.expand import Range
from sopbook.findings import Finding
from sopbook.handbook import Handbook, industry_of, month_after, occurrences
from sopbook.pipeline import read
from sopbook.settings import Settings

TODAY = date(2026, 12, 7)
SETTINGS = Settings()


def read_all(files: dict[str, str]) -> tuple[Handbook, list[Finding]]:
    return read(files.items(), SETTINGS, TODAY)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("industries/dining/lunch.md", "dining"),
        ("industries/dining/index.md", None),
        ("industries/dining/README.md", None),
        ("industries/dining/img/lunch.md", None),
        ("industries/lunch.md", None),
        ("industries/dining/lunch.txt", None),
        ("handbook/dining/lunch.md", None),
        ("x/industries/dining/lunch.md", None),
        ("index.md", None),
    ],
)
def test_which_files_are_playbooks(path: str, expected: str | None) -> None:
    assert industry_of(path) == expected


def test_of_two_playbooks_with_one_id_the_second_says_so(write: Callable[..., str]) -> None:
    handbook, findings = read_all(
        {
            "industries/b/one.md": write(id="lunch"),
            "industries/a/two.md": write(id="lunch"),
            "industries/b/lunch.md": write(),
        }
    )
    assert sorted(handbook.playbooks) == ["b-lunch", "lunch"]
    (finding,) = findings
    assert (finding.code, finding.place.path, finding.place.line, finding.place.column) == (
        "SOP301",
        "industries/b/one.md",
        5,
        5,
    )
    assert "industries/a/two.md" in finding.message.en


def test_a_default_id_may_meet_a_written_one(write: Callable[..., str]) -> None:
    _, findings = read_all({"industries/a/b-c.md": write(), "industries/a-b/c.md": write()})
    assert [(finding.code, finding.place.path) for finding in findings] == [("SOP301", "industries/a/b-c.md")]


def test_industries_go_by_their_folder_and_take_their_title_from_the_index(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {
            "industries/retail/index.md": "---\ndescription: 门店\n---\n\n# 零售\n",
            "industries/dining/lunch.md": write(),
            "industries/dining/index.md": "---\ntitle: 餐饮\n---\n",
            "industries/dining/breakfast.md": write(),
            "industries/beauty/x.md": write(),
        }
    )
    assert [(one.id, one.title, one.description, len(one.playbooks)) for one in handbook.industries] == [
        ("beauty", "beauty", "", 1),
        ("dining", "餐饮", "", 2),
        ("retail", "零售", "门店", 0),
    ]
    assert [playbook.id for playbook in handbook.industries[1].playbooks] == [
        "dining-breakfast",
        "dining-lunch",
    ]


def test_findings_of_all_files_come_in_order(write: Callable[..., str]) -> None:
    files = {
        "industries/b/x.md": write("每天 11:00", group="trafic"),
        "a.md": "---\ntitel: x\n---\n",
        "industries/a/x.md": "# 没有抬头\n",
        "industries/a/y.md": write("每天", id="A"),
    }
    _, findings = read_all(files)
    places = [(finding.place.path, finding.place.line) for finding in findings]
    assert places == sorted(places)
    assert {path for path, _ in places} == set(files)


def test_a_playbook_with_an_error_is_left_out_and_the_others_stay(write: Callable[..., str]) -> None:
    handbook, findings = read_all({"industries/a/x.md": write("每天"), "industries/a/y.md": write()})
    assert [finding.severity for finding in findings] == ["error"]
    assert list(handbook.playbooks) == ["a-y"]


def test_a_playbook_without_front_matter_says_what_to_write() -> None:
    _, findings = read_all({"industries/a/x.md": "# 只有正文\n"})
    assert [(finding.code, finding.place.line) for finding in findings] == [("SOP002", 1)]
    assert "title" in findings[0].help.zh


def test_occurrences_are_half_open_and_in_order_of_time(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {
            "industries/a/x.md": write(
                "每天 18:00、11:00 | 菜单", "周二 9:00-10:00 | 直播", "建群第1天 10:00", "入群后0分钟"
            ),
            "industries/b/y.md": write("每天 11:00 | 上新", timezone="Europe/Berlin"),
        }
    )
    found = occurrences(handbook.playbooks.values(), Range(date(2026, 12, 7), date(2026, 12, 9)), SETTINGS)
    listed = [(f"{one.moment.start:%d %H:%M %z}", one.slot.post) for one in found]
    assert listed == [
        ("07 11:00 +0800", "菜单"),
        ("07 18:00 +0800", "菜单"),
        ("07 11:00 +0100", "上新"),
        ("08 09:00 +0800", "直播"),
        ("08 11:00 +0800", "菜单"),
        ("08 18:00 +0800", "菜单"),
        ("08 11:00 +0100", "上新"),
    ]
    assert [one.moment.end and one.moment.end.hour for one in found] == [
        None,
        None,
        None,
        10,
        None,
        None,
        None,
    ]


def test_moving_the_anchor_moves_all_that_hangs_on_it(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    def days(anchor: str) -> list[str]:
        slots = ("开课 前1天 20:00", "开课 前2小时", "开课 后1天 10:00")
        handbook = read_sound({"industries/a/x.md": write(*slots, anchors=f"{{开课: {anchor}}}")})
        range_ = Range(date(2026, 12, 7), date(2026, 12, 14))
        return [
            f"{one.moment.start:%a %H:%M}"
            for one in occurrences(handbook.playbooks.values(), range_, SETTINGS)
        ]

    assert days("每周二 20:00") == ["Mon 20:00", "Tue 18:00", "Wed 10:00"]
    assert days("每周四 19:30") == ["Wed 20:00", "Thu 17:30", "Fri 10:00"]


def test_entries_agree_with_occurrences(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    slots = (
        "每天（除周一） 11:00、18:00",
        "每月最后一天 20:00",
        "2026-12-31 23:00",
        "工作日 9:00",
        "每周六 22:00-2:00",
    )
    handbook = read_sound(
        {"industries/a/x.md": write(*slots, skip="[2026-12-20..2026-12-22]", until="2027-06-30")}
    )
    (playbook,) = handbook.playbooks.values()
    published = handbook.published
    assert published == Range(date(2026, 12, 1), date(2028, 1, 1))
    counted = sum(entry.line.days.bit_count() for entry in handbook.entries(playbook))
    assert counted == len(occurrences([playbook], published, SETTINGS)) > 500
    assert handbook.entries(playbook) is handbook.entries(playbook)


@pytest.mark.parametrize(
    ("first", "count", "expected"),
    [
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), 13, date(2027, 2, 1)),
        (date(2026, 5, 1), 0, date(2026, 5, 1)),
    ],
)
def test_months_roll_over_the_year(first: date, count: int, expected: date) -> None:
    assert month_after(first, count) == expected


@pytest.mark.parametrize("folder", ["", "industries/", "industries/a/"])
def test_a_readme_where_an_index_is_generated_is_refused(folder: str) -> None:
    readme, index = (f"{folder}README.md", "# 读我\n"), (f"{folder}index.md", "# 首页\n")
    _, findings = read([readme], SETTINGS, TODAY)
    assert [(f.place.path, f.code, str(f.severity)) for f in findings] == [(readme[0], "SOP001", "error")]
    assert read([readme, index], SETTINGS, TODAY)[1] == []
    assert read([("handbook/README.md", "# 读我\n")], SETTINGS, TODAY)[1] == []


@pytest.mark.parametrize(
    ("folder", "written", "help_"),
    [
        ("dining", "餐饮", "「餐饮」的文件夹叫 dining"),
        ("clothing", "餐饮", "「餐饮」的文件夹叫 dining"),
        ("dining", "dinning", "是不是想写「dining」"),
        ("dining", "服装", "删去这一行，或把文件移到对应的文件夹"),
    ],
)
def test_an_industry_may_be_known_by_its_title(
    write: Callable[..., str], folder: str, written: str, help_: str
) -> None:
    files = {
        f"industries/{folder}/a.md": write("每天 11:00", industry=written),
        "industries/dining/index.md": "---\ntitle: 餐饮\n---\n",
        "industries/clothing/index.md": "# 服饰\n",
    }
    _, (finding,) = read_all(files)
    assert finding.code == "SOP107" and help_ in finding.help.zh
