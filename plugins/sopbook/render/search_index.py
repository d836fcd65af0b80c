"""The search's own index, for handbooks whose index as a whole would be too much to load: words by the drawer, pages one by one.

A text is cut into *pairs*, two characters that touch, a number or a Latin word counting as one; so nothing has to know where
a Chinese word ends, neither here nor in the browser. Latin words and numbers are there by themselves too, and so are the
single characters of titles. A reader loads the drawers of the question's pairs, and the pages that are shown. `search.js`
reads what is written here.

A drawer has for each pair `"<weight> <level><pages> <level><pages> …"`: ten times what the pair says (`WEIGHT_UNIT`), then
for each level the pages on which it weighs as much (`2 ** (level / STEPS - FLOOR)`), counted from the one before.
"""

from __future__ import annotations

import json
import posixpath
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from itertools import pairwise
from math import log, log2
from typing import Any

from sopbook.handbook import Handbook
from sopbook.render.parts import File

DRAWERS = 512
STEPS, FLOOR, LEVELS = 3, 6, 36
WEIGHT_UNIT = 10
SINGLE, MORE = 61, 30
"""A number below the first is one character; what is above goes before it, in digits to the base of the second."""

_DIGITS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
_LEVEL = "0123456789abcdefghijklmnopqrstuvwxyz"

_RUN = re.compile("[\u3400-\u9fffa-z0-9]+")
_ATOM = re.compile("[\u3400-\u9fff]|[a-z0-9]+")
_HAN = "\u3000"
"""What sorts below it is no Chinese character."""

_TAG = re.compile("<[^>]*>")
_SPACE = re.compile(r"\s+")
_LINK = re.compile(r"\[([^][]{1,12})\]\(([^()\s#]+\.md)")
"""A link to a page; one with a long text says something of its own."""
_IN_INDUSTRY = re.compile(r"industries/([^/#]+)/(?:index\.html)?(.*)")

_USUAL = 500
"""Pairs of a page of usual length."""
_SATURATION, _BY_LENGTH = 3, 0.5
_TITLE, _HEADING = 20, 10
_ALONE, _OVERVIEW = 1.6, 1.3
"""What a page counts for that is not one playbook among thousands alike, and an industry's first page."""
_NO_WORD = 0.1
"""What a pair counts for that is no word, but the end of one and the beginning of the next."""


@dataclass(frozen=True, slots=True)
class Section:
    """A page's beginning, whose `anchor` is "", or what stands below one of its headings; plain text."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page that can be found: where it is, its sections, and what it counts for beside others."""

    url: str
    sections: list[Section]
    boost: float = 1
    called: Collection[str] = ()
    """What links to it say, which is how others call it."""

    @property
    def industry(self) -> str | None:
        """The folder of the industry that the page belongs to."""
        match = _IN_INDUSTRY.fullmatch(self.url)
        return match[1] if match else None

    @property
    def is_playbook(self) -> bool:
        """Whether it is one of an industry's playbooks; the industry's first page is none."""
        match = _IN_INDUSTRY.fullmatch(self.url)
        return match is not None and match[2] != ""


def names_in(handbook: Handbook, url: Callable[[str], str]) -> dict[str, set[str]]:
    """Return what links call each page, by its URL; `url` gives that of a path."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    pages, playbooks = handbook.pages.values(), handbook.playbooks.values()
    for source in (*(page.source for page in pages), *(playbook.source for playbook in playbooks)):
        folder = posixpath.dirname(source.path)
        for name, path in _LINK.findall(source.body):
            names[url(posixpath.normpath(posixpath.join(folder, path)))].add(name)
    return names


def pages_of(docs: Iterable[Mapping[str, Any]], names: Mapping[str, Collection[str]]) -> list[Found]:
    """Return the pages of Material's index, whose entries are sections in HTML, a page's own first; `names` by their URLs."""
    pages: dict[str, Found] = {}
    for doc in docs:
        url, _, anchor = doc["location"].partition("#")
        page = pages.setdefault(url, Found(url, [], doc.get("boost", 1), names.get(url, ())))
        page.sections.append(Section(anchor, _plain(doc["title"]), _plain(doc["text"])))
    return list(pages.values())


def _plain(html: str) -> str:
    text = unescape(_TAG.sub(" ", html)) if "<" in html or "&" in html else html
    return _SPACE.sub(" ", text.replace("\u200b", "")).strip()


def pairs_in(text: str) -> list[str]:
    """Return the pairs of a text, each Latin word and number by itself as well, in order."""
    found: list[str] = []
    for run in _RUN.findall(text.lower()):
        atoms = _ATOM.findall(run)
        found += [atom for atom in atoms if atom < _HAN]
        found += map("".join, pairwise(atoms))
    return found


def drawer_of(pair: str) -> int:
    """Return the number of the drawer in which a pair lies; Latin words with the same two first letters lie together."""
    number = 0
    for letter in pair if pair > _HAN else pair[:2]:
        number = (number * 31 + ord(letter)) % DRAWERS
    return number


def search_files(pages: list[Found], is_word: Callable[[str], bool]) -> tuple[list[File], dict[str, Any]]:
    """Return the index's files, below a folder named after their content, and what `search.js` must know to use it."""
    files = [*_drawers(pages, is_word), *_shown(pages)]
    digest = blake2b(digest_size=6)
    for file in files:
        digest.update(f"{file.path}\0{file.content!r}\0".encode())
    folder = f"search/{digest.hexdigest()}/"
    about = {"folder": folder, "drawers": DRAWERS}
    return [File(folder + file.path, file.content) for file in files], about


def _drawers(pages: list[Found], is_word: Callable[[str], bool]) -> Iterator[File]:
    drawers: list[dict[str, str]] = [{} for _ in range(DRAWERS)]
    for pair, placed in sorted(_postings(pages).items()):
        apart = 1 if pair < _HAN or pair[-1] < _HAN or is_word(pair) else _NO_WORD
        weight = WEIGHT_UNIT * apart * log(1 + len(pages) / len(placed))
        drawers[drawer_of(pair)][pair] = f"{max(1, round(weight))} {_by_level(placed)}"
    for number, drawer in enumerate(drawers):
        yield _script(f"w{number}", drawer)


def _postings(pages: list[Found]) -> dict[str, array[int]]:
    """Return for each pair the pages that have it, in order, each as its number times LEVELS plus the pair's level there."""
    postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, page in enumerate(pages):
        base = number * LEVELS
        for pair, impact in _impacts(page):
            postings[pair].append(base + _level(impact))
    return postings


def _impacts(page: Found) -> Iterator[tuple[str, float]]:
    """Yield what each pair says about a page: often in its text, in a heading or a link, in its title; short ones say more."""
    title, *headings = map(pairs_in, (*(section.title for section in page.sections), *page.called))
    text = Counter(pair for section in page.sections for pair in pairs_in(section.text))
    extra: dict[str, float] = {}
    for heading in headings:
        for pair in heading:
            extra[pair] = max(extra.get(pair, 0), _HEADING / len(heading) ** 0.5)
    for pair in {*title, *_characters(page.sections[0].title)}:
        extra[pair] = extra.get(pair, 0) + _TITLE / len(set(title) or "-")
    long = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * text.total() / _USUAL)
    boost = page.boost * (1 if page.is_playbook else _OVERVIEW if page.industry else _ALONE)
    for pair in text.keys() | extra.keys():
        often = text[pair]
        yield pair, boost * (often / (often + long) + extra.get(pair, 0))


def _characters(title: str) -> list[str]:
    """Return the Chinese characters of a title by themselves, so that a single one finds something."""
    return [letter for letter in title if letter > _HAN and _ATOM.fullmatch(letter)]


def _level(impact: float) -> int:
    return min(LEVELS - 1, round(STEPS * (log2(max(impact, 2**-FLOOR)) + FLOOR)))


def _by_level(placed: Iterable[int]) -> str:
    levels: defaultdict[int, list[str]] = defaultdict(list)
    last: dict[int, int] = {}
    for posting in placed:
        number, level = divmod(posting, LEVELS)
        levels[level].append(_number(number - last.get(level, -1) - 1))
        last[level] = number
    return " ".join(_LEVEL[level] + "".join(gaps) for level, gaps in sorted(levels.items()))


def _number(value: int) -> str:
    digits = ""
    while value >= SINGLE:
        value, digit = divmod(value, MORE)
        digits += _DIGITS[SINGLE + digit]
    return digits + _DIGITS[value]


def _shown(pages: list[Found]) -> Iterator[File]:
    """Yield each page's own file: its URL, its industry's name if it is a playbook, its sections."""
    names = {page.industry: page.sections[0].title for page in pages if not page.is_playbook}
    for number, page in enumerate(pages):
        name = names.get(page.industry, "") if page.is_playbook else ""
        sections = [[section.anchor, section.title, section.text] for section in page.sections]
        yield _script(f"p{number}", [page.url, name, sections])


def _script(name: str, value: object) -> File:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return File(f"{name}.js", f'sopbook_found("{name}",{text})\n')


def index_script(index: str) -> File:
    """Return Material's index as the script that its own code loads on `file:`, where nothing can be fetched."""
    return File("search/search_index.js", f"var __index = {index.strip()};\n")
