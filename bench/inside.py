"""Builds in this process, whose parts can be timed: by processor time, so that a busy machine changes shares little."""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

import playbooks
from build import CONFIGURATION, PLUGINS, TODAY
from sopbook import background

CONSOLE = Console(highlight=False, soft_wrap=True)


class Run(NamedTuple):
    """One build to be done: the project's folder, and what to call the run."""

    project: Path
    name: str


def runs(description: str | None) -> Iterator[Run]:
    """Yield as many builds as the command line asks for, all of one project; nothing is left to other processes."""
    parser = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    parser.add_argument("--playbooks", type=int, default=1000, metavar="N", help="how many (default 1000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="builds (default 3)")
    options = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = str(TODAY)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    background.Background.begins = False  # what another process does would not be seen here
    with tempfile.TemporaryDirectory(prefix="sopbook-bench-") as name:
        project = Path(name)
        playbooks.write(project / "playbooks", options.playbooks)
        text = CONFIGURATION.format(plugins=PLUGINS["sopbook"])
        (project / "mkdocs.yml").write_text(text, encoding="utf-8")
        for run in range(options.runs):
            yield Run(project, f"{options.playbooks} {run + 1}/{options.runs}")


def report(name: str, share: float, target: float) -> None:
    """Say what share of a build something takes, and whether that is as little as was meant."""
    verdict = "met" if share < target else "missed"
    CONSOLE.print(f"{name} / build: {share:.3f} (target: under {target}: {verdict})")
