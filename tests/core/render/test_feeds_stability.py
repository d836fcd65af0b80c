"""A feed changes only when its content does: not with the day, the machine or what stands beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment
from oracles.lint import Properties, lint

from sopbook.pipeline import read
from sopbook.render.feeds import feed_files
from sopbook.render.parts import Studio
from sopbook.settings import Settings

SETTINGS = replace(Settings(), site_url="https://example.org/")
FOLDER = Path(__file__).parents[3] / "playbooks"
SLOTS = (
    "每天 11:00、18:00 | 一",
    "工作日 9:00 | 二 | admin",
    "每月8日 10:00 | 三",
    "双11 前3天至前1天 20:00 | 四",
    "开课 前30分钟 | 五",
)
FRONT = {
    "skip": "[2026-12-24]",
    "holidays": "next-workday",
    "anchors": "{开课: 每周二 20:00}",
    "timezone": "Europe/Berlin",
}


def feeds_of(texts: dict[str, str], today: date) -> dict[str, str]:
    handbook, _ = read(texts.items(), SETTINGS, today)
    return {file.path: str(file.content) for file in feed_files(Studio(handbook=handbook, env=Environment()))}


def events_of(text: str) -> dict[str, Properties]:
    feed = feeds_of({"industries/a/x.md": text}, date(2026, 12, 7))["feeds/all.ics"]
    return {event["UID"]: event for event in lint(feed)}


def test_the_next_day_changes_nothing_and_the_next_year_little(write: Callable[..., str]) -> None:
    texts = {"industries/a/x.md": write(*SLOTS, **FRONT)}
    today = feeds_of(texts, date(2026, 1, 1))
    assert all(
        feeds_of(texts, day) == today for day in (date(2026, 1, 2), date(2026, 7, 1), date(2026, 12, 31))
    )
    assert feeds_of(texts, date(2027, 1, 1)) != today


@pytest.mark.parametrize("number", range(1, len(SLOTS) + 1))
@pytest.mark.parametrize("change", ["post", "when"])
def test_editing_a_slot_changes_only_its_own_events(
    write: Callable[..., str], number: int, change: str
) -> None:
    edited, old = list(SLOTS), SLOTS[number - 1]
    when, _, rest = old.partition(" | ")
    edited[number - 1] = f"{when} | 改 {rest}" if change == "post" else f"每周日 7:00 | {rest}"
    first, second = (events_of(write(*slots, **FRONT)) for slots in (SLOTS, edited))
    changed = {uid for uid in first.keys() | second.keys() if first.get(uid) != second.get(uid)}
    assert changed
    assert all(uid.startswith(f"a-x.slot-{number}.") for uid in changed)


PROGRAM = """
import hashlib, sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from jinja2 import Environment
from sopbook.pipeline import read
from sopbook.render.feeds import feed_files
from sopbook.render.parts import Studio
from sopbook.settings import Settings
folder = Path(sys.argv[1])
texts = [(path.relative_to(folder).as_posix(), path.read_text("utf-8")) for path in sorted(folder.rglob("*.md"))]
handbook, _ = read(texts, replace(Settings(), site_url="https://example.org/"), date.fromisoformat(sys.argv[2]))
found = "".join(f"{it.path}\\n{it.content}" for it in feed_files(Studio(handbook=handbook, env=Environment())))
print(hashlib.sha256(found.encode()).hexdigest(), len(found))
"""


def test_another_machine_makes_the_same_bytes(tmp_path: Path) -> None:
    """Another zone, locale, folder and hash seed, a day later."""
    moved = tmp_path / "else where"
    moved.symlink_to(FOLDER)
    made = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder), day],
            cwd=cwd,
            env={**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for folder, cwd, day, zone, locale, seed in (
            (FOLDER, FOLDER.parent, "2026-12-07", "Asia/Shanghai", "C.UTF-8", "1"),
            (moved, tmp_path, "2026-12-08", "America/New_York", "C", "2"),
        )
    ]
    assert made[0] == made[1]
    assert int(made[0].split()[1]) > 10_000
