"""Words of the glossary, linked at their first use on a page: a step of Python-Markdown over the page's elements.

Headings, links, code and what looks like a control are left alone, and so is a paragraph with HTML of its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from sopbook.glossary import Term, names_in

LIMIT = 12
"""Links a page, so that it stays calm."""

_LEFT_ALONE = frozenset(
    ("a", "abbr", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "pre", "script")
).union(("style", "summary", "svg", "th"))
_HTML = "wzxhzdk:"
"""How Python-Markdown marks the place of HTML that an author wrote."""
_CLASSES = re.compile(r"\b(?:admonition-title|md-button|mermaid|sop-(?:phone|copy)|no-terms)")
_AFTER = {"主": "要"}
"""A name that ends with one is none before the other: 群主要 is 群 and 主要."""


class TermLinks(Extension):
    """Links words on the page at `path`, which whoever renders pages sets before each; none where it is empty."""

    path = ""

    def __init__(self) -> None:
        super().__init__()
        self.learn((), "")

    def learn(self, terms: Iterable[Term], glossary: str, skipped: Iterable[str] = ()) -> None:
        """Take these terms from now on; names in `skipped` and those of one character are not linked."""
        self.glossary = glossary
        left_out = frozenset(skipped)
        self.by_name: Mapping[str, Term] = {name: term for term in terms for name in term.names}
        names = [name for name in self.by_name if len(name) > 1 and name not in left_out]
        names.sort(key=lambda name: (-len(name), name))
        self.pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library names it so
        """Work on the elements when attributes are set, before anchors are collected and links resolved."""
        md.treeprocessors.register(_Linker(self, md), "sopbook_terms", 6)


class _Linker(Treeprocessor):
    def __init__(self, terms: TermLinks, md: Markdown) -> None:
        super().__init__(md)
        self.terms = terms
        self.target = ""
        self.told: set[str] = set()

    def run(self, root: Element) -> None:
        terms = self.terms
        if not terms.path or terms.pattern is None:
            return
        if terms.path == terms.glossary:
            self._name_rows(root)
            return
        self.target = posixpath.relpath(terms.glossary, posixpath.dirname(terms.path) or ".")
        self.told = {term.anchor for term in terms.by_name.values() if term.page == terms.path}
        self.left = LIMIT
        self._walk(root)

    def _name_rows(self, root: Element) -> None:
        for row in root.iter("tr"):
            term = self.terms.by_name.get(names_in("".join(row[0].itertext()))[0]) if len(row) == 4 else None
            if term is not None and row[0].tag == "td":
                row.set("id", term.anchor)

    def _walk(self, element: Element) -> None:
        """Link what stands in `element` and below, in the order of reading."""
        children = list(element)
        has_html = _HTML in (element.text or "") or any(_HTML in (child.tail or "") for child in children)
        if not has_html:
            self._link(element, None)
        for child in children:
            if not self.left:
                return
            if child.tag not in _LEFT_ALONE and not _CLASSES.search(child.get("class", "")):
                self._walk(child)
            if not has_html:
                self._link(element, child)

    def _link(self, parent: Element, before: Element | None) -> None:
        """Link the words in the text after `before`, or at the head of `parent`."""
        text = parent.text if before is None else before.tail
        if not text or isinstance(text, AtomicString) or text.isspace() or self.terms.pattern is None:
            return
        at, end, last = (0 if before is None else list(parent).index(before) + 1), 0, before
        for match in self.terms.pattern.finditer(text):
            term = self.terms.by_name[match[0]]
            if self.left and term.anchor not in self.told and _stands_alone(match):
                self.told.add(term.anchor)
                self.left -= 1
                _set(parent, last, text[end : match.start()])
                last, end = self._made(match[0], term), match.end()
                parent.insert(at, last)
                at += 1
        if last is not before:
            _set(parent, last, text[end:])

    def _made(self, name: str, term: Term) -> Element:
        href = f"{self.target}#{term.anchor}"
        link = Element("a", {"class": "sop-term", "href": href, "title": term.sentence})
        link.text = AtomicString(name)
        return link


def _set(parent: Element, before: Element | None, text: str) -> None:
    if before is None:
        parent.text = text
    else:
        before.tail = text


def _stands_alone(match: re.Match[str]) -> bool:
    """Tell whether a name is a word where it stands: a Latin one is no part of a longer one."""
    text, name = match.string, match[0]
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    if _AFTER.get(name[-1]) == after and after:
        return False
    return not (_joins(before, name[0]) or _joins(name[-1], after))


def _joins(one: str, other: str) -> bool:
    return one.isascii() and other.isascii() and one.isalnum() and other.isalnum()
