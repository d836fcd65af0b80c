"""Work that goes on in a process of its own, where the system can fork one safely; elsewhere it is done when asked for."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from sopbook.errors import SopbookError

Result = TypeVar("Result")

_ENDING = (signal.SIGINT, signal.SIGTERM)


class Background(Generic[Result]):
    """One piece of work that touches nothing its parent needs, begun early and finished late."""

    begins = sys.platform == "linux"
    """Whether work may begin early; set it to False to have everything done in one process."""

    def __init__(self, work: Callable[[], Result]) -> None:
        """Begin `work` at once if that is safe: without other threads, whose locks a fork would keep."""
        self._work = work
        self._process: BaseProcess | None = None
        if self.begins and threading.active_count() == 1:
            self._begin()

    def _begin(self) -> None:
        fork: Any = multiprocessing.get_context("fork")
        self._outcome, outcome = fork.Pipe(duplex=False)
        # The process inherits the work with everything else, so nothing has to be pickled; it ends with its parent.
        self._process = fork.Process(target=_run, args=(self._work, outcome), daemon=True)
        # Signals wait: one that came while Python forks would raise where everything that is raised is swallowed.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        outcome.close()

    def finish(self) -> Result:
        """Wait for the work, or do it now; return what it returned, raise what it raised."""
        if self._process is None:
            return self._work()
        try:
            is_done, outcome = self._outcome.recv()
        except EOFError:
            raise SopbookError(
                "写文件的进程被中断了（内存不够？） / the process that writes files was killed (out of memory?)"
            ) from None
        finally:
            self._process.join()
        if not is_done:
            raise outcome
        result: Result = outcome
        return result

    def abandon(self) -> None:
        """End the work, wherever it is."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()


def _run(work: Callable[[], object], outcome: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which sees to this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    try:
        result: tuple[bool, object] = (True, work())
    except Exception as error:
        result = (False, error)
    with suppress(BrokenPipeError):  # the parent was killed
        outcome.send(result)
