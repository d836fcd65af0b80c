"""SOP411: a new group without a micro-course in its first days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks import themes
from sopbook.checks.cadence import stretches
from sopbook.checks.kit import Check, Location, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.tallies import first_of
from sopbook.expand.masks import union
from sopbook.findings import Severity, Text
from sopbook.when import EventDays, EventMinutes, When

_THEME = ("micro-course",)


@dataclass(frozen=True, slots=True)
class Limits:
    """When the course is due."""

    days: int = option(2, "最晚在第几天", "day by which it is due, the founding day being day 1")


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when a group that begins has no micro-course, or has it late."""
    if not subject.life and (subject.front.group != "flash" or not subject.dated):
        return
    courses = [at for at, slot in enumerate(subject.front.schedule) if themes.is_any_of(slot, _THEME)]
    if not courses:
        message = Text(
            f"建群头 {limits.days} 天没有小课（微课）",
            f"no micro-course in the group's first {limits.days} days",
        )
        yield _problem(("schedule",), message, limits)
        return
    days = [day for day in (_first_day(subject, at) for at in courses) if day is not None]
    if days and min(days) > limits.days:
        message = Text(
            f"小课（微课）排在第 {min(days)} 天，最好在头 {limits.days} 天",
            f"the micro-course comes on day {min(days)}; by day {limits.days} is better",
        )
        yield _problem(("schedule", courses[0], "when"), message, limits)


def _problem(where: Location, message: Text, limits: Limits) -> Problem:
    help_ = Text(
        f"第 {limits.days} 天之前排一节五分钟的小课，把常问的一次答完；已经有了，就给那一条写上 theme: micro-course",
        f"plan one of five minutes by day {limits.days}; if there is one already, mark its slot `theme: micro-course`",
    )
    return Problem(where, message, help_)


def _first_day(subject: Subject, at: int) -> int | None:
    """Return the day of the group's life on which a slot first comes, None where it cannot be told."""
    days = [step.day for step in subject.life if step.at == at]
    days += [day for day in map(_day_of_member, subject.playbook.whens[at]) if day is not None]
    days += _since_start(subject, at)
    return min(days, default=None)


def _day_of_member(when: When) -> int | None:
    """Return the day of a member's stay: who joins on day 1 of the group is then on the same day of it."""
    rule = when.rule
    if not isinstance(rule, EventDays | EventMinutes) or rule.event != "join":
        return None
    return 1 + (rule.days if isinstance(rule, EventDays) else rule.minutes // 1440)


def _since_start(subject: Subject, at: int) -> Iterator[int]:
    """Yield the days of the group on which a slot comes by the calendar, as far as the group's beginning is known.

    It begins on `from`, or with the first post of an event. What has begun by today may have had its course already.
    """
    found = union(one.line.days for one in subject.dated if one.at == at)
    start = subject.playbook.terms.start
    if not found:
        return
    if start is not None:
        begun = (start - subject.today).days
        if begun >= 0:
            yield first_of(found) - begun + 1
        return
    for first, last in stretches(union(one.line.days for one in subject.dated)):
        there = found & (1 << last + 1) - (1 << first)
        if there and first:
            yield first_of(there) - first + 1


_EXAMPLE = """\
group: flash
schedule:
  - id: opening
    when: 建群第1天 10:00
    post: 开群，说清三天怎么安排
    kind: service
    by: host
    copy: 这个群开三天，只为一道新菜，第三天晚上散群。
  - id: course
    when: 建群第{day}天 12:00
    post: 五分钟小课：新菜怎么做
    kind: content
    by: admin
    copy: 五分钟看完这道菜怎么做，想问的现在问。
  - id: order
    when: 建群第1-3天 18:00
    post: 新菜预订
    kind: activity
    by: admin
    copy: 新菜开放预订，份数和价格看图。
"""

CHECK = Check(
    code="SOP411",
    name="micro-course",
    title=Text("新群头两天要有一节小课", "a new group has a micro-course in its first two days"),
    severity=Severity.HINT,
    why=Text(
        "新群头两天大家最愿意看。一节小课把常问的一次答完，也让人认识你，还给老客一个请朋友来的理由。",
        "A new group is read most in its first two days: a short lesson answers common questions and shows who you are.",
    ),
    mend=Text(
        "头两天里排一节约五分钟的小课，`post` 里写明“小课”，或写 `theme: micro-course`。只查快闪群和按“建群第几天”排的群。",
        "Plan a lesson of about five minutes in the first two days and call it a micro-course in `post` or in `theme`."
        " Flash groups and groups planned by day of life only.",
    ),
    source=Text(
        "经验法则：一位从业者的说法（社交电商问答）。",
        "A rule of thumb: one practitioner, on social e-commerce.",
    ),
    bad=_EXAMPLE.format(day=3),
    good=_EXAMPLE.format(day=2),
    options=Limits(),
    each=check,
)
