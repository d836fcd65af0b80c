"""The usual slips: texts that people write and that are refused, told with what they may have meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sopbook.findings import Text
from sopbook.when.refusal import Mend, Refused

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")

Meant = Callable[[re.Match[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: the pattern of the folded text, what to say, and the pieces it may stand for."""

    pattern: re.Pattern[str]
    why: Text
    meant: Meant


def slip(pattern: str, zh: str, en: str, *meant: str | Meant) -> Slip:
    """Return a slip whose pieces are templates (`\\1` is the first group) or made by a function."""
    if len(meant) == 1 and not isinstance(meant[0], str):
        return Slip(re.compile(pattern), Text(zh, en), meant[0])
    templates = tuple(each for each in meant if isinstance(each, str))
    return Slip(
        re.compile(pattern), Text(zh, en), lambda match: tuple(match.expand(each) for each in templates)
    )


def slip_of(slips: tuple[Slip, ...], low: str, text: str, column: int) -> Refused | None:
    """Return the refusal of the usual slip at `column` of the folded text, if it is one.

    The first that covers the column is told; a character that does not show comes before all.
    """
    if hidden := _INVISIBLE.search(low):
        why = Text("这里有一个看不见的字符，请删掉", "an invisible character stands here: delete it")
        return Refused(hidden.start(), hidden.group(), why, (Mend(_INVISIBLE.sub("", low)),))
    for each in slips:
        for match in _covering(each, low, column):
            mends = tuple(
                Mend(f"{low[: match.start()]}{piece}{_gap(piece, low[match.end() :])}")
                for piece in each.meant(match)
            )
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            return Refused(start, text[start : match.end()], each.why, mends)
    return None


def _covering(slip: Slip, low: str, column: int) -> Iterator[re.Match[str]]:
    return (match for match in slip.pattern.finditer(low) if match.start() <= column <= match.end())


def _gap(piece: str, rest: str) -> str:
    """Return the rest of the text, a space before it where words would run together."""
    return f" {rest}" if rest and rest[0] != " " and piece[-1:] not in "、:= " else rest
