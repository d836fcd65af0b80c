"""Rows that begin with a name: a festival, a public holiday, an anchor of the playbook, an event of a member."""

from __future__ import annotations

import re

from sopbook.findings import Text
from sopbook.when.names import Name
from sopbook.when.offsets import Offset, print_days, read_offset
from sopbook.when.refusal import Mend, Refused
from sopbook.when.scan import Scan
from sopbook.when.values import (
    AnchorDays,
    AnchorMinutes,
    EventDays,
    EventMinutes,
    Festival,
    Holiday,
    Offsets,
    Rule,
)

MAX_HOLIDAY_DAY = 15
"""No public holiday has more days off than this."""

_DAY_OF = re.compile(r" *(?:的? *假期 *第|holiday day(?![a-z])) *")
_DAY = re.compile(r" *天")
_BEFORE = re.compile(r" *(?:节前最后[一1]?个工作日|last workday before(?: the holiday)?(?![a-z]))")
_AFTER = re.compile(r" *(?:节后第[一1]个工作日|first workday after(?: the holiday)?(?![a-z]))")


def read_named(scan: Scan, name: Name) -> Rule:
    """Read what follows a name, up to the times."""
    if name.kind == "anchor":
        return _anchor(scan, name.key)
    return _festival(scan, name.key) if name.kind == "festival" else _event(scan, name.key)


def _festival(scan: Scan, key: str) -> Rule:
    holiday = _holiday(scan, key)
    return holiday if holiday is not None else Festival(key, read_festival_offsets(scan))


def read_festival_offsets(scan: Scan) -> Offsets:
    """Read the offset after a festival's name; none is the festival's first day."""
    offset = read_offset(scan)
    if offset is None:
        return Offsets()
    if offset.minutes:
        day = "前1天" if offset.first < 0 else "后1天"
        why = Text("节日是整天，只能前后若干天", "a festival is a whole day: offsets are in days")
        raise scan.refused(why, offset.start, offset.end, (scan.swap(offset.start, offset.end, day),))
    _refuse_zero(scan, offset)
    return Offsets(offset.first, offset.last)


def _refuse_zero(scan: Scan, offset: Offset) -> None:
    """Refuse 前0天 and 后0天: of a festival of several days they would be different days."""
    if offset.first or offset.last or scan.low.startswith("当", offset.start):
        return
    why = Text("当天不写 0 天", "the day itself has no offset")
    raise scan.refused(why, offset.start, offset.end, (scan.swap(offset.start, offset.end, ""),))


def _holiday(scan: Scan, key: str) -> Rule | None:
    before = scan.pos
    rule: Rule
    if scan.take(_DAY_OF):
        what = Text("假期的第几天", "the number of a day off")
        rule = Holiday(key, "day", scan.need_number(1, MAX_HOLIDAY_DAY, what))
        scan.take(_DAY)
    elif scan.take(_BEFORE):
        rule = Holiday(key, "before")
    elif scan.take(_AFTER):
        rule = Holiday(key, "after")
    else:
        return None
    if key not in scan.names.holidays:
        start = before + (scan.low.startswith(" ", before))
        why = Text("这个节日不放假，没有假期", "this festival is no public holiday")
        raise scan.refused(why, start, scan.pos, (scan.swap(before, scan.pos, ""),))
    return rule


def _anchor(scan: Scan, anchor: str) -> Rule:
    offset = read_offset(scan)
    if offset is None:
        return AnchorDays(anchor)
    if not offset.minutes:
        _refuse_zero(scan, offset)
        return AnchorDays(anchor, Offsets(offset.first, offset.last))
    if offset.first == 0 and offset.after:
        why = Text("0 分钟写成 前0分钟（从开始算）", "no minutes are written -0min (from the start)")
        mends = tuple(scan.swap(offset.start, offset.end, each) for each in ("前0分钟", "后1分钟"))
        raise scan.refused(why, offset.start, offset.end, mends)
    return AnchorMinutes(anchor, offset.first)


def _event(scan: Scan, event: str) -> Rule:
    offset = read_offset(scan)
    if offset is None:
        return EventDays(event, 0)
    if offset.minutes:
        return EventMinutes(event, offset.first)
    if offset.first != offset.last:
        raise _no_range(scan, offset)
    return EventDays(event, offset.first)


def _no_range(scan: Scan, offset: Offset) -> Refused:
    """Refuse a range of days from an event, offering its ends, each a line of its own."""
    why = Text("旅程里一条写一天；几天就写成几条", "a journey's line has one day; write a line for each")
    ends = (print_days(day, day, "zh") for day in (offset.first, offset.last))
    mends: tuple[Mend, ...] = tuple(scan.swap(offset.start, offset.end, each) for each in ends)
    return scan.refused(why, offset.start, offset.end, mends)
