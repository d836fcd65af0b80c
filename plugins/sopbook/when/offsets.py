"""Offsets from a named day or moment: `前7天`, `前14天至前1天`, `后30分钟`, `-7d`, `-14d..-1d`, `+2h`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sopbook.findings import Lang, Text
from sopbook.when.refusal import Refused, expected
from sopbook.when.scan import Scan

DAY_LIMIT = 366
"""Offsets reach at most this many days."""

MINUTE_LIMIT = 7 * 1440
"""Offsets in minutes reach at most this far: seven days."""

_SIGN = re.compile(r"(?:([前后])|([+-])) *")
_DAYS = re.compile(r" *(?:个?(?:天|日)|(?:days?|d)(?![a-z]))")
_HOURS = re.compile(r" *(?:个?(?:小时|钟头)|(?:hours?|hrs?|h)(?![a-z]))")
_MINUTES = re.compile(r" *(?:分钟|分|(?:minutes?|mins?)(?![a-z]))")
_WEEKS = re.compile(r" *(?:个?(?:周|星期|礼拜)|(?:weeks?|w)(?![a-z]))")
_HALF = re.compile(r"半个?小时")
_SAME_DAY = re.compile(r"当天|当日|[+-]?0 *d(?:ays?)?(?![a-z])")
_BEGIN = re.compile(r"[前后+-] *[0-9一二两三四五六七八九十半]|当天")
_RANGE = re.compile(r" *(?:\.\.|--?(?= *[前后当+0-])|至|到|to(?![a-z])) *")

UNIT = expected("天、小时或分钟", "d, h or min")


@dataclass(frozen=True, slots=True)
class Offset:
    """An offset read: whole days from `first` to `last`, or minutes (then `first` == `last`).

    `after` says that 后 or + was written, which a zero alone does not show; text[start:end] is where it stands.
    """

    minutes: bool
    first: int
    last: int
    after: bool
    start: int
    end: int


def starts_offset(low: str, pos: int) -> bool:
    """Say whether an offset seems to begin here: a sign and a number."""
    return _BEGIN.match(low, pos) is not None


def read_offset(scan: Scan) -> Offset | None:
    """Read an offset or a range of days if one stands here, after white space or without; else stay."""
    before = scan.pos
    scan.space()
    start = scan.pos
    first = _read_one(scan)
    if first is None:
        scan.pos = before
        return None
    minutes, value, after = first
    last = value
    if scan.take(_RANGE):
        at = scan.pos
        second = _read_one(scan)
        if second is None:
            raise scan.refused(expected("范围的另一端，如 后3天", "the range's other end, such as +3d"), at)
        if minutes or second[0]:
            raise scan.refused(Text("只有整天才能写成范围", "only whole days make a range"), start, scan.pos)
        last = second[1]
        if last < value:
            raise _backwards(scan, start, value, last)
    return Offset(minutes, value, last, after, start, scan.pos)


def _backwards(scan: Scan, start: int, first: int, last: int) -> Refused:
    mend = scan.swap(start, scan.pos, print_days(last, first, "zh"))
    return scan.refused(
        Text("范围的开始晚于结束", "the range starts after its end"), start, scan.pos, (mend,)
    )


def _read_one(scan: Scan) -> tuple[bool, int, bool] | None:
    """Read `前7天`: whether in minutes, the signed value, and whether it was written as after."""
    start = scan.pos
    if scan.take(_SAME_DAY):
        signed = scan.low[start] in "+-"
        return False, 0, signed and scan.low[start] == "+"
    sign = scan.take(_SIGN)
    if sign is None:
        return None
    after = sign.group(1) == "后" or sign.group(2) == "+"
    factor = 1 if after else -1
    if scan.take(_HALF):
        return True, factor * 30, after
    at = scan.pos
    number = scan.number()
    if number is None:
        raise scan.refused(expected("一个数和天、小时或分钟", "a number and d, h or min"), at)
    return _with_unit(scan, start, at, number, factor)


def _with_unit(scan: Scan, start: int, at: int, number: int, factor: int) -> tuple[bool, int, bool]:
    after = factor > 0
    sign = "后" if after else "前"
    if scan.take(_DAYS):
        if number > DAY_LIMIT:
            raise _too_far(scan, at, f"{DAY_LIMIT} 天", f"{DAY_LIMIT} days", f"{DAY_LIMIT}天")
        return False, factor * number, after
    for unit, length in ((_HOURS, 60), (_MINUTES, 1)):
        if scan.take(unit):
            if number * length > MINUTE_LIMIT:
                raise _too_far(scan, at, "7 天", "7 days", f"{number * length // 1440}天")
            return True, factor * number * length, after
    end = scan.pos
    if scan.take(_WEEKS):
        why = Text("周要换算成天", "write weeks as days")
        raise scan.refused(why, start, scan.pos, (scan.swap(start, scan.pos, f"{sign}{number * 7}天"),))
    if scan.low.startswith(":", end):
        mend = scan.swap(start, at, f"{sign}1天 ")
        raise scan.refused(expected("几天、几小时或几分钟", "a number and d, h or min"), start, at, (mend,))
    if scan.low.startswith("m", end):
        mend = scan.swap(start, end + 1, f"{sign}{number}分钟")
    else:
        mend = scan.swap(start, end, f"{sign}{number}天")
    raise scan.refused(UNIT, end, mends=(mend,))


def _too_far(scan: Scan, at: int, zh: str, en: str, instead: str) -> Refused:
    mend = scan.swap(at, scan.pos, instead)
    return scan.refused(Text(f"最多 {zh}", f"at most {en}"), at, scan.pos, (mend,))


def print_days(first: int, last: int, lang: Lang) -> str:
    """Return `前7天`, `前14天至前1天`, `-7d`, `-14d..-1d`; zero is `当天` or `0d`."""
    if first == last:
        return _print_day(first, lang)
    return ("至" if lang == "zh" else "..").join(_print_day(day, lang) for day in (first, last))


def _print_day(day: int, lang: Lang) -> str:
    if lang == "en":
        return f"{day:+}d" if day else "0d"
    return f"{'后' if day > 0 else '前'}{abs(day)}天" if day else "当天"


def print_minutes(minutes: int, lang: Lang, zero: str) -> str:
    """Return `前30分钟`, `后2小时`, `-30min`, `+2h`; `zero` is the sign of no minutes, `前` or `后`."""
    after = minutes > 0 or (minutes == 0 and zero == "后")
    hours = minutes != 0 and minutes % 60 == 0
    number = abs(minutes) // 60 if hours else abs(minutes)
    if lang == "en":
        return f"{'+' if after else '-'}{number}{'h' if hours else 'min'}"
    return f"{'后' if after else '前'}{number}{'小时' if hours else '分钟'}"
