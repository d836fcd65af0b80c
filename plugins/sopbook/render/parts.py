"""What the renderers make: pages that are all ours, parts that stand below an authored page, and plain files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, Template, TemplateError

from sopbook import screen
from sopbook.errors import SopbookError
from sopbook.findings import Text
from sopbook.handbook import Handbook, Industry
from sopbook.model import Playbook
from sopbook.render.links import page_url, relative
from sopbook.render.words import Words


@contextmanager
def filling(template: str) -> Iterator[None]:
    """Turn what goes wrong in a template, which a handbook may have written, into a message that names it."""
    try:
        yield
    except (TemplateError, UnicodeDecodeError) as error:
        raise SopbookError(
            f"templates/{template}: 模板填不出来 / the template cannot be filled: {error}"
        ) from None


ASIDE = 0.2
"""What the search makes of pages that are made for those who write the handbook, beside those that are read at work."""


class Heading(NamedTuple):
    """A heading of level 2 in what we generate, for the page's table of contents."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """HTML that stands on the page at `path`, made when it is asked for: `lead` above the page's own text, `html` below.

    `intro` is a sentence of plain text for the page's own content, which search reads. `home` is the
    path of the page in the navigation that it belongs to; `title` is set for pages that exist only in memory.
    """

    path: str
    html: Callable[[], str]
    lead: Callable[[], str] = str
    headings_before: tuple[Heading, ...] = ()
    headings: tuple[Heading, ...] = ()
    intro: str = ""
    home: str | None = None
    title: str | None = None
    in_navigation: bool = True
    boost: float = 1
    """How much the search makes of the page; 0 keeps it out."""

    hide: tuple[str, ...] = ()
    """Parts of Material's page that are left out, as in a front matter's `hide`."""

    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    """What the page loads beside what every page does: names of files in `assets/sopbook/`, without `.css` or `.js`."""

    scripts_first: tuple[str, ...] = ()
    """The same of scripts that run before anything is shown."""


class File(NamedTuple):
    """A file of the site that is no page; `path` is its URL."""

    path: str
    content: str | bytes


@dataclass(frozen=True, slots=True)
class RuleTemplate:
    """A text to post in a group, to be filled from a playbook that has what it `needs`; see `render.rules`."""

    name: str
    title: Text
    description: Text
    needs: frozenset[str]
    """With `-` for `_`."""

    section: str
    on_playbook: bool
    names: frozenset[str] | None
    """What the text names, so that nothing else need be made for it; None where that is not known."""

    body: Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What every renderer works with: the handbook, the templates, and the words of the interface.

    `texts` keeps the rule templates that were filled, by template and playbook; `has` what templates may need, by
    playbook; `shown` the playbooks that each template's own page shows, by their ids.
    """

    handbook: Handbook
    env: Environment
    rules: tuple[RuleTemplate, ...] = ()
    words: Words = field(default_factory=lambda: Words("zh"))
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    has: dict[str, frozenset[str]] = field(default_factory=dict)
    shown: dict[str, dict[str, tuple[Industry, Playbook]]] = field(default_factory=dict)

    def html(self, template: str, base: str, **context: object) -> str:
        """Render `templates/pages/<template>.html` for the page whose Markdown is at `base`."""
        url = self.url(base)

        def link(target: str) -> str:
            return relative(self.url(target) if target.endswith(".md") else target, url)

        with filling(f"pages/{template}.html"):
            return self.env.get_template(f"pages/{template}.html").render(
                t=self.words, link=link, too_long=screen.too_long, handbook=self.handbook, **context
            )

    def address(self, url: str) -> str:
        """Return the absolute URL of what stands at `url` on the site."""
        return quote(f"{self.handbook.settings.site_url}{url}", safe=":/?#[]@!$&'()*+,;=~%")

    def url(self, path: str) -> str:
        """Return the site-relative URL of the page at `path`."""
        return page_url(path, self.handbook.settings.directory_urls)
