"""From a refusal inside to the `Refusal` that callers get: the usual slips named, offers that are sure to be read."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

from sopbook.findings import Lang
from sopbook.when.clock import SAMPLE, TIME_LIKE
from sopbook.when.folding import fold
from sopbook.when.refusal import Mend, Refusal, Refused, TooLong
from sopbook.when.slips import Slip, slip_of
from sopbook.when.values import (
    AnchorDays,
    Daily,
    EventDays,
    Festival,
    GroupDays,
    MonthDays,
    Offsets,
    OneDate,
    Rule,
    Weekly,
    When,
    YearDay,
)

MAX_OFFERS = 3
_ATTEMPTS = 24
_TIMES = re.compile(r"[0-9]{1,2}:[0-9]{2}(?: *- *[0-9]{1,2}:[0-9]{2})?(?![0-9:])")
_CJK = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")

Value = TypeVar("Value")


def language_of(text: str) -> Lang:
    """Return the author's language: English if there are Latin letters and no Chinese character, else Chinese."""
    return "en" if _LATIN.search(text) and not _CJK.search(text) else "zh"


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """How one kind of text is read and mended.

    `read` may raise `Refused`; `show` prints a value moved by so many days, None if there is none. `slips` are told
    where they fit; `samples` are offered when nothing nearer can be read, `{}` standing for the times of the text.
    """

    read: Callable[[str], Value]
    show: Callable[[Value, int], str | None]
    slips: tuple[Slip, ...] = ()
    samples: tuple[str, ...] = ()


def refusal(text: str, refused: Refused, reading: Reading[Value]) -> Refusal:
    """Make the refusal of `text`: what is told, and offers from near to far until some can be read."""
    if isinstance(refused, TooLong):
        return Refusal(refused.column, refused.found, refused.message())
    low = fold(text)
    told = slip_of(reading.slips, low, text, refused.column) or refused
    times = "、".join(_TIMES.findall(low)[:2])
    fallback = (Mend(each.format(some)) for some in (times, SAMPLE) if some for each in reading.samples)
    tiers = (told.mends, (*refused.mends, *_cut(low, refused.column)), tuple(fallback))
    for cut, mends in enumerate(tiers):
        if offers := _offers(low, mends, reading, cut=bool(cut)):
            return Refusal(told.column, told.found, told.message(), offers)
    return Refusal(told.column, told.found, told.message())


def _offers(text: str, mends: tuple[Mend, ...], reading: Reading[Value], cut: bool) -> tuple[str, ...]:
    """Read the mended texts, and mend what still cannot be read, until some are found or the attempts are used up.

    With `cut`, a piece that nobody understands may be left out.
    """
    queue = deque(mends)
    seen = {Mend(text)}
    found: dict[str, None] = {}
    attempts = _ATTEMPTS
    while queue and attempts and len(found) < MAX_OFFERS:
        mend = queue.popleft()
        if mend in seen:
            continue
        seen.add(mend)
        attempts -= 1
        try:
            value = reading.read(mend.text)
        except Refused as again:
            slip = slip_of(reading.slips, fold(mend.text), mend.text, again.column)
            more = (*(slip or again).mends, *(_cut(mend.text, again.column) if cut else ()))
            queue.extend(each._replace(shift=each.shift + mend.shift) for each in more)
            continue
        if (shown := reading.show(value, mend.shift)) is not None:
            found[shown] = None
    return tuple(found)


def _cut(low: str, column: int) -> tuple[Mend, ...]:
    """Return the text without the piece that was not understood, its times last."""
    times = "、".join(_TIMES.findall(low, column))
    rest = next((low[at:] for at in range(column, len(low)) if TIME_LIKE.match(low, at)), "")
    if column == 0 or not low[:column].strip():
        if not TIME_LIKE.match(low.lstrip()) or not times:
            return ()
        return (Mend(f"{_TIMES.sub('', low).strip(' 、,')} {times}"),)
    head = low[:column].rstrip(" 、,-(")
    mends = [Mend(f"{head} {each}") for each in (rest, times) if each]
    return tuple(mends) or (Mend(head),)


def moved(when: When, days: int) -> When | None:
    """Return the same times on the days that many days later; None where no such value exists."""
    if not days:
        return when
    rule = _moved_rule(when.rule, days)
    return None if rule is None or len(when.times) > 1 else replace(when, rule=rule)


def _moved_rule(rule: Rule, days: int) -> Rule | None:
    match rule:
        case Daily(excluded) if not excluded:
            return rule
        case Weekly(weekdays, every) if every == 1:
            return Weekly(frozenset((day + days) % 7 for day in weekdays))
        case MonthDays(numbers) if numbers[-1] + days <= 28:
            return MonthDays(tuple(day + days for day in numbers))
        case YearDay(month, day):
            later = date(2023, month, min(day, 28)) + timedelta(days)
            return YearDay(later.month, later.day) if day <= 28 and month != 2 else None
        case OneDate(day):
            return OneDate(day + timedelta(days)) if day.year < 2199 else None
        case Festival(key, offsets):
            return Festival(key, _moved_offsets(offsets, days))
        case AnchorDays(anchor, offsets):
            return AnchorDays(anchor, _moved_offsets(offsets, days))
        case GroupDays(first, last) if last < 366:
            return GroupDays(first + days, last + days)
        case EventDays(event, count):
            return EventDays(event, count + days)
    return None


def _moved_offsets(offsets: Offsets, days: int) -> Offsets:
    return Offsets(offsets.first + days, offsets.last + days)
