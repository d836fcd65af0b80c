"""SOP452: what was to be filled in, and what only looks like it."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, found

SLOT = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日营业时间
    kind: {kind}
    by: admin
    copy: "{copy}"
"""


def texts(copy: str, kind: str = "service") -> list[str]:
    return [finding.message.zh for finding in found("SOP452", SLOT.format(copy=copy, kind=kind))]


@pytest.mark.parametrize(
    "left",
    [
        "XX",
        "XXX",
        "○○",
        "××",
        "____",
        "某某",
        "TODO",
        "待补",
        "待填",
        "【】",
        "【 】",
        "【店名】",
        "【链接】",
        "[链接]",
        "[图片]",
        "<your name>",
        "[Shop name]",
        "（填写店名）",
        "【此处填写优惠】",
        "【插入图片】",
        "（此处填链接）",
        "（链接）",
        "（店名）",
        "__ 元",
        "＿＿元",
        "￥___",
        "??? 元",
        "X 元",
        "X月X日",
        "***元",
    ],
)
def test_what_was_to_be_filled_in_is_quoted(left: str) -> None:
    (message,) = texts(f"今天的套餐看这里：{left}，中午见")
    assert f"「{left}」" in message
    assert "「今日营业时间」（menu）" in message


@pytest.mark.parametrize(
    "copy", ["满 xx 元减 5 元", "加微信xxx", "TODO补图", "https://xxx.com 领券", "此处填写店名"]
)
def test_it_is_found_beside_chinese(copy: str) -> None:
    assert len(texts(copy)) == 1


@pytest.mark.parametrize(
    "copy",
    [
        "【今日菜单】牛肉饭",
        "【活动时间】周六 15:00",
        "【地址】人民路 12 号",
        "XXL 还有两件，XL 也有",
        "尺码 S/M/L/XL/XXL/XXXL",
        "恭喜 138XXXX8888 中奖",
        "二〇〇八年开的店",
        "[微笑][红包] 来啦",
        "请填写问卷，填完领券",
        "（填写后当场领券）",
        "请把名片改成“XX路-称呼”",
        "报名格式：【姓名】+【电话】",
        "缺的码待补货",
        "[看菜单](https://example.com)",
        "see you, xx",
        "染色体 XX 和 XY",
        "[ ] 带伞 [x] 带水",
        "【时间】周六 15:00 【地点】人民路 12 号【价格】18 元",
        "⏰【时间】周六 15:00",
        "看 XX 码表",
        "接龙：\\n1. 小王 一份\\n2. ____",
        "时间待定，定了在群里说",
        "39 元（原价）",
        "真的吗？？元旦见",
        "iPhone X 元旦到货",
        "**18**元",
        "138****8888 中奖",
        "报名写（姓名）+（电话）",
        "2 x 元气森林",
        "MAX 元气",
    ],
)
def test_what_is_meant_as_it_stands_is_left_alone(copy: str) -> None:
    assert texts(copy) == []


@pytest.mark.parametrize("left", ["待定", " 待定。", "待写"])
def test_a_text_or_variable_that_says_no_more_is_not_filled_in(left: str) -> None:
    assert len(texts(left)) == 1
    assert len(found("SOP452", f"vars: {{store: {left.strip()}}}\n")) == 1


def test_a_list_to_be_filled_in_by_the_shop_is_no_relay() -> None:
    (message,) = texts("今天有：\\n1. ____\\n2. ____")
    assert message.count("「") == 1 + 1


def test_all_of_a_text_in_one_finding_and_every_text() -> None:
    example = SLOT.format(copy="XX 店今天【链接】，XX 店见", kind="service").replace(
        "copy: ", "copy: [XX 家, 好, "
    )
    one, two = found("SOP452", example.rstrip() + "]\n")
    assert "「XX」" in one.message.zh
    assert "「XX」、「【链接】」" in two.message.zh


def test_a_quiz_has_gaps() -> None:
    assert texts("填空：今天的招牌菜是____", kind="interaction") == []
    assert len(texts("今天的招牌菜是____")) == 1


def test_a_variable_is_told_where_it_stands_and_only_there() -> None:
    (finding,) = findings_of("vars: {store: 【店名】}\n")
    assert (finding.code, finding.place.column) == ("SOP452", len("vars: {store: ") + 1)


def test_one_finding_for_title_and_welcome_each() -> None:
    example = """\
title: XX 福利群
welcome: |
  欢迎来到【店名】～

  每天 11 点看菜单，群里不发广告。

  见面礼：私信前台领 XX 元券。
"""
    lines = [finding.message.zh for finding in found("SOP452", example)]
    assert len(lines) == 2
    assert any(line.startswith("标题") for line in lines)
    assert any(line.startswith("欢迎语") for line in lines)


def test_posts_notes_and_rules_are_looked_at_but_no_name_card() -> None:
    example = """\
rules:
  name-card: XX 路-称呼
  services: [每天 11 点发菜单]
  questions: 群里 @【客服昵称】
  forbidden: [外部广告和二维码, 攻击他人]
  allowed: [晒餐, 提建议]
  penalty: 先私信提醒，再犯移出群
schedule:
  - {id: one, when: 每天 11:00, post: XX 上新, kind: service, by: admin, copy: 来啦}
  - {id: two, when: 每天 15:00, post: 上新, kind: service, by: admin, copy: 来啦, note: 价格待补充}
"""
    assert len(found("SOP452", example)) == 3
