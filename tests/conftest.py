"""Handbooks drawn in the test: tiny playbooks as text, in memory or in a folder with its `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import settings as hypothesis_settings

from sopbook.findings import Severity
from sopbook.handbook import Handbook
from sopbook.pipeline import read
from sopbook.settings import Settings

hypothesis_settings.register_profile("sopbook", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("sopbook")

TODAY = date(2026, 12, 7)
"""A Monday."""

Write = Callable[..., str]
Read = Callable[..., Handbook]
Draw = Callable[..., Path]


def playbook_text(*slots: str, body: str = "正文\n", title: str = "午市福利群", **front: str) -> str:
    """Return a playbook; a slot is given by its `when`, or as `when | post | by | kind`, more lines below it.

    Keys of the front matter are written with `_` for `-`, their values as YAML.
    """
    keys = {"title": title, "group": "traffic", "roles": "{host: 店长, admin: 值班经理}"}
    keys |= {key.rstrip("_").replace("_", "-"): value for key, value in front.items()}
    lines = [f"{key}: {value}\n" for key, value in keys.items()]
    listed = [_slot(number, slot) for number, slot in enumerate(slots or ("每天 11:00",), start=1)]
    return f"---\n{''.join(lines)}schedule:\n{''.join(listed)}---\n\n{body}"


def _slot(number: int, slot: str) -> str:
    first, _, more = slot.partition("\n")
    given = [part.strip() for part in first.split("|")]
    when, post, by, kind = [*given, *["", f"动作{number}", "host", "activity"][len(given) :]]
    text = f"id: slot-{number}\nwhen: {when}\npost: {post}\nkind: {kind}\nby: {by}\n{more}"
    return "  - " + indent(text.strip(), "    ").lstrip() + "\n"


@pytest.fixture(scope="session")
def write() -> Write:
    """Return a function that writes a playbook; see `playbook_text`."""
    return playbook_text


@pytest.fixture(scope="session")
def read_sound() -> Read:
    """Return a function that reads a handbook from {path: text} and insists that nothing is wrong with it."""

    def read_all(files: Mapping[str, str], settings: Settings | None = None, today: date = TODAY) -> Handbook:
        handbook, findings = read(files.items(), settings or Settings(), today)
        assert [finding for finding in findings if finding.severity is not Severity.HINT] == []
        return handbook

    return read_all


CONFIG = """\
site_name: 手册
docs_dir: playbooks
theme: {name: material, language: zh, font: false}
plugins: [search, sopbook]
"""


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Return a function that draws a project: `mkdocs.yml` and the files of {path: text} in its `playbooks/`."""

    def drawn(files: Mapping[str, str], config: str = CONFIG, root: Path = tmp_path) -> Path:
        for name, text in {**files, "../mkdocs.yml": config}.items():
            path = root / "playbooks" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    return drawn
