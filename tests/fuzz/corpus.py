"""What mutation begins with: the bundled handbook, and every broken or hostile text of the tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
FOUND = HERE / "found"
MAX_SEED = 24_000
"""Characters of a text that mutation may begin with: larger ones slow it down and teach nothing new."""

_WHEN = re.compile(r"when: *['\"]?(.+?)['\"]?$", re.MULTILINE)


def seeds(target: str) -> list[str]:
    """Return the texts that a target's mutation begins with, shortest first."""
    texts = set(_SEEDS.get(target, _files)())
    return sorted((text for text in texts if len(text) <= MAX_SEED), key=lambda text: (len(text), text))


def found(target: str) -> list[Path]:
    """Return the inputs by which fuzzing has once broken a target."""
    return sorted(path for path in (FOUND / target).glob("*") if path.is_file())


def _files() -> Iterator[str]:
    for folder in (TESTS.parent / "playbooks", TESTS / "core" / "source", TESTS / "core" / "schema"):
        yield from (path.read_text("utf-8", errors="replace") for path in sorted(folder.rglob("*.md")))
    for path in sorted((TESTS / "hostile").rglob("*.yml")):
        yield from _texts_of(yaml.safe_load(path.read_text("utf-8")).get("files", {}))


def _texts_of(files: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a hostile case, a repetition cut short: mutation makes its own."""
    for content in files.values():
        if isinstance(content, str):
            yield content
        elif isinstance(content, dict) and "repeat" in content:
            times = min(int(content["times"]), 400)
            yield f"{content.get('before', '')}{content['repeat'] * times}{content.get('after', '')}"


def _times() -> Iterator[str]:
    for table in ("accepted", "refused"):
        for line in (TESTS / "core" / "when" / f"{table}.txt").read_text("utf-8").splitlines():
            yield from line.split(" | ")
    for text in _files():
        yield from _WHEN.findall(text)


def _pages() -> Iterator[str]:
    yield from _files()
    yield from (path.read_text("utf-8") for path in sorted((TESTS.parent / "templates").rglob("*.html")))


_SEEDS: dict[str, Callable[[], Iterator[str]]] = {"when": _times, "markup": _pages}
