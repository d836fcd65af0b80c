"""SOP406: posts while people sleep.

A window counts by its start. Moments ring nobody's telephone and may come at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject, clock
from sopbook.findings import Severity, Text
from sopbook.when import Span

_DAY = 1440


@dataclass(frozen=True, slots=True)
class Limits:
    """The hours, from the first minute up to the last, that one not included."""

    start: str = option("23:00", "几点起不打扰，要加引号", "when quiet begins; in quotes")
    end: str = option("07:00", "几点起可以发，要加引号", "when it ends; in quotes")


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each slot that is posted in quiet hours, at the first of its times that is."""
    quiet = _quiet(limits.start, limits.end)
    found: dict[int, tuple[int, Span]] = {}
    for at, n, span in _times(subject):
        if span.start in quiet and (at not in found or n < found[at][0]):
            found[at] = (n, span)
    for at, (n, span) in sorted(found.items()):
        slot = subject.front.schedule[at]
        yield Problem(
            where=("schedule", at, "when", n),
            message=Text(
                f"「{slot.post}」（{slot.id}）在 {clock(span)} 发，{limits.start} 到 {limits.end} 最好不打扰",
                f"`{slot.id}` is posted at {clock(span)}; from {limits.start} to {limits.end} people want quiet",
            ),
            help=Text(
                f"改到 {limits.end} 到 {limits.start} 之间；这一行确实要在夜里或清早发，就由手册改时段，或写豁免（waive）",
                f"post it between {limits.end} and {limits.start}; a trade that lives at night or at dawn sets other hours"
                " in mkdocs.yml, or waives this",
            ),
        )


def _times(subject: Subject) -> Iterator[tuple[int, int, Span]]:
    """Yield (slot, when, time) of what is posted: on dates of the coming year, in a group's life, on a member's journey."""
    for post in subject.dated:
        if post.slot.via != "moments":
            yield post.at, post.n, post.line.span
    for at, whens in enumerate(subject.playbook.whens):
        if subject.front.schedule[at].via != "moments":
            for n, when in enumerate(whens):
                if when.family != "dated":
                    for span in when.times:
                        yield at, n, span


@lru_cache(maxsize=16)
def _quiet(start: str, end: str) -> frozenset[int]:
    """Return the quiet minutes of the day."""
    first, last = _minute(start), _minute(end)
    if last < first:
        last += _DAY
    return frozenset(minute % _DAY for minute in range(first, last))


def _minute(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: activity
    by: admin
    copy: 中午吃什么？今天的菜单在图里。
  - id: quiz
    when: 每天 {time}
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

CHECK = Check(
    code="SOP406",
    name="quiet-hours",
    title=Text("夜里不打扰", "nothing while people sleep"),
    severity=Severity.HINT,
    why=Text(
        "半夜里响一声，成员不是退群就是设成免打扰。朋友圈不会响，不算在内。有的行业例外，如早餐、夜宵、夜里卖得好的奶制品。",
        "A telephone that rings at night loses a member. Moments ring nowhere and do not count. Some trades differ:"
        " breakfast, midnight sales, dairy that sells at night.",
    ),
    mend=Text(
        '把时间改到白天。整个手册都要例外，在 `mkdocs.yml` 里改时段，如 `SOP406: {start: "23:30", end: "06:00"}`。',
        "Move it to the day. For a whole handbook set other hours in `mkdocs.yml`, such as"
        ' `SOP406: {start: "23:30", end: "06:00"}`.',
    ),
    source=Text("sopbook 自己的默认值。", "sopbook's own default."),
    bad=_EXAMPLE.format(time="23:30"),
    good=_EXAMPLE.format(time="15:00"),
    options=Limits(),
    each=check,
)
