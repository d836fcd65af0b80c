"""Measure what share of a cold build the sheets take: one build in this process, with the making of sheets timed.

Processor time of this process, so that a busy machine changes the share little. Writing the files is part of the build,
not of the sheets: it is a file or two an industry.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from rich.console import Console

import playbooks
from build import CONFIGURATION, PLUGINS, TODAY
from sopbook import background
from sopbook.render import sheet, site
from sopbook.render.month import Calendar
from sopbook.render.parts import File, Studio

TARGET = 0.30


def measured(project: Path) -> tuple[float, float, list[File]]:
    """Build a project; return the seconds of the build, those of its sheets, and these."""
    spent: list[float] = []
    made: list[File] = []

    def timed(studio: Studio, calendars: list[Calendar]) -> Iterator[File]:
        start = time.process_time()
        made.extend(sheet.sheet_files(studio, calendars))
        spent.append(time.process_time() - start)
        return iter(made)

    site.sheet_files = timed
    background.Background.begins = False  # what another process does would not be seen here
    start = time.process_time()
    build(load_config(str(project / "mkdocs.yml")))
    if not made:
        raise SystemExit("no sheet was made in this process: nothing was measured")
    return time.process_time() - start, sum(spent), made


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--playbooks", type=int, default=1000, metavar="N", help="how many (default 1000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="builds (default 3)")
    options = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    os.environ["SOURCE_DATE_EPOCH"] = str(TODAY)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    shares = []
    with tempfile.TemporaryDirectory(prefix="sopbook-bench-") as name:
        project = Path(name)
        playbooks.write(project / "playbooks", options.playbooks)
        text = CONFIGURATION.format(plugins=PLUGINS["sopbook"])
        (project / "mkdocs.yml").write_text(text, encoding="utf-8")
        for run in range(options.runs):
            whole, sheets, made = measured(project)
            shares.append(sheets / whole)
            size = sum(len(file.content) for file in made) / 1e6
            console.print(
                f"  {options.playbooks} sheets {run + 1}/{options.runs}: {sheets:.2f} of {whole:.2f} s,"
                f" {len(made)} files, {size:.1f} MB"
            )
    share = statistics.median(shares)
    verdict = "met" if share < TARGET else "missed"
    console.print(
        f"sheets / build, {options.playbooks:,} playbooks: {share:.3f} (target: under {TARGET}: {verdict})"
    )


if __name__ == "__main__":
    main()
