"""Chinese words for the search that Material builds: jieba, quiet, and taught the words of the handbook.

Material cuts texts with the tokenizer that all of jieba's users share. So what one build taught it is taken back before
the next, and every build begins with the same words.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import jieba
from jieba import finalseg

_RUN = 200
"""Characters among which words are guessed at once: guessing takes time with the square of their number."""
_NO_TEXT = 10_000
"""Characters without a stop above which they are no text: jieba would take 370 MB for two megabytes of them."""
_guessed = finalseg.cut
_cut = jieba.cut
_before: dict[str, int] = {}
"""What the words that were taught weighed before."""
_total = 0


def prepare() -> None:
    """Keep jieba from talking, and its cache out of the folder for everybody's temporary files.

    It reads the cache back as code of sorts (marshal), whoever wrote it.
    """
    jieba.setLogLevel(logging.CRITICAL)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - never raises
    folder = Path(base) / "sopbook"
    with suppress(OSError):  # then it goes without a cache, and says nothing
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    jieba.dt.tmp_dir = str(folder)
    jieba.dt.cache_file = f"jieba-{jieba.__version__}.cache"
    finalseg.cut = _guessed_in_runs
    jieba.cut = _cut_texts


def _guessed_in_runs(text: str) -> Iterator[str]:
    for start in range(0, len(text), _RUN):
        yield from _guessed(text[start : start + _RUN])


def _cut_texts(text: str | bytes, *args: Any, **named: Any) -> Iterator[str]:
    """Cut a text into words, and what is none in pairs."""
    whole = text.decode("utf-8") if isinstance(text, bytes) else text
    if len(whole) <= _NO_TEXT:
        yield from _cut(whole, *args, **named)
        return
    for start in range(0, len(whole), 2):
        yield whole[start : start + 2]


def teach(words: Iterable[str]) -> None:
    """Have these words, and no others than jieba's own, stay whole from now on."""
    global _total
    listed = sorted(words)
    if not listed and not _before:
        return  # reading the dictionary takes half a second
    tokenizer = jieba.dt
    tokenizer.check_initialized()
    _total = _total or tokenizer.total
    tokenizer.FREQ.update(_before)
    tokenizer.total = _total
    _before.clear()
    for word in listed:
        _before[word] = tokenizer.FREQ.get(word, 0)
        tokenizer.add_word(word)


def is_word() -> Callable[[str], bool]:
    """Return what tells whether two characters are a word, or stand side by side in a short one that was taught."""
    jieba.dt.check_initialized()
    known: dict[str, int] = jieba.dt.FREQ
    inside = {word[place : place + 2] for word in _before if len(word) <= 4 for place in range(len(word) - 1)}
    return lambda pair: known.get(pair, 0) > 0 or pair in inside
