"""What the checks know of a Markdown body without rendering it: its links, and the anchors of its headings.

Only quick expressions, and only where a body has what they look for. What is code or a comment is no link and no
heading. Where Markdown would leave a doubt, an anchor more is taken to exist: a finding must be right.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

from sopbook.checks.prose import without_blocks, without_spans


class Link(NamedTuple):
    """Where a link leads, as written, and its offset in the body."""

    target: str
    at: int


_INLINE = re.compile(r"\]\((?<!\\\]\()[ \t]*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?([^\s<>]+)", re.MULTILINE)

_HEADING = re.compile(r"^[ \t>]*#{1,6}(.+)$|^(?=[^\s|])(.+)\n(?:=+|-+)[ ]*$", re.MULTILINE)
_LONGEST = 300
"""Characters of a heading; what is longer is none that anybody links to."""
_ATTRIBUTES = re.compile(r"[ ]+\{:?[ ]*([^}\n ][^\n]*)\}[ ]*$")
_OWN_ID = re.compile(
    r"\{[^}\n]{0,200}?#([^\s}#]+)|<[^<>]*?\b(?:id|name)=[\"']?([^\"'\s<>]+)|\{[^}\n]{0,200}?\bid=[\"']?([^\"'\s}]+)"
)
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
_LABEL = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_TAGS = re.compile(r"</?[^>]*>")
_NO_SLUG = re.compile(r"[^\w\- ]")


def links_of(body: str) -> list[Link]:
    """Return the links and images of a body, in order."""
    if "](" not in body and "]:" not in body:
        return []
    text = without_spans(without_blocks(body))
    found = [_link(match) for match in _INLINE.finditer(text)]
    if "]:" in text:
        found += [Link(match[1], match.start(1)) for match in _REFERENCE.finditer(text)]
        found.sort(key=lambda link: link.at)
    return found


def _link(match: re.Match[str]) -> Link:
    group = 1 if match[1] is not None else 2
    return Link(match[group], match.start(group))


def anchors_of(body: str) -> set[str]:
    """Return the ids of a body's headings, as the site makes them, and those that are written in it."""
    text = without_blocks(body)
    ids = {found: 0 for match in _OWN_ID.finditer(text) for found in match.groups() if found}
    for match in _HEADING.finditer(text):
        title = match[1].rstrip(" \t").rstrip("#").strip() if match[1] else match[2].strip()
        if len(title) > _LONGEST:
            continue
        attributes = _ATTRIBUTES.search(title)
        if attributes is not None:
            if _OWN_ID.search(title, attributes.start()):
                continue
            title = title[: attributes.start()].rstrip("# ")
        _take(slug(title), ids)
    return set(ids)


def slug(title: str) -> str:
    """Return the anchor of a heading: what `pymdownx.slugs.slugify(case="lower")` makes of what is shown of it."""
    for pattern, by in ((_IMAGE, ""), (_FOOTNOTE, ""), (_LABEL, r"\1"), (_UNDERSCORES, r"\2")):
        title = pattern.sub(by, title)
    shown = unicodedata.normalize("NFC", html.unescape(_TAGS.sub("", title))).lower()
    return _NO_SLUG.sub("", " ".join(shown.split())).replace(" ", "-")


def _take(name: str, taken: dict[str, int]) -> None:
    """Add `name`, numbered as Python-Markdown numbers a heading that is there already.

    `taken` has for each id the number from which on the next like it may be free: all before are taken.
    """
    base, mark, number = name.rpartition("_")
    is_numbered = bool(mark) and number.isascii() and number.isdecimal()
    stem, count = (base, int(number)) if is_numbered else (name, 0)
    seen, found = [], name
    while not found or found in taken:
        seen.append(found)
        count = max(count + 1, taken.get(found, 0))
        found = f"{stem}_{count}"
    taken.update(dict.fromkeys((*filter(None, seen), found), count + 1))
