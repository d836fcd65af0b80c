"""Ask pip-audit whether a locked version has a known vulnerability; `make lint` and the weekly workflow run it.

    python scripts/audit_dependencies.py [--required] LOCK…

A vulnerability fails. Where the data cannot be reached (offline, or an index that has none) one line says so and the run
passes; with --required it fails.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

TIMEOUT = 5
"""Seconds that one answer of the index may take."""
PATIENCE = 180
"""Seconds that all of it may take."""


class Unreachable(Exception):
    """The data about vulnerabilities cannot be had; says why."""


class Vulnerability(NamedTuple):
    """A known fault of a locked version."""

    package: str
    version: str
    id: str
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in one line."""
        mended = f"mended in {', '.join(self.fixed_in)}" if self.fixed_in else "no version mends it yet"
        return f"{self.package} {self.version}: {self.id} ({mended})"


def main(arguments: list[str]) -> int:
    """Audit the lock files; return 1 where something is wrong, else 0."""
    parser = argparse.ArgumentParser(description="Look for known vulnerabilities of locked versions.")
    parser.add_argument("--required", action="store_true", help="fail where the data cannot be reached")
    parser.add_argument("locks", nargs="+", type=Path, metavar="LOCK")
    options = parser.parse_args(arguments)
    entries = sorted({entry for lock in options.locks for entry in entries_of(lock.read_text("utf-8"))})
    try:
        vulnerabilities([entries[0]])  # a look whether anybody answers: quick where nobody does
        found = vulnerabilities(entries)
    except Unreachable as reason:
        print(f"pip-audit: skipped, its data cannot be reached ({reason})")
        return int(options.required)
    for one in found:
        print(one)
    return int(bool(found))


def entries_of(lock: str) -> list[str]:
    """Return the entries of a lock file, each a pin with its hashes, without comments."""
    bare = re.sub(r"(?m)^\s*#.*\n", "", lock)
    return [entry.strip() for entry in re.split(r"\n(?=\S)", bare) if entry.strip()]


def vulnerabilities(entries: Iterable[str]) -> list[Vulnerability]:
    """Return what pip-audit knows of locked packages.

    Raises Unreachable when it gets no answer, or none for a package that the index must know.
    """
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "lock.txt"
        lock.write_text("\n".join(entries) + "\n", encoding="utf-8")
        return vulnerabilities_in(*_run("--require-hashes", "--disable-pip", "-r", str(lock)))


def vulnerabilities_in(answer: str, complaint: str = "") -> list[Vulnerability]:
    """Return what an answer of pip-audit, its JSON, says. Raises Unreachable as `vulnerabilities` does.

    `complaint` is what it said beside its answer; the last line tells why there is none.
    """
    try:
        listed = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise Unreachable((complaint.strip().splitlines() or ["no answer"])[-1][:200]) from None
    unknown = [one["name"] for one in listed if "skip_reason" in one]
    if unknown:
        raise Unreachable(
            f"nothing is known of {len(unknown)} of {len(listed)} packages, such as {unknown[0]}"
        )
    return [
        Vulnerability(one["name"], one["version"], fault["id"], tuple(fault["fix_versions"]))
        for one in listed
        for fault in one["vulns"]
    ]


def _run(*arguments: str) -> tuple[str, str]:
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, "--timeout", str(TIMEOUT), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise Unreachable(f"no answer in {PATIENCE} s") from None
    return done.stdout, done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
