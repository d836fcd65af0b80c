"""Work beside the build: it is done once, its failure is the build's, and it comes to an end."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import pytest

from sopbook.background import Background
from sopbook.errors import SopbookError


def _write(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("x")


def _fail() -> None:
    raise SopbookError("no room left")


@pytest.mark.parametrize("others", [0, 1])
def test_work_is_done_once(tmp_path: Path, others: int) -> None:
    done = threading.Event()
    threads = [threading.Thread(target=done.wait) for _ in range(others)]
    for thread in threads:
        thread.start()  # with a thread beside, nothing is forked, and the work is done when it is asked for
    work = Background(lambda: _write(tmp_path / "file"))
    done.set()
    for thread in threads:
        thread.join()
    work.finish()
    assert (tmp_path / "file").read_text() == "x"


def test_a_failure_reaches_the_build() -> None:
    work = Background(_fail)
    with pytest.raises(SopbookError, match="no room left"):
        work.finish()


def test_abandoned_work_leaves_nothing_running(tmp_path: Path) -> None:
    work = Background(lambda: _write(tmp_path / "file"))
    work.abandon()
    assert not multiprocessing.active_children()
