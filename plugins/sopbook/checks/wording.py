"""Words that a text should not say: finding them whole, telling where a sentence forbids them, quoting them.

Chinese has no spaces: a Chinese word counts unless it stands in a longer word that says something else, and those are
listed. A word in Latin letters or digits counts between word boundaries. `…` in a word stands for a few characters of
the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sopbook.checks.kit import Location
from sopbook.checks.subject import Posted, Subject
from sopbook.findings import Text

Pattern = re.Pattern[str]

_CLAUSE_ENDS = "，。！？；,!?;\n"
_GAP = rf"[^{_CLAUSE_ENDS}]{{0,8}}?"
_LETTER = r"[a-z0-9_\u00c0-\u024f]"
_BEFORE = re.compile(r"(?<![A-Za-z'])[A-Za-z']{0,12}[\s\S]{0,6}\Z")
_AFTER = re.compile(r"[\s\S]{0,6}[A-Za-z']{0,12}")
"""What a quotation shows on either side: a few characters, to the end of a Latin word."""
_NEAR, _NEAR_IN_ENGLISH = 6, 20
"""Characters within which a word of forbidding reaches what it forbids."""
_CLAUSE = 40
"""Characters in which the beginning of a clause is looked for."""

_FORBIDS = re.compile(
    r"不(?![仅但只光愧止过妨如同限断错少久料]|一样|一般)|没有|[勿禁]|拒绝|杜绝|抵制|避免"
    r"|别(?<![特差级分区性个类鉴告离派]别)(?![致墅样])"
)
_FORBIDS_IN_ENGLISH = re.compile(r"\b(?:no|not|never|without|avoid|don't)\b")
_CONDEMNS = re.compile(
    rf"[^{_CLAUSE_ENDS}]{{0,6}}?(?:一律|移出|清退|踢|拉黑|举报|违规|违法|不行|不可以|不允许|处理|forbidden|not allowed)"
)
_SECTIONS = {
    "welcome": Text("欢迎语", "the welcome"),
    "rules": Text("群规", "the group rules"),
    "roles": Text("角色", "the roles"),
    "vars": Text("变量", "the variables"),
    "title": Text("标题", "the title"),
}
_CHANNELS = Text("引流渠道", "the entry channels")


class Hit(NamedTuple):
    """A word in a text: which, and where from and to."""

    posted: Posted
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word as it is written."""
        return " ".join(self.posted.text[self.start : self.end].split())

    @property
    def quoted(self) -> str:
        """The word with a few characters around."""
        text = self.posted.text
        before, after = _BEFORE.search(text, 0, self.start), _AFTER.match(text, self.end)
        first, last = before.start() if before else self.start, after.end() if after else self.end
        shown = " ".join(text[first:last].split())
        return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"


@lru_cache(maxsize=256)  # a handbook has a few lists, each asked of every playbook
def finder(words: tuple[str, ...]) -> Pattern:
    """Return what finds any of the words in a text in lower case; of two in one place the longer."""
    patterns = [_pattern(" ".join(word.lower().split())) for word in words if word.strip(" …")]
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)")


def may_occur(words: tuple[str, ...], text: str) -> bool:
    """Tell, many times faster than by searching, whether any of the words can be in a text in lower case at all."""
    return any(map(text.__contains__, _seeds(words)))


@lru_cache(maxsize=256)
def _seeds(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a part of each word that must be there, without those that hold another."""
    parts = {max(word.lower().replace("…", " ").split(), key=len) for word in words if word.strip(" …")}
    return tuple(part for part in parts if not any(other != part and other in part for other in parts))


def _pattern(word: str) -> str:
    first, *rest = [re.escape(part).replace(r"\ ", r"\s?") for part in word.strip("… ").split("…")]
    found = _GAP.join((first, *rest))
    if word[0].isascii() and word[0].isalnum():
        # the boundary stands behind the first letter: an expression that begins with a letter is found much faster
        found = f"{word[0]}(?<!{_LETTER}{word[0]}){found[1:]}"
    return f"{found}(?!{_LETTER})" if word[-1].isascii() and word[-1].isalnum() else found


def hits(texts: Iterable[Posted], words: Pattern, longer: Iterable[Pattern] = ()) -> Iterator[Hit]:
    """Yield the first word in each slot, section of the rules, or other key.

    A word is none where its own sentence forbids it, or where it is but a part of one of the `longer` words.
    """
    seen: set[Location] = set()
    for posted in texts:
        unit = posted.where[:2]
        if unit in seen:
            continue
        lowered = lower(posted.text)
        for start, end in _whole(lowered, words, longer):
            if not is_forbidden(lowered, start, end):
                seen.add(unit)
                yield Hit(posted, start, end)
                break


def _whole(text: str, words: Pattern, longer: Iterable[Pattern]) -> Iterator[tuple[int, int]]:
    spans: list[tuple[int, int]] | None = None
    for match in words.finditer(text):
        if spans is None:
            spans = [other.span() for pattern in longer for other in pattern.finditer(text)]
        start, end = match.span()
        if not any(first <= start and end <= last and last - first > end - start for first, last in spans):
            yield start, end


def lower(text: str) -> str:
    """Return the text in lower case with every character in its place."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def is_forbidden(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence forbids what stands there; 不找马甲号、水军、托儿 forbids all three."""
    before = text[max(start - _CLAUSE, 0) : start]
    clause = before[max(map(before.rfind, _CLAUSE_ENDS)) + 1 :]
    first, listed, _ = clause.partition("、")
    return bool(
        _FORBIDS.search(clause, max(len(clause) - _NEAR, 0))
        or _FORBIDS_IN_ENGLISH.search(clause, max(len(clause) - _NEAR_IN_ENGLISH, 0))
        or (listed and _FORBIDS.search(first))
        or _CONDEMNS.match(text, end)
    )


def name_of(subject: Subject, where: Location) -> Text:
    """Return what a reader calls the place: the slot with its post and id, or the section."""
    if where[0] == "schedule" and isinstance(where[1], int):
        slot = subject.front.schedule[where[1]]
        return Text(f"「{slot.post}」（{slot.id}）", f"`{slot.id}`")
    return _SECTIONS.get(str(where[0]), _CHANNELS)
