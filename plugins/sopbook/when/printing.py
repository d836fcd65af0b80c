"""Values as text: the canonical form, which reads back as the same value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sopbook.findings import Lang
from sopbook.when.clock import print_times
from sopbook.when.days import WEEKEND, is_run, print_weekdays
from sopbook.when.months import print_weekday_en, print_weekday_zh
from sopbook.when.names import Names
from sopbook.when.offsets import print_days, print_minutes
from sopbook.when.values import (
    AnchorDays,
    AnchorMinutes,
    Daily,
    DaysOff,
    EventDays,
    EventMinutes,
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
    Skip,
    Weekly,
    When,
    Workdays,
    YearDay,
)


def to_text(when: When, names: Names, lang: Lang) -> str:
    """Return the canonical text; `parse` with the same names reads it back as the same value, in either language."""
    head = _PRINTERS[type(when.rule)](when.rule, names, lang)
    return f"{head} {print_times(when.times, lang)}" if when.times else head


def skip_to_text(skip: Skip, names: Names, lang: Lang) -> str:
    """Return the canonical text of an entry of `skip`; `parse_skip` reads it back."""
    if isinstance(skip, Festival):
        return _festival(skip, names, lang)
    if skip.first == skip.last:
        return skip.first.isoformat()
    return f"{skip.first.isoformat()}..{skip.last.isoformat()}"


def _daily(rule: Daily, _: Names, lang: Lang) -> str:
    if not rule.excluded:
        return "每天" if lang == "zh" else "daily"
    days = print_weekdays(rule.excluded, lang)
    return f"每天（除{days}）" if lang == "zh" else f"daily except {days}"


def _weekly(rule: Weekly, _: Names, lang: Lang) -> str:
    days = print_weekdays(rule.days, lang)
    if rule.every > 1:
        return f"每{rule.every}周 {days}" if lang == "zh" else f"every {rule.every} weeks {days}"
    if rule.days == WEEKEND:
        return "周末" if lang == "zh" else "weekends"
    if is_run(rule.days):
        return days
    return f"每{days}" if lang == "zh" else f"weekly {days}"


def _month_days(rule: MonthDays, _: Names, lang: Lang) -> str:
    if lang == "zh":
        return f"每月{'、'.join(map(str, rule.days))}日"
    return f"monthly {', '.join(map(str, rule.days))}"


def _month_weekday(rule: MonthWeekday, _: Names, lang: Lang) -> str:
    if lang == "zh":
        return f"每月{print_weekday_zh(rule.nth, rule.weekday)}"
    return f"monthly {print_weekday_en(rule.nth, rule.weekday)}"


def _month_workday(rule: MonthWorkday, _: Names, lang: Lang) -> str:
    first = rule.nth == 1
    if lang == "zh":
        return f"每月{'第一个' if first else '最后一个'}工作日"
    return f"monthly {'first' if first else 'last'} workday"


def _year_day(rule: YearDay, _: Names, lang: Lang) -> str:
    return f"{'每年' if lang == 'zh' else 'yearly '}{rule.month:02}-{rule.day:02}"


def _offsets(offsets: Offsets, lang: Lang) -> str:
    return "" if offsets == Offsets() else f" {print_days(offsets.first, offsets.last, lang)}"


def _festival(rule: Festival, names: Names, lang: Lang) -> str:
    return names.festival(rule.key, lang) + _offsets(rule.offsets, lang)


_AROUND = {
    ("before", "zh"): "节前最后一个工作日",
    ("after", "zh"): "节后第一个工作日",
    ("before", "en"): "last workday before",
    ("after", "en"): "first workday after",
}


def _holiday(rule: Holiday, names: Names, lang: Lang) -> str:
    if rule.at == "day":
        around = f"假期第{rule.nth}天" if lang == "zh" else f"holiday day {rule.nth}"
    else:
        around = _AROUND[rule.at, lang]
    return f"{names.festival(rule.key, lang)} {around}"


def _group(rule: GroupDays, _: Names, lang: Lang) -> str:
    days = f"{rule.first}" if rule.first == rule.last else f"{rule.first}-{rule.last}"
    return f"建群第{days}天" if lang == "zh" else f"day {days}"


def _event_days(rule: EventDays, names: Names, lang: Lang) -> str:
    event = names.event(rule.event, lang)
    if lang == "zh":
        return event + print_days(rule.days, rule.days, lang)
    return f"{event} {rule.days:+}d"


def _event_minutes(rule: EventMinutes, names: Names, lang: Lang) -> str:
    gap = "" if lang == "zh" else " "
    return names.event(rule.event, lang) + gap + print_minutes(rule.minutes, lang, "后")


_PRINTERS: dict[type, Callable[[Any, Names, Lang], str]] = {
    Daily: _daily,
    Weekly: _weekly,
    Workdays: lambda _, __, lang: "工作日" if lang == "zh" else "workdays",
    DaysOff: lambda _, __, lang: "休息日" if lang == "zh" else "days off",
    MonthDays: _month_days,
    MonthEnd: lambda _, __, lang: "每月最后一天" if lang == "zh" else "monthly last",
    MonthWeekday: _month_weekday,
    MonthWorkday: _month_workday,
    YearDay: _year_day,
    OneDate: lambda rule, _, __: rule.day.isoformat(),
    Festival: _festival,
    Holiday: _holiday,
    AnchorDays: lambda rule, _, lang: rule.anchor + _offsets(rule.offsets, lang),
    AnchorMinutes: lambda rule, _, lang: f"{rule.anchor} {print_minutes(rule.minutes, lang, '前')}",
    Recurrence: lambda rule, _, __: f"RRULE:{rule.rule}",
    GroupDays: _group,
    EventDays: _event_days,
    EventMinutes: _event_minutes,
}
