"""The usual slips: texts that people write and that are refused, with what they may have meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sopbook.findings import Text
from sopbook.when.refusal import Mend, Refused

_N = r"([0-9]{1,3}|[一二两三四五六七八九十])"
_DAY = "([一二三四五六日天])"
_WEEK = "(?:周|星期|礼拜)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = f"({'|'.join(_MONTHS)})[a-z]{{0,6}}"
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")

_COLON = Text("时和分之间是冒号", "a colon stands between hour and minute")

Meant = Callable[[re.Match[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: the pattern of the folded text, what to say, and the pieces it may stand for."""

    pattern: re.Pattern[str]
    why: Text
    meant: Meant


def _slip(pattern: str, zh: str, en: str, *meant: str | Meant) -> Slip:
    """Return a slip whose pieces are templates (`\\1` is the first group) or made by a function."""
    if len(meant) == 1 and not isinstance(meant[0], str):
        return Slip(re.compile(pattern), Text(zh, en), meant[0])
    templates = tuple(each for each in meant if isinstance(each, str))
    return Slip(
        re.compile(pattern), Text(zh, en), lambda match: tuple(match.expand(each) for each in templates)
    )


def _number(written: str) -> int:
    return _NUMERALS[written] if written in _NUMERALS else int(written)


def _shifted(event: str) -> Meant:
    """`入群第3天` may count the day itself (then it is 后2天) or not."""
    return lambda match: tuple(
        event.format(*match.groups()[:-1], day)
        for day in (_number(match[match.lastindex or 1]) - 1, match[match.lastindex or 1])
    )


def _group_days(match: re.Match[str]) -> tuple[str, ...]:
    day = _number(match[1])
    return f"建群第{day + 1}天", f"建群第{day}天"


def _month_name(match: re.Match[str]) -> tuple[str, ...]:
    month = _MONTHS.index((match[1] or match[4])[:3]) + 1
    day, year = match[2] or match[3], match[5]
    return (f"{year}-{month}-{day}",) if year else (f"yearly {month}-{day}",)


def _minute(match: re.Match[str]) -> tuple[str, ...]:
    return f"{match[1]}:0{match[2]}", f"{match[1]}:{match[2]}0"


SLIPS: tuple[Slip, ...] = (
    _slip(
        r"农历|阴历|正月|腊月|初[一二三四五六七八九十]",
        "不能写农历日期，请写节日或公历日期",
        "dates of the lunar calendar cannot be written: use a festival or a date",
    ),
    _slip(
        rf"(?:每个?月)?第([1-5一二三四五])个?周的? *{_WEEK}{_DAY}",
        "第几周从哪里数起？写每月第几个星期几，或者每几周",
        "the nth week of what? Write the nth weekday of the month, or every n weeks",
        r"每月第\1个周\2",
        r"每\1周 周\2",
    ),
    _slip(
        r"(?:每个?月)?月初|每个?月初",
        "月初是哪一天？",
        "which day is the month's beginning?",
        "每月1日",
        "每月第一个工作日",
    ),
    _slip(
        r"(?:每个?月)?月中旬?|每个?月中旬?", "月中是哪一天？", "which day is the month's middle?", "每月15日"
    ),
    _slip(
        rf"每?[双单]周(?:的? *{_WEEK}{_DAY})?",
        "单双周从哪里数起？写 每2周，从 from 数起",
        "odd and even weeks of what? Write every 2 weeks, counted from `from`",
        lambda match: (f"每2周 周{match[1] or '一'}",),
    ),
    _slip(
        r"(?:bi-?weekly|fortnightly)(?: on)?",
        "应写 every 2 weeks（每两周一次）",
        "expected every 2 weeks (or the two days of each week)",
        "every 2 weeks",
        "weekly mon, thu",
    ),
    _slip(
        r"new years?'?s? eve",
        "是元旦前一天，还是除夕？",
        "the day before 1 January, or before the Spring Festival?",
        "new year's day -1d",
        "spring festival eve",
        "元旦 前1天",
        "除夕",
    ),
    _slip(
        r"每天?((?:早上|晚上|早|晚|上午|中午|下午|傍晚|凌晨)) *(?=[0-9一二两三四五六七八九十])",
        "写成 每天，空一格，再写时间",
        "expected the day, a space, and the time",
        r"每天 \1",
    ),
    _slip(r"^ *天天", "写成 每天", "expected daily", "每天"),
    _slip(
        r"^ *(?:每个?)?(?:法定)?(?:节假日|假日|假期)|^ *holidays?(?![a-z])",
        "写成 休息日",
        "expected days off",
        "休息日",
    ),
    _slip(
        r"^ *(?:every )?weekdays?(?![a-z])",
        "是周一至周五，还是工作日（含调休上班）？",
        "Monday to Friday, or working days (make-up workdays included)?",
        "mon-fri",
        "workdays",
    ),
    _slip(
        rf"每{_N}(?:天|日)|every ([0-9]{{1,3}}) days?|隔[天日]|every other day",
        "每几天一次要写成 RRULE",
        "every n days is written as an RRULE",
        lambda match: (f"rrule:freq=daily;interval={_number(match[1] or match[2] or '2')}",),
    ),
    _slip(
        rf"每{_N}个?月|every ([0-9]{{1,3}}) months?|每个?季度?|quarterly",
        "每几个月一次要写成 RRULE",
        "every n months is written as an RRULE",
        lambda match: (f"rrule:freq=monthly;interval={_number(match[1] or match[2] or '3')};bymonthday=1",),
    ),
    _slip(
        rf"{_N}(天|个?小时|分钟)(?:之|以)?([前后])",
        "“前”“后”写在数字前面",
        "the sign stands before the number",
        r" \3\1\2",
    ),
    _slip(
        r"([0-9]{1,3}) *(d|days?|h|hours?|min|mins|minutes?) +(?P<side>before|after) +(?P<name>[^ 0-9].{0,40}?)(?= +[0-9]|$)",
        "名字写在前面，再写 -1d 或 +1d",
        "the name stands first, then -1d or +1d",
        lambda match: (f"{match['name']} {'-' if match['side'] == 'before' else '+'}{match[1]}{match[2]}",),
    ),
    _slip(
        rf"(入群|进群|收货|签收|下单|购买|沉默|用完)后?第{_N}天",
        "第几天含不含当天？写成 后几天",
        "is the day itself counted? Write how many days after",
        _shifted("{}后{}天"),
    ),
    _slip(
        rf"(?:建群|开群)后{_N}天",
        "建群当天是第 1 天；写第几天",
        "the founding day is day 1; write its number",
        _group_days,
    ),
    _slip(r"建群当[天日]|开群当[天日]", "建群当天是第 1 天", "the founding day is day 1", "建群第1天"),
    _slip(
        rf"^ *(?:开群)?第{_N}天",
        "从哪里数起？建群当天是 建群第1天",
        "counted from what? The founding day is day 1",
        r"建群第\1天",
    ),
    _slip(r"day *-?([0-9]{1,3})(?= )", "写成 day 1", "expected day 1, with a space", r"day \1"),
    _slip(
        r"([前后])([0-9]{1,3})天? *(?:--?|至|到|、) *([0-9]{1,3})天",
        "范围的两端都写前或后，如 前3天至前1天",
        "each end of the range has its sign, as in -3d..-1d",
        r"\1\2天至\1\3天",
    ),
    _slip(
        rf"{_MONTH} +([0-9]{{1,2}})(?:st|nd|rd|th)?|([0-9]{{1,2}})(?:st|nd|rd|th)? +{_MONTH}(?:,? +([0-9]{{4}}))?",
        "月份写数字",
        "months are numbers",
        _month_name,
    ),
    _slip(
        r"明天|今天|后天|昨天|[下本上]周|[下本上]个?月|today|tomorrow|next (?:week|month|day)",
        "请写日期：这份 SOP 以后还有人读",
        "write the date: the page is read on other days too",
    ),
    _slip(
        r"([0-9]{1,2})[.。]([0-9]{2})(?![0-9])",
        "时和分之间是冒号",
        "a colon stands between hour and minute",
        r"\1:\2",
    ),
    _slip(r"([0-9]{1,2}:[0-9]{2}):[0-9]{2}", "不写秒", "seconds are not written", r"\1"),
    _slip(r"([0-9]{1,2}):([0-9])(?![0-9])", "分钟要写两位", "minutes have two digits", _minute),
    _slip(
        r"(?<= )([01]?[0-9]|2[0-3])([0-5][0-9])(?= *$)",
        "时和分之间是冒号",
        "a colon stands between hour and minute",
        r"\1:\2",
    ),
    _slip(
        r"(?<=[0-9]) *[;/|+&.] *(?=[0-9]{1,2}:)", "几个时间用“、”隔开", "a comma stands between times", "、"
    ),
)
"""Tried in this order; the first that covers the place where reading stopped is told."""


def slip_of(low: str, text: str, column: int) -> Refused | None:
    """Return the refusal of the usual slip at `column` of the folded text, if it is one."""
    if hidden := _INVISIBLE.search(low):
        why = Text("这里有一个看不见的字符，请删掉", "an invisible character stands here: delete it")
        return Refused(hidden.start(), hidden.group(), why, (Mend(_INVISIBLE.sub("", low)),))
    for slip in SLIPS:
        for match in _covering(slip, low, column):
            mends = tuple(
                Mend(f"{low[: match.start()]}{piece}{_gap(piece, low[match.end() :])}")
                for piece in slip.meant(match)
            )
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            return Refused(start, text[start : match.end()], slip.why, mends)
    return None


def _covering(slip: Slip, low: str, column: int) -> Iterator[re.Match[str]]:
    return (match for match in slip.pattern.finditer(low) if match.start() <= column <= match.end())


def _gap(piece: str, rest: str) -> str:
    """Return the rest of the text, a space before it where words would run together."""
    return f" {rest}" if rest and rest[0] != " " and piece[-1:] not in "、: " else rest
