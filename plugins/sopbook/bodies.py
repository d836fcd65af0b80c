"""What no Markdown body may hold: nesting so deep that Python-Markdown would take minutes over it, or give up; numbers
of characters so long that Python's HTML fails over them.

Markdown's time grows with the square of the brackets left open, its stack with every level of a list. No text that is
meant comes near the limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopbook.findings import Finding, Severity, Text, end_of
from sopbook.source import Source

MAX_BRACKETS = 500
"""Brackets that may be open at once."""

MAX_LEVELS = 100
"""Levels of indents, quotes and list marks that a line may begin with."""

MAX_DIGITS = 8
"""Digits of a character reference such as `&#8212;`: those there are have seven at the most."""

_DEEP = re.compile(
    rf"^(?:\t| {{4}}|> ?|(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]{{1,3}}+){{{MAX_LEVELS + 1}}}", re.MULTILINE
)
_BRACKET = re.compile(r"[\[\]]")
_REFERENCE = re.compile(rf"&\\?#[0-9]{{{MAX_DIGITS + 1}}}")
"""A reference too long; Markdown takes a backslash out."""


def check_body(source: Source) -> Iterator[Finding]:
    """Yield where a page's body first nests too deep, if it does, and its first character reference that is too long."""
    deep = _DEEP.search(source.body)
    places = [deep.start()] if deep is not None else []
    places += _brackets(source.body)
    if places:
        yield _finding(source, min(places), _TOO_DEEP, _SHALLOWER)
    reference = _REFERENCE.search(source.body)
    if reference is not None:
        yield _finding(source, reference.start(), _NO_CHARACTER, _PLAIN)


def _brackets(body: str) -> Iterator[int]:
    """Yield the offset of the first bracket too many, if there is one."""
    if body.count("[") <= MAX_BRACKETS:
        return
    opened = 0
    for match in _BRACKET.finditer(body):
        opened = opened + 1 if match[0] == "[" else max(opened - 1, 0)
        if opened > MAX_BRACKETS:
            yield match.start()
            return


_TOO_DEEP = Text(
    f"正文在这里套得太深：没合上的 [ 最多 {MAX_BRACKETS} 个，缩进、引用和列表最多 {MAX_LEVELS} 层",
    f"nested too deep here: at most {MAX_BRACKETS} open [ and {MAX_LEVELS} levels of indents, quotes and lists",
)
_SHALLOWER = Text("补上 ]，或减少层数", "close the brackets, or take out levels")
_NO_CHARACTER = Text(
    f"这里的「&#数字」不是字符：数字最多 {MAX_DIGITS} 位",
    f"this `&#` is no character: at most {MAX_DIGITS} digits follow",
)
_PLAIN = Text(
    "直接写这个字符；链接里的 & 写成 &amp;", "write the character itself; in a link write &amp; for &"
)


def _finding(source: Source, at: int, message: Text, help_: Text) -> Finding:
    where = end_of(source.path, source.body[:at], source.body_line)
    return Finding(code="SOP013", severity=Severity.ERROR, place=where, message=message, help=help_)
