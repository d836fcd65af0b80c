"""What is said of a text that cannot be read: `Refusal` for callers, `Refused` on the way to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from sopbook.findings import Text

PIECE_LIMIT = 24
"""A quoted piece is at most this many code points."""

_PIECE = re.compile(r"[A-Za-z0-9_'.:]+|[\u3400-\u9fff]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text was not read.

    `column` is the 0-based code-point offset where the trouble starts, `found` the very piece that stands there
    (empty when the text ends too soon), `message` quotes it and says what was expected. Each of `offers` is a
    valid form near to the text, in the author's language.
    """

    column: int
    found: str
    message: Text
    offers: tuple[str, ...] = ()


class Mend(NamedTuple):
    """A text that may be what was meant; its days move by `shift` once it is read (a night counted to the next day)."""

    text: str
    shift: int = 0


class Refused(Exception):
    """Raised inside the readers only, never out of this package. `mends` are tried, and offered if they can be read."""

    def __init__(self, column: int, found: str, why: Text, mends: tuple[Mend, ...] = ()) -> None:
        super().__init__(why.en)
        self.column = column
        self.found = found
        self.why = why
        self.mends = mends

    def message(self) -> Text:
        """Return the sentence that quotes the piece and says what was expected."""
        if not self.found:
            return Text(f"写到这里就结束了：{self.why.zh}", f"the text ends too soon: {self.why.en}")
        quoted = quote(self.found)
        return Text(f"「{quoted}」：{self.why.zh}", f"`{quoted}`: {self.why.en}")


class TooLong(Refused):
    """More code points than are read. Nobody looks for slips in such a text: that takes the square of its length."""

    def __init__(self, text: str, limit: int) -> None:
        why = Text(f"太长：最多 {limit} 个字符", f"too long: at most {limit} characters")
        super().__init__(limit, text[limit : limit + 1], why)


def piece(text: str, start: int) -> str:
    """Return the word, run of Chinese characters or single sign that starts at `start`; empty at the end."""
    match = _PIECE.match(text, start)
    return match.group()[:PIECE_LIMIT] if match else ""


def quote(found: str) -> str:
    """Return the piece fit for a message: characters that do not show are written as U+XXXX."""
    shown = "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in found[:PIECE_LIMIT])
    return f"{shown}…" if len(found) > PIECE_LIMIT else shown


def expected(zh: str, en: str) -> Text:
    """Return the sentence that names what should have stood there."""
    return Text(f"这里应为{zh}", f"expected {en} here")
