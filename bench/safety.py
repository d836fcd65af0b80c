"""Measure what share of a cold build keeps it safe: builds in this process, with each step timed.

In a real build two processes share the last look at the finished site; here it counts in full. So does all reading of
files, which would be there anyway.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from inside import CONSOLE, report, runs
from sopbook import limits, reading, release
from sopbook.checks import unsafe_markup

TARGET = 0.15


class Clock:
    """Adds up the seconds of the steps it wraps; a step inside another counts once."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._is_running = False

    def times(self, place: Any, name: str, step: str) -> None:
        """Have the function `name` of a module or class timed as part of `step`."""
        setattr(place, name, self.timed(getattr(place, name), step))

    def timed(self, function: Callable[..., Any], step: str) -> Callable[..., Any]:
        """Return the function, timed."""
        self.seconds.setdefault(step, 0)

        def run(*given: Any, **named: Any) -> Any:
            if self._is_running:
                return function(*given, **named)
            self._is_running = True
            start = time.process_time()
            try:
                return function(*given, **named)
            finally:
                self.seconds[step] += time.process_time() - start
                self._is_running = False

        return run


def watch(clock: Clock) -> None:
    """Have every step timed that a build without these precautions would not have."""
    clock.times(reading, "read_handbook", "reading")
    clock.times(limits.PageLimits, "published", "filter")
    clock.times(limits.PageLimits, "findings", "filter")
    clock.times(release.Release, "settled", "policy")
    clock.times(release.Release, "watch", "policy")
    clock.times(release.Release, "__init__", "folders")
    clock.times(release.Release, "publish", "last look")
    clock.times(unsafe_markup, "unpublished", "check")


def measured(project: Path, clock: Clock) -> float:
    """Build a project; return the seconds of the build. Those of each step are the clock's."""
    clock.seconds = dict.fromkeys(clock.seconds, 0.0)
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    start = time.process_time()
    build(config)
    whole = time.process_time() - start
    if not all(clock.seconds.values()):
        raise SystemExit(f"a step was not seen, nothing was measured: {clock.seconds}")
    return whole


def main() -> None:
    """Measure and report."""
    clock, shares = Clock(), []
    watch(clock)
    for project, name in runs(__doc__):
        whole = measured(project, clock)
        said = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in clock.seconds.items())
        shares.append(sum(clock.seconds.values()) / whole)
        CONSOLE.print(f"  {name}: {said} of {whole:.2f} s")
    report("safety", statistics.median(shares), TARGET)


if __name__ == "__main__":
    main()
