"""Days of the week in words: `周一、三`, `一三五`, `周一至周五`, `Mon, Wed`, `Mon-Fri`; Monday is 0."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sopbook.findings import Lang, Text
from sopbook.when.refusal import expected
from sopbook.when.scan import Scan

ZH = "一二三四五六日"
EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKEND = frozenset({5, 6})

_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_WORDS: dict[str, int] = {
    **{name.lower(): day for day, name in enumerate(EN)},
    **{name: day for day, name in enumerate(_LONG)},
    **{f"{name}s": day for day, name in enumerate(_LONG)},
    **_SHORT,
}
_DAYS: dict[str, int] = {char: day for day, char in enumerate(ZH)} | {"天": 6}

ENGLISH_WORDS: tuple[str, ...] = tuple(_WORDS)
"""Every English word read for a day of the week."""

CHINESE_WORDS: tuple[str, ...] = tuple(week + day for week in ("周", "星期", "礼拜") for day in _DAYS)
"""Every Chinese word read for a day of the week."""

_PREFIX = re.compile(r"(?:每?个?(?:周|星期|礼拜)) *(?=[一二三四五六日天末])")
_RUN = re.compile(r"[一二三四五六日]+|天")
_END = re.compile(r"末|weekends?(?![a-z])")
_WORD = re.compile(r"[a-z]{3,10}")
_AGAIN = re.compile(r"(?=(?:周|星期|礼拜)[一二三四五六日天末]|[一二三四五六日](?![点时十])|[a-z]{3})")

_EXPECTED = expected("星期几，如 周一、三 或 周一至周五", "days of the week, such as Mon, Wed or Mon-Fri")


def read_weekdays(scan: Scan) -> frozenset[int]:
    """Read a list of weekdays and ranges of them; a range may run over Sunday, no day may stand twice."""
    days: list[int] = []
    while True:
        at = scan.pos
        item = _read_item(scan)
        if scan.dash():
            item += _rest_of_range(item[-1], _read_item(scan)[0])
        if len(set(days + item)) < len(days) + len(item):
            kept = zh_list(dict.fromkeys(days + item))
            start = scan.low.rfind(" ", 0, at) + 1
            why = Text("同一天写了两次", "a day stands twice")
            raise scan.refused(
                why, at, scan.pos, (scan.swap(max(start, scan.head), scan.pos, f"每周{kept}"),)
            )
        days += item
        here = scan.pos
        if not scan.comma():
            break
        if scan.low[scan.pos : scan.pos + 1].isdigit():
            scan.pos = here
            break
    _check_gap(scan)
    return frozenset(days)


def zh_list(days: Iterable[int]) -> str:
    """Return `一、三`."""
    return "、".join(ZH[day] for day in days)


def _check_gap(scan: Scan) -> None:
    """Refuse `Mon Wed`, where the sign between two days is missing."""
    start = scan.pos
    if (
        (scan.space() or scan.low.startswith(("周", "星期", "礼拜"), start))
        and scan.take(_AGAIN)
        and (scan.low[scan.pos] > "z" or _word(scan) is not None)
    ):
        why = Text("两个星期几之间要有「、」", "a comma stands between two days")
        raise scan.refused(why, mends=(scan.swap(start, scan.pos, "、"),))
    scan.pos = start


def _word(scan: Scan) -> int | None:
    match = _WORD.match(scan.low, scan.pos)
    return _WORDS.get(match.group()) if match else None


def _read_item(scan: Scan) -> list[int]:
    if scan.low[scan.pos : scan.pos + 1].isascii():
        if scan.take(_END):
            return [5, 6]
        if (match := _WORD.match(scan.low, scan.pos)) and match.group() in _WORDS:
            scan.pos = match.end()
            return [_WORDS[match.group()]]
        raise scan.refused(_EXPECTED)
    scan.take(_PREFIX)
    if scan.take(_END):
        return [5, 6]
    if run := scan.take(_RUN):
        return [_DAYS[char] for char in run.group()]
    raise scan.refused(_EXPECTED)


def _rest_of_range(first: int, last: int) -> list[int]:
    return [(first + step) % 7 for step in range(1, (last - first) % 7 + 1)]


def print_weekdays(days: frozenset[int], lang: Lang) -> str:
    """Return the days as `周一、三` or `Mon, Wed`; three or more in a row as `周一至周五` or `Mon-Fri`."""
    ordered = sorted(days)
    if len(ordered) >= 3 and ordered[-1] - ordered[0] == len(ordered) - 1:
        ends = ordered[0], ordered[-1]
        return "周{}至周{}".format(*(ZH[d] for d in ends)) if lang == "zh" else "-".join(EN[d] for d in ends)
    return f"周{zh_list(ordered)}" if lang == "zh" else ", ".join(EN[day] for day in ordered)


def is_run(days: frozenset[int]) -> bool:
    """Say whether the days print as a range."""
    return len(days) >= 3 and max(days) - min(days) == len(days) - 1
