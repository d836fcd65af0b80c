"""The repository keeps its promises: what is in git, what is locked, who imports whom."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# A class in each word keeps this line from finding itself.
MACHINE_PATH = re.compile(
    r"(?<![\w.:/~-])/(?:ro[o]t/|hom[e]/\w+/|User[s]/\w+/|wor[k]/(?:main|shared)|tm[p]/\w+/)"
)
INDEX_ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host|file:")


def git(*arguments: str) -> str:
    """Return what git says of this repository; skip where there is none, as in an unpacked archive."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git work tree")
    return subprocess.run(
        ["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


def texts_in_git() -> list[Path]:
    """Return the files that are in git or would be added, less those that are not text."""
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    paths = [ROOT / name for name in dict.fromkeys(names) if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]


def test_site_in_git_holds_only_its_gitignore() -> None:
    assert git("ls-files", "--cached", "--others", "--exclude-standard", "site").split() == [
        "site/.gitignore"
    ]


def test_there_are_lock_files() -> None:
    assert [lock.name for lock in LOCKS] == ["lint.txt", "site.txt", "test.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_file_pins_and_hashes_everything_and_names_no_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    assert len(entries) > 20
    pinned = re.compile(r"[\w.-]+==\S+ (?:;.*)?\\\n    --hash=sha256:")
    assert [entry for entry in entries if not pinned.match(entry)] == []
    assert INDEX_ADDRESS.findall(text) == []


def test_locks_agree_with_one_another() -> None:
    """`make site`, `make test` and `make lint` share one environment: none may pull another's packages back."""
    pins: dict[str, set[str]] = {}
    for lock in LOCKS:
        found: dict[str, set[str]] = {}
        for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(version)
        for name, versions in found.items():
            assert pins.setdefault(name, versions) == versions, f"{lock.name}: {name}"


def test_locks_hold_every_runtime_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[<>=!~;\[ ]", line)[0].lower().replace("_", "-") for line in project["dependencies"]}
    locked = set(
        re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8"))
    )
    assert named - locked == set()


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    places = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in texts_in_git()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if MACHINE_PATH.search(line)
    ]
    assert places == []


def test_imports_run_in_one_direction() -> None:
    lint_imports = "from importlinter.cli import lint_imports_command as main; main()"
    run = subprocess.run(
        [sys.executable, "-c", lint_imports, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr
