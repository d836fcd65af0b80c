"""Rows of the grammar that begin with a keyword: days, weeks, years, dates, the group's days, RRULE.

A reader stands just after the keyword and leaves the cursor before the times. Months have a module of their own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from sopbook.findings import Text
from sopbook.when.clock import TIME_LIKE
from sopbook.when.days import CHINESE_WORDS, ENGLISH_WORDS, WEEKEND, is_run, print_weekdays, read_weekdays
from sopbook.when.months import read_month, read_month_end
from sopbook.when.refusal import Mend, Refused, expected
from sopbook.when.rrule import RuleProblem, check_rule
from sopbook.when.scan import Scan
from sopbook.when.values import (
    Daily,
    DaysOff,
    GroupDays,
    OneDate,
    Recurrence,
    Rule,
    Weekly,
    Workdays,
    YearDay,
)

YEARS = range(1970, 2200)
"""Years a date may be in."""

MAX_GROUP_DAY = 366
MAX_WEEKS = 52

_EXCEPT = re.compile(r" *(\()? *(?:除(?:了|去)?|except(?: for)?(?![a-z])) *")
_OUTSIDE = re.compile(r"(?: *(?:之外|以外|外))?(?: +(?=\)))?")
_ON = re.compile(r" *(?:的|on(?: the)?(?![a-z]))? *")
_WEEKS = re.compile(r" *(?:个?(?:周|星期|礼拜)|weeks?(?![a-z])) *(?:的|on(?![a-z]))? *")
_BARE_DAY = re.compile(r"[一二三四五六日天]")
_DAY_WORD = re.compile(r"(?:周|星期|礼拜|[a-z])")
_MONTH_DAY = re.compile(r"([0-9]{1,2}) *(?:-|([./])|月) *([0-9]{1,2})(?: *[日号]|(?![0-9]))")
_DATE = re.compile(
    r"([0-9]{4}) *(?:[-/.]|年) *([0-9]{1,2}) *(?:[-/.]|月) *([0-9]{1,2})(?: *[日号]|(?![0-9]))"
)
_GROUP_TO = re.compile(r" *(?:天|日)? *(?:\.\.|--?|至|到|to(?![a-z])) *第?")
_GROUP_DAY = re.compile(r" *(?:天|日)")
_RULE = re.compile(r"[^ ]*")


class Row(NamedTuple):
    """A row of the grammar: the words that begin it, in both languages, and its reader.

    With `at_head` the reader starts at the word itself, which then is part of what it reads.
    """

    words: tuple[str, ...]
    read: Callable[[Scan], Rule]
    at_head: bool = False


def _daily(scan: Scan) -> Rule:
    if (match := scan.take(_EXCEPT)) is None:
        return Daily()
    start = scan.pos
    days = read_weekdays(scan)
    scan.take(_OUTSIDE)
    if match[1]:
        if not scan.low.startswith(")", scan.pos):
            raise scan.refused(
                expected("）", "a closing bracket"), mends=(scan.swap(scan.pos, scan.pos, ")"),)
            )
        scan.pos += 1
    if len(days) == 7:
        raise scan.refused(Text("一天也不剩", "no day is left"), start, scan.pos)
    return Daily(days)


def _weekly(scan: Scan) -> Rule:
    scan.take(_ON)
    start = scan.pos
    if digits := re.compile(r"[0-9]+(?![0-9:])").match(scan.low, start):
        why = Text("星期几要写汉字", "days of the week are words")
        raise scan.refused(why, start, digits.end(), _weekday_digits(scan, start, digits))
    if scan.pos == len(scan.low) or TIME_LIKE.match(scan.low, scan.pos):
        mend = scan.swap(scan.head, scan.pos, "每周一 ")
        raise scan.refused(expected("星期几", "a day of the week"), mends=(mend,))
    return Weekly(read_weekdays(scan))


def _weekday_digits(scan: Scan, start: int, digits: re.Match[str]) -> tuple[Mend, ...]:
    written = digits.group()
    mends = []
    if set(written) <= set("1234567"):
        days = frozenset(int(char) - 1 for char in written)
        words = print_weekdays(days, "zh")
        mends.append(scan.swap(scan.head, digits.end(), words if is_run(days) else f"每{words}"))
    if 2 <= int(written[:6]) <= MAX_WEEKS:
        mends.append(scan.swap(scan.head, digits.end(), f"每{written}周 周一"))
    return tuple(mends)


def _bare_days(scan: Scan) -> Rule:
    return Weekly(read_weekdays(scan))


def _every(scan: Scan) -> Rule:
    """Read `每2周 周二`, `每两周 周二`, `every 2 weeks Tue`, `every Mon`."""
    scan.space()
    start = scan.pos
    if scan.low[start : start + 1].isalpha() and scan.low[start].isascii():
        return Weekly(read_weekdays(scan))
    number = scan.number()
    if number is None:
        raise scan.refused(expected("天、周一、2周、月 或 年", "day, Mon, 2 weeks, month or year"))
    end = scan.pos
    if not scan.take(_WEEKS):
        raise scan.refused(expected("周，如 每2周 周二", "weeks, as in every 2 weeks Tue"))
    if number == 1:
        why = Text("每 1 周就写 每周", "one week is written weekly")
        raise scan.refused(why, start, end, (scan.swap(scan.head, scan.pos, "每"),))
    if not 2 <= number <= MAX_WEEKS:
        why = Text(f"应为 2 到 {MAX_WEEKS} 周", f"expected 2 to {MAX_WEEKS} weeks")
        raise scan.refused(why, start, end, (scan.swap(start, end, str(MAX_WEEKS)),) if number else ())
    return _nth_weeks(scan, number)


def _other_week(scan: Scan) -> Rule:
    scan.take(_ON)
    return _nth_weeks(scan, 2)


def _nth_weeks(scan: Scan, every: int) -> Rule:
    """Read the weekdays after `每2周`; they carry their own 周, else it might be 每(2 周二)."""
    head = f"每{every}周 "
    if bare := _BARE_DAY.match(scan.low, scan.pos):
        day = bare.group()
        why = Text("每几周和星期几分开写，星期几前有「周」", "the days stand apart and begin with 周")
        mends = (
            scan.swap(scan.head, scan.pos, f"{head}周"),
            Mend(f"每周{day}{scan.low[bare.end() :]}"),
        )
        raise scan.refused(why, scan.head, bare.end(), mends)
    if not _DAY_WORD.match(scan.low, scan.pos):
        mend = Mend(f"{head}周一 {scan.low[scan.pos :].strip()}".strip())
        raise scan.refused(expected("星期几，如 周二", "a day of the week, such as Tue"), mends=(mend,))
    return Weekly(read_weekdays(scan), every)


def _yearly(scan: Scan) -> Rule:
    scan.take(_ON)
    start = scan.pos
    match = scan.take(_MONTH_DAY)
    if match is None:
        rest = (Mend(scan.low[start:]),) if scan.names.longest(scan.low, start) else ()
        raise scan.refused(expected("月-日，如 11-11", "month-day, such as 11-11"), mends=rest)
    month, day = int(match[1]), int(match[3])
    if match[2]:
        orders = [(month, day)] if match[2] == "." else [(month, day), (day, month)]
        mends = tuple(scan.swap(start, scan.pos, f"{m}-{d}") for m, d in orders)
        why = Text("月和日之间写「-」", "a hyphen stands between month and day")
        raise scan.refused(why, start, scan.pos, mends)
    _check_date(scan, start, 2024, month, day, "{1:02}-{2:02}")
    return YearDay(month, day)


def _check_date(scan: Scan, start: int, year: int, month: int, day: int, form: str) -> None:
    """Refuse a day that its month has not, offering the month's last."""
    last = monthrange(year, month)[1] if 1 <= month <= 12 else 0
    if 1 <= day <= last:
        return
    mends: tuple[Mend, ...] = ()
    if last:
        mends = (scan.swap(start, scan.pos, form.format(year, month, min(max(day, 1), last))),)
    elif 1 <= day <= 12:
        mends = (scan.swap(start, scan.pos, form.format(year, day, month)),)
    raise scan.refused(Text("没有这一天", "there is no such day"), start, scan.pos, mends)


def read_date(scan: Scan) -> date:
    """Read `2026-11-11`; also with 年月日, slashes or dots, the year first."""
    start = scan.pos
    match = scan.take(_DATE)
    if match is None:
        raise _no_date(scan, start)
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if year not in YEARS:
        why = Text(
            f"年份应在 {YEARS[0]} 到 {YEARS[-1]} 之间", f"expected a year from {YEARS[0]} to {YEARS[-1]}"
        )
        raise scan.refused(why, start, start + 4)
    _check_date(scan, start, year, month, day, "{:04}-{:02}-{:02}")
    return date(year, month, day)


def _no_date(scan: Scan, start: int) -> Refused:
    if match := _MONTH_DAY.match(scan.low, start):
        mends = [scan.swap(start, match.end(), f"每年{match[1]}-{match[3]}")]
        if match[2] == "/":
            mends.append(scan.swap(start, match.end(), f"每年{match[3]}-{match[1]}"))
        why = Text(
            "日期缺年份：应为 年-月-日，或者 每年", "the year is missing: expected year-month-day, or yearly"
        )
        return scan.refused(why, start, match.end(), tuple(mends))
    if match := re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])").match(scan.low, start):
        mend = scan.swap(start, match.end(), "-".join(match.groups()))
        return scan.refused(
            Text("日期要写成 年-月-日", "a date is written year-month-day"), start, match.end(), (mend,)
        )
    return scan.refused(expected("日期，如 2026-11-11", "a date, such as 2026-11-11"), start)


def read_one_date(scan: Scan) -> Rule:
    """Read the row of one date; a text that begins with a time is told where times stand."""
    if TIME_LIKE.match(scan.low, scan.pos):
        raise scan.refused(Text("时间写在最后，前面先写哪一天", "the time stands last, after the day"))
    return OneDate(read_date(scan))


def _group(scan: Scan) -> Rule:
    """Read `第1天`, `第1-3天`, `1`, `1-3`; the founding day is day 1."""
    scan.space()
    if scan.low.startswith("第", scan.pos):
        scan.pos += 1
    start = scan.pos
    what = Text("第几天（建群当天是第 1 天）", "the number of a day (the founding day is day 1)")
    if start == len(scan.low):
        raise scan.refused(expected("第几天，如 第1天", "the number of a day, such as day 1"))
    first = last = scan.need_number(1, MAX_GROUP_DAY, what)
    if scan.take(_GROUP_TO):
        last = scan.need_number(1, MAX_GROUP_DAY, what)
        if last < first:
            why = Text("范围的开始晚于结束", "the range starts after its end")
            raise scan.refused(why, start, scan.pos, (scan.swap(start, scan.pos, f"{last}-{first}"),))
    scan.take(_GROUP_DAY)
    return GroupDays(first, last)


def _recurrence(scan: Scan) -> Rule:
    start = scan.pos
    match = scan.take(_RULE)
    written = match.group() if match else ""
    result = check_rule(written)
    if isinstance(result, RuleProblem):
        mends = tuple(scan.swap(start, scan.pos, rule) for rule in result.mends)
        at = start + result.offset
        raise scan.refused(result.why, at, at + len(result.found), mends)
    return Recurrence(result)


def _constant(rule: Rule) -> Callable[[Scan], Rule]:
    return lambda _: rule


ROWS: tuple[Row, ...] = (
    Row(("每天", "每日", "daily", "every day", "everyday"), _daily),
    Row(("每周", "每个周", "每星期", "每个星期", "每礼拜", "每个礼拜", "weekly", "every week"), _weekly),
    Row((*CHINESE_WORDS, *ENGLISH_WORDS), _bare_days, at_head=True),
    Row(
        ("周末", "每周末", "每个周末", "weekends", "weekend", "every weekend", "weekly weekends"),
        _constant(Weekly(WEEKEND)),
    ),
    Row(
        ("工作日", "每个工作日", "workdays", "workday", "working days", "every workday"),
        _constant(Workdays()),
    ),
    Row(("休息日", "每个休息日", "days off", "every day off"), _constant(DaysOff())),
    Row(("每", "every"), _every),
    Row(("隔周", "every other week"), _other_week),
    Row(("每月", "每个月", "monthly", "every month"), read_month),
    Row(("月底", "月末"), read_month_end),
    Row(("每年", "yearly", "every year", "annually"), _yearly),
    Row(("建群", "day", "days"), _group),
    Row(("rrule:",), _recurrence),
)
"""Every row that begins with a keyword. Names and dates have rows of their own (see `parse`)."""

KEYWORDS: tuple[str, ...] = tuple(word for row in ROWS for word in row.words)
"""Every word that begins a row: no anchor may begin with one."""
