"""Who answers: the owner (SOP419), the review (SOP427), the people behind the roles (SOP431)."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, found

from sopbook.findings import Severity


def test_a_missing_owner_is_told_at_the_top() -> None:
    whole = "---\ntitle: 群\ngroup: traffic\nroles: {host: 店长}\nschedule:\n"
    slot = "  - {id: a, when: 每天 11:00, post: 菜单, kind: activity, by: host, copy: 看图}\n---\n\n正文\n"
    (one,) = found("SOP419", whole + slot)
    assert one.severity is Severity.HINT
    assert one.place.line == 2
    assert found("SOP419", whole + "  " + slot.replace("---", "owner: 运营部\n---").strip()) == []


@pytest.mark.parametrize("owner", ["待定", "无", "TBD", "（待补）", "??"])
def test_a_placeholder_is_no_owner(owner: str) -> None:
    (one,) = findings_of(f"owner: {owner}\n")
    assert (one.code, one.severity) == ("SOP419", Severity.HINT)
    assert f"「{owner}」" in one.message.zh and one.place.column == len("owner: ") + 1


@pytest.mark.parametrize(("day", "late"), [("2026-11-01", "1 天"), ("2025-11-02", "365 天")])
def test_a_review_is_overdue_from_the_day_after(day: str, late: str) -> None:
    (one,) = found("SOP427", f"review-by: {day}\n")
    assert one.severity is Severity.WARNING
    assert day in one.message.zh and late in one.message.zh
    assert one.place.column == len("review-by: ") + 1


@pytest.mark.parametrize("example", ["review-by: 2026-11-02\n", "review-by: 2027-05-01\n", "review-by:\n"])
def test_a_review_due_today_later_or_never_is_fine(example: str) -> None:
    assert findings_of(example) == []


@pytest.mark.parametrize(
    "person",
    [
        "待定",
        "（待定）",
        "【待补充】",
        "TBD",
        "tbd.",
        "ToDo",
        "无",
        "暂无",
        "未定",
        '"?"',
        "？？？",
        "xxx",
        "XX",
        "某某",
        "——",
        "N/A",
    ],
)
def test_a_placeholder_is_nobody(person: str) -> None:
    (one,) = findings_of(f"roles:\n  host: 店长\n  admin: {person}\n  service: 前台\n")
    assert (one.code, one.severity) == ("SOP431", Severity.WARNING)
    assert "admin" in one.message.zh and one.place.column == len("  admin: ") + 1


@pytest.mark.parametrize(
    "person",
    ["店长", "吴老师", "无锡店店长", "Todd", "Max", "李某某", "值班经理（周末待定）", "X 光科主任", "空乘组"],
)
def test_a_name_that_only_looks_like_one_is_somebody(person: str) -> None:
    assert found("SOP431", f"roles: {{host: 店长, admin: {person}, service: 前台}}\n") == []


def test_each_role_is_told_of() -> None:
    assert len(found("SOP431", "roles: {host: 待定, admin: 待定, service: 前台}\n")) == 2


def test_a_handbook_may_have_its_own_placeholders() -> None:
    example = "roles: {host: 店长, admin: 甲, service: 待定}\n"
    (one,) = found("SOP431", example, {"SOP431": {"placeholders": ["甲"]}})
    assert "甲" in one.message.zh
