"""Is HTML nested so wildly that a parser would take minutes over it?

HTML says how every text is to be read, and for tags that are opened and never closed it says: open them again in each
paragraph that follows. 98 kB of `<p><b class=1><p><b class=2>…` make a tree of 87 MB, in every parser alike. So tags
are counted before a parser sees them. Where the count may err, it counts too much: what Markdown makes, and what people
write, closes its tags and comes nowhere near the limits.
"""

from __future__ import annotations

import re

from sopbook.markup.allowed import words

MAX_DEPTH = 200
"""Elements that may be open at once."""

MAX_CLONES = 100_000
"""Elements that a parser may have to open again, summed over the page: those of formatting, in each that follows."""

MAX_ATTRIBUTES = 200
"""Attributes of one tag; a parser compares each with those before it."""

_FEW, _SHORT = 600, 50_000
"""Tags and characters of a page that cannot be tangled, however it is written: most are such."""

_ATTRIBUTE = r"(?>[\s/]+|(?>=[^\s/>=]*|[^\s/>=]+)(?>\s*=\s*(?>\"[^\"]*\"|'[^']*'|[^\s\"'>][^\s>]*)?)?)"
_TOKEN = re.compile(
    rf"<!--(?>-?>|.*?(?>--!?>|\Z))|<(/?)([a-zA-Z][^\s/>]*+)({_ATTRIBUTE}*+)|<[!?/][^>]*", re.DOTALL
)
"""A comment, or a tag with its name and its attributes, or what browsers take for a comment, as the HTML Standard has it."""

_RAW = re.compile(
    r"</?(?:iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp)\b", re.IGNORECASE
)
"""Tags between which nothing is a tag."""

_FORMATTING = words("a b big code em font i nobr s small strike strong tt u")
"""What is opened again in the next paragraph (HTML Standard, "formatting")."""

_CLOSED = words(
    "area base br col dd dt embed frame hr img input li link meta p param source tbody td tfoot th thead tr track wbr"
)
"""Tags that hold nothing, or that the next of their kind closes."""


def is_tangled(html: str) -> bool:
    """Tell whether HTML opens more at once, or again, or has more attributes in a tag than a parser can bear."""
    if len(html) < _SHORT and html.count("<") < _FEW:
        return False
    opened: list[str] = []
    formatting: list[str] = []
    clones = 0
    untrusted = _untrusted(html)
    for token in _TOKEN.finditer(html):
        name = (token[2] or "").lower()
        ranks = formatting if name in _FORMATTING else opened
        if token[1]:
            if name in ranks and token.start() not in untrusted:
                del ranks[len(ranks) - 1 - ranks[::-1].index(name)]
        elif name and name not in _CLOSED:
            ranks.append(name)
        clones += len(formatting)
        if len(opened) + len(formatting) > MAX_DEPTH or clones > MAX_CLONES or _has_many(token[3] or ""):
            return True
    return False


def _untrusted(html: str) -> range:
    """Return where an end tag may be a text, and closes nothing."""
    raw = [match.start() for match in _RAW.finditer(html)]
    return range(raw[0], raw[-1] + 1) if raw else range(0)


def _has_many(attributes: str) -> bool:
    return len(attributes) > MAX_ATTRIBUTES and len(re.findall(_ATTRIBUTE, attributes)) > 2 * MAX_ATTRIBUTES
