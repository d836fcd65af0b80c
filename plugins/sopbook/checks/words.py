"""Whether a text speaks of something: by words that the checks' options list, or by a phrase it shares with another.

Chinese has no spaces, so a Chinese word counts wherever it stands. A word in Latin letters or digits counts where a
word begins: `ad` is in "ads", not in "salad".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_BETWEEN = re.compile(r"、|, ")
_NOT_IN_WORDS = re.compile(r"[^0-9a-z]+")
_TOKEN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff]")
_TIME = re.compile(r"(\d{1,2}) ?(?:点(半)?|[:：]([0-5]\d)|[aApP][mM]\b)")
_PHRASE = 4
"""Chinese characters, numbers or Latin words in a row that make a phrase: fewer meet by chance."""


def word_list(*lines: str) -> tuple[str, ...]:
    """Return the words of lines such as `广告、推销` or `ads, no spam`."""
    return tuple(word for line in lines for word in _BETWEEN.split(line))


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether `text` has any of the words, upper and lower case alike."""
    lowered = text.lower()
    anywhere, beginnings = _sorted_out(words)
    if any(word in lowered for word in anywhere):
        return True
    spaced = _spaced(lowered)
    return any(word in spaced for word in beginnings)


def share_phrase(text: str, others: Iterable[str]) -> bool:
    """Tell whether `text` repeats a phrase of the others; spaces and punctuation do not matter."""
    said = set(_phrases(text))
    return any(phrase in said for other in others for phrase in _phrases(other))


def times_in(text: str) -> Iterator[int]:
    """Yield the minutes of day that a text may mean: `8 点` is either half of the day."""
    for hour, half, minute in _TIME.findall(text):
        start = int(hour) * 60 + (30 if half else int(minute or 0))
        yield from (start, start + 720)


@lru_cache(maxsize=128)  # a handbook has a few lists, each asked of every playbook
def _sorted_out(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that count anywhere, and those that count where a word begins."""
    lowered = [word.lower() for word in words]
    beginnings = tuple(_spaced(word).rstrip() for word in lowered if word.isascii())
    return tuple(word for word in lowered if not word.isascii()), tuple(filter(None, beginnings))


def _spaced(text: str) -> str:
    return _NOT_IN_WORDS.sub(" ", f" {text}")


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    tokens = _TOKEN.findall(text.lower())
    return zip(*(tokens[start:] for start in range(_PHRASE)), strict=False)
