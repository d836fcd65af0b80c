"""The rule templates that are shipped: whole for every playbook that has what they need, and short enough for a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from jinja2.meta import find_undeclared_variables

from sopbook import screen
from sopbook.files import load_templates
from sopbook.handbook import Handbook
from sopbook.model import Playbook
from sopbook.pipeline import read
from sopbook.render.parts import RuleTemplate, Studio
from sopbook.render.rules import applies, rule_text
from sopbook.settings import Settings

ENV, RULES = load_templates(None)
HANDBOOK = Path(__file__).parents[3] / "playbooks"
COMPLETE = {"group-rules", "welcome"}

Read = Callable[..., Handbook]
Write = Callable[..., str]

BARE = {
    "welcome": {"welcome": "来了"},
    "value": {"positioning": "{value: 有饭吃}"},
    "duty": {"duty": "{chef: 10:00-21:30}"},
    "reply-within": {"reply_within": "5min"},
    "usage-cycle": {"usage_cycle": "30d"},
    "store": {"vars": "{store: 人民路店}"},
}
SECTIONS = ("name-card", "services", "questions", "forbidden", "allowed", "penalty")


def with_only(template: RuleTemplate, write: Write) -> str:
    """Return a playbook that has what the template needs and nothing else that may be left out."""
    front = {"roles": "{chef: 大厨}", "selling": "false"}
    slots = ["每天 11:00 | 甲 | chef\nvia: private"]
    rules = [need for need in template.needs if need in SECTIONS]
    for need in template.needs:
        front |= BARE.get(need, {})
    if "selling" in template.needs:
        front["selling"] = "true"
    if "in-group" in template.needs:
        slots.append("每天 12:00 | 乙 | chef")
    slots += [
        f"每天 18:00 | 丙 | chef\ntheme: {need}" for need in template.needs if need in ("live", "flash-sale")
    ]
    if rules or "rules" in template.needs:
        front["rules"] = "{" + ", ".join(f"{name}: 一句话" for name in rules or ["allowed"]) + "}"
    return write(*slots, **front)


def slips(text: str) -> Iterator[str]:
    """Yield what shows that a text was filled with nothing, or badly."""
    for pattern in (
        r"[{}]",
        r"None|True|False",
        r"\n\n\n",
        r"[ \t]$",
        r"[：；，、]$(?!\n+\S)",
        r"[：；，、“][。；，、”]",
    ):
        if found := re.search(pattern, text, re.MULTILINE):
            yield f"{pattern}: …{text[max(0, found.start() - 12) : found.end() + 12]}…"


@pytest.mark.parametrize("template", RULES, ids=lambda one: one.name)
def test_a_template_is_whole_for_a_playbook_that_has_only_what_it_needs(
    template: RuleTemplate, write: Write, read_sound: Read
) -> None:
    handbook = read_sound({"industries/a/x.md": with_only(template, write)})
    playbook = handbook.playbooks["a-x"]
    studio = Studio(handbook=handbook, env=ENV)
    assert applies(template, playbook, studio)
    text = rule_text(template, playbook, studio)
    assert text.strip() and list(slips(text)) == []


@pytest.fixture(scope="module")
def shipped() -> Studio:
    files = {
        path.relative_to(HANDBOOK).as_posix(): path.read_text("utf-8") for path in HANDBOOK.rglob("*.md")
    }
    handbook, _ = read(files.items(), Settings(), date(2026, 12, 7))
    return Studio(handbook=handbook, env=ENV)


@pytest.mark.parametrize("template", RULES, ids=lambda one: one.name)
def test_every_shipped_text_is_whole_and_fits_a_phone(template: RuleTemplate, shipped: Studio) -> None:
    found = [one for one in shipped.handbook.playbooks.values() if applies(template, one, shipped)]
    assert found, "a template that no playbook of the handbook uses"
    for playbook in found:
        text = rule_text(template, playbook, shipped)
        assert list(slips(text)) == [], playbook.id
        assert "\n\n" in text, playbook.id
        assert screen.fits(text), playbook.id


def test_a_playbooks_page_shows_its_rules_and_its_welcome_and_no_more() -> None:
    assert {one.name for one in RULES if one.on_playbook} == COMPLETE


def one_template(needs: tuple[str, ...], body: str = "x") -> RuleTemplate:
    blank = RULES[0]
    names = frozenset(find_undeclared_variables(ENV.parse(body)))
    return RuleTemplate(
        "own", blank.title, blank.description, frozenset(needs), "other", False, names, ENV.from_string(body)
    )


@pytest.fixture
def playbook(write: Write, read_sound: Read) -> Playbook:
    text = write(
        "每天 11:00 | 菜单 | chef\ntheme: flash-sale",
        roles="{chef: 大厨, host: 店长}",
        vars="{store: 人民路店}",
        reply_within="2h",
        rules="{penalty: 移出}",
    )
    return read_sound({"industries/a/x.md": text}).playbooks["a-x"]


@pytest.mark.parametrize(
    ("needs", "met"),
    [
        ((), True),
        (("selling", "in-group", "reply-within", "penalty"), True),
        (("flash-sale", "store", "chef", "host", "title"), True),
        (("rules",), False),
        (("penalty", "live"), False),
        (("admin",), False),
        (("usage-cycle",), False),
        (("nobody",), False),
    ],
)
def test_needs_name_parts_variables_roles_and_themes(
    needs: tuple[str, ...], met: bool, playbook: Playbook, shipped: Studio
) -> None:
    studio = Studio(handbook=shipped.handbook, env=ENV)
    assert applies(one_template(needs), playbook, studio) is met


def test_a_role_that_nobody_fills_falls_to_another_and_durations_are_words(
    playbook: Playbook, shipped: Studio
) -> None:
    body = "{{ host }} {{ admin }} {{ service }} {{ chef }} {{ reply_within }} [{{ usage_cycle }}{{ entry }}]"
    studio = Studio(handbook=shipped.handbook, env=ENV)
    assert rule_text(one_template((), body), playbook, studio) == "店长 店长 店长 大厨 2 小时 []\n"
