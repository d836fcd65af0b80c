"""Words that a text should not say: finding them whole, all of them in each text, and quoting them.

Chinese has no spaces: a Chinese word counts unless it stands in a longer word that says something else, and those are
listed. A word in Latin letters or digits counts between word boundaries. `…` in a word stands for a few characters of
the same clause, `……` for a few that may have a comma among them, and a space may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sopbook.checks.forbidding import CLAUSE_ENDS, is_forbidden
from sopbook.checks.kit import Location
from sopbook.checks.subject import Posted, Subject
from sopbook.findings import Text

Pattern = re.Pattern[str]

_GAP = rf"[^{CLAUSE_ENDS}]{{0,8}}?"
_WIDE_GAP = rf"[^{CLAUSE_ENDS}]{{0,6}}?[，,]?[^{CLAUSE_ENDS}]{{0,3}}?"
_LETTER = r"[a-z0-9_\u00c0-\u024f]"
_BEFORE = re.compile(r"(?<![A-Za-z'])[A-Za-z']{0,12}[\s\S]{0,6}\Z")
_AFTER = re.compile(r"[\s\S]{0,6}[A-Za-z']{0,12}")
"""What a quotation shows on either side: a few characters, to the end of a Latin word."""
_SECTIONS = {
    "welcome": Text("欢迎语", "the welcome"),
    "rules": Text("群规", "the group rules"),
    "roles": Text("角色", "the roles"),
    "vars": Text("变量", "the variables"),
    "title": Text("标题", "the title"),
}
_CHANNELS = Text("引流渠道", "the entry channels")


class Hit(NamedTuple):
    """The words in a text: where each distinct one stands first, from and to."""

    posted: Posted
    spans: list[tuple[int, int]]

    @property
    def words(self) -> list[str]:
        """The words as they are written."""
        return [" ".join(self.posted.text[start:end].split()) for start, end in self.spans]

    @property
    def quoted(self) -> str:
        """The first word with a few characters around."""
        text, (start, end) = self.posted.text, self.spans[0]
        before, after = _BEFORE.search(text, 0, start), _AFTER.match(text, end)
        first, last = before.start() if before else start, after.end() if after else end
        shown = " ".join(text[first:last].split())
        return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"


@lru_cache(maxsize=256)  # a handbook has a few lists, each asked of every playbook
def finder(words: tuple[str, ...]) -> Pattern:
    """Return what finds any of the words in a text in lower case; of two in one place the longer."""
    patterns = [_pattern(" ".join(word.lower().split())) for word in words if word.strip(" …")]
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)")


def _pattern(word: str) -> str:
    wide = [_GAP.join(map(_spaced, part.split("…"))) for part in word.strip("… ").split("……")]
    found = _WIDE_GAP.join(wide)
    if word[0].isascii() and word[0].isalnum():
        # the boundary stands behind the first letter: an expression that begins with a letter is found much faster
        found = f"{word[0]}(?<!{_LETTER}{word[0]}){found[1:]}"
    return f"{found}(?!{_LETTER})" if word[-1].isascii() and word[-1].isalnum() else found


def _spaced(part: str) -> str:
    return re.escape(part).replace(r"\ ", r"\s?")


def hits(
    subject: Subject, texts: Iterable[Posted], words: tuple[str, ...], longer: Iterable[Pattern] = ()
) -> Iterator[Hit]:
    """Yield each text with its words; a word that a variable brings is told of once, where the variable stands.

    A word is none where its own sentence forbids it, or where it is but a part of one of the `longer` words.
    """
    found_by = finder(words)
    if found_by.search(subject.all_said) is None:
        return  # as nearly always
    brought: dict[Location, tuple[str, dict[str, tuple[int, int]]]] = {}
    told: set[Location] = set()
    for posted in texts:
        lowered = lower(posted.text)
        own: dict[str, tuple[int, int]] = {}
        for start, end in _whole(lowered, found_by, longer):
            if not is_forbidden(lowered, start, end):
                word = lowered[start:end]
                where, text = _variable(subject, posted.where, word) or (posted.where, "")
                at = lower(text).find(word)
                found = own if at < 0 else brought.setdefault(where, (text, {}))[1]
                found.setdefault(word, (start, end) if at < 0 else (at, at + len(word)))
        if own:
            told.add(posted.where)
            yield Hit(posted, [*own.values()])
    for where, (text, spans) in brought.items():
        if where not in told:
            yield Hit(Posted(where, text, None), [*spans.values()])


def _variable(subject: Subject, where: Location, word: str) -> tuple[Location, str] | None:
    """Return the place and value of the variable that brings a word into a text which does not say it itself."""
    written = next((one.text for one in subject.written if one.where == where), "")
    if "{{" not in written or word in lower(written):
        return None
    front = subject.front
    named: list[tuple[Location, str]] = [(("vars", name), value) for name, value in front.vars.items()]
    named += [(("roles", role), person) for role, person in front.roles.items()]
    named.append((("title",), front.title))
    return next(((place, value) for place, value in named if word in lower(value)), None)


def _whole(text: str, words: Pattern, longer: Iterable[Pattern]) -> Iterator[tuple[int, int]]:
    spans: list[tuple[int, int]] | None = None
    for match in words.finditer(text):
        if spans is None:
            ended = f"{text}\n"  # what reaches to the end of a clause is longer than the word that does
            spans = [other.span() for pattern in longer for other in pattern.finditer(ended)]
        start, end = match.span()
        if not any(first <= start and end <= last and last - first > end - start for first, last in spans):
            yield start, end


def lower(text: str) -> str:
    """Return the text in lower case with every character in its place."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def listed(words: Iterable[str]) -> Text:
    """Return the words one behind the other, as a message names them."""
    named = [*words]
    return Text("、".join(f"「{word}」" for word in named), ", ".join(f"`{word}`" for word in named))


def name_of(subject: Subject, where: Location) -> Text:
    """Return what a reader calls the place: the slot with its post and id, or the section."""
    if where[0] == "schedule" and isinstance(where[1], int):
        slot = subject.front.schedule[where[1]]
        return Text(f"「{slot.post}」（{slot.id}）", f"`{slot.id}`")
    return _SECTIONS.get(str(where[0]), _CHANNELS)
