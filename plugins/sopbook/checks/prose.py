"""A Markdown body without its code and comments: what is left is what a reader reads, every character in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\s*\n)){1,300}?(?<!`)\1(?!`)")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_CONTAINER = re.compile(r" {0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|!!!|\?\?\?|===|///|\[\^|:[ \t])")
"""Lines after which an indent is no code but belongs to them."""

_INDENTS = ("    ", "\t")
_MARKS = ("```", "~~~", "\n    ", "\n\t")


def without_blocks(body: str) -> str:
    """Return the body with blocks of code and comments blanked; every other character stays in its place."""
    if "<!--" in body:
        body = "".join(_without_comments(body))
    if not body.startswith(_INDENTS) and not any(mark in body for mark in _MARKS):
        return body
    lines = body.split("\n")
    for first, last in _code_blocks(lines):
        lines[first:last] = [" " * len(line) for line in lines[first:last]]
    return "\n".join(lines)


def _without_comments(body: str) -> Iterator[str]:
    end = 0
    while (start := body.find("<!--", end)) >= 0 and (stop := body.find("-->", start)) >= 0:
        yield body[end:start]
        yield re.sub(r"[^\n]", " ", body[start : stop + 3])
        end = stop + 3
    yield body[end:]


def _code_blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of each block of code, fenced or indented; a fence that never ends is none."""
    fence, opened = "", 0
    blank = code = True
    depth = 0  # containers that may be open: code in them is indented once more
    for number, line in enumerate(lines):
        text = line.lstrip(" \t>")
        if fence:
            if text.startswith(fence) and not text.strip(f"{fence[0]} \t"):
                yield opened, number + 1
                fence = ""
        elif text[:1] in ("`", "~") and (opening := _FENCE.match(text)) is not None:
            fence, opened = opening[1] or opening[2], number
            depth = depth if line.startswith(_INDENTS) else 0
        elif not text:
            blank = True
            continue
        elif line.startswith(_INDENTS):
            indents = _indents(line)
            code = (blank or code) and indents > depth
            if code:
                yield number, number + 1
            elif depth and _CONTAINER.match(line.lstrip()):
                depth = max(depth, indents + 1)
        else:
            depth = 1 if _CONTAINER.match(line) else 0 if blank else depth
            code = False
        blank = False


def _indents(line: str) -> int:
    wide = line.expandtabs(4)
    return (len(wide) - len(wide.lstrip())) // 4


def without_spans(text: str) -> str:
    """Return the text with code in its lines blanked."""
    return _SPAN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text) if "`" in text else text
