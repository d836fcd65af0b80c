"""No page outgrows 300 kB, however many playbooks an industry has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sopbook.files import load_templates
from sopbook.pipeline import equip, publish, read
from sopbook.render.links import MAX_LISTED
from sopbook.settings import Settings

FRAME = 60_000
"""Bytes of Material's own part of a page, at the most."""


def test_an_industry_of_a_thousand_playbooks_and_more(write: Callable[..., str]) -> None:
    text = write(
        "每天 11:00", title="人民路门店午市福利群", description="门店午市的回头客群，一天三条，11 点菜单"
    )
    files = [(f"industries/a/p{number}.md", text) for number in range(MAX_LISTED + 5)]
    handbook, _ = read(files, Settings(), date(2026, 12, 7))
    parts = publish(equip(handbook, *load_templates(None))).parts
    pages = {path: part.lead() + part.html() for path, part in parts.items() if "/p" not in path}
    assert max(len(page.encode()) for page in pages.values()) < 300_000 - FRAME
    assert pages["industries/a/index.md"].count('class="sop-card__link"') == MAX_LISTED
    assert "还有 5 个群SOP" in pages["industries/a/index.md"]
