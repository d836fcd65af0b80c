"""What `checks:` in mkdocs.yml may say, and what is said of what it may not."""

from __future__ import annotations

from typing import Any

import pytest
from core.checks.helpers import found

from sopbook.checks import CHECKS, policy_of
from sopbook.errors import SopbookError

BIG = "size: 260\n"
FLASH = "group: flash\nsize: 260\n"


def refused(said: dict[Any, Any]) -> str:
    """Return the one thing that is wrong with a policy."""
    with pytest.raises(SopbookError) as caught:
        policy_of(said)
    (line,) = str(caught.value).splitlines()
    return line.removeprefix("mkdocs.yml: sopbook.checks.")


@pytest.mark.parametrize("off", [False, "off", "OFF", " off "])
def test_off_may_stand_in_quotes(off: object) -> None:
    assert found("SOP417", BIG, {"SOP417": off}) == []


@pytest.mark.parametrize("on", [True, "on", "On"])
def test_on_may_stand_in_quotes(on: object) -> None:
    assert len(found("SOP430", "size: 180\n", {"SOP430": on})) == 1
    assert len(found("SOP417", FLASH, {"SOP417": "off", "flash": {"SOP417": on}})) == 1


@pytest.mark.parametrize("group", ["快闪", "flash", "Flash"])
def test_groups_may_be_called_as_in_playbooks(group: str) -> None:
    assert found("SOP417", FLASH, {group: {"SOP417": False}}) == []
    assert len(found("SOP417", BIG, {group: {"SOP417": False}})) == 1


def test_a_group_under_both_its_names_is_refused() -> None:
    assert refused({"flash": {"SOP417": False}, "快闪": {"SOP401": False}}).startswith("快闪: ")


def test_nothing_said_of_a_group_is_fine() -> None:
    for nothing in (None, {}):
        assert policy_of({"flash": nothing}).of(CHECKS["SOP417"], "flash") is not None


@pytest.mark.parametrize("value", [False, True, "off", 3, ["SOP417"]])
def test_a_group_is_not_turned_off(value: object) -> None:
    line = refused({"flash": value})
    assert line.startswith("flash: ") and "SOP417" in line


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("SOP4O1", "SOP401"),
        ("SOP40I", "SOP401"),
        ("sop401", "SOP401"),
        ("SOP4170", "SOP417"),
        ("SOP 401", "SOP401"),
        ("SOP-401", "SOP401"),
        ("401", "SOP401"),
        (401, "SOP401"),
    ],
)
def test_the_code_that_is_meant(code: object, meant: str) -> None:
    line = refused({code: False})
    assert "没有这项检查" in line and f"是不是想写「{meant}」" in line and f"did you mean `{meant}`" in line


@pytest.mark.parametrize("code", ["SOP999", "SOP700", "noise", "x"])
def test_no_code_is_guessed_at_random(code: str) -> None:
    assert "是不是" not in refused({code: False})


@pytest.mark.parametrize(("word", "meant"), [("falsh", "flash"), ("快闪群", "快闪"), ("流量", "福利")])
def test_the_group_that_is_meant(word: str, meant: str) -> None:
    assert f"是不是想写「{meant}」" in refused({word: {"SOP417": False}})


@pytest.mark.parametrize("code", ["SOP107", "SOP110", "SOP301", "SOP501"])
def test_what_cannot_be_set_is_called_so(code: str) -> None:
    line = refused({code: False})
    assert line.startswith(f"{code}: 这一条不能设 / this cannot be set")
    assert "是不是" not in line
    assert refused({"flash": {code: False}}).startswith(f"flash.{code}: 这一条不能设")


@pytest.mark.parametrize("code", ["SOP303", "SOP306", "SOP409"])
def test_a_check_of_the_whole_handbook_is_not_set_by_group(code: str) -> None:
    line = refused({"flash": {code: False}})
    assert line.startswith(f"flash.{code}: ") and "整本手册" in line and "the whole handbook" in line


@pytest.mark.parametrize(
    ("code", "option", "value", "says"),
    [
        ("SOP417", "hint", "abc", ['"abc"', "从 0 起的整数", "a whole number from 0", "200"]),
        ("SOP417", "hint", -1, ["-1", "从 0 起的整数"]),
        ("SOP417", "hint", 2.5, ["2.5", "从 0 起的整数"]),
        ("SOP417", "hint", True, ["true", "从 0 起的整数"]),
        ("SOP417", "hint", None, ["是空的", "found nothing", "从 0 起的整数"]),
        ("SOP402", "share", 50, ["50", "0 到 1 之间", "a share between 0 and 1", "0.5"]),
        ("SOP402", "share", "50%", ['"50%"', "0 到 1 之间"]),
        ("SOP402", "share", float("nan"), ["0 到 1 之间"]),
        ("SOP406", "start", 1380, ["1380", "加引号的时间", "a time in quotes", '"23:00"']),
        ("SOP406", "start", "11点", ['"11点"', "加引号的时间"]),
        ("SOP406", "end", "24:01", ['"24:01"']),
        ("SOP424", "wanted", "yes", ['"yes"', "true", "false"]),
        (
            "SOP413",
            "themes",
            "talk",
            ['"talk"', "方括号", "a list of words in [ ]", '["talk", "micro-course"]'],
        ),
        ("SOP413", "themes", ["a", 3], ['["a", 3]']),
        ("SOP422", "ads", 1, ['["广告", "推销", "引流", …]']),
    ],
)
def test_an_option_of_a_wrong_kind(code: str, option: str, value: object, says: list[str]) -> None:
    line = refused({code: {option: value}})
    assert line.startswith(f"{code}.{option}: ")
    assert all(one in line for one in says), line


def test_what_was_found_is_cut() -> None:
    assert len(refused({"SOP422": {"ads": [["广告"] * 200]}})) < 250


@pytest.mark.parametrize(
    ("code", "option", "meant"),
    [("SOP417", "hnit", "hint"), ("SOP402", "least_posts", "least-posts"), ("SOP417", "Warning", "warning")],
)
def test_the_option_that_is_meant(code: str, option: str, meant: str) -> None:
    line = refused({code: {option: 3}})
    assert f"是不是想写「{meant}」" in line and f"did you mean `{meant}`" in line


def test_an_option_that_resembles_none_is_told_what_there_is() -> None:
    assert "hint, warning, severity" in refused({"SOP417": {"xyz": 3}})


def test_a_severity_says_what_was_found() -> None:
    line = refused({"SOP417": {"severity": "error"}})
    assert '"error"' in line and "warning" in line and "hint" in line
    assert refused({"SOP417": {"severity": ["warning"]}}).startswith("SOP417.severity: ")


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"SOP417": {"hint": 100, "warning": 50}}, "SOP417"),
        ({"SOP417": {"warning": 100}}, "SOP417"),
        ({"SOP417": {"hint": 400}}, "SOP417"),
        ({"SOP401": {"shopping-warning": 3}}, "SOP401"),
        ({"flash": {"SOP401": {"warning": 6}}}, "flash.SOP401"),
    ],
)
def test_a_warning_does_not_come_before_its_hint(said: dict[str, Any], where: str) -> None:
    line = refused(said)
    assert line.startswith(f"{where}: ") and "warning" in line and "hint" in line


@pytest.mark.parametrize(
    "said",
    [
        {"SOP417": {"hint": 100, "warning": 100}},
        {"SOP401": {"warning": 6}},
        {"flash": {"SOP401": {"hint": 4, "warning": 6}}},
        {"SOP401": {"hint": 2, "warning": 2}, "flash": {"SOP401": {"hint": 1}}},
        {"SOP402": {"share": 1}, "SOP403": {"share": 0.0}},
        {"SOP406": {"start": "0:00", "end": "24:00"}},
    ],
)
def test_sound_limits(said: dict[str, Any]) -> None:
    policy_of(said)
