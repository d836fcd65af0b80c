"""SOP414: a content group without a prize draw every month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.cadence import months, shortfall
from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject, day_of
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as a draw, and how often it comes."""

    themes: tuple[str, ...] = option(("draw",), "哪些 theme 算抽奖", "themes that count as a draw")
    share: float = option(0.9, "至少这个比例的月份要有", "share of months that need one")


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when too many months go without a draw."""
    if subject.front.group != "content":
        return
    short = shortfall(subject, limits.themes, months(subject.year.frame), limits.share)
    if short is None:
        return
    if short.without == short.periods:
        message = Text(
            "内容群里没有抽奖，最好每月一次",
            "a content group without a prize draw; one every month is better",
        )
    else:
        month = day_of(subject, short.first)[:7]
        message = Text(
            f"未来一年发消息的 {short.periods} 个月里，{short.without} 个月没有抽奖，头一个是 {month}；最好每月一次",
            f"{short.without} of the {short.periods} months to come go without a prize draw, first {month}; one every"
            " month is better",
        )
    help_ = Text(
        "每月定一天抽一次小奖，如「每月第2个周六 15:00」；已经有了，就给那一条写上 theme: draw",
        "draw small prizes on a fixed day, such as `monthly 2nd Sat 15:00`; if there is one, mark its slot `theme: draw`",
    )
    yield Problem(short.where, message, help_)


_EXAMPLE = """\
group: content
selling: false
schedule:
  - id: talk
    when: 每周三 20:30
    post: 后厨小讲座
    kind: content
    by: host
    copy: 小讲座开始啦，先讲一刻钟，剩下的时间答问。
  - id: weekend
    when: {when}
    post: 群友抽奖
    kind: interaction
    by: host
    copy: 抽奖来啦，人人能参加，晚上公布结果。
"""

CHECK = Check(
    code="SOP414",
    name="monthly-draw",
    title=Text("内容群每月抽一次奖", "a content group has a prize draw every month"),
    severity=Severity.HINT,
    why=Text(
        "抽奖人人能参加，不说话的人也会出来露个面。同行的经验是每月一次，小奖就够。",
        "Anybody can take part, and silent members show up. The field's rule of thumb is once a month, small prizes.",
    ),
    mend=Text(
        "每月定一天抽一次小奖。`post` 里写明“抽奖”，或者写 `theme: draw`。",
        "Hold a small draw on a fixed day of the month and call it so in `post`, or write `theme: draw`.",
    ),
    source=Text(
        "经验法则：一位从业者的说法（社交电商问答）。",
        "A rule of thumb: one practitioner, on social e-commerce.",
    ),
    bad=_EXAMPLE.format(when="每年06-18 15:00"),
    good=_EXAMPLE.format(when="每月第2个周六 15:00"),
    options=Limits(),
    each=check,
)
