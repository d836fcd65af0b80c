"""Compare `sopbook check` on many playbooks with what PyYAML's C loader takes to load the same front matters.

`check` is a process of its own, its start included. Links in bodies and the checks of the whole handbook are part of it.
Memory is the largest resident set.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from rich.console import Console

import playbooks

TARGET, MEMORY = 3.0, 1000.0
TODAY = "2026-11-20"


def loaded(folder: Path) -> float:
    """Return the seconds that the C loader takes for every front matter; reading the files is not counted."""
    fronts = [path.read_text("utf-8").split("\n---\n", 1)[0][4:] for path in folder.rglob("playbook-*.md")]
    start = time.perf_counter()
    for front in fronts:
        yaml.load(front, Loader=yaml.CSafeLoader)
    return time.perf_counter() - start


def checked(folder: Path) -> tuple[float, float, str]:
    """Return the seconds of `sopbook check`, its MB, and its last line."""
    command = [
        str(Path(sys.executable).parent / "sopbook"),
        "check",
        "--playbooks",
        str(folder),
        "--today",
        TODAY,
    ]
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen([*command, "--format", "json"], stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", errors="replace")
    if process.returncode:
        sys.exit(f"exit {process.returncode}\n{said[-3000:]}")
    return (
        seconds,
        usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3),
        f"{said.count(chr(34) + 'code')} findings",
    )


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--playbooks", type=int, default=10_000, metavar="N", help="how many (default 10000)")
    options = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    with tempfile.TemporaryDirectory(prefix="sopbook-bench-") as name:
        folder = Path(name) / "playbooks"
        playbooks.write(folder, options.playbooks)
        loader = loaded(folder)
        seconds, memory, found = checked(folder)
    console.print(
        f"{options.playbooks:,} playbooks: check {seconds:.2f} s, {memory:.0f} MB, {found}; C loader {loader:.2f} s"
    )
    ratio = seconds / loader
    verdict = "met" if ratio <= TARGET and memory < MEMORY else "missed"
    console.print(
        f"check / C loader: {ratio:.2f} (target: at most {TARGET:.0f}, under {MEMORY:.0f} MB: {verdict})"
    )


if __name__ == "__main__":
    main()
