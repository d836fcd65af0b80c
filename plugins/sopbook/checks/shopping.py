"""The days of shopping festivals, as a bit set."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sopbook.almanac import Almanac
from sopbook.errors import SopbookError
from sopbook.expand.frame import Frame
from sopbook.expand.masks import union
from sopbook.expand.rules import festival_days
from sopbook.fields import did_you_mean
from sopbook.when import Festival

NAMES = ("双11", "双12", "618", "年货节", "女神节", "黑五")
"""What counts as a shopping festival unless the handbook says otherwise."""


@lru_cache(maxsize=16)  # a handbook has a list or two, asked for every playbook
def shopping_days(names: tuple[str, ...], frame: Frame, almanac: Almanac, option: str) -> int:
    """Return the days of the festivals called so; raise SopbookError, naming the `option`, for one that is unknown."""
    return union(festival_days(Festival(key), frame, almanac) for key in _keys(names, almanac, option))


def _keys(names: tuple[str, ...], almanac: Almanac, option: str) -> Iterator[str]:
    for name in names:
        key = almanac.names.get(name.strip().lower().replace("’", "'"))
        if key is None:
            near = did_you_mean(name, almanac.names)
            more = f"；{near.zh} / {near.en}" if near else ""
            raise SopbookError(
                f"mkdocs.yml: sopbook.checks.{option}: 没有「{name}」这个节日 / no such festival{more}"
            )
        yield key
