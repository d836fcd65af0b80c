"""SOP415: nobody is there to answer in the hour after a post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import INTO_GROUP, Subject, clock
from sopbook.expand.masks import union
from sopbook.findings import Severity, Text
from sopbook.when import Span, print_span

_DAY = 1440
_QUIET = (7 * 60, 23 * 60)
"""Posts before the one and from the other on are told by the check of quiet hours."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long somebody answers."""

    minutes: int = option(
        60, "每条发完后至少这么多分钟有人答", "minutes after a post in which somebody answers"
    )


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each slot after which nobody answers, or one when no hours are given at all."""
    if not subject.front.duty:
        if any(_is_awake(span) for _, _, span in _posts(subject)):
            yield _no_duty()
        return
    uncovered = ~_covered(tuple(subject.front.duty.values()))
    told: set[int] = set()
    for at, n, span in _posts(subject):
        if _minutes(span.start, limits.minutes) & uncovered and _is_awake(span) and at not in told:
            told.add(at)
            yield _problem(subject, at, n, span, limits)


def _is_awake(span: Span) -> bool:
    return _QUIET[0] <= span.start < _QUIET[1]


def _posts(subject: Subject) -> Iterator[tuple[int, int, Span]]:
    """Yield slot, place of its `when` and time of day of all that is posted into the group."""
    for post in subject.group_posts:
        yield post.at, post.n, post.line.span
    for step in subject.group_life:
        yield step.at, step.n, step.span
    for at, (slot, whens) in enumerate(zip(subject.front.schedule, subject.playbook.whens, strict=True)):
        if slot.via in INTO_GROUP:
            for n, when in enumerate(whens):
                if when.family == "journey":
                    yield from ((at, n, span) for span in when.times)


@lru_cache(maxsize=1024)
def _covered(duty: tuple[tuple[Span, ...], ...]) -> int:
    """Return the minutes of the day in which somebody answers, whoever it is, as a bit set."""
    return union(
        _minutes(window.start, (window.end or window.start) - window.start)
        for windows in duty
        for window in windows
    )


@lru_cache(maxsize=2048)
def _minutes(start: int, length: int) -> int:
    """Return so many minutes of the day from `start` on; past midnight they go on with the morning."""
    bits = ((1 << min(length, _DAY)) - 1) << start
    return (bits | bits >> _DAY) & (1 << _DAY) - 1


def _problem(subject: Subject, at: int, n: int, span: Span, limits: Limits) -> Problem:
    slot, time, roles = subject.front.schedule[at], clock(span), subject.front.roles
    hours = [
        (roles.get(role, role), ", ".join(map(print_span, windows)))
        for role, windows in subject.front.duty.items()
    ]
    zh = "；".join(f"{person} {times}" for person, times in hours).replace(", ", "、")
    en = "; ".join(f"`{person}` {times}" for person, times in hours)
    return Problem(
        where=("schedule", at, "when", n),
        message=Text(
            f"「{slot.post}」{time} 发出，之后 {limits.minutes} 分钟里有一段没人值班（值班：{zh}）",
            f"`{slot.id}` is posted at {time}, and in the {limits.minutes} minutes after it nobody is on duty for a while"
            f" (duty: {en})",
        ),
        help=Text(
            f"把 duty 延长到 {_clock(span.start + limits.minutes)} 以后，或者把这一条提前",
            f"extend `duty` to {_clock(span.start + limits.minutes)}, or post earlier",
        ),
    )


def _clock(minute: int) -> str:
    return clock(Span(minute % _DAY))


def _no_duty() -> Problem:
    return Problem(
        where=("roles",),
        message=Text("没有写谁在什么时段值班（duty）", "nothing says who is on duty, and when"),
        help=Text(
            "加上 duty，一行一个角色，如 service: 10:00-21:30；每条发完一小时内要有人答",
            "add `duty` with a line for each role, such as `service: 10:00-21:30`: posts are followed by questions",
        ),
        severity=Severity.HINT,
    )


CHECK = Check(
    code="SOP415",
    name="duty-after-post",
    title=Text("每条发完一小时内有人值班", "somebody is on duty for an hour after every post"),
    severity=Severity.WARNING,
    why=Text(
        "消息一发，问题就来：还有货吗，怎么领。发完就下班，问的人等到第二天，单子也凉了。",
        "A post brings questions at once. When everybody has gone home, who asks waits until tomorrow and does not buy.",
    ),
    mend=Text(
        "把 `duty` 里的值班时段排到发完一小时以后，几个角色可以接力；或者把动作提前。"
        "私聊和朋友圈不算；晚 11 点到早 7 点的由安静时段那一条来查。",
        "Let `duty` last an hour beyond the post, in turns if need be, or post earlier. Moments and private messages do not"
        " count; posts from 23:00 to 07:00 are left to the check of quiet hours.",
    ),
    source=Text(
        "有问必答是一位从业者的经验法则（社交电商问答）；一小时是 sopbook 自己的默认值。",
        "That every question is answered is one practitioner's rule, on social e-commerce; the hour is sopbook's own default.",
    ),
    bad="duty: {service: 10:00-18:30}\n",
    good="duty: {service: 10:00-14:00, admin: 14:00-19:00}\n",
    options=Limits(),
    each=check,
)
