"""Groups that begin and end: the micro-course (SOP411) and a flash group's life (SOP412)."""

from __future__ import annotations

import pytest
from core.checks.helpers import found

from sopbook.findings import Severity


def group(*slots: str, type_: str = "flash", top: str = "") -> str:
    """Return a playbook whose slots are `when | post` or `when | post | theme`."""
    lines = [f"group: {type_}", "selling: false", *filter(None, [top]), "schedule:"]
    for n, slot in enumerate(slots):
        when, post, *theme = (part.strip() for part in slot.split("|"))
        lines += [f"  - id: s{n}", f"    when: {when}", f"    post: {post}"]
        lines += [
            *(f"    theme: {one}" for one in theme),
            "    kind: content",
            "    by: admin",
            "    copy: 看图。",
        ]
    return "\n".join(lines) + "\n"


OPENING = "建群第1天 10:00 | 开群"


@pytest.mark.parametrize(
    "course", ["建群第1天 12:00 | 五分钟小课", "建群第2天 12:00 | 微课", "day 2 12:00 | A micro-course"]
)
def test_a_micro_course_by_day_two_is_in_time(course: str) -> None:
    assert found("SOP411", group(OPENING, course)) == []


def test_a_theme_says_more_than_words() -> None:
    assert found("SOP411", group(OPENING, "建群第2天 12:00 | 师傅来了 | micro-course")) == []
    assert found("SOP411", group(OPENING, "建群第2天 12:00 | 师傅来了 | 微课")) == []
    assert len(found("SOP411", group(OPENING, "建群第2天 12:00 | 小课 | live"))) == 1


def test_a_preview_is_no_course() -> None:
    assert len(found("SOP411", group(OPENING, "建群第2天 12:00 | 小课预告"))) == 1


def test_none_is_told_at_the_schedule_and_a_late_one_at_its_time() -> None:
    (none,) = found("SOP411", group(OPENING))
    (late,) = found("SOP411", group(OPENING, "建群第3天 12:00 | 小课"))
    assert none.severity is late.severity is Severity.HINT
    assert "第 3 天" in late.message.zh and "day 3" in late.message.en
    assert none.place.line < late.place.line


def test_the_day_may_be_set() -> None:
    late = group(OPENING, "建群第3天 12:00 | 小课")
    assert found("SOP411", late, {"SOP411": {"days": 3}}) == []
    assert found("SOP411", late, {"flash": {"SOP411": False}}) == []


def test_any_group_planned_by_its_days_is_asked() -> None:
    assert len(found("SOP411", group(OPENING, type_="check-in"))) == 1
    assert found("SOP411", group("每天 10:00 | 菜单", type_="traffic")) == []


FROM = "from: 2026-11-09\nuntil: 2026-11-11"


@pytest.mark.parametrize(
    ("top", "course", "count"),
    [
        (FROM, "2026-11-10 12:00 | 小课", 0),
        (FROM, "2026-11-11 12:00 | 小课", 1),
        (FROM, "2026-11-11 12:00 | 别的", 1),
        (FROM, "入群后0分钟 | 小课", 0),
        (FROM, "入群后1天 12:00 | 小课", 0),
        (FROM, "入群后2天 12:00 | 小课", 1),
        ("from: 2026-11-01\nuntil: 2026-11-11", "2026-11-11 12:00 | 小课", 0),  # under way: day 1 is not seen
        ("until: 2026-11-01", "每天 12:00 | 别的", 0),  # over
    ],
)
def test_a_group_by_the_calendar_begins_on_its_first_day(top: str, course: str, count: int) -> None:
    assert len(found("SOP411", group("每天 10:00 | 开单", course, top=top))) == count


@pytest.mark.parametrize(
    ("course", "count"),
    [("双11 前2天 12:00 | 小课", 0), ("双11 前1天 12:00 | 小课", 1), ("双12 12:00 | 小课", 0)],
)
def test_without_a_first_day_every_event_begins_anew(course: str, count: int) -> None:
    slots = ("双11 前3天至前0天 10:00 | 开单", "双12 10:00 | 返场")
    assert len(found("SOP411", group(*slots, course))) == count


@pytest.mark.parametrize(
    ("last", "severity"),
    [(3, None), (4, Severity.HINT), (7, Severity.HINT), (8, Severity.WARNING)],
)
def test_a_life_by_days_of_the_group(last: int, severity: Severity | None) -> None:
    findings = found("SOP412", group(OPENING, f"建群第{last}天 20:00 | 散群"))
    assert [one.severity for one in findings] == ([severity] if severity else [])
    assert all(f"{last} 天" in one.message.zh and f"{last} days" in one.message.en for one in findings)


@pytest.mark.parametrize(
    ("top", "when", "days"),
    [
        (FROM, "每天 10:00", 0),
        ("from: 2026-11-09\nuntil: 2026-11-12", "每天 10:00", 4),
        ("until: 2026-11-12", "每天 10:00", 11),
        ("until: 2026-11-01", "每天 10:00", 0),
        ("", "[2026-11-09 10:00, 2026-11-11 10:00]", 0),
        ("", "[2026-11-09 10:00, 2026-11-12 10:00]", 4),
        ("", "双11 前3天至前0天 10:00", 4),
        ("", "[双11 前1天至前0天 10:00, 双12 10:00]", 0),
        ("from: 2026-11-09", "RRULE:FREQ=DAILY;COUNT=3 10:00", 0),
        ("from: 2026-11-09", "RRULE:FREQ=DAILY;COUNT=9 10:00", 9),
        ("", "[2026-10-01 10:00]", 0),
    ],
)
def test_a_life_by_the_calendar(top: str, when: str, days: int) -> None:
    findings = found("SOP412", group(f"{when} | 开单", top=top))
    assert [f"{days} 天" in one.message.zh for one in findings] == [True] * bool(days)


@pytest.mark.parametrize(
    ("top", "when"),
    [
        ("", "每天 10:00"),
        ("from: 2026-11-09", "工作日 10:00"),
        ("from: 2026-11-09", "RRULE:FREQ=DAILY 10:00"),
        ("anchors: {直播: 每周六 20:00}", "直播 前30分钟"),
        ("", "入群后0分钟"),
    ],
)
def test_a_flash_group_without_an_end(top: str, when: str) -> None:
    (one,) = found("SOP412", group(f"{when} | 开单", top=top))
    assert one.severity is Severity.HINT and "散群" in one.message.zh


def test_days_of_the_group_go_before_the_dates_on_which_groups_may_open() -> None:
    months = "from: 2026-11-01\nuntil: 2027-03-01"
    assert found("SOP412", group(OPENING, "建群第3天 20:00 | 散群", top=months)) == []


END = "建群第3天 20:00 | 散群"


@pytest.mark.parametrize(
    ("top", "when", "says"),
    [
        ("", "每天 10:00 | 菜单", "没有写哪天散群"),
        ("from: 2026-11-01", "每周三 10:00 | 菜单", "没有写哪天散群"),
        ("from: 2026-11-03\nuntil: 2026-11-22", "每天 10:00 | 菜单", "20 天"),
        ("", "2026-11-11 10:00 | 返场", None),
        ("from: 2026-11-01\nuntil: 2027-03-01", "2026-11-11 10:00 | 返场", None),
        ("", "每周五 10:00 | 招新\n    via: moments", None),
    ],
)
def test_dates_beside_days_of_the_group_count_if_they_last_longer(
    top: str, when: str, says: str | None
) -> None:
    findings = found("SOP412", group(OPENING, END, when, top=top))
    assert len(findings) == (says is not None)
    assert all(says in one.message.zh for one in findings if says)


def test_the_longer_is_told_where_it_stands() -> None:
    both = group(OPENING, "建群第9天 20:00 | 散群", "[2026-11-09 10:00, 2026-11-12 10:00] | 返场")
    (one,) = found("SOP412", both)
    assert "9 天" in one.message.zh


def test_other_groups_live_as_long_as_they_like() -> None:
    assert found("SOP412", group(OPENING, "建群第21天 20:00 | 结营", type_="check-in")) == []


def test_limits_of_the_handbook() -> None:
    week = group(OPENING, "建群第5天 20:00 | 散群")
    assert found("SOP412", week, {"SOP412": {"hint": 5}}) == []
    (one,) = found("SOP412", week, {"SOP412": {"warning": 4}})
    assert one.severity is Severity.WARNING and "不超过 4 天" in one.message.zh
