"""Same commit, same bytes: whatever the zone, the locale, the folder, the hash seed, the umask and the clock."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.site

EPOCH = datetime(2031, 3, 5, 12, tzinfo=UTC)
"""The commit's date: no day on which this test runs, so that a look at the clock would show."""
MACHINES: Mapping[str, Mapping[str, str]] = {
    "one/手册": {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "1", "umask": "022"},
    "two/deeper/down": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "2",
        "umask": "077",
    },
}
"""Folders, and what the machine is like on which each stands: their zones are a day apart."""
DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><path d='M0 0h1v1z'/></svg>"


@pytest.fixture(scope="module")
def trees(site: Any, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Return what two machines make of the same files."""
    source = site.folder.parent
    config = (source / "mkdocs.yml").read_text("utf-8").replace("today: 2026-12-07", "months: 2")
    files = {path.relative_to(source).as_posix(): path.read_text("utf-8") for path in source.rglob("*.md")}
    files |= {"mkdocs.yml": config, "playbooks/menu.svg": DRAWING, "playbooks/a/menu.svg": DRAWING}
    running = []
    for number, (folder, machine) in enumerate(MACHINES.items()):
        root = tmp_path_factory.mktemp("machine") / folder
        for name in sorted(files, reverse=bool(number)):  # some file systems list files as they came
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], "utf-8")
        environment = {**os.environ, **machine, "SOURCE_DATE_EPOCH": str(int(EPOCH.timestamp()))}
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        process = subprocess.Popen(command, cwd=root, env=environment, umask=int(machine["umask"], 8))
        running.append((root / "site", process))
    assert [process.wait(120) for _, process in running] == [0, 0]
    return [_tree(folder) for folder, _ in running]


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_two_machines_make_the_same_tree(trees: list[dict[str, bytes]]) -> None:
    one, two = trees
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_something_of_everything_was_compared(trees: list[dict[str, bytes]]) -> None:
    kinds = {name.rpartition(".")[2] for name in trees[0]}
    assert {"html", "ics", "xlsx", "json", "svg", "gz", "xml", "txt", "js", "css"} <= kinds


def test_no_file_knows_the_clock_or_the_folder(trees: list[dict[str, bytes]]) -> None:
    today = date.today()
    unknown = [today.isoformat().encode(), today.strftime("%Y%m%d").encode(), b"machine-", b"machine0"]
    unknown += [str(Path(sys.prefix)).encode(), str(Path(__file__).parents[2]).encode()]
    for name, content in trees[0].items():
        assert not [text for text in unknown if text in content], name
