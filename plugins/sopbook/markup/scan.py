"""What runs in a finished page: everything that a browser would execute, load as code, or send away.

The page is read with lexbor as a browser with scripts reads it, and once more as one without where it has <noscript>.
SVG files are XML: they are read as such as well, for HTML hides in a text what XML shows as an element.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sopbook.markup.allowed import bare_url, scheme_of, words
from sopbook.markup.glance import has_handler, is_quiet

_FRAMES = words("applet base embed fencedframe foreignobject frame frameset iframe math object portal")
_ANIMATIONS = words("animate animatemotion animatetransform set")
_ADDRESSES = words(
    "action background by cite code codebase data formaction from href icon longdesc manifest ping poster profile "
    "src srcset to usemap values xlink:href"
)
_TAKEN = ",".join(
    (
        *sorted(_FRAMES | _ANIMATIONS | {"form", "link", "meta", "script"}),
        "[srcdoc]",
        "[formaction]",
        *(f"[{name}*=':']".replace("xlink:", r"xlink\:") for name in sorted(_ADDRESSES)),
    )
)
"""What is looked at closely; an address without a colon has no scheme."""

_HANDLER = re.compile("on[a-z]+", re.IGNORECASE)
"""The name of an attribute that holds a script: events are called by letters only."""

_CODE_SCHEMES = frozenset(("javascript", "vbscript", "livescript", "mocha"))
_PICTURES = frozenset(("img", "image", "source", "link", "feimage"))
_PICTURE = re.compile(r"\s*data:image/(png|gif|jpe?g|webp|avif|svg\+xml|x-icon)\b", re.IGNORECASE)
_FOREIGN = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|[/\\]{2}")
_DATA_BLOCKS = frozenset(("application/json", "application/ld+json"))
_LOADING = words("import manifest modulepreload prefetch preload prerender stylesheet")
_HARMLESS_HEADERS = words("content-language content-security-policy content-type x-ua-compatible")

_LONGEST = 60
"""Characters of a value that a description quotes."""

Attributes = Mapping[str, str | None]


def active(html: str, trusted: Collection[str] = ()) -> list[str]:
    """Return in a few words each what runs in a page or an SVG and may not be there, or an empty list.

    Scripts of the site itself may be there, and those from `trusted`: whole addresses, or origins. Blocks of JSON are
    no scripts, and of `http-equiv` a content-security policy is welcome.
    """
    content = html.encode("utf-8", "replace")
    lowered = content.lower()
    if is_quiet(lowered):
        return []
    found = [*_in_html(content, lowered, trusted, scripting=True)]
    if b"<noscript" in lowered:
        found += _in_html(content, lowered, trusted, scripting=False)
    found += _in_xml(content, trusted)
    return list(dict.fromkeys(found))


def _in_html(content: bytes, lowered: bytes, trusted: Collection[str], *, scripting: bool) -> Iterator[str]:
    tree = LexborHTMLParser(content, scripting=scripting)
    parts = [tree.root] if tree.root is not None else []
    if b"<template" in lowered:
        parts += _templates(tree.template_fragments())
    every = has_handler(lowered)
    for part in parts:
        for node in part.traverse() if every else part.css(_TAKEN):
            tag = (node.tag or "").lower()
            attributes = node.attributes
            if tag == "script" and _is_inline(attributes) and node.text().strip():
                yield "<script>"
            yield from _problems(tag, attributes, trusted)


def _templates(fragments: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """Yield the contents of templates, and of those in them."""
    for fragment in fragments:
        yield fragment
        yield from _templates(fragment.template_fragments())


def _in_xml(content: bytes, trusted: Collection[str]) -> list[str]:
    """Return what runs in a file as XML, up to where it is none: a browser goes as far."""
    found: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(":")[2].lower()
        attributes = {key.rpartition(":")[2].lower(): value for key, value in given.items()}
        if tag == "script" and not attributes.keys() & {"src", "href"}:
            found.append("<script>")
        found.extend(_problems(tag, attributes, trusted))

    def instruction(target: str, _: str) -> None:
        found.append(f"<?{target[:_LONGEST]}?>")

    def entity(*_: object) -> None:
        found.append("<!ENTITY>")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.ProcessingInstructionHandler = instruction
    parser.EntityDeclHandler = entity
    with suppress(expat.ExpatError):
        parser.Parse(content, True)
    return found


def _problems(tag: str, attributes: Attributes, trusted: Collection[str]) -> Iterator[str]:
    """Yield what is active of one element."""
    if tag in _FRAMES:
        yield f"<{tag}>"
    if tag in _ANIMATIONS and _animated(attributes):
        yield f"<{tag}> of {_animated(attributes)}"
    for name, value in attributes.items():
        if _HANDLER.fullmatch(name):
            yield f"{name}={_cut(value)}"
        elif name == "srcdoc":
            yield "srcdoc"
        elif value and ":" in value and name in _ADDRESSES and _runs(tag, value):
            yield f"{name}={_cut(value)}"
    yield from _loaded(tag, attributes, trusted)


def _loaded(tag: str, attributes: Attributes, trusted: Collection[str]) -> Iterator[str]:
    """Yield what an element loads as code or style from elsewhere, where it sends a form, and what it says for a header."""
    said = {name: value or "" for name, value in attributes.items()}
    if tag == "script":
        sources = [said[name] for name in ("src", "href", "xlink:href") if name in said]
    elif tag == "link" and _LOADING & {*said.get("rel", "").lower().split()}:
        sources = [said.get("href", "")]
    else:
        sources = []
    sources += [said["formaction"]] if "formaction" in said else []
    sources += [said.get("action", "")] if tag == "form" else []
    yield from (f"<{tag}> {_cut(source)}" for source in sources if not _is_ours(source, trusted))
    header = said.get("http-equiv", "").strip().lower() if tag == "meta" else ""
    if header and header not in _HARMLESS_HEADERS:
        yield f"<meta http-equiv={_cut(header)}>"


def _is_inline(attributes: Attributes) -> bool:
    kind = (attributes.get("type") or "").strip().lower()
    return "src" not in attributes and kind not in _DATA_BLOCKS


def _animated(attributes: Attributes) -> str:
    """Return the attribute that an animation changes, if it leads somewhere or holds a script."""
    target = next((value or "" for name, value in attributes.items() if name.lower() == "attributename"), "")
    name = target.strip().lower().rpartition(":")[2]
    return name if name == "href" or name.startswith("on") else ""


def _runs(tag: str, url: str) -> bool:
    """Tell whether an address holds code, or a document of its own, instead of leading to one."""
    schemes = {scheme_of(one) for one in re.split("[;,]", url)} if tag in _ANIMATIONS else {scheme_of(url)}
    if schemes & _CODE_SCHEMES:
        return True
    return "data" in schemes and not (tag in _PICTURES and _PICTURE.match(url))


def _is_ours(url: str, trusted: Collection[str]) -> bool:
    """Tell whether an address is one of the site's own, or trusted."""
    bare = bare_url(url)
    if not _FOREIGN.match(bare):
        return True
    return any(bare == one or bare.startswith(f"{one.rstrip('/')}/") for one in trusted)


def _cut(value: str | None) -> str:
    shown = " ".join((value or "").split())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
