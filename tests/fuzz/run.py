"""Fuzz the targets one after another, a share of the minutes each: `make fuzz ARGS="--minutes 30"`.

An input that ends in an exception, takes more than TIMEOUT seconds or too much memory is kept in `found/<target>/`, where
the tests read it from then on; the run ends with exit code 1 and the command that shows what happens.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from fuzz.corpus import FOUND, found
from fuzz.targets import TARGETS

TIMEOUT = 5
"""Seconds that one input may take; instrumented code is some five times slower than the same code in a build."""
MEMORY = 1024
"""MB that a target's process may hold."""
WORK = Path(__file__).resolve().parent.parent.parent / "build" / "fuzz"
"""Where inputs that reached something new are kept from run to run."""


def main(arguments: list[str]) -> int:
    """Fuzz; return 1 where an input broke a target."""
    parser = argparse.ArgumentParser(prog="make fuzz", description="Fuzz what reads contributors' texts.")
    parser.add_argument("--minutes", type=float, default=4.0, help="for all targets together (default 4)")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"default: all of {', '.join(TARGETS)}")
    options = parser.parse_args(arguments)
    targets = options.targets or list(TARGETS)
    if unknown := [name for name in targets if name not in TARGETS]:
        parser.error(f"no such target: {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    broken = [name for name in targets if not fuzz(name, round(options.minutes * 60 / len(targets)))]
    for name in broken:
        print(f"{name}: broken by {found(name)[-1]}", file=sys.stderr)
        print("see it:  .venv/bin/python -m pytest tests/fuzz -k once_broke", file=sys.stderr)
    return int(bool(broken))


def fuzz(target: str, seconds: int) -> bool:
    """Fuzz one target for that long in a process of its own; return whether it held."""
    print(f"== {target}, {seconds} s", flush=True)
    (FOUND / target).mkdir(parents=True, exist_ok=True)
    limits = (f"-max_total_time={seconds}", f"-timeout={TIMEOUT}", f"-rss_limit_mb={MEMORY}")
    report = ("-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={FOUND / target}/")
    command = [sys.executable, "-m", "fuzz.engine", target, str(WORK / target), *limits, *report]
    return subprocess.run(command).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
