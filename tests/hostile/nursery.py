"""A process that has loaded what every run of `sopbook` loads, and forks one for each that is asked for.

A run begins as a fresh process begins after its imports, so a corpus of hundreds need not wait for them each time. What the
imports took is part of what a run is said to take.

Asked by a line of JSON on its standard input (folder, arguments, where the output goes, seconds of patience), it answers
with one (status, seconds of the processor, megabytes at the most).
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from typing import Any, NoReturn

import material  # noqa: F401
import mkdocs.commands.build  # noqa: F401
from mkdocs.theme import Theme

from sopbook import mkdocs_plugin  # noqa: F401
from sopbook.cli import main


def serve() -> None:
    """Answer until nobody asks any more."""
    Theme(name="material")
    used = resource.getrusage(resource.RUSAGE_SELF)
    begun = used.ru_utime + used.ru_stime
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(asked)
        signal.signal(signal.SIGALRM, lambda *_, child=child: os.kill(child, signal.SIGKILL))
        signal.alarm(asked["patience"])
        _, status, spent = os.wait4(child, 0)
        signal.alarm(0)
        seconds = begun + spent.ru_utime + spent.ru_stime
        answer = {"status": status, "seconds": seconds, "megabytes": spent.ru_maxrss / 1024}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _run(asked: dict[str, Any]) -> NoReturn:
    os.chdir(asked["folder"])
    for stream, path in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), stream)
    code: object = 1
    try:
        main(args=asked["arguments"], prog_name="sopbook")
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    serve()
