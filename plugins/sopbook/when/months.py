"""Rows of the month: its days, its end, its nth weekday, its first and last workday."""

from __future__ import annotations

import re

from sopbook.findings import Text
from sopbook.when.days import EN, ZH, read_weekdays
from sopbook.when.refusal import Mend, expected
from sopbook.when.scan import Scan
from sopbook.when.values import MonthDays, MonthEnd, MonthWeekday, MonthWorkday, Rule

ORDINALS = ("1st", "2nd", "3rd", "4th", "5th")

_ON = re.compile(r" *(?:的|on(?! *e)(?: the)?(?![a-z]) *)?")
_END = re.compile(
    r"最后[一1]?(?:天|日)|月?底|月?末|last day(?: of the month)?(?![a-z])|last(?= *(?:[0-9]|$))"
)
_NTH = re.compile(
    r"(?P<last>最后(?:一|1)?个|last(?![a-z]))|第(?P<zh>[0-9]{1,2}|[零一二两三四五六七八九十])个?"
    r"|(?P<en>[0-9]{1,2})(?:st|nd|rd|th)(?= +(?!and |to )[a-z])|(?P<word>first|second|third|fourth|fifth)(?![a-z])"
)
_WORKDAY = re.compile(r" *(?:工作日|workdays?(?![a-z])|working day(?![a-z]))")
_DAY_SUFFIX = re.compile(r" *(?:日|号|(?:st|nd|rd|th)(?![a-z]))")
_AND_NTH = re.compile(r" *[、,] *第?([1-5一二三四五])个")
_DAY_WORD = re.compile(r"周|星期|礼拜|[a-z]")
_WORDS = ("first", "second", "third", "fourth", "fifth")
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


def read_month(scan: Scan) -> Rule:
    """Read what stands after 每月 or `monthly`."""
    scan.take(_ON)
    scan.space()
    if scan.take(_END):
        return MonthEnd()
    start = scan.pos
    if nth := scan.take(_NTH):
        return _nth(scan, start, nth)
    return _days(scan)


def read_month_end(_: Scan) -> Rule:
    """Read the row that is the word 月底 alone."""
    return MonthEnd()


def _nth(scan: Scan, start: int, match: re.Match[str]) -> Rule:
    nth = -1 if match["last"] else _ordinal(match)
    if scan.take(_WORKDAY):
        return _workday(scan, start, nth)
    if not 1 <= nth <= 5 and nth != -1:
        why = Text("一个月里只有第 1 到第 5 个", "a month has a 1st to a 5th")
        raise scan.refused(why, start, match.end(), (scan.swap(start, match.end(), "最后一个"),))
    if also := _AND_NTH.match(scan.low, scan.pos):
        rest = scan.low[also.end() :]
        mends = tuple(Mend(f"每月第{each}个{rest}") for each in (nth, also[1]))
        why = Text("一条只写第几个；两个就写成两条", "one line has one ordinal; write two lines")
        raise scan.refused(why, also.start(), also.end(), mends)
    scan.space()
    at = scan.pos
    if not _DAY_WORD.match(scan.low, at):
        whole = (
            scan.swap(start, at + 1, f"{nth}日")
            if scan.low.startswith(("天", "日"), at) and nth > 0
            else None
        )
        why = expected("星期几或工作日，如 周六", "a day of the week or workday")
        raise scan.refused(why, at, mends=(whole,) if whole else ())
    days = read_weekdays(scan)
    if len(days) > 1:
        written = "最后一" if nth == -1 else f"第{nth}"
        mends = tuple(Mend(f"每月{written}个周{ZH[d]}{scan.low[scan.pos :]}") for d in sorted(days))
        why = Text("只能写一个星期几；几个就写成几条", "one day of the week only; write a line for each")
        raise scan.refused(why, at, scan.pos, mends)
    return MonthWeekday(nth, min(days))


def _ordinal(match: re.Match[str]) -> int:
    if match["word"]:
        return _WORDS.index(match["word"]) + 1
    written = match["zh"] or match["en"]
    return _NUMERALS[written] if written in _NUMERALS else int(written)


def _workday(scan: Scan, start: int, nth: int) -> Rule:
    if nth == 1:
        return MonthWorkday(1)
    if nth == -1:
        return MonthWorkday(-1)
    why = Text("只有第一个和最后一个工作日", "only the first and the last workday can be written")
    mends = tuple(scan.swap(start, scan.pos, each) for each in ("第一个工作日", "最后一个工作日"))
    raise scan.refused(why, start, scan.pos, mends)


def _days(scan: Scan) -> Rule:
    """Read `8、18、28日`; ranges are allowed, no day may stand twice."""
    what = Text("几号（如 8、18日）、最后一天 或 第2个周六", "days (8, 18), last, or 2nd Sat")
    days: list[int] = []
    while True:
        start = scan.pos
        first = last = _day(scan, what)
        if scan.dash():
            last = _day(scan, what)
            if last <= first:
                why = Text("范围的开始不早于结束", "the range does not start before its end")
                raise scan.refused(why, start, scan.pos, (scan.swap(start, scan.pos, f"{last}-{first}日"),))
        new = list(range(first, last + 1))
        if set(new) & set(days):
            everything = "、".join(map(str, sorted({*days, *new})))
            mend = Mend(f"每月{everything}日{scan.low[scan.pos :]}")
            raise scan.refused(Text("同一天写了两次", "a day stands twice"), start, scan.pos, (mend,))
        days += new
        if not scan.comma():
            return MonthDays(tuple(sorted(days)))


def _day(scan: Scan, what: Text) -> int:
    start = scan.pos
    value = scan.number()
    end = scan.pos
    if value is None or scan.low.startswith(":", end):
        scan.pos = start
        raise scan.refused(expected(what.zh, what.en))
    digits = scan.low[start].isdigit()
    suffixed = scan.take(_DAY_SUFFIX)
    if not digits and not suffixed:
        why = expected(
            "「号」（农历的初一、十五请写公历日期）", "号 (days of the lunar month cannot be written)"
        )
        raise scan.refused(why, end, mends=(scan.swap(end, end, "号"),))
    if not 1 <= value <= 31:
        mends = [scan.swap(start, end, "1" if value < 1 else "31")]
        if value > 31:
            mends.append(Mend(f"每月最后一天{scan.low[scan.pos :]}"))
        raise scan.refused(Text("应为 1 到 31", "expected 1 to 31"), start, end, tuple(mends))
    return value


def print_weekday_zh(nth: int, weekday: int) -> str:
    """Return `第2个周六` or `最后一个周五`."""
    return f"最后一个周{ZH[weekday]}" if nth == -1 else f"第{nth}个周{ZH[weekday]}"


def print_weekday_en(nth: int, weekday: int) -> str:
    """Return `2nd Sat` or `last Fri`."""
    return f"{'last' if nth == -1 else ORDINALS[nth - 1]} {EN[weekday]}"
