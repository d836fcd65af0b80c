"""The grammar of time: `when` texts and their values, in Chinese and in English, both always read.

Dated (on calendars and in feeds)::

    每天 11:00、18:00                     daily 11:00, 18:00
    每天（除周一） 11:00                    daily except Mon 11:00
    每周三 14:00-18:00                    weekly Wed 14:00-18:00
    每周一、三 20:00                       weekly Mon, Wed 20:00
    周一至周五 09:30                      Mon-Fri 09:30
    周末 10:00                           weekends 10:00
    工作日 09:30   休息日 10:00             workdays 09:30   days off 10:00
    每2周 周二 20:00                      every 2 weeks Tue 20:00
    每月8、18、28日 10:00                  monthly 8, 18, 28 10:00
    每月最后一天 20:00                     monthly last 20:00
    每月第2个周六 15:00                    monthly 2nd Sat 15:00
    每月第一个工作日 09:30                  monthly first workday 09:30
    每年11-11 20:00                      yearly 11-11 20:00
    2026-11-11 20:00                    2026-11-11 20:00
    春节 前7天 10:00                      Spring Festival -7d 10:00
    双11 前14天至前1天 20:00                Double 11 -14d..-1d 20:00
    国庆 假期第1天 10:00                   National Day holiday day 1 10:00
    国庆 节前最后一个工作日 17:00             National Day last workday before 17:00
    春节 节后第一个工作日 09:30              Spring Festival first workday after 09:30
    开课 前1天 19:00   开课 前30分钟         lesson -1d 19:00   lesson -30min
    RRULE:FREQ=MONTHLY;BYDAY=-1FR 20:00

Relative to a group's founding day, which is day 1, and to an event in a member's life::

    建群第1天 10:00   建群第1-3天 20:00      day 1 10:00   day 1-3 20:00
    入群后0分钟   用完前5天 10:00            join +0min   used-up -5d 10:00

`parse` gives a `When` or a `Refusal`, `to_text` the canonical text, and ``parse(to_text(v)) == v`` in both languages.
White space stands before the first time. Days are named first, times last; offsets in minutes or hours have no time.
Equal characters in other widths are folded one for one, so a column is always an offset into the text as written.
"""

from sopbook.when.anchors import check_anchor_name
from sopbook.when.clock import print_span, print_times
from sopbook.when.names import EVENTS, Almanac, EventName, Names, standard_names
from sopbook.when.parse import parse, parse_skip, parse_span
from sopbook.when.printing import skip_to_text, to_text
from sopbook.when.recur import has_moment, rrule_days, rule_until
from sopbook.when.refusal import Refusal
from sopbook.when.rows import KEYWORDS
from sopbook.when.rrule import RuleProblem, check_rule
from sopbook.when.values import (
    AnchorDays,
    AnchorMinutes,
    Daily,
    DatedRule,
    DateRange,
    DaysOff,
    EventDays,
    EventMinutes,
    Family,
    Festival,
    GroupDays,
    Holiday,
    MonthDays,
    MonthEnd,
    MonthWeekday,
    MonthWorkday,
    Offsets,
    OneDate,
    Recurrence,
    Rule,
    Skip,
    Span,
    Weekly,
    When,
    Workdays,
    YearDay,
)

__all__ = [
    "EVENTS",
    "KEYWORDS",
    "Almanac",
    "AnchorDays",
    "AnchorMinutes",
    "Daily",
    "DateRange",
    "DatedRule",
    "DaysOff",
    "EventDays",
    "EventMinutes",
    "EventName",
    "Family",
    "Festival",
    "GroupDays",
    "Holiday",
    "MonthDays",
    "MonthEnd",
    "MonthWeekday",
    "MonthWorkday",
    "Names",
    "Offsets",
    "OneDate",
    "Recurrence",
    "Refusal",
    "Rule",
    "RuleProblem",
    "Skip",
    "Span",
    "Weekly",
    "When",
    "Workdays",
    "YearDay",
    "check_anchor_name",
    "check_rule",
    "has_moment",
    "parse",
    "parse_skip",
    "parse_span",
    "print_span",
    "print_times",
    "rrule_days",
    "rule_until",
    "skip_to_text",
    "standard_names",
    "to_text",
]
