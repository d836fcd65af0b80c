"""The code that was meant by one that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sopbook.fields import offer
from sopbook.findings import Text

_NEITHER = re.compile(r"[^0-9A-Z]+")
_AS_DIGITS = str.maketrans("OIL", "011")
_FAMILY = len("SOP4")
"""A code is only mistaken for one that begins alike: the first digit says what it is about."""


def near_code(found: str, known: Iterable[str]) -> Text | None:
    """Return a question that offers a code: letters may stand for digits, or one digit be wrong, missing or too many."""
    from difflib import get_close_matches

    digits = _NEITHER.sub("", found.upper()).removeprefix("SOP").translate(_AS_DIGITS)
    code, codes = f"SOP{digits}", list(known)
    if code in codes:
        return offer(code)
    family = [one for one in codes if one[:_FAMILY] == code[:_FAMILY]]
    near = get_close_matches(code, family, n=5, cutoff=0.8)
    return offer(max(near, key=lambda one: _alike(one, code))) if near else None


def _alike(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    length = min(len(one), len(other))
    return next((n for n in range(length) if one[n] != other[n]), length)
