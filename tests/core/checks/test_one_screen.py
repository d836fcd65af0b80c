"""Rules, welcome and the templates made of them on one phone screen (SOP426)."""

from __future__ import annotations

import pytest

from sopbook.checks import examples
from sopbook.checks.examples import PATH, handbook_of
from sopbook.files import load_templates
from sopbook.findings import Finding
from sopbook.pipeline import check, equip, read
from sopbook.settings import Settings

ENV, RULES = load_templates(None)


def told(example: str, **policy: object) -> list[Finding]:
    """Return what SOP426 says of an example when the texts of the templates are made as well."""
    settings = Settings(checks=policy)
    handbook, found = read(handbook_of(example).items(), settings, examples.TODAY)
    findings = check(handbook, found, equip(handbook, ENV, RULES))
    return [finding for finding in findings if finding.code == "SOP426"]


def line_of(key: str, example: str) -> int:
    """Return the line below a top-level key, or its own where the value stands there."""
    lines = handbook_of(example)[PATH].split("\n")
    at = next(n for n, line in enumerate(lines, start=1) if line.startswith(f"{key}:"))
    return at if lines[at - 1].split(":", 1)[1].strip() else at + 1


LONG_RULES = """\
rules:
  name-card: 改成“称呼-公司”
  services: [每天 11 点发菜单]
  questions: 群里 @前台
  forbidden: [{items}]
  allowed: [晒餐, 提建议]
  penalty: 先私信提醒，再犯移出群
"""


def rules(count: int) -> str:
    items = ", ".join(f"外部广告和二维码攻击他人第 {n} 种说法也不行的" for n in range(count))
    return LONG_RULES.format(items=items)


def test_the_sound_playbook_fits() -> None:
    assert told("") == []


def test_long_rules_are_told_once_at_the_rules() -> None:
    example = rules(12)
    (one,) = told(example)
    assert "群规" in one.message.zh and one.place.line == line_of("rules", example)
    assert "`rules`" in one.help.zh and "`rules`" in one.help.en


def test_a_long_welcome_is_told_once_at_the_welcome() -> None:
    example = "welcome: |\n" + "\n".join(f"  第 {n} 句不发广告。\n" for n in range(14))
    (one,) = told(example)
    assert "欢迎语" in one.message.zh and one.place.line == line_of("welcome", example)


def test_both_are_told_each_at_its_place() -> None:
    welcome = "welcome: |\n" + "\n".join(f"  第 {n} 句不发广告。\n" for n in range(14))
    assert len(told(rules(12) + welcome)) == 2


FEW = "rules:\n  forbidden: [外部广告和二维码, 攻击他人]\n  allowed: [晒餐]\n  penalty: 先私信提醒，再犯移出群\n"


def test_other_templates_are_told_only_when_the_playbooks_own_fit() -> None:
    others = told(FEW, SOP426={"lines": 12})
    assert all("完整版" not in one.message.zh and "欢迎语在" not in one.message.zh for one in others)
    assert line_of("rules", FEW) in {one.place.line for one in others}
    (own,) = told(FEW, SOP426={"lines": 9})
    assert "完整版" in own.message.zh


@pytest.mark.parametrize("lines", [4, 9, 10, 11, 12])
def test_a_place_is_told_of_once_and_never_the_title(lines: int) -> None:
    places = [finding.place for finding in told(FEW, SOP426={"lines": lines})]
    assert places and len(places) == len(set(places))
    assert all(place.line > 3 for place in places)
