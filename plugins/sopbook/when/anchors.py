"""Which names an anchor may have, so that no text can be read in two ways."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from sopbook.findings import Text
from sopbook.when.days import ENGLISH_WORDS
from sopbook.when.folding import fold
from sopbook.when.names import Names, word_ends
from sopbook.when.refusal import Refusal, Refused, piece
from sopbook.when.rows import KEYWORDS

NAME_LIMIT = 40
"""An anchor's name has at most so many code points."""


def check_anchor_name(name: str, names: Names) -> Refusal | None:
    """Return why an anchor may not have this name, None if it may.

    It begins with a letter, holds letters, digits and `_` only, and begins with no keyword, event or festival. An
    English day of the week counts as a whole word (`sunset` is allowed, `Sun` is not).
    """
    refused = _check(name, names)
    return None if refused is None else Refusal(refused.column, refused.found, refused.message())


def _check(name: str, names: Names) -> Refused | None:
    if not name:
        return Refused(0, "", Text("锚点要有名字", "an anchor needs a name"))
    if len(name) > NAME_LIMIT:
        why = Text(
            f"名字太长：最多 {NAME_LIMIT} 个字符", f"the name is too long: at most {NAME_LIMIT} characters"
        )
        return Refused(NAME_LIMIT, name[NAME_LIMIT], why)
    for column, char in enumerate(name):
        if char != "_" and unicodedata.category(char)[0] not in "LNM":
            why = Text("名字里只能有文字、数字和下划线", "a name has letters, digits and underscores only")
            return Refused(column, char, why)
    if unicodedata.category(name[0])[0] != "L":
        return Refused(0, piece(name, 0), Text("名字要以文字开头", "a name begins with a letter"))
    return _taken(name, fold(name), names)


@lru_cache(maxsize=1024)  # a handbook's playbooks share their anchors' names
def _taken(name: str, low: str, names: Names) -> Refused | None:
    """Refuse a name that begins like something else in the grammar, or is folded like another anchor."""
    for words, why in _words(names):
        for word in words:
            whole = word not in ENGLISH_WORDS or word_ends(low, len(word))
            if low.startswith(word) and whole:
                return Refused(
                    0, name[: len(word)], Text(f"锚点的名字不能{why.zh}", f"an anchor's name {why.en}")
                )
    return None


@lru_cache(maxsize=8)
def _words(names: Names) -> tuple[tuple[list[str], Text], ...]:
    """Return the words that no anchor may begin with, longest first, and what they are."""
    kinds = (
        (names.words("event"), Text("以事件的名字开头", "begins with the name of an event")),
        (names.words("festival"), Text("以节日的名字开头", "begins with the name of a festival")),
        (set(KEYWORDS), Text("以时间写法的关键字开头", "begins with a keyword of the grammar")),
    )
    return tuple((sorted(words, key=len, reverse=True), why) for words, why in kinds)
