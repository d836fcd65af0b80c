"""Where things are on the site, and how one page links to another."""

from __future__ import annotations

import posixpath

MAX_LISTED = 1000
"""Playbooks of one industry that a page lists; the rest are found by the search, so that no page outgrows 300 kB."""


def page_url(path: str, directory_urls: bool = True) -> str:
    """Return the site-relative URL of the page whose Markdown is at `path` (`a/b.md` -> `a/b/`)."""
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        stem = folder
        if not directory_urls:
            return posixpath.join(folder, "index.html")
    if not directory_urls:
        return f"{stem}.html"
    return f"{stem}/" if stem else ""


def relative(target: str, base: str) -> str:
    """Return the link from the page at URL `base` to `target`, both site-relative."""
    folder = base if base.endswith("/") else posixpath.dirname(base)
    found = posixpath.relpath("/" + target, "/" + folder)
    return f"{found}/" if target.endswith("/") or not target else found


def industry_path(industry: str) -> str:
    """Return the path of an industry's index page."""
    return f"industries/{industry}/index.md"


def month_path(industry: str, month: str) -> str:
    """Return the path of an industry's calendar of one month, given as `yyyy-mm`."""
    return f"industries/{industry}/calendar/{month}.md"


def text_url(template: str, playbook: str) -> str:
    """Return the URL of a rule template's plain text, filled for one playbook."""
    return f"rules/{template}/{playbook}.txt"


def sheet_url(name: str, form: str) -> str:
    """Return the URL of a sheet in the format `xlsx` or `csv`, of an industry or of `playbook/<id>`."""
    return f"sheets/{name}.{form}"
