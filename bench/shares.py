"""Measure what shares of a cold build the feeds and the sheets take: builds in this process, with the making timed.

Writing the files is part of the build, not of what is in them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from inside import CONSOLE, report, runs
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
    start = time.process_time()
    build(load_config(str(project / "mkdocs.yml")))
    if set(parts) != set(MAKERS) or not all(made for _, made in parts.values()):
        raise SystemExit("feeds or sheets were not made in this process: nothing was measured")
    return time.process_time() - start, parts


def main() -> None:
    """Measure and report."""
    shares: dict[str, list[float]] = {name: [] for name in TARGETS}
    for project, name in runs(__doc__):
        whole, parts = measured(project)
        said = []
        for part, (seconds, made) in parts.items():
            shares[part].append(seconds / whole)
            size = sum(len(file.content) for file in made) / 1e6
            said.append(f"{part} {seconds:.2f} s ({len(made)} files, {size:.1f} MB)")
        CONSOLE.print(f"  {name}: {', '.join(said)} of {whole:.2f} s")
    for part, target in TARGETS.items():
        report(part, statistics.median(shares[part]), target)


if __name__ == "__main__":
    main()
