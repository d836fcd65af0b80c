"""What of a Markdown body the filter would take away, told where it is written.

The body comes without its code and comments (`checks.prose`). Markdown has many ways to write one thing, and this reads
the plain ones: tags, links and images, reference definitions, attribute lists. The filter sees whatever is left.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sopbook.markup.allowed import ATTRIBUTES, DIAGRAM, TAGS, kept, scheme_of, words
from sopbook.markup.styles import harmless

Kind = Literal["tag", "attribute", "style", "address", "diagram"]

_ATTRIBUTES = r"(?>[^<>\"'=]+|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[=\"'])*+"
_TAG = re.compile(rf"<([a-zA-Z][^\s<>/]*+)(?=[\s/>])({_ATTRIBUTES})>")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")
_LINK = re.compile(r"\]\((?<!\\\]\()\s*+<?([^()<>\"]{1,300})")
_REFERENCE = re.compile(r"^[ \t>]*\[(?!\^)[^\]\n]{1,300}\]:[ \t]*\n?[ \t]*<?([^\s<>]+)", re.MULTILINE)
_LIST = re.compile(r"\{:?((?:[^{}\n\"']|\"[^\"\n]*\"|'[^'\n]*'){1,500})\}")
_AUTOLINK = re.compile(r"(?:https?|ftp)s?:|mailto:|[^@]+@", re.IGNORECASE)
_CODE_SCHEMES = words("javascript vbscript livescript mocha data")

_HARMFUL_TAGS = words(
    "animate animatemotion animatetransform applet base body button dialog embed feimage foreignobject form frame frameset "
    "head html iframe image link math meta noembed noscript object option plaintext portal script select set style "
    "template textarea title use xmp"
)
_HARMFUL_STYLE = re.compile(
    r"position|z-index|inset|url\(|@import|expression|behaviou?r|binding|(?<!text-)transform|\\"
    r"|(?:font-size|vertical-align):\s*-?\d{3}|text-indent|margin[^;]*-[\d.]|(?<![\w#])\d{4}"
    r"|line-height:\s*0?[.0]|opacity:\s*0*(?:\.[0-2]\d*)?\s*(?:;|$)",
    re.IGNORECASE,
)
"""What of a style that is refused would cover the page, hide what does, or fetch something."""

_HARMFUL_NAMES = words(
    "action background class data for formaction href id name ping src srcdoc srcset transform type xlink:href"
)
"""Attributes whose value is refused because it does harm; what the list has not is only of no use."""


class Loss(NamedTuple):
    """Something that will not be published: its offset in the body, what it is, and how it is written, cut."""

    at: int
    kind: Kind
    text: str
    is_harmful: bool
    """Whether it would run, cover or lead astray; else readers would only miss it."""


def unpublished(text: str) -> Iterator[Loss]:
    """Yield what of a body, without code and comments, will not be published; in no order."""
    if "<" in text:
        for tag in _TAG.finditer(text):
            yield from _of_tag(tag)
    if "](" in text:
        yield from (loss for match in _LINK.finditer(text) for loss in _of_address(match))
    if "]:" in text:
        yield from (loss for match in _REFERENCE.finditer(text) for loss in _of_address(match))
    if "{" in text:
        for match in _LIST.finditer(text):
            yield from _of_list(match)


def _of_tag(tag: re.Match[str]) -> Iterator[Loss]:
    name = tag[1].lower()
    if _AUTOLINK.match(tag[1]):
        return
    if name not in TAGS:
        is_harmful = name in _HARMFUL_TAGS or any(
            one[1].lower().startswith("on") for one in _ATTRIBUTE.finditer(tag[2])
        )
        yield Loss(tag.start(), "tag", f"<{name[:40]}>", is_harmful)
        return
    attributes = [*_ATTRIBUTE.finditer(tag[2])]
    losses = [loss for one in attributes for loss in _of_attribute(name, one, tag.start(2))]
    if all(one[1].isascii() for one in attributes):
        yield from losses
    else:  # no tag is meant, but "a<b 而且 c>d"
        yield Loss(tag.start(), "tag", _cut(tag[0]), any(loss.is_harmful for loss in losses))


def _of_attribute(tag: str, attribute: re.Match[str], before: int) -> Iterator[Loss]:
    name, value = attribute[1].lower(), html.unescape(attribute[2] or attribute[3] or attribute[4] or "")
    if name == "markdown" or (name == "title" and tag in ATTRIBUTES):
        return
    allowed = {one.lower(): one for one in ATTRIBUTES[tag]}
    left = kept(tag, allowed.get(name, name), value)
    if (name, value) == ("class", DIAGRAM):
        yield Loss(before + attribute.start(), "diagram", _cut(attribute[0]), False)
    elif left != value:
        yield Loss(
            before + attribute.start(), _kind_of(name), _cut(attribute[0]), _is_harmful(tag, name, value)
        )


def _kind_of(name: str) -> Kind:
    if name == "style":
        return "style"
    return "address" if name in ("href", "src", "srcset", "poster", "cite") else "attribute"


def _of_address(match: re.Match[str]) -> Iterator[Loss]:
    url = html.unescape(match[1])
    scheme = scheme_of(url)
    of, name = ("img", "src") if scheme == "data" else ("a", "href")
    if kept(of, name, url) is None:
        yield Loss(match.start(1), "address", _cut(match[1]), scheme in _CODE_SCHEMES)


def _of_list(match: re.Match[str]) -> Iterator[Loss]:
    """Yield what of an attribute list, `{ .class key=value }`, does harm, and styles; what it belongs to is not known."""
    for attribute in _ATTRIBUTE.finditer(match[1]):
        name, value = attribute[1].lower(), attribute[2] or attribute[3] or attribute[4] or ""
        if name.startswith(("#", ".")):
            name, value = ("id" if name[0] == "#" else "class"), attribute[1][1:]
        elif "=" not in attribute[0]:
            continue
        value = html.unescape(value)
        of = "img" if name in ("src", "style") else "a"
        is_harmful = _is_harmful(of, name, value)
        if (is_harmful or name == "style") and kept(of, name, value) != value:
            kind: Kind = "style" if name == "style" else "attribute"
            yield Loss(match.start(1) + attribute.start(), kind, _cut(attribute[0]), is_harmful)


def _is_harmful(tag: str, name: str, value: str) -> bool:
    if name == "style":
        refused = ";".join(one for one in value.split(";") if not harmless(tag, one))
        return _HARMFUL_STYLE.search(refused) is not None
    if name in ("href", "src", "cite", "poster"):
        return scheme_of(value) in _CODE_SCHEMES
    return name.startswith("on") or name in _HARMFUL_NAMES


def _cut(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
