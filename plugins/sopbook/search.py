"""The search of large handbooks: what Material's plugin collects goes into an index of our own, see `render.search_index`."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from sopbook import files as disk
from sopbook import segmenter
from sopbook.render.search_index import pages_of, search_files

LARGE = 500
"""Playbooks above which a reader would load more for a question than it is worth."""

ENGINE = "assets/sopbook/search-parts.js"


def in_parts(choice: str, playbooks: int) -> bool:
    """Tell whether the index of a handbook is loaded in parts: as `mkdocs.yml` chose, or by the number of its playbooks."""
    return choice == "parts" or (choice == "auto" and playbooks > LARGE)


def divide(plugin: Any, site: Path, engine: str, names: Mapping[str, Collection[str]]) -> None:
    """Have Material's search plugin write our index into the folder `site`, and of its own only how it was set up.

    `engine` is the URL of the script `ENGINE`, `names` are what links call each page, by its URL.
    """
    index = getattr(plugin, "search_index", None)
    if index is None:  # it is switched off
        return
    whole = index.generate_search_index

    def divided(_: object) -> str:
        pages, index.entries = pages_of(index.entries, names), []
        files, about = search_files(pages, segmenter.is_word())
        disk.write_all(site, files)
        setup = json.loads(whole(None))
        setup["config"]["sopbook"] = {"engine": engine, **about}
        return json.dumps(setup, separators=(",", ":"))

    index.generate_search_index = divided
    index._segment_chinese = str  # jieba would take longer than everything here, and nobody would see it
