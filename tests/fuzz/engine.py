"""One target in a process of its own, led by coverage: `python -m fuzz.engine TARGET FOLDER [libFuzzer's options]`.

FOLDER keeps the inputs that reached something new, so that the next run begins where this one ended.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["sopbook", "yaml"]):
    from fuzz import corpus, mutators
    from fuzz.targets import TARGETS

LONGEST = 32_000
"""Bytes of an input: twice what a front matter may have."""


def text_of(data: bytes) -> str:
    """Return the text that an input stands for: lone surrogates as well, other bytes that are no UTF-8 replaced."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def data_of(text: str) -> bytes:
    """Return the input that stands for a text."""
    return text.encode("utf-8", "surrogatepass")


def main(name: str, folder: Path, options: list[str]) -> None:
    """Fuzz one target until libFuzzer's options say that it is enough."""
    target, seeds = TARGETS[name], corpus.seeds(name)
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(seeds):
        (folder / f"seed-{number:04}").write_bytes(data_of(text))

    def run(data: bytes) -> None:
        target(text_of(data))

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.3:
            return atheris.Mutate(data, longest)
        return data_of(mutators.mutated(text_of(data), random, seeds, longest))[:longest]

    atheris.Setup([sys.argv[0], *options, f"-max_len={LONGEST}", str(folder)], run, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
