"""From a text to its value: the word or name that begins it chooses the row, the row reads on. Raises `Refused`."""

from __future__ import annotations

import re
from difflib import get_close_matches

from sopbook.findings import Text
from sopbook.when.clock import TIME_LIKE, read_times
from sopbook.when.named import read_festival_offsets, read_named
from sopbook.when.names import Names, word_ends
from sopbook.when.offsets import starts_offset
from sopbook.when.refusal import Mend, Refused, TooLong, expected
from sopbook.when.rows import KEYWORDS, ROWS, Row, read_date, read_one_date
from sopbook.when.scan import Scan
from sopbook.when.values import AnchorMinutes, DateRange, EventMinutes, Festival, Rule, Skip, Span, When

TEXT_LIMIT = 200
"""A text has at most so many code points."""

RULE_LIMIT = 500
"""One that begins with `RRULE:` may have so many."""

_NAME_LIMIT = 32
_OFFERED_NAMES = 3


def _by_first(rows: tuple[Row, ...]) -> dict[str, list[tuple[str, Row]]]:
    table: dict[str, list[tuple[str, Row]]] = {}
    for word, its_row in sorted(
        ((word, row) for row in rows for word in row.words), key=lambda entry: -len(entry[0])
    ):
        table.setdefault(word[0], []).append((word, its_row))
    return table


_TABLE = _by_first(ROWS)


def read(text: str, names: Names) -> When:
    """Read a `when` text."""
    scan = _begin(text, names)
    rule = _known_rule(scan) or _read_rule(scan)
    if isinstance(rule, AnchorMinutes | EventMinutes):
        if not scan.end():
            why = Text("按分钟或小时算的不再写时间", "an offset in minutes or hours has no time of its own")
            raise scan.refused(why, mends=(Mend(scan.low[: scan.pos]),))
        return When(rule)
    return When(rule, _known_times(scan) or read_times(scan))


def _known_rule(scan: Scan) -> Rule | None:
    """Return the rule before the first time of day if these very words have been read before, and pass over them."""
    before_time = _BEFORE_TIME.match(scan.low, scan.head)
    if before_time is None:
        return None
    words, end = before_time[1], before_time.end(1)
    if words not in scan.names.rules:
        rule = _read_rule(scan)
        if scan.pos == end:
            scan.names.rules[words] = rule
        return rule
    scan.pos = end
    return scan.names.rules[words]


def _known_times(scan: Scan) -> tuple[Span, ...] | None:
    """Return the times that end the text if these very words have been read before."""
    words = scan.low[scan.pos :]
    if not words.startswith(" "):  # whether white space stands before decides how they are read
        return None
    if words not in scan.names.times:
        scan.names.times[words] = read_times(scan)
    return scan.names.times[words]


_BEFORE_TIME = re.compile(r"([^:]+?) +\d{1,2}:\d\d")


def read_skip(text: str, names: Names) -> Skip:
    """Read an entry of `skip`."""
    scan = _begin(text, names)
    found = names.longest(scan.low, scan.pos)
    skip: Skip
    if found and found[0].kind == "festival":
        scan.pos = found[1]
        skip = Festival(found[0].key, read_festival_offsets(scan))
    elif scan.low[scan.pos : scan.pos + 1].isdigit():
        skip = _read_range(scan)
    elif found:
        raise scan.refused(_skip_expected(), scan.pos, found[1])
    else:
        raise _unknown(scan, names.words("festival"), _skip_expected())
    if not scan.end():
        why = Text("跳过的是整天，后面不写别的", "whole days are skipped: nothing follows")
        raise scan.refused(why, mends=(Mend(scan.low[: scan.pos]),))
    return skip


def _skip_expected() -> Text:
    return expected(
        "日期（2026-10-01、2026-10-01..2026-10-03）或节日（春节 前1天至后3天）",
        "a date (2026-10-01, 2026-10-01..2026-10-03) or a festival (Spring Festival -1d..+3d)",
    )


def _read_range(scan: Scan) -> DateRange:
    start = scan.pos
    first = last = read_date(scan)
    scan.space()
    if scan.low.startswith("..", scan.pos):
        scan.pos += 2
        scan.space()
        last = read_date(scan)
    elif scan.dash():
        last = read_date(scan)
    if last < first:
        mend = scan.swap(start, scan.pos, f"{last}..{first}")
        why = Text("范围的开始晚于结束", "the range starts after its end")
        raise scan.refused(why, start, scan.pos, (mend,))
    return DateRange(first, last)


def _begin(text: str, names: Names) -> Scan:
    """Return a cursor at the first word; refuse a text that is empty or too long."""
    limit = RULE_LIMIT if text[:10].lstrip()[:5].lower() == "rrule" else TEXT_LIMIT
    if len(text) > limit:
        raise TooLong(text, limit)
    scan = Scan(text, names)
    if scan.end():
        raise scan.refused(expected("什么时候，如 每天 11:00", "a day and a time, such as daily 11:00"))
    scan.head = scan.pos
    return scan


def _read_rule(scan: Scan) -> Rule:
    """Choose the row by the longest word or name that begins the text, and let it read its days."""
    low, head = scan.low, scan.head
    name = scan.names.longest(low, head)
    for word, row in _TABLE.get(low[head], ()):
        end = head + len(word)
        if low.startswith(word, head) and word_ends(low, end):
            if name is not None and name[1] > end:
                break
            scan.pos = head if row.at_head else end
            return row.read(scan)
    if name is not None:
        scan.pos = name[1]
        return read_named(scan, name[0])
    if low[head].isdigit() or TIME_LIKE.match(low, head):
        return read_one_date(scan)
    raise _unknown(scan, {*scan.names.words(), *KEYWORDS}, _UNKNOWN)


_UNKNOWN = Text(
    "不认识；这里应为 每天、每周一、工作日、每月8日、每年11-11、日期、节日、锚点、建群第1天 或 入群后1天 这样的开头",
    "not known; expected a beginning such as daily, weekly Mon, workdays, monthly 8, yearly 11-11, a date, "
    "a festival, an anchor, day 1 or join +1d",
)


def _unknown(scan: Scan, words: set[str], why: Text) -> Refused:
    """Refuse a name that nobody knows, offering those most like it."""
    low, head = scan.low, scan.pos
    end = head + 1
    while end < len(low) and not TIME_LIKE.match(low, end) and not starts_offset(low, end):
        end += 1
    whole = low[head:end].rstrip()
    mends: list[Mend] = []
    for token in dict.fromkeys((whole, whole.split(" ")[0])):
        near = get_close_matches(
            token[:_NAME_LIMIT], sorted(words), _OFFERED_NAMES, 0.6 if token.isascii() else 0.5
        )
        mends += [
            scan.swap(head, head + len(token), _spaced(name, low[head + len(token) :])) for name in near
        ]
    return scan.refused(why, head, head + len(whole), tuple(mends))


def _spaced(name: str, rest: str) -> str:
    return name if not rest or rest[0] == " " else f"{name} "
