"""Group rules: their sections (SOP420), the penalty (SOP421), what must be forbidden (SOP422)."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, found

from sopbook.findings import Severity

RULES = {
    "name-card": "改成“称呼-公司”",
    "services": "[每天 11 点发菜单]",
    "questions": "群里 @前台",
    "forbidden": "[外部广告和二维码, 攻击他人]",
    "allowed": "[晒餐, 提建议]",
    "penalty": "先私信提醒，再犯移出群",
}


def rules(*without: str, **changed: str) -> str:
    kept = {key: value for key, value in (RULES | changed).items() if key not in without}
    return "rules:\n" + "".join(f"  {key}: {value}\n" for key, value in kept.items())


@pytest.mark.parametrize(
    ("key", "zh"),
    [
        ("name-card", "改名片"),
        ("services", "群服务"),
        ("questions", "有问题"),
        ("forbidden", "不允许"),
        ("allowed", "可以"),
    ],
)
def test_a_missing_section_is_named_in_both_languages(key: str, zh: str) -> None:
    (one,) = findings_of(rules(key))
    assert (one.code, one.severity) == ("SOP420", Severity.WARNING)
    assert f"「{zh}」" in one.message.zh and f"`{key}`" in one.message.en
    assert f"`{key}`" in one.help.zh


def test_several_missing_sections_are_one_finding() -> None:
    (one,) = findings_of(rules("name-card", "allowed"))
    assert "「改名片」「可以」" in one.message.zh


@pytest.mark.parametrize("nothing", ["rules: {}\n", "rules: {penalty: 移出群}\n"])
def test_rules_without_any_section_are_told_of_once(nothing: str) -> None:
    assert [one.code for one in findings_of(nothing)] == ["SOP420"]


def test_no_rules_at_all_are_called_so() -> None:
    (one,) = found("SOP420", "rules: {}\n")
    assert "没有群规" in one.message.zh


@pytest.mark.parametrize("penalty", ["待定", "无", "TBD", "待补充", "……", "N/A"])
def test_a_placeholder_is_no_penalty_and_told_once(penalty: str) -> None:
    (one,) = findings_of(rules(penalty=penalty))
    assert one.code in ("SOP421", "SOP452") and penalty in one.message.zh
    assert one.place.column == len("  penalty: ") + 1


def test_rules_without_a_penalty_are_one_finding_at_the_rules() -> None:
    (one,) = findings_of(rules("penalty"))
    assert (one.code, one.severity) == ("SOP421", Severity.WARNING)


@pytest.mark.parametrize(
    ("forbidden", "lacks"),
    [
        ("攻击他人", ["广告"]),
        ("外部广告", ["攻击人"]),
        ("[迟到, 早退]", ["广告", "攻击人"]),
        ("No salads at work", ["广告", "攻击人"]),
    ],
)
def test_what_must_be_forbidden_and_is_not_is_named(forbidden: str, lacks: list[str]) -> None:
    (one,) = findings_of(rules(forbidden=forbidden))
    assert (one.code, one.severity) == ("SOP422", Severity.HINT)
    assert [word for word in ("广告", "攻击人") if word in one.message.zh] == lacks


@pytest.mark.parametrize(
    "forbidden",
    [
        "[发广告、加人推销, 笑话别人的基础]",
        "[私拉群友, 不拉人, 议论别人身材]",
        "[No advertising, no insults]",
        "[ADS, Personal attacks]",
        "[微商, 吵架]",
        "[商业信息, 打扰别人]",
        "[加人, 脏话]",
        "随便发{{ store }}以外的二维码，也不要吵架",
    ],
)
def test_other_words_do(forbidden: str) -> None:
    assert findings_of(rules(forbidden=forbidden)) == []


def test_a_word_in_a_variable_counts() -> None:
    assert findings_of("vars: {store: 人民路店, no: 广告和骂人}\n" + rules(forbidden="'{{ no }}'")) == []


def test_a_handbook_may_have_its_own_words() -> None:
    example = rules(forbidden="[刷屏, 攻击他人]")
    assert len(found("SOP422", example)) == 1
    assert found("SOP422", example, {"SOP422": {"ads": ["刷屏"]}}) == []
