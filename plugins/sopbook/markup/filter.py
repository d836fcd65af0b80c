"""An author's HTML through the allow-list: nh3, a parser of HTML as browsers are, and the rules of `allowed`."""

from __future__ import annotations

import nh3

from sopbook.markup.allowed import ATTRIBUTES, SCHEMES, SILENT, TAGS, kept

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(SILENT),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=kept,
    url_schemes={*SCHEMES, "data"},  # `kept` knows of which images
    link_rel=None,  # browsers open `_blank` without an opener, and no other target is kept
    strip_comments=True,
)


def filtered(html: str) -> str:
    """Return the HTML with what the allow-list has, its text in place; what runs, loads or covers the page is gone.

    The time grows with the square of the depth to which tags are open: ask `is_tangled` first.
    """
    return str(_CLEANER.clean(html))
