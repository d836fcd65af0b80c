"""What is hostile in an output, told without a line of sopbook.

HTML and SVG are read with Python's own parser. A page of the sound handbook is the measure: whatever is active in
another site and not in that one was not put there by the templates.
"""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath

from oracles.lint import lint, unfolded

_FRAMES = {"iframe", "frame", "frameset", "object", "embed", "applet", "portal", "base", "foreignobject"}
_LEADING = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "poster",
    "data",
    "background",
    "ping",
    "cite",
}
_ACTIVE_URL = re.compile(r"(?:javascript|vbscript|livescript|mocha|data):", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|svg\+xml)\b", re.IGNORECASE)
_STYLE = re.compile(r"position|z-index|url\((?!#)|expression|behaviou?r|binding|@import|\\", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_ANIMATED = {"animate", "set", "animatetransform", "animatemotion"}
_DATA = re.compile(r"application/(?:ld\+)?json|speculationrules^", re.IGNORECASE)

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no terminal should be sent; a line may end, and tabs are harmless."""
_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(?:\.\d+)?$)")
_TRACEBACK = re.compile(r"Traceback|^\s+File \"|\b[A-Z][A-Za-z]*(?:Error|Exception|Warning)\b", re.MULTILINE)
_MKDOCS = "Aborted with a BuildError!"
"""What MkDocs says whenever a plugin ends the build."""
_PASSWD = b"root:x:0:0"


class _Page(HTMLParser):
    """Collects what is active in a page, in terms that do not depend on where the page stands."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.folder = posixpath.dirname(path)
        self.active: set[str] = set()
        self.script: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attrs}
        if tag in _FRAMES:
            self.active.add(f"<{tag}>")
        for name, value in given.items():
            self._attribute(tag, name, value)
        if tag == "script":
            self.script = given.get("type", "")
            self.text = ""
            if "src" in given:
                self.active.add(f"script from {self._place(given['src'])}")
        elif tag == "style":
            self.script, self.text = "style", ""
        elif tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.active.add("refresh")
        elif tag == "link" and _ELSEWHERE.match(given.get("href", "")) and "style" in given.get("rel", ""):
            self.active.add(f"style from {given['href']}")
        elif tag == "form" and _ELSEWHERE.match(given.get("action", "").strip()):
            self.active.add(f"form to {given['action']}")
        elif tag in _ANIMATED and given.get("attributename", "").lower().endswith("href"):
            self.active.add(f"<{tag}> of a link")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if self.script is None or tag not in ("script", "style"):
            return
        kind, self.script = self.script, None
        if kind == "style":
            if _STYLE.search(self.text):
                self.active.add(f"style {self.text}")
        elif _DATA.match(kind):
            json.loads(self.text)
        elif self.text.strip():
            self.active.add("script " + re.sub(r'new URL\("[./]*"', 'new URL("."', self.text))

    def _attribute(self, tag: str, name: str, value: str) -> None:
        bare = re.sub(r"[\x00-\x20]", "", value)
        if name.startswith("on"):
            self.active.add(f"{name}={value}")
        elif name == "srcdoc":
            self.active.add("srcdoc")
        elif name in _LEADING and _ACTIVE_URL.match(bare) and not (tag == "img" and _IMAGE.match(bare)):
            self.active.add(f"{name}={bare}")
        elif name == "style" and _STYLE.search(value):
            self.active.add(f"style={value}")

    def _place(self, url: str) -> str:
        if _ELSEWHERE.match(url.strip()):
            return url
        inside = posixpath.normpath(posixpath.join(self.folder, re.sub(r"[?#].*", "", url)))
        return "assets/" if inside.startswith(("assets/", "/")) else inside


def active(path: str, markup: str) -> set[str]:
    """Return what is active in a page or a drawing."""
    page = _Page(path)
    page.feed(markup)
    page.close()
    return page.active


def known_active(site: Mapping[str, bytes]) -> set[str]:
    """Return what the templates put into a site that is known to be sound."""
    return {
        item
        for path, content in site.items()
        if path.endswith((".html", ".svg"))
        for item in active(path, content.decode())
    }


def harm(site: Mapping[str, bytes], known: set[str]) -> Iterator[str]:
    """Yield what is hostile in the files of a site, each with where it is."""
    for path, content in site.items():
        if _PASSWD in content:
            yield f"{path}: /etc/passwd"
        look = _LOOKS.get(PurePosixPath(path).suffix.lower())
        if look is not None:
            yield from (f"{path}: {item}" for item in look(path, content, known))


def _markup(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    yield from active(path, content.decode()) - known


def _drawing(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    text = content.decode()
    if re.search(r"<!(?:DOCTYPE[^>]*\[|ENTITY)", text, re.IGNORECASE):
        yield "a DOCTYPE with declarations"
    yield from active(path, text) - known


def _program(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    if not path.startswith("assets/") and path not in ("sw.js",) and not path.startswith("search/"):
        yield "a script of nobody's"


def _sheet(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        yield from (f"formula {cell[:40]!r}" for cell in row if _FORMULA.match(cell))


def _workbook(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            part = book.read(name)
            if name.endswith((".xml", ".rels")):
                ET.fromstring(part)
            if re.search(rb"<f[ >]|externalLink|vbaProject|oleObject|<ddeLink", part):
                yield f"{name}: a formula or a link to another file"
            for target in re.findall(rb'Target="([^"]*)"[^>]*TargetMode="External"', part):
                if not target.startswith((b"https://", b"http://", b"mailto:")):
                    yield f"{name}: {target.decode()}"


def _feed(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    if "/" in path and not path.startswith("feeds/"):
        return  # somebody attached a calendar of their own
    text = content.decode()
    lint(text)
    for line in unfolded(text):
        if not re.match(r"[A-Z][A-Z0-9-]*[;:]", line):
            yield f"line {line[:60]!r}"
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line):
            yield f"control character in {line[:60]!r}"


def _data(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    json.loads(content)
    yield from ()


def _xml(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    if b"<!ENTITY" in content:
        yield "an entity"
    ET.fromstring(content)


def _text(path: str, content: bytes, known: set[str]) -> Iterator[str]:
    found = re.search(r"[\x00-\x08\x0b-\x1f\x7f]", content.decode())
    if found:
        yield f"control character {found[0]!r}"


_LOOKS = {
    ".html": _markup,
    ".htm": _program,
    ".xhtml": _program,
    ".svg": _drawing,
    ".js": _program,
    ".mjs": _program,
    ".wasm": _program,
    ".csv": _sheet,
    ".xlsx": _workbook,
    ".ics": _feed,
    ".json": _data,
    ".webmanifest": _data,
    ".xml": _xml,
    ".txt": _text,
}


def readable(content: bytes) -> str:
    """Return what a file says: its text, or the texts in a workbook."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode("utf-8", "replace")


def terminal_harm(output: str, form: str = "") -> Iterator[str]:
    """Yield what is hostile in what was printed; `form` is the format that was asked for."""
    if form not in ("csv", "xlsx", "ics"):
        yield from (
            f"control character {found[0]!r} in {output[max(0, found.start() - 40) : found.end() + 20]!r}"
            for found in _CONTROLS.finditer(output)
        )
    if _TRACEBACK.search(output.replace(_MKDOCS, "")):
        yield f"a traceback: {output[-800:]}"
    if "root:x:0:0" in output:
        yield "/etc/passwd"
    for line in output.splitlines():
        if form == "github" and line.startswith("::"):
            if not re.match(
                r"::(?:error|warning|notice) file=[^:]*,line=\d+,col=\d+,title=SOP\d{3} [a-z-]+::SOP\d{3} ",
                line,
            ):
                yield f"command {line!r}"
        elif re.match(r"\s*(?:::[a-z-]|##\[)", line):
            yield f"command {line!r}"
