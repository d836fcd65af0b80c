"""The table of usual slips in `when` texts."""

from __future__ import annotations

import re

from sopbook.when.slips import Meant, Slip, slip

_DATE = r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
_N = r"([0-9]{1,3}|[一二两三四五六七八九十])"
_DAY = "([一二三四五六日天])"
_WEEK = "(?:周|星期|礼拜)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = f"({'|'.join(_MONTHS)})[a-z]{{0,6}}"
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


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


def _weekday_digits(match: re.Match[str]) -> tuple[str, ...]:
    """`每周2` may also be every two weeks."""
    written = match.group()
    words = re.sub("[1-7]", lambda digit: "一二三四五六日"[int(digit.group()) - 1], written)
    single = written[-1] if written.startswith("每") and sum(map(str.isdigit, written)) == 1 else ""
    return (words, f"每{single}周 周一") if single > "1" else (words,)


def _minute(match: re.Match[str]) -> tuple[str, ...]:
    return f"{match[1]}:0{match[2]}", f"{match[1]}:{match[2]}0"


SLIPS: tuple[Slip, ...] = (
    slip(
        r"农历|阴历|正月|腊月|初[一二三四五六七八九十]",
        "不能写农历日期，请写节日或公历日期",
        "dates of the lunar calendar cannot be written: use a festival or a date",
    ),
    slip(
        rf"(?:每个?月)?第([1-5一二三四五])个?周的? *{_WEEK}{_DAY}",
        "第几周从哪里数起？写每月第几个星期几，或者每几周",
        "the nth week of what? Write the nth weekday of the month, or every n weeks",
        r"每月第\1个周\2",
        r"每\1周 周\2",
    ),
    slip(
        r"(?:每个?月)?月初|每个?月初",
        "月初是哪一天？",
        "which day is the month's beginning?",
        "每月1日",
        "每月第一个工作日",
    ),
    slip(
        r"(?:每个?月)?月中旬?|每个?月中旬?", "月中是哪一天？", "which day is the month's middle?", "每月15日"
    ),
    slip(
        rf"每?[双单]周(?:的? *{_WEEK}?{_DAY})?",
        "单双周从哪里数起？写 每2周，从 from 数起",
        "odd and even weeks of what? Write every 2 weeks, counted from `from`",
        lambda match: (f"每2周 周{match[1] or '一'}",),
    ),
    slip(
        r"(?:bi-?weekly|fortnightly)(?: on)?",
        "应写 every 2 weeks（每两周一次）",
        "expected every 2 weeks (or the two days of each week)",
        "every 2 weeks",
        "weekly mon, thu",
    ),
    slip(
        r"new years?'?s? eve",
        "是元旦前一天，还是除夕？",
        "the day before 1 January, or before the Spring Festival?",
        "new year's day -1d",
        "spring festival eve",
        "元旦 前1天",
        "除夕",
    ),
    slip(
        r"每天?((?:早上|晚上|早|晚|上午|中午|下午|傍晚|凌晨)) *(?=[0-9一二两三四五六七八九十])",
        "写成 每天，空一格，再写时间",
        "expected the day, a space, and the time",
        r"每天 \1",
    ),
    slip(
        rf"每?{_WEEK}[1-7](?:(?:[、,和至到]| *- *){_WEEK}?[1-7])*(?![0-9:{_WEEK[3:-1]}])",
        "星期几要写汉字",
        "days of the week are words",
        _weekday_digits,
    ),
    slip(r"^ *rrule(?: *[:;=]? +|[;= ] *)", "RRULE: 后面不空格", "no space stands after RRULE:", "rrule:"),
    slip(r"^ *freq=", "前面加上 RRULE:", "RRULE: stands before it", "rrule:freq="),
    slip(rf"每?逢(?={_WEEK})", "写成 每", "expected every", ""),
    slip(r"^ *([一二三四五六日]{2,7})(?= )", "星期几前有「周」", "days of the week begin with 周", r"每周\1"),
    slip(r" +at +(?=[0-9])", "时间前面只空一格", "nothing but a space stands before the time", " "),
    slip(
        r"(?<=[a-z]) *[/&+] *(?=mon|tue|wed|thu|fri|sat|sun)",
        "几天用「、」隔开",
        "a comma stands between days",
        ", ",
    ),
    slip(
        r"^ *(?:the )?(first|second|third|fourth|last|[1-5](?:st|nd|rd|th)) ([a-z]+) (?:of|in) (?:the|every|each|a) month",
        "每月写在前面",
        "monthly stands first",
        r"monthly \1 \2",
    ),
    slip(
        r"^ *([0-9]{1,2})(?:st|nd|rd|th) of (?:the|every|each) month",
        "每月写在前面",
        "monthly stands first",
        r"monthly \1",
    ),
    slip(
        r"(每天|每日|daily) +([0-9:、,~ -]{4,40}?) *\(?((?:除|except)[^0-9()]{1,20}?)\)? *$",
        "例外写在时间前面",
        "the exception stands before the time",
        r"\1 \3 \2",
    ),
    slip(
        r"t([0-9]{2}:[0-9]{2})(?::[0-9]{2})?(?:z|[+-][0-9:]{2,6})?",
        "日期和时间之间空一格，不写时区",
        "a space stands between date and time, and no zone follows",
        r" \1",
    ),
    slip(
        rf"{_DATE} *(?:--?|至|到|\.\.) *{_DATE}",
        "一条只写一天；几天就写成几条",
        "one line has one date; write a line for each",
        r"\1",
        r"\2",
    ),
    slip(
        r"(?<=[-至到]) *(?:次日|第二天|翌日) *",
        "结束早于开始就是第二天，不用写",
        "an end before its start is the next day: leave the word out",
        "",
    ),
    slip(
        rf"建群第{_N}天? *[、,和] *第?{_N}天",
        "一条只写一天或一段；几天就写成几条",
        "one line has one day or one range; write a line for each",
        r"建群第\1天",
        r"建群第\2天",
    ),
    slip(
        rf"每隔{_N}个?{_WEEK}(?:的? *{_WEEK}{_DAY})?",
        "隔几周容易数错，写 每几周",
        "is the week itself counted? Write every n weeks",
        lambda match: tuple(f"每{_number(match[1]) + more}周 周{match[2] or '一'}" for more in (0, 1)),
    ),
    slip(
        r" *(?:节|放假)前(?:最后)?[一1]天",
        "假期的前一天，还是最后一个工作日？",
        "the day before the festival, or the last workday?",
        " 前1天",
        " 节前最后一个工作日",
    ),
    slip(
        r" *(?:节|放假)后第?[一1]天",
        "节日的后一天，还是第一个工作日？",
        "the day after the festival, or the first workday?",
        " 后1天",
        " 节后第一个工作日",
    ),
    slip(r"^ *天天", "写成 每天", "expected daily", "每天"),
    slip(
        r"^ *(?:每个?)?(?:法定)?(?:节假日|假日|假期)|^ *holidays?(?![a-z])",
        "写成 休息日",
        "expected days off",
        "休息日",
    ),
    slip(
        r"^ *(?:every )?weekdays?(?![a-z])",
        "是周一至周五，还是工作日（含调休上班）？",
        "Monday to Friday, or working days (make-up workdays included)?",
        "mon-fri",
        "workdays",
    ),
    slip(
        rf"每{_N}(?:天|日)|every ([0-9]{{1,3}}) days?|隔[天日]|every other day",
        "每几天一次要写成 RRULE",
        "every n days is written as an RRULE",
        lambda match: (f"rrule:freq=daily;interval={_number(match[1] or match[2] or '2')}",),
    ),
    slip(
        rf"每{_N}个?月|every ([0-9]{{1,3}}) months?|每个?季度?|quarterly",
        "每几个月一次要写成 RRULE",
        "every n months is written as an RRULE",
        lambda match: (f"rrule:freq=monthly;interval={_number(match[1] or match[2] or '3')};bymonthday=1",),
    ),
    slip(
        rf"{_N}(天|个?小时|分钟)(?:之|以)?([前后])",
        "「前」「后」写在数字前面",
        "the sign stands before the number",
        r" \3\1\2",
    ),
    slip(
        r"([0-9]{1,3}) *(d|days?|h|hours?|min|mins|minutes?) +(?P<side>before|after) +(?P<name>[^ 0-9].{0,40}?)(?= +[0-9]|$)",
        "名字写在前面，再写 -1d 或 +1d",
        "the name stands first, then -1d or +1d",
        lambda match: (f"{match['name']} {'-' if match['side'] == 'before' else '+'}{match[1]}{match[2]}",),
    ),
    slip(
        rf"(入群|进群|收货|签收|下单|购买|沉默|用完)后?第{_N}天",
        "第几天含不含当天？写成 后几天",
        "is the day itself counted? Write how many days after",
        _shifted("{}后{}天"),
    ),
    slip(
        rf"(?:建群|开群)后{_N}天",
        "建群当天是第 1 天；写第几天",
        "the founding day is day 1; write its number",
        _group_days,
    ),
    slip(r"建群当[天日]|开群当[天日]", "建群当天是第 1 天", "the founding day is day 1", "建群第1天"),
    slip(
        rf"^ *(?:开群)?第{_N}天",
        "从哪里数起？建群当天是 建群第1天",
        "counted from what? The founding day is day 1",
        r"建群第\1天",
    ),
    slip(r"day-?([0-9]{1,3})(?= )", "写成 day 1", "expected day 1, with a space", r"day \1"),
    slip(
        r"([前后])([0-9]{1,3})天? *(?:--?|至|到|、) *([0-9]{1,3})天",
        "范围的两端都写前或后，如 前3天至前1天",
        "each end of the range has its sign, as in -3d..-1d",
        r"\1\2天至\1\3天",
    ),
    slip(
        rf"(?:(?:yearly|every year)(?: on)? +)?(?:{_MONTH} +([0-9]{{1,2}})|([0-9]{{1,2}})(?:st|nd|rd|th)? +{_MONTH})"
        r"(?:st|nd|rd|th)?(?:,? +([0-9]{4}))?(?![0-9:])",
        "月份写数字",
        "months are numbers",
        _month_name,
    ),
    slip(
        r"明天|今天|后天|昨天|[下本上]周|[下本上]个?月|today|tomorrow|next (?:week|month|day)",
        "请写日期：这份 SOP 以后还有人读",
        "write the date: the page is read on other days too",
    ),
    slip(
        r"(?<=[ 、,-])([0-9]{1,2})[.。]([0-9]{2})(?![0-9])",
        "时和分之间是冒号",
        "a colon stands between hour and minute",
        r"\1:\2",
    ),
    slip(r"([0-9]{1,2}:[0-9]{2}):[0-9]{2}", "不写秒", "seconds are not written", r"\1"),
    slip(r"([0-9]{1,2}):([0-9])(?![0-9])", "分钟要写两位", "minutes have two digits", _minute),
    slip(
        r"(?<= )([01]?[0-9]|2[0-3])([0-5][0-9])(?= *$)",
        "时和分之间是冒号",
        "a colon stands between hour and minute",
        r"\1:\2",
    ),
    slip(
        r"(?<=[0-9]) *[;/|+&.] *(?=[0-9]{1,2}:)", "几个时间用「、」隔开", "a comma stands between times", "、"
    ),
)
"""Tried in this order; the first that covers the place where reading stopped is told."""
