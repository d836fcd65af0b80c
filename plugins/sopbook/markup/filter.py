"""An author's HTML through the allow-list: nh3, a parser of HTML as browsers are, and the rules of `allowed`."""

from __future__ import annotations

from collections.abc import Callable

import nh3

from sopbook.markup.allowed import ATTRIBUTES, DIAGRAM, SCHEMES, SILENT, TAGS, kept


def _cleaner(keep: Callable[[str, str, str], str | None]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(SILENT),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=keep,
        url_schemes={*SCHEMES, "data"},  # `kept` knows of which images
        link_rel=None,  # browsers open `_blank` without an opener, and no other target is kept
        strip_comments=True,
    )


def _kept_with_diagrams(tag: str, name: str, value: str) -> str | None:
    return value if (tag, name, value) == ("pre", "class", DIAGRAM) else kept(tag, name, value)


_CLEANERS = {False: _cleaner(kept), True: _cleaner(_kept_with_diagrams)}


def filtered(html: str, *, diagrams: bool = False) -> str:
    """Return the HTML with what the allow-list has, its text in place; what runs, loads or covers the page is gone.

    `diagrams`: whether Mermaid's may have a script draw them. The time grows with the square of the depth to which tags
    are open: ask `is_tangled` first.
    """
    return str(_CLEANERS[diagrams].clean(html))
