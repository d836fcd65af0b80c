"""The names a text may use: anchors of the playbook, festivals of the almanac, events in a member's life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

from sopbook.findings import Lang, Text
from sopbook.when.folding import fold
from sopbook.when.values import Rule, Span, When

Kind = Literal["anchor", "festival", "event"]


class EventName(NamedTuple):
    """How a member's event is written, and further words that are read for it."""

    zh: str
    en: str
    aliases: tuple[str, ...] = ()


EVENTS: Mapping[str, EventName] = MappingProxyType(
    {
        "join": EventName("入群", "join", ("进群", "joined")),
        "receipt": EventName("收货", "receipt", ("签收", "received")),
        "purchase": EventName("下单", "purchase", ("购买", "order", "purchased")),
        "used-up": EventName("用完", "used-up", ("used up",)),
        "silent": EventName("沉默", "silent"),
        "birthday": EventName("生日", "birthday"),
        "coupon-expiry": EventName("券到期", "coupon-expiry", ("优惠券到期", "coupon expiry")),
    }
)
"""The built-in events by their keys; a handbook may add its own."""


class Almanac(Protocol):
    """What `standard_names` asks of the almanac."""

    @property
    def names(self) -> Mapping[str, str]:
        """Every name and alias, lower-cased -> key."""

    @property
    def labels(self) -> Mapping[str, Text]:
        """Key -> printed name."""

    @property
    def holiday_keys(self) -> frozenset[str]:
        """The keys that are public holidays."""


class Name(NamedTuple):
    """A known name: `word` is folded, `key` is the anchor as written, the almanac's or the event's key."""

    word: str
    kind: Kind
    key: str


@dataclass(frozen=True, eq=False)
class Names:
    """The names a text may use; compared and hashed by identity.

    `festivals` maps every name and alias to the almanac's key, `festival_labels` each key to its printed name,
    `holidays` holds the keys that have days off. Build one per handbook, then `with_anchors` for a playbook.
    """

    anchors: tuple[str, ...] = ()
    festivals: Mapping[str, str] = field(default_factory=dict)
    festival_labels: Mapping[str, Text] = field(default_factory=dict)
    holidays: frozenset[str] = frozenset()
    events: Mapping[str, EventName] = field(default_factory=lambda: dict(EVENTS))

    def with_anchors(self, anchors: Iterable[str]) -> Names:
        """Return the same names with these anchors; the tables made from the rest are shared."""
        listed = tuple(anchors)
        if listed not in self._extended:
            other = Names(listed, self.festivals, self.festival_labels, self.holidays, self.events)
            other.__dict__.update(common=self.common, times=self.times)
            self._extended[listed] = other
        return self._extended[listed]

    @cached_property
    def _extended(self) -> dict[tuple[str, ...], Names]:
        """These names with anchors: playbooks of a kind name theirs alike."""
        return {}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """What the words before a time of day have been read to mean, folded, with these names."""
        return {}

    @cached_property
    def times(self) -> dict[str, tuple[Span, ...]]:
        """What the words from a time of day on have been read to mean, folded."""
        return {}

    @cached_property
    def known(self) -> dict[str, When]:
        """What texts have been read to mean with these names: a handbook says the same time over and over."""
        return {}

    @cached_property
    def common(self) -> dict[str, list[Name]]:
        """Festivals and events by first character, longest first."""
        names = [Name(fold(word).strip(), "festival", key) for word, key in self.festivals.items()]
        for key, event in self.events.items():
            names += [Name(fold(word).strip(), "event", key) for word in (event.zh, event.en, *event.aliases)]
        return _by_first(names)

    @cached_property
    def own(self) -> dict[str, list[Name]]:
        """Anchors by first character, longest first."""
        return _by_first([Name(fold(anchor), "anchor", anchor) for anchor in self.anchors])

    def longest(self, low: str, pos: int) -> tuple[Name, int] | None:
        """Return the longest name that stands in the folded text at `pos`, and where it ends."""
        best: tuple[Name, int] | None = None
        first = low[pos : pos + 1]
        for table in (self.own, self.common):
            for name in table.get(first, ()):
                end = _end_of(name.word, low, pos)
                if end and (best is None or end > best[1]):
                    best = name, end
                    break
        return best

    def words(self, *kinds: Kind) -> set[str]:
        """Return every name of these kinds (of all, if none is given) as it is read, folded."""
        every = (name for table in (self.own, self.common) for names in table.values() for name in names)
        return {name.word for name in every if not kinds or name.kind in kinds}

    def festival(self, key: str, lang: Lang) -> str:
        """Return the printed name of a festival: its label, provided that it reads back as the same festival."""
        label = self.festival_labels[key].of(lang) if key in self.festival_labels else ""
        match = self.longest(fold(label), 0) if label else None
        if match and match[1] == len(label) and match[0].key == key:
            return label
        return next((word for word, its in self.festivals.items() if its == key), label or key)

    def event(self, key: str, lang: Lang) -> str:
        """Return the printed name of an event."""
        event = self.events.get(key)
        return key if event is None else event.zh if lang == "zh" else event.en


def standard_names(
    almanac: Almanac, anchors: Iterable[str] = (), events: Mapping[str, EventName] = EVENTS
) -> Names:
    """Return the names of an almanac together with a playbook's anchors and the events."""
    return Names(tuple(anchors), almanac.names, almanac.labels, almanac.holiday_keys, dict(events))


def word_ends(low: str, end: int) -> bool:
    """Say whether a word that ends before `end` is whole: no ASCII letter or digit runs on."""
    if end >= len(low):
        return True
    last, after = low[end - 1], low[end]
    return not (after.isascii() and (after.isalnum() or after == "_") and last.isascii() and last.isalnum())


def _by_first(names: Iterable[Name]) -> dict[str, list[Name]]:
    table: dict[str, list[Name]] = {}
    for name in sorted(names, key=lambda name: -len(name.word)):
        if name.word:
            table.setdefault(name.word[0], []).append(name)
    return table


def _end_of(word: str, low: str, pos: int) -> int:
    """Return where `word` ends in the text at `pos`, 0 if it does not stand there; a space stands for several."""
    end = pos + len(word)
    if low.startswith(word, pos):
        return end if word_ends(low, end) else 0
    if " " not in word:
        return 0
    end = pos
    for number, part in enumerate(word.split(" ")):
        while number and low.startswith(" ", end):
            end += 1
        if not low.startswith(part, end):
            return 0
        end += len(part)
    return end if word_ends(low, end) else 0
