"""Texts to post: plain `{{ name }}` is replaced, nothing is ever evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sopbook.model import FrontMatter

_VARIABLE = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
_BRACE = re.compile(r"\{{1,2}[^{}\n]{0,20}\}{0,2}|\}{1,2}[^{}\n]{0,20}")


def variables_of(front: FrontMatter) -> dict[str, str]:
    """Return what a playbook's texts may name: its title, its owner, who fills each role, and its own `vars`."""
    own = {"title": front.title, "owner": front.owner or "", **front.roles, **front.vars}
    return {name: value for name, value in own.items() if value}


def fill(text: str, variables: Mapping[str, str]) -> str:
    """Return `text` with every known variable replaced; an unknown one stays as it was written."""
    if "{{" not in text:
        return text
    return _VARIABLE.sub(lambda match: variables.get(match[1], match[0]), text)


def unknown_variables(text: str, variables: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield (offset, name) of each variable in `text` that `fill` would leave standing.

    A brace that belongs to no variable counts as one half written, by the piece that begins with it.
    """
    if "{" not in text and "}" not in text:
        return
    for match in _VARIABLE.finditer(text):
        if match[1] not in variables:
            yield match.start(), match[1]
    rest = _VARIABLE.sub(lambda match: " " * len(match[0]), text)
    for match in _BRACE.finditer(rest):
        yield match.start(), match[0]
