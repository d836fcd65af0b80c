"""SOP408: two posts of one playbook at the same moment in the same place. A window counts by its start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.subject import Dated, Subject, day_of
from sopbook.checks.tallies import first_of
from sopbook.findings import Severity, Text
from sopbook.when import Rule


class Clash(NamedTuple):
    """Two times of the schedule, each as (slot, when), and a moment that both come at."""

    one: tuple[int, int]
    other: tuple[int, int]
    moment: Text


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each slot that meets one above it, at the `when` by which it does."""
    clashes: dict[int, Clash] = {}
    for clash in (*_of_year(subject), *_of_life(subject), *_of_journeys(subject)):
        earlier, later = sorted((clash.one, clash.other))
        clashes.setdefault(later[0], Clash(earlier, later, clash.moment))
    for _, clash in sorted(clashes.items()):
        yield _problem(subject, clash)


def _of_year(subject: Subject) -> Iterator[Clash]:
    by_time: dict[tuple[str, int], list[Dated]] = {}
    for post in subject.dated:
        there = by_time.setdefault((post.slot.via, post.line.span.start), [])
        for other in there:
            both = post.line.days & other.line.days
            if both:
                yield Clash((other.at, other.n), (post.at, post.n), _on(subject, both, post.clock))
        there.append(post)


def _on(subject: Subject, days: int, clock: str) -> Text:
    """Return the first of the days, and how many there are."""
    first, count = day_of(subject, first_of(days)), days.bit_count()
    if count == 1:
        return Text(f"{first} {clock}", f"at {clock} on {first}")
    return Text(f"{first} 等 {count} 天，{clock}", f"at {clock} on {first} and {count - 1} more days")


def _of_life(subject: Subject) -> Iterator[Clash]:
    seen: dict[tuple[str, int, int], tuple[int, int]] = {}
    for step in subject.life:
        here = (step.at, step.n)
        first = seen.setdefault((step.slot.via, step.day, step.span.start), here)
        if first != here:
            moment = Text(f"建群第 {step.day} 天 {step.clock}", f"at {step.clock} on day {step.day}")
            yield Clash(first, here, moment)


def _of_journeys(subject: Subject) -> Iterator[Clash]:
    seen: dict[tuple[str, Rule, int], tuple[int, int]] = {}
    for at, whens in enumerate(subject.playbook.whens):
        slot = subject.front.schedule[at]
        for n, when in enumerate(whens):
            if when.family != "journey":
                continue
            for start in [span.start for span in when.times] or [0]:  # those in minutes have no time of day
                first = seen.setdefault((slot.via, when.rule, start), (at, n))
                if first != (at, n):
                    yield Clash(first, (at, n), Text(f"「{slot.when[n]}」", f"at `{slot.when[n]}`"))


def _problem(subject: Subject, clash: Clash) -> Problem:
    one, other = (subject.front.schedule[at] for at, _ in (clash.one, clash.other))
    zh, en = clash.moment
    if one is other:
        message = Text(f"「{one.post}」（{one.id}）的两条时间撞在一起：{zh}", f"`{one.id}` comes twice {en}")
    else:
        message = Text(
            f"「{one.post}」（{one.id}）和「{other.post}」（{other.id}）同时发：{zh}",
            f"`{one.id}` and `{other.id}` are posted together {en}",
        )
    return Problem(
        where=("schedule", clash.other[0], "when", clash.other[1]),
        message=message,
        help=Text("错开十来分钟，或合成一条", "move one by ten minutes or so, or make one of the two"),
    )


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: activity
    by: admin
    copy: 中午吃什么？今天的菜单在图里。
  - id: quiz
    when: 每周一、三、五 {time}
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

CHECK = Check(
    code="SOP408",
    name="same-moment",
    title=Text("同一时刻只发一条", "one post at a time"),
    severity=Severity.WARNING,
    why=Text(
        "两条挤在一起，先发的马上被刷走，等于白发；发的人也忙不过来。看的是同一个地方（群、公告、朋友圈、私聊、直播各算各的）。",
        "Of two posts at once the first is gone before it is read, and whoever posts has too many hands to find. Each place"
        " (group, notice, Moments, private, live) is looked at by itself.",
    ),
    mend=Text("错开十来分钟，或合成一条。", "Move one by ten minutes or so, or make one of the two."),
    source=Text("sopbook 自己的默认值。", "sopbook's own default."),
    bad=_EXAMPLE.format(time="11:00"),
    good=_EXAMPLE.format(time="15:00"),
    each=check,
)
