"""Counting on bit sets: the same as counting day by day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sopbook.checks.tallies import Run, first_of, longest_run, most, tally

DAYS = st.integers(0, (1 << 40) - 1)


@given(st.lists(DAYS, max_size=20), DAYS)
def test_the_most_on_a_day(sets: list[int], among: int) -> None:
    counts = {day: sum(days >> day & 1 for days in sets) for day in range(40) if among >> day & 1}
    highest = max(counts.values(), default=0)
    having = sum(1 << day for day, count in counts.items() if count == highest)
    assert most(tally(sets), among) == (highest, having)


@given(DAYS, st.integers(0, 10))
def test_the_longest_run(days: int, above: int) -> None:
    runs = []
    for first in range(40):
        length = 0
        while days >> first + length & 1:
            length += 1
        runs.append(Run(first, length))
    longest = max(runs, key=lambda run: run.length)
    assert longest_run(days, above) == (longest if longest.length > above else None)


def test_the_ends_of_a_run() -> None:
    run = longest_run(0b0111_0110, 1)
    assert run is not None
    assert (run.first, run.last) == (4, 6)
    assert first_of(0b1100) == 2
