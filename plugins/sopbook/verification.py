"""A finished site is looked at as it stands on the disk, before anybody else can see it.

What a build set out to write is there, feeds are sound, links that we wrote lead somewhere, and nothing is active that no
template of ours put there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote

from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from sopbook import markup
from sopbook.background import Background
from sopbook.errors import SopbookError
from sopbook.findings import Text
from sopbook.render.ics.lint import fault_of
from sopbook.render.report.lines import visible

_PAGE = ".html"
_ACTIVE = (".html", ".htm", ".xhtml", ".svg")
_ERROR_PAGE = re.compile(r"\d{3}\.html")
"""A page like `404.html`, which a host shows at any address: its links are absolute."""

_LINK = re.compile(r'="(?:(?<=\shref=")|(?<=\ssrc="))([^"]*)"')  # looking back is four times as fast as ahead
_ID = re.compile(r'="(?:(?<=\sid=")|(?<=\sname="))([^"]*)"')
_RAW = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"/|[A-Za-z][A-Za-z0-9+.-]*:")
"""What begins so is a matter of the host or of another one."""

_AS_HTML = Text(
    "。HTML 里的地址从网址算起；用 Markdown 写成 [文字](文件.md) 或 ![说明](图片.png)，会自动换算",
    ": in HTML it begins at the page's address; as Markdown, [text](file.md) or ![text](picture.png), it is worked out",
)

_MOST = 10
"""Faults that are told; they tend to have one cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a build set out to publish."""

    files: Mapping[str, int]
    """The files that have to be there, and how many bytes each has at least."""

    authored: Callable[[str], str]
    """The HTML by an author in the page of a file: whose links are dead there has been said, and stops no build."""

    raw: Callable[[str], Collection[str]] = lambda _: ()
    """The links that an author wrote as HTML in that page: of these nobody has said anything."""

    feeds: Collection[str] = ()
    """Those of the files that are feeds of ours."""

    told: Collection[str] = ()
    """Addresses in the configuration's navigation, of which the same holds."""

    trusted: Collection[str] = ()
    """What pages may load from elsewhere; see `markup.active`."""


@dataclass(slots=True)
class Verdict:
    """What is wrong with a site; each text begins with the file's name."""

    faults: list[Text] = field(default_factory=list)
    active: list[Text] = field(default_factory=list)
    """What runs, loads or sends something, and no template of ours asks for it."""

    lost: list[Text] = field(default_factory=list)
    """Links of authors that lead nowhere; they stop nothing."""


def plan_of(
    files: Files,
    nav: Navigation,
    written: Mapping[str, int],
    trusted: Collection[str],
    local: Callable[[str, Page], str],
) -> Plan:
    """Return what MkDocs and the writer of other files set out to publish; `local` says how a page's links are published."""
    published = [file for file in files if file.inclusion.is_included()]
    pages = {file.dest_uri: file.page for file in published if file.page is not None}
    return Plan(
        files={file.dest_uri: int(file.is_documentation_page()) for file in published} | dict(written),
        authored=lambda name: local(page.content or "", page) if (page := pages.get(name)) else "",
        raw=lambda name: _RAW.findall(page.markdown or "") if (page := pages.get(name)) else (),
        feeds=frozenset(name for name in written if name.endswith(".ics")),
        told=frozenset(_addresses_of(nav.items)),
        trusted=trusted,
    )


def _addresses_of(items: Iterable[Any]) -> Iterator[str]:
    """Yield the addresses that a navigation names itself."""
    for item in items:
        if item.is_link:
            yield item.url
        yield from _addresses_of(item.children or ())


def verify(folder: Path, plan: Plan) -> Verdict:
    """Return what is wrong with the finished site in `folder`."""
    sizes = dict(_sizes(folder, ""))
    looked_at = [name for name in sorted(sizes) if name.endswith(_ACTIVE) or name in plan.feeds]
    site = _Look(folder, frozenset(_addresses(sizes)), tuple(plan.trusted), plan.feeds)
    beside = Background(lambda: site.at(looked_at[1::2]))
    seen = [*site.at(looked_at[::2]), *beside.finish()]
    faults = [Text(f"{one.name}: {text.zh}", f"{one.name}: {text.en}") for one in seen for text in one.faults]
    active = [Text(f"{one.name}: {what}", f"{one.name}: {what}") for one in seen for what in one.active]
    verdict = Verdict([*_missing(sizes, plan), *faults], active)
    _sort_out_dead(folder, seen, plan, verdict)
    return verdict


def insist(faults: Sequence[Text]) -> None:
    """Raise SopbookError if there are faults."""
    if faults:
        told = [one.zh if one.zh == one.en else f"{one.zh} / {one.en}" for one in faults[:_MOST]]
        lines = [f"  {visible(text)}" for text in told]
        more = [f"  … +{len(faults) - _MOST}"] if len(faults) > _MOST else []
        raise SopbookError(
            f"生成的站点有 {len(faults)} 处不对，什么也没有发布，原来的站点没有改动"
            f" / {len(faults)} faults in the finished site, nothing was published:\n"
            + "\n".join([*lines, *more])
        )


def _sizes(folder: Path, inside: str) -> Iterator[tuple[str, int]]:
    """Yield names below `folder` with their sizes; `inside` is the folder's own name from above."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _sizes(Path(entry.path), f"{inside}{entry.name}/")
        else:
            yield inside + entry.name, entry.stat(follow_symlinks=False).st_size


def _addresses(names: Iterable[str]) -> Iterator[str]:
    """Yield where a link may lead: a file, or a folder that has an index."""
    for name in names:
        yield name
        if name == "index.html" or name.endswith("/index.html"):
            yield name.removesuffix("index.html")
            yield name.removesuffix("index.html").removesuffix("/")


def _missing(sizes: Mapping[str, int], plan: Plan) -> Iterator[Text]:
    for name, size in plan.files.items():
        found = sizes.get(name)
        if found is None:
            yield Text(f"{name}: 没有写出来", f"{name}: was not written")
        elif found < size:
            yield Text(
                f"{name}: 只有 {found} 字节，应有 {size}", f"{name}: {found} bytes of {size} were written"
            )


@dataclass(slots=True)
class _Seen:
    """What was seen in one file; `marks` are the places that its links name, by the file they are in."""

    name: str
    faults: list[Text] = field(default_factory=list)
    active: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Look:
    """How files are looked at, one by one."""

    folder: Path
    addresses: Set[str]
    trusted: tuple[str, ...]
    feeds: Collection[str]

    def at(self, names: Iterable[str]) -> list[_Seen]:
        """Return what deserves a second look."""
        sound: set[bytes] = set()
        seen = [self._feed(name, sound) if name in self.feeds else self._markup(name) for name in names]
        return [one for one in seen if one.faults or one.active or one.dead or one.marks]

    def _feed(self, name: str, sound: set[bytes]) -> _Seen:
        fault = fault_of((self.folder / name).read_bytes(), sound)
        return _Seen(name, faults=[fault] if fault else [])

    def _markup(self, name: str) -> _Seen:
        text = (self.folder / name).read_text("utf-8", "replace")
        seen = _Seen(name, active=markup.active(text, self.trusted))
        if name.endswith(_PAGE) and not _ERROR_PAGE.fullmatch(name):
            self._links(text, seen)
        return seen

    def _links(self, text: str, seen: _Seen) -> None:
        ids = set(_ID.findall(text))
        folders = _folders(seen.name)
        for link in dict.fromkeys(_LINK.findall(text)):
            if _ELSEWHERE.match(link):
                continue
            path, _, mark = (unescape(link) if "&" in link else link).partition("#")
            target = _target(folders, path.partition("?")[0]) if path else seen.name
            if target is None or (not path and (not mark or mark in ids or unquote(mark) in ids)):
                continue
            if not path or target not in self.addresses:
                seen.dead.append(link)
            elif mark:
                seen.marks[target, unquote(mark)] = link


def _folders(name: str) -> tuple[str, ...]:
    """Return the folders that a file is in, from the site's root: `""`, `a/`, `a/b/`."""
    ends = [place + 1 for place, letter in enumerate(name) if letter == "/"]
    return ("", *(name[:end] for end in ends))


def _target(folders: Sequence[str], path: str) -> str | None:
    """Return where a relative path leads, from the site's root; None where it leaves the site."""
    up = len(folders) - 1
    while path.startswith("../"):
        path, up = path[3:], up - 1
    if up < 0:
        return None
    path = unquote(path) if "%" in path else path
    if path in (".", "..") or "./" in path:
        target = normpath(join("/", folders[up], path)).lstrip("/")
        return target + "/" if target and path.endswith(("/", ".")) else target
    return folders[up] + path


def _sort_out_dead(folder: Path, seen: Iterable[_Seen], plan: Plan, verdict: Verdict) -> None:
    """Tell links that lead nowhere and that no author wrote from those that one wrote as HTML."""
    ids: dict[str, Set[str]] = {}
    for one in seen:
        lost = [link for (target, mark), link in one.marks.items() if mark not in _ids(folder, target, ids)]
        authored = plan.authored(one.name) if one.dead or lost else ""
        raw = {*plan.raw(one.name)} if authored else set()
        for link in (*one.dead, *lost):
            zh, en = f"{one.name}: 链接「{link}」没有去处", f"{one.name}: the link “{link}” leads nowhere"
            if f'"{link}"' not in authored and _target(_folders(one.name), link) not in plan.told:
                verdict.faults.append(Text(zh, en))
            elif raw & {link, unescape(link)}:
                verdict.lost.append(Text(f"{zh}{_AS_HTML.zh}", f"{en}{_AS_HTML.en}"))


def _ids(folder: Path, target: str, known: dict[str, Set[str]]) -> Set[str]:
    """Return the places of a page that a link may name."""
    if target not in known:
        path = folder / target
        page = path / "index.html" if path.is_dir() else path
        known[target] = frozenset(_ID.findall(page.read_text("utf-8", "replace")))
    return known[target]
