"""SOP413: a content group without a knowledge talk every week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.cadence import shortfall, weeks
from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject, day_of
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as a talk, and how often it comes."""

    themes: tuple[str, ...] = option(
        ("talk", "micro-course"), "哪些 theme 算知识分享", "themes that count as a talk"
    )
    share: float = option(0.9, "至少这个比例的周要有", "share of weeks that need one")


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when too many weeks go without a talk."""
    if subject.front.group != "content":
        return
    short = shortfall(subject, limits.themes, weeks(subject.year.frame), limits.share)
    if short is None:
        return
    if short.without == short.periods:
        message = Text(
            "内容群里没有知识分享（小讲座、小课、答疑专场），最好每周一次",
            "a content group without a knowledge talk; one every week is better",
        )
    else:
        day = day_of(subject, short.first)
        message = Text(
            f"未来一年发消息的 {short.periods} 周里，{short.without} 周没有知识分享，头一个是 {day} 起的那周；最好每周一次",
            f"{short.without} of the {short.periods} weeks to come go without a knowledge talk, first the week of"
            f" {day}; one every week is better",
        )
    help_ = Text(
        "每周定一个时间讲一次，如「每周三 20:30」；已经有了，就给那一条写上 theme: talk",
        "give one at a fixed time, such as `weekly Wed 20:30`; if there is one, mark its slot `theme: talk`",
    )
    yield Problem(short.where, message, help_)


_EXAMPLE = """\
group: content
selling: false
schedule:
  - id: tip
    when: 每周一、五 10:00
    post: 一道家常菜的做法
    kind: content
    by: admin
    copy: 今天这道菜的做法在图里，三步就好。
  - id: talk
    when: {when}
    post: 后厨小讲座
    kind: content
    by: host
    copy: 小讲座开始啦，先讲一刻钟，剩下的时间答问。
  - id: draw
    when: 每月第2个周六 15:00
    post: 群友抽奖
    kind: interaction
    by: host
    copy: 这个月的抽奖来啦，人人能参加。
"""

CHECK = Check(
    code="SOP413",
    name="weekly-talk",
    title=Text("内容群每周有一次知识分享", "a content group has a knowledge talk every week"),
    severity=Severity.HINT,
    why=Text(
        "内容群靠“每周都学到一点”留人。同行的经验是每周一次知识分享。过节停几周不要紧。",
        "Members stay for what they learn. The field's rule of thumb is one talk a week; a few weeks off do no harm.",
    ),
    mend=Text(
        "每周定一个时间，讲一场小讲座、小课或答疑专场。`post` 里写明，或者写 `theme: talk`；预告、回放不算。",
        "Give a talk at a fixed time of the week and call it so in `post`, or write `theme: talk`. Previews and replays"
        " do not count.",
    ),
    source=Text(
        "经验法则：一位从业者的说法（社交电商问答）。",
        "A rule of thumb: one practitioner, on social e-commerce.",
    ),
    bad=_EXAMPLE.format(when="每月第1个周三 20:30"),
    good=_EXAMPLE.format(when="每周三 20:30"),
    options=Limits(),
    each=check,
)
