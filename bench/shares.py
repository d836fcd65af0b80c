"""Measure what shares of a cold build the feeds and the sheets take: builds in this process, with the making timed.

Processor time of this process, so that a busy machine changes the shares little. Writing the files is part of the
build, not of what is in them.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from rich.console import Console

import playbooks
from build import CONFIGURATION, PLUGINS, TODAY
from sopbook import background
from sopbook.render import feeds, sheet, site
from sopbook.render.parts import File

TARGETS = {"feeds": 0.10, "sheets": 0.30}
MAKERS = {"feeds": feeds.feed_files, "sheets": sheet.sheet_files}


def measured(project: Path) -> tuple[float, dict[str, tuple[float, list[File]]]]:
    """Build a project; return the seconds of the build, and by name those of each part with what it made."""
    parts: dict[str, tuple[float, list[File]]] = {}

    def timed(name: str) -> Callable[..., Iterator[File]]:
        def make(*given: Any) -> Iterator[File]:
            start = time.process_time()
            made = list(MAKERS[name](*given))
            parts[name] = time.process_time() - start, made
            return iter(made)

        return make

    site.feed_files, site.sheet_files = timed("feeds"), timed("sheets")
    background.Background.begins = False  # what another process does would not be seen here
    start = time.process_time()
    build(load_config(str(project / "mkdocs.yml")))
    if set(parts) != set(MAKERS) or not all(made for _, made in parts.values()):
        raise SystemExit("feeds or sheets were not made in this process: nothing was measured")
    return time.process_time() - start, parts


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--playbooks", type=int, default=1000, metavar="N", help="how many (default 1000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="builds (default 3)")
    options = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    os.environ["SOURCE_DATE_EPOCH"] = str(TODAY)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    shares: dict[str, list[float]] = {name: [] for name in TARGETS}
    with tempfile.TemporaryDirectory(prefix="sopbook-bench-") as name:
        project = Path(name)
        playbooks.write(project / "playbooks", options.playbooks)
        text = CONFIGURATION.format(plugins=PLUGINS["sopbook"])
        (project / "mkdocs.yml").write_text(text, encoding="utf-8")
        for run in range(options.runs):
            whole, parts = measured(project)
            said = []
            for part, (seconds, made) in parts.items():
                shares[part].append(seconds / whole)
                size = sum(len(file.content) for file in made) / 1e6
                said.append(f"{part} {seconds:.2f} s ({len(made)} files, {size:.1f} MB)")
            console.print(
                f"  {options.playbooks} {run + 1}/{options.runs}: {', '.join(said)} of {whole:.2f} s"
            )
    for part, target in TARGETS.items():
        share = statistics.median(shares[part])
        verdict = "met" if share < target else "missed"
        console.print(
            f"{part} / build, {options.playbooks:,} playbooks: {share:.3f} (target: under {target}: {verdict})"
        )


if __name__ == "__main__":
    main()
