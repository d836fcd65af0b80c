"""A short, repeatable share of the fuzzing that `make fuzz` does at length, and every input that has broken something."""

from __future__ import annotations

from pathlib import Path
from random import Random
from time import perf_counter, process_time

import pytest

from fuzz import corpus, mutators
from fuzz.targets import TARGETS

SECONDS = 1.0
"""For each target: as many inputs as that takes; always the same ones, in the same order."""
LONGEST_TIME = 2.0
"""Seconds of CPU that one input may take."""

FOUND = [(target, path) for target in TARGETS for path in corpus.found(target)]


@pytest.mark.parametrize(("target", "path"), FOUND, ids=lambda value: getattr(value, "name", value))
def test_what_once_broke_a_target_is_mended(target: str, path: Path) -> None:
    begin = process_time()
    TARGETS[target](path.read_bytes().decode("utf-8", "surrogatepass"))
    assert process_time() - begin < LONGEST_TIME


@pytest.mark.parametrize("target", TARGETS)
def test_a_second_of_fuzzing(target: str) -> None:
    random, seeds = Random(7), corpus.seeds(target)
    end = perf_counter() + SECONDS
    while perf_counter() < end:
        text = mutators.mutated(random.choice(seeds), random, seeds, 32_000)
        begin = process_time()
        TARGETS[target](text)
        assert process_time() - begin < LONGEST_TIME, text[:500]
