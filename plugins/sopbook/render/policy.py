"""What browsers are told to refuse on our pages: the content-security policy, in each page and for servers to send.

Scripts come from the site's own files and from nowhere else, whatever stands in a page. Styles may stand in attributes:
Material and we set a few there, and a style runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sopbook.render.parts import File

HEADERS_FILE = "_headers"
"""What Netlify and Cloudflare Pages read from a site's root."""

UNFRAMED = "frame-ancestors 'self'"
"""No other site shows ours in a frame; browsers take that from a server only."""

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What servers send with every answer, beside the policy."""

LASTING = "public, max-age=31536000, immutable"
"""For what is published under a name, or with a query, that changes with its content."""

SHORT = "max-age=300"
"""For everything else: five minutes, then the browser asks whether it has changed."""

FRESH = "no-cache"
"""For the service worker: the browser always asks."""

_WEEK = "max-age=604800"
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)
_LOADED = re.compile(r'<(?:(script) src|link rel="stylesheet" href)="([^"]+)"(?! (?:type|crossorigin))')
"""Scripts and styles as our templates and Material's write them; a module would have to be asked for otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What pages load from other hosts: `hosts` may give scripts, styles, fonts and data, the others what they are named for.

    Each is an origin, or the address of one file as pages write it.
    """

    hosts: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    connections: tuple[str, ...] = ()

    @property
    def trusted(self) -> tuple[str, ...]:
        """What scripts and styles of a page may be loaded from."""
        return (*self.hosts, *self.scripts, *self.styles)


def content_policy(elsewhere: Elsewhere = Elsewhere()) -> str:
    """Return the content-security policy (Level 3) of a site's pages. What it does not name, frames and plugins, is refused."""
    own, hosts = "'self'", elsewhere.hosts
    directives = {
        "default-src": ("'none'",),
        "script-src": (own, *elsewhere.scripts, *hosts),
        "style-src": (own, "'unsafe-inline'", *elsewhere.styles, *hosts),
        "img-src": (own, "data:", "https:"),
        "media-src": (own, "https:"),
        "font-src": (own, *elsewhere.fonts, *hosts),
        "connect-src": (own, *elsewhere.connections, *hosts),
        "worker-src": (own,),
        "manifest-src": (own,),
        "form-action": (own,),
        "base-uri": ("'none'",),
    }
    return "; ".join(
        " ".join((name, *dict.fromkeys(map(_source, given)))) for name, given in directives.items()
    )


def _source(given: str) -> str:
    """Return what a policy calls an address: without its query, and without what would end a directive."""
    scheme, host, path, _, _ = urlsplit(given)
    if not host:
        return given
    return (f"{scheme}://" if scheme else "") + host + quote(path, safe="/@%:")


def with_policy(html: str, policy: str) -> str:
    """Return a page that carries the policy, before anything that it is about, and names what it loads at once.

    Chromium no longer looks ahead of its parser in such a page: each script would be asked for when the last has run.
    """
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    loaded = dict.fromkeys((kind or "style", url) for kind, url in _LOADED.findall(html))
    preloads = "".join(f'<link rel="preload" as="{kind}" href="{url}">' for kind, url in loaded)
    return _HEAD.sub(lambda match: match[0] + tag + preloads, html, count=1)


def headers_file(policy: str) -> File:
    """Return the headers of a site for hosts that read them from a file; by themselves these have browsers ask each time."""
    headers = {"Content-Security-Policy": f"{policy}; {UNFRAMED}", **HEADERS}
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    # a week: those hosts send it with "not found" as well
    lines += ["/assets/sopbook/inline/*", f"  Cache-Control: {_WEEK}"]
    return File(HEADERS_FILE, "\n".join(lines) + "\n")
