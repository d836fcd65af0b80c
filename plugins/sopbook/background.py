"""Work that goes on in a process of its own, where the system can fork one safely; elsewhere it is done when asked for."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor

_inherited: Callable[[], None] | None = None
"""The work of the process to be forked: it inherits this with everything else, so nothing has to be pickled."""


class Background:
    """One piece of work that touches nothing its parent needs, begun early and finished late."""

    begins = sys.platform == "linux"
    """Whether work may begin early; set it to False to have everything done in one process."""

    def __init__(self, work: Callable[[], None]) -> None:
        """Begin `work` at once if that is safe: without other threads, whose locks a fork would keep."""
        self._work = work
        self._executor: ProcessPoolExecutor | None = None
        self._future: Future[None] | None = None
        if self.begins and threading.active_count() == 1:
            self._begin()

    def _begin(self) -> None:
        global _inherited
        _inherited = self._work
        self._executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork"))
        self._future = self._executor.submit(_run)
        _inherited = None

    def finish(self) -> None:
        """Wait for the work, or do it now; raise what it raised."""
        if self._executor is None or self._future is None:
            self._work()
            return
        try:
            self._future.result()
        finally:
            self._executor.shutdown()

    def abandon(self) -> None:
        """Wait until nothing of the work goes on any more, whatever came of it."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _run() -> None:
    assert _inherited is not None
    _inherited()
