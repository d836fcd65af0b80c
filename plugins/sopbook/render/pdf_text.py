"""An author's text for the book: what MkDocs made of it, with nothing in it that could reach out of its chapter.

Only elements and attributes that are known pass, so that styles, scripts and what fetches something stay outside; every
element is closed. Anchors get the chapter's name before them. A link leads into the book where it can, else to the site,
whose address may be known, and is plain text otherwise. Pictures are named by their path in the handbook.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

PICTURE = "handbook:/"
"""What the address of a picture of the handbook begins with; its path follows, quoted as in a URL."""
MAX_DEPTH = 64
"""Elements inside each other beyond which more are passed over; their text stays."""
MAX_SPAN = 100
"""Columns or rows that one cell may cover; room is made for each, whether anything stands in it or not."""
MAX_SPANS = 10_000
"""What the cells of a chapter may cover together, those of one column and row not counted."""


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_DRAWING = _names("""
    circle clippath defs desc ellipse g line lineargradient marker path polygon polyline radialgradient rect stop svg
    text title tspan
""")
_KNOWN = _DRAWING | _names("""
    a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5
    h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead
    tr u ul var wbr
""")
_VOID = _names("br col hr img wbr")
_LEFT_OUT = _names("""
    applet audio button canvas datalist head iframe math noscript object script select style template textarea video
""")
"""Elements of which nothing is kept; of others that are not known the text is."""
_ATTRIBUTES = _names("alt colspan dir lang reversed rowspan span start title type value")
_SPANS = _names("colspan rowspan span")
_DRAWN = _names("""
    clip-path cx cy d dx dy fill fill-opacity fill-rule font-family font-size font-weight gradienttransform gradientunits
    height marker-end marker-mid marker-start markerheight markerunits markerwidth offset opacity orient points
    preserveaspectratio r refx refy rx ry stop-color stop-opacity stroke stroke-dasharray stroke-linecap stroke-linejoin
    stroke-opacity stroke-width text-anchor transform viewbox width x x1 x2 y y1 y2
""")
"""Attributes of drawings."""
_CLASSES = _names("admonition admonition-title task-list task-list-item")
_OUT = "out"
"""The class of links whose address is printed: those that lead out of the handbook and do not say where in their text."""
_UNSEEN = _names("headerlink sop-intro")
_ALIGNED = re.compile(r"text-align:\s*(right|center)")
_IN_DRAWING = re.compile(r"url\(#([\w.-]+)\)")
_ELSEWHERE = _names("http https mailto tel")
_NUMBER = re.compile(r"\s*\+?0*([0-9]{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page that is a chapter of the book: the name that its anchors begin with, and its site-relative URL."""

    name: str
    url: str


@dataclass(slots=True, kw_only=True)
class Binding:
    """What the texts of one book share: its chapters by their URLs, the site's address (or ""), and what was left out."""

    chapters: Mapping[str, Chapter]
    site_url: str = ""
    left_out: list[str] = field(default_factory=list)


def bound(html: str, chapter: Chapter, binding: Binding) -> str:
    """Return the text of a chapter as it stands in the book."""
    reader = _Reader(chapter, binding)
    reader.feed(html)
    reader.close()
    return reader.written()


class _Reader(HTMLParser):
    """Writes anew what it reads; `open` holds the elements that are open, with the place where each began."""

    def __init__(self, chapter: Chapter, binding: Binding) -> None:
        super().__init__(convert_charrefs=True)
        self.chapter, self.binding = chapter, binding
        self.out: list[str] = []
        self.open: list[tuple[str, int]] = []
        self.silent: list[str] = []
        self.titled = False
        self.spans = MAX_SPANS

    def written(self) -> str:
        while self.open:
            self._close()
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.silent:
            if tag == self.silent[0]:
                self.silent.append(tag)
            return
        if tag in _LEFT_OUT or self._is_title(tag) or _UNSEEN.intersection(given.get("class", "").split()):
            if tag not in _VOID:
                self.silent.append(tag)
        elif tag == "input" and given.get("type") == "checkbox":
            done = " is-done" if "checked" in given else ""
            self.out.append(f'<span class="box{done}"></span>')
        elif tag == "img":
            self.out.append(self._picture(given))
        elif tag in _KNOWN and len(self.open) < MAX_DEPTH:
            self._open(tag.replace("h1", "h2"), given)

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[0]:
                self.silent.pop()
            return
        tag = tag.replace("h1", "h2")
        if any(name == tag for name, _ in self.open):
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(escape(data))

    def _is_title(self, tag: str) -> bool:
        """Tell whether this is the page's own title, which the chapter has already."""
        is_title = tag == "h1" and not self.titled
        self.titled = self.titled or is_title
        return is_title

    def _open(self, tag: str, given: dict[str, str]) -> None:
        kept = {name: given[name] for name in given if name in _ATTRIBUTES}
        kept |= {name: self._spanned(given[name]) for name in given if name in _SPANS}
        kept |= {name: self._drawn(given[name]) for name in given if tag in _DRAWING and name in _DRAWN}
        if given.get("id"):
            kept["id"] = f"{self.chapter.name}-{given['id']}"
        classes = [name for name in given.get("class", "").split() if name in _CLASSES]
        classes += _ALIGNED.findall(given.get("style", "")) if tag in ("td", "th") else []
        target = self._target(given["href"]) if tag == "a" and "href" in given else ""
        if target:
            kept["href"] = target
            classes += [_OUT] if target == given["href"] else []
        if classes:
            kept["class"] = " ".join(classes)
        written = "".join(
            f' {name}="{escape(value)}"' for name, value in kept.items() if value or name == "alt"
        )
        self.out.append(f"<{tag}{written}>")
        if tag not in _VOID:
            self.open.append((tag, len(self.out)))

    def _close(self) -> str:
        tag, start = self.open.pop()
        if tag == "a" and f' href="{"".join(self.out[start:])}"' in self.out[start - 1]:
            self.out[start - 1] = self.out[start - 1].replace(f' class="{_OUT}"', "")
        self.out.append(f"</{tag}>")
        return tag

    def _spanned(self, value: str) -> str:
        """Return a bounded number of columns or rows, or "" for what is no number."""
        number = _NUMBER.match(value)
        if number is None:
            return ""
        found = min(int(number[1]), MAX_SPAN, self.spans + 1)
        self.spans -= max(found - 1, 0)
        return str(found)

    def _drawn(self, value: str) -> str:
        """Return a value of a drawing; what it refers to stands in the same chapter."""
        if "url(" not in value:
            return value
        return (
            _IN_DRAWING.sub(rf"url(#{self.chapter.name}-\1)", value) if _IN_DRAWING.fullmatch(value) else ""
        )

    def _target(self, href: str) -> str:
        """Return where a link leads: an anchor of the book, an address, or "" for nowhere."""
        scheme, host, path, _, fragment = _parts(href)
        if scheme or host:
            return href if scheme in _ELSEWHERE else ""
        site = self.binding.site_url
        if path.startswith("/"):
            return urljoin(site, href) if site else ""
        url = self._resolved(path)
        if url is None:
            return ""
        chapter = self.binding.chapters.get(unquote(url))
        if chapter is not None:
            return f"#{chapter.name}-{unquote(fragment)}" if fragment else f"#{chapter.name}"
        return f"{site}{url}{'#' if fragment else ''}{fragment}" if site else ""

    def _resolved(self, path: str) -> str | None:
        """Return the site-relative URL of a relative path; None for one that leads out of the site."""
        if not path:
            return self.chapter.url
        found = posixpath.normpath(posixpath.join(posixpath.dirname(self.chapter.url), path))
        if found.startswith(".."):
            return None
        return ("" if found == "." else found) + (
            "/" if path.endswith(("/", "..", ".")) and found != "." else ""
        )

    def _picture(self, given: dict[str, str]) -> str:
        """Return a picture of the handbook, or what it shows in words."""
        source, words = given.get("src", ""), given.get("alt", "")
        scheme, host, path, _, _ = _parts(source)
        is_local = path and not scheme and not host and not path.startswith("/")
        found = self._resolved(path) if is_local else None
        if found:
            source = PICTURE + found
        elif not source.startswith("data:image/"):
            self.binding.left_out.append(source)
            return escape(words)
        return f'<img src="{escape(source)}" alt="{escape(words)}">'


def _parts(address: str) -> SplitResult:
    """Return the parts of an address; one that cannot be read has a scheme that nobody knows."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("unknown", "", "", "", "")
