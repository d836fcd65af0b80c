"""Slots with nothing to post (SOP418) and schedules without a goal (SOP430)."""

from __future__ import annotations

import pytest
from core.checks.helpers import found

from sopbook.findings import Severity

MENU = """\
schedule:
  - id: menu
    when: {when}
    post: 今日菜单
    kind: {kind}
    by: admin
{more}
"""


def menu(when: str = "每天 11:00", kind: str = "activity", more: str = "") -> str:
    return MENU.format(when=when, kind=kind, more=more)


def test_a_slot_without_text_or_assets_is_told_once_at_the_slot() -> None:
    (one,) = found("SOP418", menu("[每天 11:00, 每天 18:00]"))
    assert one.severity is Severity.HINT
    assert "今日菜单" in one.message.zh and "menu" in one.message.zh and "menu" in one.message.en
    assert one.place.line > 1 and one.place.column == 5


@pytest.mark.parametrize(
    "example",
    [
        menu(more="    copy: 今天的菜单在图里。"),
        menu(more="    assets: [今日菜单图]"),
        menu(kind="service"),
        menu("每天 10:00-21:30"),
        menu("[每周一 10:00-12:00, 每周三 14:00-18:00]"),
        menu("建群第1天 10:00-12:00"),
    ],
)
def test_what_has_content_or_needs_none_is_fine(example: str) -> None:
    assert found("SOP418", example) == []


@pytest.mark.parametrize(
    "when", ["[每天 10:00-12:00, 每天 18:00]", "开课 前30分钟", "收货后1天 10:00", "入群后0分钟"]
)
def test_every_other_moment_needs_content(when: str) -> None:
    anchors = "anchors: {开课: 每周二 20:00}\n" if "开课" in when else ""
    assert len(found("SOP418", anchors + menu(when))) == 1


def test_each_slot_is_told_of() -> None:
    second = menu().removeprefix("schedule:\n").replace("id: menu", "id: other").replace("11:00", "15:00")
    assert len(found("SOP418", menu().rstrip() + "\n" + second)) == 2


def test_targets_are_asked_for_only_where_the_handbook_says_so() -> None:
    assert found("SOP430", menu(more="    copy: 看图。")) == []
    (one,) = found("SOP430", menu(more="    copy: 看图。"), {"SOP430": True})
    assert one.severity is Severity.HINT


def test_one_goal_on_one_slot_is_enough() -> None:
    example = menu(more="    copy: 看图。\n    targets: {clicks: 3}")
    assert found("SOP430", example, {"SOP430": True}) == []
