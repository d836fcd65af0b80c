"""What works without a network: the service worker, the manifest of the installed site, and a site opened from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

from sopbook.findings import Text
from sopbook.render.links import relative
from sopbook.render.parts import File, Studio, filling
from sopbook.render.today import PATH as TODAY
from sopbook.render.words import Words

WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
PAPER, NIGHT = "#fbfaf7", "#1a2120"
"""The page's colour and its header's, light and dark, as in `sopbook.css`."""

_IMAGES = "assets/images"
_ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable.png", "512x512", "maskable"),
)
_LANGS = {"zh": "zh-CN", "en": "en"}

SAID: Mapping[str, Text] = {
    "again": Text("再试一次", "Try again"),
    "kept": Text(
        "打开过的页面，没有网络也能看：", "Pages that you opened before can be read without a network:"
    ),
    "missing": Text("这一页还没有存下来。", "This page has not been kept yet."),
    "title": Text("现在没有网络", "No network"),
}
"""What the worker says when it has neither network nor page."""

OUTSIDE: Mapping[str, Text] = {
    "close": Text("知道了", "Got it"),
    "copied": Text("已复制", "Copied"),
    "copy_failed": Text("请长按选中后复制", "Press and hold to copy"),
    "copy_link": Text("复制链接", "Copy link"),
    "link": Text("要下载的链接", "The link"),
    "or": Text(
        "找不到这一项？复制下面的链接，贴到手机浏览器的地址栏里打开：",
        "It is not there? Copy this link and open it in your phone's browser:",
    ),
    "step_again": Text("在浏览器里再点一次", "Tap the same button again there"),
    "step_menu": Text("点右上角的「…」", "Tap “…” in the top right corner"),
    "step_open": Text("选「在浏览器打开」", "Choose “Open in browser”"),
    "text": Text("不下载也行，安排都写在网页上", "No need to download: it is all on the page as text"),
    "title": Text("{app}里下载不了", "{app} does not let you download"),
}
"""What a browser inside an app, which neither downloads nor subscribes, has to say."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the theme's templates must know: the words of the dialog, and whether pages name a worker and a manifest."""

    said: Mapping[str, str]
    has_worker: bool
    has_manifest: bool
    manifest: str = MANIFEST
    paper: str = PAPER
    night: str = NIGHT


def frame(t: Words, *, has_worker: bool, has_manifest: bool) -> Frame:
    """Return what stands on every page."""
    return Frame({key: text.of(t.lang) for key, text in OUTSIDE.items()}, has_worker, has_manifest)


def worker(studio: Studio, version: str) -> File:
    """Return the service worker of a site whose content has this `version`; without one, a worker that takes itself away."""
    settings, lang = studio.handbook.settings, studio.words.lang
    template = "sw.js" if version else "sw-off.js"
    with filling(f"pages/{template}"):
        text = studio.env.get_template(f"pages/{template}").render(
            version=_json(version),
            name=_json(settings.name),
            lang=_LANGS[lang],
            today=_json(studio.url(TODAY)),
            said=_json({key: said.of(lang) for key, said in SAID.items()}),
        )
    return File(WORKER, text)


def manifest(studio: Studio) -> File:
    """Return what a phone needs to know of the site to put it on its home screen."""
    settings = studio.handbook.settings
    about = {
        "name": settings.name,
        "short_name": settings.name,
        "lang": _LANGS[studio.words.lang],
        "start_url": studio.url(TODAY),
        "scope": "./",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {"src": f"{_IMAGES}/{name}", "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in _ICONS
        ],
    }
    return File(MANIFEST, _json(about) + "\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


# --- a site that is opened from a folder ---


def with_scripts(files: Iterable[File]) -> Iterator[File]:
    """Yield the files, and beside the JSON that pages load a script that hands it over: on `file:` nothing can be fetched."""
    for file in files:
        yield file
        if file.path.startswith("data/") and file.path.endswith(".json"):
            text = file.content if isinstance(file.content, str) else file.content.decode()
            yield File(f"{file.path}.js", f"sopbook.loaded({text.strip()});\n")


_HREF = re.compile(r'(<a\b[^<>]*?\shref=")([^"]*)')


class LocalLinks:
    """Leads every link to a page of the site to its file: a browser that opens a folder lists what is in it."""

    def __init__(self, pages: Mapping[str, str], site_url: str) -> None:
        """Take each page's file by the URL it has on a server, both site-relative, and where that server's site is."""
        self._files = {unquote(url).strip("/"): file for url, file in pages.items()}
        self._roots = tuple(root for root in (site_url, urlsplit(site_url).path or "/") if root)

    def mend(self, html: str, base: str, served: str) -> str:
        """Return the HTML of the page at the site-relative URL `base`, its links mended.

        `served` is the page's URL on a server: authors who write a link to a folder have that in mind.
        """
        return _HREF.sub(lambda match: match[1] + self._local(match[2], base, served), html)

    def _local(self, href: str, base: str, served: str) -> str:
        path, rest = _split(href)
        root = next((root for root in self._roots if path.startswith(root) and not path.startswith("//")), "")
        if root:
            inside = _resolved("", path.removeprefix(root))
            return relative(self._files.get(inside) or quote(inside), base) + rest
        if not path or ":" in path or path.startswith("/"):
            return href
        found = (self._files.get(_resolved(dirname(unquote(url)), path)) for url in (served, base))
        target = next(filter(None, found), None)
        return href if target is None else relative(target, base) + rest


def _resolved(folder: str, path: str) -> str:
    """Return where a path leads from a folder of the site, from the site's root and without slashes at its ends."""
    return normpath(join("/", folder, unquote(path))).strip("/")


def _split(href: str) -> tuple[str, str]:
    """Return an address without its query and fragment, and these."""
    end = min((place for mark in "?#" if (place := href.find(mark)) >= 0), default=len(href))
    return href[:end], href[end:]
