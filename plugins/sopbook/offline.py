"""How a built site is read without a network: through its service worker, or opened from a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from sopbook import files as disk
from sopbook.render import offline
from sopbook.render.parts import File, Studio
from sopbook.render.search_index import index_script
from sopbook.render.words import Words

_SITEMAP = ("sitemap.xml", "sitemap.xml.gz")
_FOR_SERVERS = ("404.html", *_SITEMAP)
_TIMED = (*_SITEMAP, offline.WORKER)
"""Files that say when they were made, and the worker itself: they make no other version of a site."""
_INDEX = "search/search_index.json"
_NEVER_KEPT = ("feeds", "sheets")
"""Folders that the worker leaves alone."""


class Offline:
    """What one build does for readers without a network.

    A site with `served_at` is opened by double-click, and that is where it stands on a server, or "": it has neither worker
    nor manifest, and its links lead to files. Any other has a worker: one that keeps pages if `keeps` is true, else one
    that takes an earlier build's away.
    """

    def __init__(self, folders: Sequence[str], *, keeps: bool, served_at: str | None) -> None:
        """Take the theme's folders, the first of which that has an asset gives it."""
        self._folders = folders
        self._keeps = keeps and served_at is None
        self._served_at = served_at
        self._links: offline.LocalLinks | None = None
        self._assets: dict[str, str] = {}

    def frame(self, t: Words) -> offline.Frame:
        """Return what every page of the site says about it."""
        return offline.frame(t, has_worker=self._keeps, has_manifest=self._served_at is None)

    def asset(self, url: str) -> str:
        """Return the URL of one of our assets with its content's digest for a query: another content is another address."""
        if self._served_at is not None:
            return url
        if url not in self._assets:
            found = next((path for folder in self._folders if (path := Path(folder, url)).is_file()), None)
            self._assets[url] = f"{url}?v={sha256(found.read_bytes()).hexdigest()[:8]}" if found else url
        return self._assets[url]

    def know(self, pages: Mapping[str, str]) -> None:
        """Take each page's file by its URL on a server, to lead links there."""
        if self._served_at is not None:
            self._links = offline.LocalLinks(pages, self._served_at)

    def page(self, html: str, url: str, served: str) -> str:
        """Return a finished page as it is published at `url`, which would be `served` on a server."""
        return self._links.mend(html, url, served) if self._links else html

    def files(self, files: Iterable[File]) -> Iterable[File]:
        """Return the files beside the pages as they are published."""
        return files if self._served_at is None else offline.with_scripts(files)

    def finish(self, site: Path, studio: Studio) -> None:
        """Add what depends on everything else in the folder of the finished site."""
        if self._served_at is None:
            version = _digest(site) if self._keeps else ""
            disk.write_all(site, [offline.worker(studio, version), offline.manifest(studio)])
            return
        for name in _FOR_SERVERS:
            (site / name).unlink(missing_ok=True)
        if (site / _INDEX).is_file():
            disk.write_all(site, [index_script((site / _INDEX).read_text("utf-8"))])


def _digest(site: Path) -> str:
    """Return a digest of what browsers may keep of the finished site, names included."""
    digest = sha256()  # processors compute it: half the time of blake2b
    for name, path in _kept(site, ""):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _kept(folder: Path, inside: str) -> Iterator[tuple[str, Path]]:
    """Yield names and paths of the files below `folder` in order, `inside` being its own name from above."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        name = inside + entry.name
        if entry.is_dir() and name not in _NEVER_KEPT:
            yield from _kept(Path(entry.path), f"{name}/")
        elif entry.is_file() and name not in _TIMED:
            yield name, Path(entry.path)
