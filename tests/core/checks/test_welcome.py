"""The welcome message: value and red lines (SOP423), a first small reward (SOP424)."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, found

from sopbook.findings import Severity

VALUE = "每天 11 点看菜单。"
RED_LINE = "群里不发广告，不攻击人。"
REWARD = "见面礼：私信前台“新人”，领一张新人券。"
SERVICES = """\
rules:
  name-card: 改成“称呼-公司”
  services: 按时发菜单
  questions: 群里 @前台
  forbidden: [外部广告, 攻击他人]
  allowed: 晒餐
  penalty: 移出群
"""


def welcome(*paragraphs: str) -> str:
    return "welcome: |\n" + "\n".join(f"  {paragraph}\n" for paragraph in paragraphs)


def test_no_welcome_is_a_hint_and_nothing_else() -> None:
    (one,) = findings_of("welcome:\n")
    assert (one.code, one.severity) == ("SOP423", Severity.HINT)


def test_a_welcome_with_all_three_is_fine() -> None:
    assert findings_of(welcome(VALUE, RED_LINE, REWARD)) == []


@pytest.mark.parametrize(
    ("paragraphs", "lacks"),
    [
        ((VALUE, REWARD), ["不能做"]),
        ((RED_LINE, REWARD), ["好处"]),
        ((REWARD,), ["好处", "不能做"]),
    ],
)
def test_parts_that_are_missing_are_one_hint(paragraphs: tuple[str, ...], lacks: list[str]) -> None:
    (one,) = findings_of(welcome("欢迎呀～", *paragraphs))
    assert (one.code, one.severity) == ("SOP423", Severity.HINT)
    assert [word for word in ("好处", "不能做") if word in one.message.zh] == lacks


@pytest.mark.parametrize(
    "value",
    [
        "18 点见。",  # the time of a slot
        "下午 3 点见。",  # as it is spoken
        "15:00 见。",
        "来这里，看到 今日 的菜。",  # four characters of `positioning.value`
        "我们按时发菜，单在图里。",  # four characters of a service, punctuation aside
        "The menu, daily.",
    ],
)
def test_the_value_may_be_said_in_many_ways(value: str) -> None:
    assert findings_of(SERVICES + welcome("欢迎呀～", value, RED_LINE, REWARD)) == []


@pytest.mark.parametrize("value", ["16 点见。", "11 分见。", "看到今天的菜。", "欢迎来到午市福利群。"])
def test_chance_is_no_value(value: str) -> None:
    (one,) = found("SOP423", welcome("欢迎呀～", value, RED_LINE, REWARD))
    assert "好处" in one.message.zh


def test_the_time_of_an_anchor_counts() -> None:
    anchors = "anchors: {开课: 每周二 20:00}\n"
    assert found("SOP423", anchors + welcome("晚上 8 点等你。", RED_LINE, REWARD)) == []


@pytest.mark.parametrize(
    "red_line", ["广告党勿入。", "请先看群规。", "别怼人。", "No ads, please.", "Don't be rude."]
)
def test_the_red_line_may_be_said_in_many_ways(red_line: str) -> None:
    assert findings_of(welcome(VALUE, red_line, REWARD)) == []


def test_group_named_specially_is_no_red_line() -> None:
    assert len(found("SOP423", welcome(VALUE, "这里特别热闹，分类别看。", REWARD))) == 1


@pytest.mark.parametrize("group", ["traffic", "flash"])
def test_a_group_of_offers_wants_a_reward(group: str) -> None:
    (one,) = found("SOP424", f"group: {group}\n" + welcome(VALUE, RED_LINE))
    assert one.severity is Severity.HINT


@pytest.mark.parametrize("group", ["content", "check-in"])
def test_other_groups_do_not_unless_the_handbook_says_so(group: str) -> None:
    example = f"group: {group}\n" + welcome(VALUE, RED_LINE)
    assert found("SOP424", example) == []
    assert len(found("SOP424", example, {group: {"SOP424": {"wanted": True}}})) == 1


@pytest.mark.parametrize(
    "reward",
    [
        "0.1 元试一份",
        "仅需0.1元",
        "进群立减",
        "进群减 3 块",
        "首单减两元",
        "进群抽奖",
        "一份试吃",
        "A free coffee",
        "{{ gift }}",
    ],
)
def test_the_reward_may_be_said_in_many_ways(reward: str) -> None:
    assert found("SOP424", "vars: {store: 店, gift: 新人券}\n" + welcome(VALUE, RED_LINE, reward)) == []


@pytest.mark.parametrize("text", ["请文明礼貌。", "一个月减 10 斤。", "抽空看看。", "满 20.15 元配送。"])
def test_chance_is_no_reward(text: str) -> None:
    assert len(found("SOP424", welcome(VALUE, RED_LINE, text))) == 1
