"""Drawings (SVG) are documents that a browser may run: those are taken that hold shapes and nothing else.

They are read as XML, for that is what a browser does with them: a prefix for a namespace or a CDATA section would
mislead a reader of HTML. Core: text in, finding out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from sopbook.findings import Finding, Severity, Text, end_of

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_RUNNING = {"script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video"}
_ANIMATING = {"animate", "set", "animatetransform", "animatemotion", "animatecolor"}
_MOVED = re.compile(r"href$|on")
"""Attributes that lead somewhere or hold a script: no animation may change them."""

_DOCTYPE = re.compile(r"https?://www\.w3\.org/")
_INSIDE = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_LINK = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
_FETCHING = re.compile(
    r"@import|expression|\\|\b(?:image(?:-set)?|src)\("
    r"|url\(\s*+['\"]?+\s*+(?!#|data:image/(?:png|jpe?g|gif|webp)[;,])",
    re.IGNORECASE,
)
"""What makes a style reach out of the drawing, or hides that it does."""


class _Active(Exception):
    """Something active; carries where it begins, in bytes, and what it is."""

    def __init__(self, index: int, what: str) -> None:
        self.index = index
        self.what = what


def check_drawing(path: str, text: str) -> Finding | None:
    """Return SOP014 at the first thing in a drawing that a browser would run or fetch, or that makes it no SVG."""
    content = text.encode()
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except _Active as active:
        index, found = active.index, active.what
        message = Text(f"图里有会被浏览器执行的内容：「{found}」", f"a browser would act on `{found}`")
    except expat.ExpatError as error:
        index, found = reader.parser.ErrorByteIndex, expat.ErrorString(error.code)
        message = Text(f"这张 SVG 图读不出来（{found}）", f"this SVG cannot be read ({found})")
    else:
        return None
    before = content[: max(index, 0)].decode("utf-8", "ignore")
    place = end_of(path, before)
    help_ = Text(
        "在绘图软件里重新导出成「纯 SVG」，或换成 PNG", "export it again as plain SVG, or take a PNG instead"
    )
    return Finding(code="SOP014", severity=Severity.ERROR, place=place, message=message, help=help_)


class _Reader:
    """Reads one drawing; raises _Active at what is not to be published."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.is_root = True
        self.style: str | None = None
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = lambda target, _: self._refuse(f"<?{target}?>")

    def _refuse(self, what: str) -> None:
        raise _Active(self.parser.CurrentByteIndex, what)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            self._refuse(f'encoding="{encoding}"')

    def _doctype(self, name: str, system: str | None, _: str | None, has_subset: int) -> None:
        """Take what drawing programs write of themselves; expat fetches no document type, nor does a browser."""
        if has_subset or name != "svg" or (system and not _DOCTYPE.match(system)):
            self._refuse("<!DOCTYPE>")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self.is_root and name != f"{_SVG} svg":
            self._refuse(f"<{tag}>")
        self.is_root = False
        if self.style is not None or tag.lower() in _RUNNING or space == _XHTML:
            self._refuse(f"<{tag}>")
        self.style = "" if tag.lower() == "style" else None
        for what in _active_attributes(tag.lower(), attributes):
            self._refuse(what)

    def _text(self, text: str) -> None:
        if self.style is not None:
            self.style += text

    def _end(self, name: str) -> None:
        if self.style is not None and _FETCHING.search(self.style):
            self._refuse("<style>")
        self.style = None


def _active_attributes(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield each attribute that runs something, leads out of the drawing or makes an animation do so."""
    for key, value in attributes.items():
        name = key.rpartition(" ")[2].lower()
        target = value.strip().lower()
        if name.startswith("on"):
            yield name
        elif name == "href" and not (_LINK if tag == "a" else _INSIDE).match(target):
            yield f"{name}={value[:40]}"
        elif name == "attributename" and tag in _ANIMATING and _MOVED.match(target.rpartition(":")[2]):
            yield f"<{tag} attributeName={value}>"
        elif ("(" in value or name == "style") and _FETCHING.search(value):
            yield f"{name}={value[:40]}"
