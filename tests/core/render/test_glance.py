"""A playbook at a glance: its rhythm in words, who does what, and the codes that lead to it from paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sopbook.files import load_templates
from sopbook.handbook import Handbook
from sopbook.pipeline import equip, publish
from sopbook.render import qr
from sopbook.render.glance import glance_of
from sopbook.render.words import Words
from sopbook.settings import Settings

ENV, RULES = load_templates(None)
KNOWN = replace(Settings(), site_url="https://example.org/sop/")


@pytest.mark.parametrize(
    ("slots", "zh", "en"),
    [
        (("每天 11:00、18:00",), "每天 2 条", "2 a day"),
        (("每周一、三 20:00", "周末 10:00"), "一周 4 条", "4 a week"),
        (("建群第1-3天 20:00", "建群第7天 9:00"), "建群头 7 天 4 条", "4 in the first 7 days"),
        (("入群后0分钟", "入群后1天 10:00"), "跟着成员走 2 条", "2 on members' own days"),
        (("每天 11:00", "入群后0分钟"), "每天 1 条；跟着成员走 1 条", "1 a day; 1 on members' own days"),
        (("2026-12-24 20:00",), "", ""),
    ],
)
def test_the_rhythm_is_said_in_a_few_words(
    slots: tuple[str, ...],
    zh: str,
    en: str,
    write: Callable[..., str],
    read_sound: Callable[..., Handbook],
) -> None:
    handbook = read_sound({"industries/a/x.md": write(*slots)})
    (playbook,) = handbook.playbooks.values()
    studio = equip(handbook, ENV, RULES)
    entries = handbook.entries(playbook)
    assert glance_of(playbook, entries, studio).rhythm == zh
    assert glance_of(playbook, entries, replace(studio, words=Words("en"))).rhythm == en


def test_two_codes_a_playbook_lead_to_its_page_and_to_today(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    def codes(settings: Settings) -> dict[str, str]:
        site = publish(equip(read_sound({"industries/a/x.md": write()}, settings), ENV, RULES))
        return {file.path: str(file.content) for file in site.files() if file.path.startswith("qr/")}

    assert codes(KNOWN) == {
        "qr/page/a-x.svg": qr.svg("https://example.org/sop/industries/a/x/"),
        "qr/today/a-x.svg": qr.svg("https://example.org/sop/today/?playbook=a-x"),
    }
    plain = codes(replace(KNOWN, directory_urls=False))
    assert plain["qr/today/a-x.svg"] == qr.svg("https://example.org/sop/today.html?playbook=a-x")
    assert codes(Settings()) == {}
