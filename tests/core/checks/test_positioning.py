"""Positioning: its five factors (SOP428) and its channels (SOP429)."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, found

from sopbook.findings import Severity

FACTORS = {
    "purpose": ("午市复购", "建群目的"),
    "members": ("{age: 22-40}", "目标成员"),
    "value": ("每天看到今日菜单", "成员得到什么"),
    "entry": ("free", "入群门槛"),
    "channels": ("[{from: 台卡, benefit: 领券, follow-up: 打招呼}]", "引流渠道"),
}


def positioning(*without: str, **changed: str) -> str:
    kept = {key: value for key, (value, _) in FACTORS.items() if key not in without} | changed
    return "positioning:\n" + "".join(f"  {key}: {value}\n" for key, value in kept.items())


@pytest.mark.parametrize("key", FACTORS)
def test_a_missing_factor_is_named_in_both_languages(key: str) -> None:
    (one,) = findings_of(positioning(key))
    assert (one.code, one.severity) == ("SOP428", Severity.HINT)
    assert FACTORS[key][1] in one.message.zh and f"`{key}`" in one.message.en


def test_several_missing_factors_are_one_finding() -> None:
    (one,) = findings_of(positioning("entry", "channels"))
    assert "「入群门槛」「引流渠道」" in one.message.zh


def test_no_positioning_is_called_so() -> None:
    (one,) = findings_of("positioning: {}\n")
    assert one.code == "SOP428" and "没有写定位" in one.message.zh


@pytest.mark.parametrize("trait", ["age", "sex", "region", "occupation"])
def test_any_trait_tells_of_the_members(trait: str) -> None:
    assert findings_of(positioning(members=f"{{{trait}: 某样}}")) == []


def test_members_without_a_trait_are_missing() -> None:
    assert len(found("SOP428", positioning(members="{}"))) == 1


@pytest.mark.parametrize(
    ("channel", "severity", "says"),
    [
        ("台卡", Severity.WARNING, "没写进群有什么好处、进群后怎么跟进"),
        ("{from: 台卡}", Severity.WARNING, "没写进群有什么好处、进群后怎么跟进"),
        ("{from: 台卡, follow-up: 打招呼}", Severity.WARNING, "没写进群有什么好处"),
        ("{from: 台卡, benefit: 无, follow-up: 打招呼}", Severity.WARNING, "没写进群有什么好处"),
        ("{from: 台卡, benefit: 待定}", Severity.WARNING, "没写进群有什么好处、进群后怎么跟进"),
        ("{from: 台卡, benefit: 领券, follow-up: TBD}", Severity.HINT, "没写进群后怎么跟进"),
        ("{from: 台卡, benefit: 领券}", Severity.HINT, "没写进群后怎么跟进"),
    ],
)
def test_what_a_channel_lacks(channel: str, severity: Severity, says: str) -> None:
    (one,) = findings_of(positioning(channels=f"\n    - {channel}"))
    assert (one.code, one.severity) == ("SOP429", severity)
    assert one.message.zh.endswith(says) and "台卡" in one.message.zh
    assert one.place.column == len("    - ") + 1


def test_each_channel_is_told_of_at_its_own_line() -> None:
    found_ = found(
        "SOP429",
        positioning(channels="\n    - 台卡\n    - {from: 海报, benefit: 领券, follow-up: 问}\n    - 随餐卡"),
    )
    assert len(found_) == 2
    assert found_[1].place.line - found_[0].place.line == 2
