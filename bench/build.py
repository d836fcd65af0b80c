"""Compare a cold build of generated playbooks with plain mkdocs-material on the same Markdown.

Plain is Material with `navigation.prune` and every page in the navigation, without the plugin. Each build is a process
of its own in a folder of its own; the two take turns, and medians are compared. Memory is the largest resident set of
the process and of those it waited for.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

import playbooks

TARGET = 1.25
TODAY = 1763596800 + 365 * 86400
"""2026-11-20, as SOURCE_DATE_EPOCH: both builds think it is this day."""

BIN = Path(sys.executable).parent
COMMANDS = {
    "plain": [str(BIN / "mkdocs"), "build", "--quiet"],
    "sopbook": [str(BIN / "sopbook"), "build"],
}
PLUGINS = {"plain": "[search]", "sopbook": "[search, sopbook]"}

CONFIGURATION = """\
site_name: 社群运营手册
site_url: https://handbook.example/
docs_dir: playbooks
theme:
  name: material
  language: zh
  font: false
  features: [navigation.prune]
plugins: {plugins}
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - pymdownx.tasklist
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took, in seconds and MB, and what it left: files, and MB of them."""

    seconds: float
    memory: float
    files: int
    size: float


def build(variant: str, count: int, folder: Path) -> Cost:
    """Build `count` playbooks in a fresh folder and return what it took; exit with the log when it fails."""
    project = folder / variant
    playbooks.write(project / "playbooks", count)
    (project / "mkdocs.yml").write_text(CONFIGURATION.format(plugins=PLUGINS[variant]), encoding="utf-8")
    log = project / "build.log"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            COMMANDS[variant],
            cwd=project,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(TODAY), "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    memory = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    cost = _left(project / "site", count, seconds, memory)
    if process.returncode or cost is None:
        said = log.read_text(encoding="utf-8", errors="replace")[-3000:]
        sys.exit(f"{variant}: exit {process.returncode}, or pages are missing\n{said}")
    shutil.rmtree(project)
    return cost


def _left(site: Path, count: int, seconds: float, memory: float) -> Cost | None:
    """Return the cost of a build, or None when not every playbook has its page."""
    if len(list(site.glob("industries/*/playbook-*/index.html"))) != count:
        return None
    files = [path for path in site.rglob("*") if path.is_file()]
    return Cost(seconds, memory, len(files), sum(path.stat().st_size for path in files) / 1e6)


def median(costs: list[Cost]) -> Cost:
    """Return the medians of time and memory; what was left is the same each time."""
    return Cost(
        statistics.median(cost.seconds for cost in costs),
        statistics.median(cost.memory for cost in costs),
        costs[-1].files,
        costs[-1].size,
    )


def measure(variants: list[str], count: int, runs: int, console: Console) -> dict[str, Cost]:
    """Build each variant `runs` times, by turns, and return the medians."""
    costs: dict[str, list[Cost]] = {variant: [] for variant in variants}
    with tempfile.TemporaryDirectory(prefix="sopbook-bench-") as name:
        for run in range(runs):
            for variant in variants if run % 2 == 0 else reversed(variants):
                costs[variant].append(build(variant, count, Path(name)))
                last = costs[variant][-1]
                console.print(
                    f"  {count} {variant} {run + 1}/{runs}: {last.seconds:.2f} s, {last.memory:.0f} MB"
                )
    return {variant: median(found) for variant, found in costs.items()}


def report(results: dict[int, dict[str, Cost]], runs: int, console: Console) -> None:
    """Print the medians, and the ratios between variants and between sizes."""
    table = Table(title=f"Cold build, median of {runs}")
    for heading in ("playbooks", "build", "seconds", "peak MB", "files", "site MB"):
        table.add_column(heading, justify="left" if heading == "build" else "right")
    for count, costs in results.items():
        for variant, cost in costs.items():
            row = (f"{cost.seconds:.2f}", f"{cost.memory:.0f}", str(cost.files), f"{cost.size:.1f}")
            table.add_row(f"{count:,}", variant, *row)
    console.print(table)
    for count, costs in results.items():
        if len(costs) == 2:
            _ratio(f"sopbook / plain, {count:,} playbooks", costs["sopbook"], costs["plain"], console, TARGET)
    if len(results) == 2:
        (few, before), (many, after) = results.items()
        for variant in after:
            label = f"{variant}, {many:,} / {few:,} playbooks (in proportion: {many / few:.2f})"
            _ratio(label, after[variant], before[variant], console)


def _ratio(label: str, one: Cost, other: Cost, console: Console, target: float | None = None) -> None:
    ratio = one.seconds / other.seconds
    verdict = ""
    if target is not None:
        verdict = f" (target: at most {target}: {'met' if ratio <= target else 'missed'})"
    console.print(f"{label}: time {ratio:.2f}{verdict}, memory {one.memory / other.memory:.2f}")


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--playbooks", type=int, default=1000, metavar="N", help="how many (default 1000)")
    parser.add_argument(
        "--runs", type=int, default=3, metavar="N", help="builds of each, by turns (default 3)"
    )
    parser.add_argument("--growth", action="store_true", help="sopbook on four times as many as well")
    parser.add_argument("--only", choices=list(COMMANDS), help="measure just this one")
    options = parser.parse_args()
    variants = [options.only] if options.only else list(COMMANDS)
    console = Console(highlight=False, soft_wrap=True)
    console.print("Warming up (programs into memory, byte code written) …")
    measure(variants, 10, 1, console)
    results = {options.playbooks: measure(variants, options.playbooks, options.runs, console)}
    if options.growth:
        # Plain grows with the square of its pages, all of them in the navigation: many minutes for 4,000.
        many = 4 * options.playbooks
        results[many] = measure([options.only or "sopbook"], many, options.runs, console)
    report(results, options.runs, console)


if __name__ == "__main__":
    main()
