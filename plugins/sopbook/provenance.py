"""Which scripts of a page its templates put there. What those write into pages becomes files: no page has a script in it.

A template's source is trusted, what is filled into it is not, and a finished page no longer tells one from the other. So
every `<script` in a source gets a mark that nobody can guess before anything is filled in, and loses it in the page. A
script without the mark came in with a value: it is left where it is, for the policy to block and for the build to fail on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from secrets import token_hex
from typing import Any

from jinja2 import BaseLoader, Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from sopbook.render.parts import File

FOLDER = "assets/sopbook/inline"
"""Where what stood in pages is published, each script once, under a name that changes with its content."""

Link = Callable[[str], str]
"""Leads from a page to a file of the site, given by its URL."""

_SCRIPT = re.compile(r"<(script)(?![\w-])", re.IGNORECASE)
_SOURCE = re.compile(r"""(?:^|\s)src\s*=""", re.IGNORECASE)
_TYPE = re.compile(r"""(?:^|\s)type\s*=\s*["']?([^\s"'>]*)""", re.IGNORECASE)
_RUNS = re.compile(r"module|(text|application)/(x-)?(java|ecma)script|", re.IGNORECASE)
"""Types of scripts that a browser runs; any other is data to it."""


class Marks:
    """The marks of one build: set on the sources of templates, taken off its pages."""

    def __init__(self, env: Environment) -> None:
        """Have the environment's templates marked, and what its filter `script_tag` writes for `extra_javascript`.

        The mark itself is in no file of the site, which stays reproducible.
        """
        mark = f"sop-{token_hex(16)}"
        self._mark = f" {mark}"
        attributes = r"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
        self._marked = re.compile(rf"<script {mark}{attributes}>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
        self._codes: dict[str, str] = {}
        assert env.loader is not None
        env.loader = _Marking(env.loader, self._set)
        tag_of = env.filters["script_tag"]

        @pass_context
        def script_tag(context: Context, script: Any) -> Markup:
            return Markup(self._set(str(tag_of(context, script))))

        env.filters["script_tag"] = script_tag

    def _set(self, source: str) -> str:
        return _SCRIPT.sub(rf"<\1{self._mark}", source)

    def settled(self, html: str, link: Link) -> str:
        """Return a finished page without marks, each marked script that stood in it loaded from a file, at the same place."""

        def outside(match: re.Match[str]) -> str:
            attributes, code = match[1], match[2]
            if not _runs_inline(attributes):
                return match[0]
            return f'<script src="{link(self._file(code))}"{attributes}></script>'

        return self._marked.sub(outside, html).replace(self._mark, "")

    def _file(self, code: str) -> str:
        code = code.replace(self._mark, "")  # a script may write another
        path = f"{FOLDER}/{sha256(code.encode()).hexdigest()[:16]}.js"
        self._codes[path] = code
        return path

    def files(self) -> Iterator[File]:
        """Yield the scripts that stood in the pages settled so far."""
        for path, code in sorted(self._codes.items()):
            yield File(path, code)


def _runs_inline(attributes: str) -> bool:
    kind = _TYPE.search(attributes)
    return not _SOURCE.search(attributes) and (kind is None or _RUNS.fullmatch(kind[1]) is not None)


class _Marking(BaseLoader):
    """Marks the sources that another loader finds."""

    def __init__(self, below: BaseLoader, mark: Callable[[str], str]) -> None:
        self._below = below
        self._mark = mark

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
        """Return a template's source, marked, its file, and how to see whether that has changed."""
        source, file, is_current = self._below.get_source(environment, template)
        return self._mark(source), file, is_current

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""
        return self._below.list_templates()
