"""Blank lines between paragraphs (SOP425)."""

from __future__ import annotations

import pytest
from core.checks.helpers import found

from sopbook.findings import Severity

LONG = "这一行写得够长，所以它是一个段落"


def welcome(*lines: str) -> str:
    return "welcome: |\n" + "".join(f"  {line}\n" if line else "\n" for line in lines)


def slot(*texts: tuple[str, ...]) -> str:
    copies = "".join("      - |\n" + "".join(f"        {line}\n" for line in lines) for lines in texts)
    return (
        "schedule:\n  - id: menu\n    when: 每天 11:00\n    post: 今日菜单\n    kind: activity\n    by: admin\n    copy:\n"
        + copies
    )


def test_three_lines_are_fine_and_four_are_not() -> None:
    assert found("SOP425", welcome(*[LONG] * 3)) == []
    (one,) = found("SOP425", welcome(*[LONG] * 4))
    assert one.severity is Severity.WARNING
    assert "4 行" in one.message.zh and "3 行" in one.message.zh


def test_a_blank_line_sets_apart_even_with_spaces_on_it() -> None:
    assert found("SOP425", welcome(LONG, LONG, "", LONG, LONG)) == []
    assert found("SOP425", 'welcome: "' + "\\n  \\n".join([f"{LONG}\\n{LONG}"] * 3) + '"\n') == []


def test_a_block_behind_a_blank_line_is_still_a_block() -> None:
    (one,) = found("SOP425", welcome("欢迎呀～", "", *[LONG] * 5))
    assert "5 行" in one.message.zh


@pytest.mark.parametrize(
    "start", ["1. ", "12、", "3）", "11:00 ", "①", "·", "• ", "- ", "✅", "🎁 ", "1️⃣ ", "一、"]
)
def test_lines_of_a_list_are_no_paragraphs(start: str) -> None:
    assert found("SOP425", welcome(LONG, *[start + LONG] * 6, LONG)) == []


def test_a_line_that_begins_with_a_number_is_a_paragraph() -> None:
    (one,) = found("SOP425", welcome("欢迎来到午市群～", *["11 点看菜单，当天优惠先到先得。"] * 3))
    assert "4 行" in one.message.zh


def test_short_lines_are_paragraphs_in_a_welcome_only() -> None:
    assert found("SOP425", welcome(*["一" * 11] * 3)) == []
    assert len(found("SOP425", welcome(*["一" * 11] * 4))) == 1
    assert found("SOP425", slot(("一" * 11,) * 6)) == []
    assert len(found("SOP425", slot(("一" * 12,) * 6))) == 1


def test_a_list_of_short_lines_in_a_welcome_stays_fine() -> None:
    assert found("SOP425", welcome("欢迎呀～", *[f"{n}. 看菜单" for n in range(1, 8)], "回见")) == []


def test_every_such_text_of_a_slot_is_told_of() -> None:
    one, two = found("SOP425", slot((LONG,), (LONG,) * 4, (LONG,) * 5))
    assert one.severity is Severity.HINT
    assert "4 行" in one.message.zh and "menu" in one.message.zh
    assert "5 行" in two.message.zh and two.place.line > one.place.line


def test_welcome_and_slot_are_told_of_each() -> None:
    assert len(found("SOP425", welcome(*[LONG] * 4) + slot((LONG,) * 4))) == 2


def test_group_rules_are_set_by_their_template() -> None:
    example = "rules:\n  services: |\n" + f"    {LONG}\n" * 5
    assert found("SOP425", example) == []


def test_a_handbook_sets_the_limits() -> None:
    assert found("SOP425", welcome(*[LONG] * 5), {"SOP425": {"lines": 5}}) == []
    assert len(found("SOP425", welcome(*[LONG] * 3), {"SOP425": {"lines": 2}})) == 1
    assert len(found("SOP425", welcome(*["好"] * 4), {"SOP425": {"short": 0}})) == 1
