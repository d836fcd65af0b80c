"""The handbook's words: what stands in the tables of its glossary page, and which words a search should know whole.

A table of the glossary has four columns: the term with its aliases in brackets, its English, a sentence, and a link to
the page that tells more::

    | 群规（规矩） | group rules | 群里什么可以、什么不可以。 | [群规](rules.md) |
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sopbook.handbook import Handbook, title_of
from sopbook.source import Source


class Term(NamedTuple):
    """A word of the handbook."""

    names: tuple[str, ...]
    """The term, then its aliases."""

    sentence: str
    anchor: str
    """Of its row on the glossary page."""

    page: str
    """The path of the page that tells more."""


_LINK = re.compile(r"\[([^\[\]]*)\]\(([^\[)\s]*)\)")
_MARKS = re.compile(r"[*_`]+")
_RULE = re.compile(r"[\s|:-]+")
_NO_WORD = re.compile(r"\W+")
_BRACKET = re.compile("[（(]")


def terms_of(handbook: Handbook) -> tuple[Term, ...]:
    """Return the terms of the handbook's glossary; none where it has no such page."""
    page = handbook.pages.get(handbook.settings.glossary)
    return tuple(_terms(page.source)) if page is not None else ()


def _terms(source: Source) -> Iterator[Term]:
    folder, anchors = posixpath.dirname(source.path), dict[str, int]()
    for term, english, sentence, more in _rows(source.body):
        link = _LINK.search(more)
        if link is not None:
            path = posixpath.normpath(posixpath.join(folder, link[2].partition("#")[0]))
            yield Term(names_in(term), _plain(sentence), _anchor(english or term, anchors), path)


def _rows(body: str) -> Iterator[list[str]]:
    """Yield the cells of each row of four, heads of tables left out."""
    lines = body.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("|") and not _RULE.fullmatch(line) and not (below and _RULE.fullmatch(below)):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) == 4:
                yield cells


def names_in(cell: str) -> tuple[str, ...]:
    """Return the term in a cell, then its aliases."""
    text = _plain(cell)
    bracket = _BRACKET.search(text)
    if bracket is None or not text.endswith(("）", ")")):
        return (text,)
    aliases = (alias.strip() for alias in re.split("[、,，]", text[bracket.end() : -1]))
    return tuple(dict.fromkeys((text[: bracket.start()].strip(), *filter(None, aliases))))


def _plain(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", text)).strip()


def _anchor(name: str, taken: dict[str, int]) -> str:
    """Return an anchor that is not taken; `taken` has for each the last number that was put after it."""
    base = "term-" + _NO_WORD.sub("-", _plain(name).lower()).strip("-")
    found, count = base, taken.get(base, 1)
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    taken[base] = count
    taken.setdefault(found, 1)
    return found


_WORD = re.compile("[\u4e00-\u9fff]+")
_LONGEST = 6
"""Characters of a title up to which it may be a word; what is longer is a sentence."""
_OF_SENTENCES = re.compile("[的了是在和与或及第几每么谁哪怎这那就都也不没有要会能给把被让从到]")


def words_of(handbook: Handbook, terms: Iterable[Term], more: Iterable[str] = ()) -> set[str]:
    """Return the Chinese words that a search should take whole: terms, tags, and titles as far as they are words.

    `more` are titles of pages that nobody wrote.
    """
    pages, playbooks = handbook.pages.values(), handbook.playbooks.values()
    names = {name for term in terms for name in term.names}
    names.update(tag for page in pages for tag in page.matter.tags or ())
    names.update(tag for playbook in playbooks for tag in playbook.front.tags or ())
    titles = [*map(title_of, pages), *(playbook.front.title for playbook in playbooks), *more]
    found = {word for name in names for word in _WORD.findall(name)}
    found |= {word for title in titles for word in _WORD.findall(title) if _is_word(word)}
    return {word for word in found if len(word) > 1}


def _is_word(text: str) -> bool:
    return len(text) <= _LONGEST and not _OF_SENTENCES.search(text)
