"""SOP412: a flash group that stays open too long, or that nobody ever closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.lifespan import life_of
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """Days that a flash group is open."""

    hint: int = option(3, "超过这么多天给建议", "days above which it is a hint")
    warning: int = option(7, "超过这么多天给提醒", "days above which it is a warning")


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when a flash group is open for long, or without an end."""
    if subject.front.group != "flash":
        return
    life = life_of(subject)
    if life is None:
        yield _no_end(limits)
    elif life.days > min(limits.hint, limits.warning):
        grave = life.days > limits.warning
        most = limits.warning if grave else limits.hint
        yield Problem(
            where=life.where,
            message=Text(
                f"快闪群要开 {life.days} 天，最好不超过 {most} 天",
                f"this flash group is open for {life.days} days; at most {most} is better",
            ),
            help=Text(
                "把动作收紧到头几天，办完就散；要长期做，就把 group 改成 traffic 或 content",
                "do it all in the first days, then close; for a lasting group write `group: traffic` or `content`",
            ),
            severity=Severity.WARNING if grave else Severity.HINT,
        )


def _no_end(limits: Limits) -> Problem:
    return Problem(
        where=("group",),
        message=Text("快闪群没有写哪天散群", "nothing says when this flash group closes"),
        help=Text(
            f"写上 from 和 until，或者把动作改成「建群第1天」这样的时间，最好 {limits.hint} 天内散群",
            f"write `from` and `until`, or plan by `day 1` of its life; {limits.hint} days are best",
        ),
        severity=Severity.HINT,
    )


_EXAMPLE = """\
group: flash
schedule:
  - id: course
    when: 建群第1天 12:00
    post: 五分钟小课：新菜怎么做
    kind: content
    by: admin
    copy: 五分钟看完这道菜怎么做，想问的现在问。
  - id: order
    when: 建群第1-{last}天 18:00
    post: 新菜预订
    kind: activity
    by: admin
    copy: 新菜开放预订，份数和价格看图。
"""

CHECK = Check(
    code="SOP412",
    name="flash-life",
    title=Text("快闪群办完就散，开三天左右", "a flash group closes after about three days"),
    severity=Severity.WARNING,
    why=Text(
        "做生意的群多半只热两三天，至多一周。快闪群拖得久，大家看着它凉下去，下次就不来了。",
        "Groups that sell are lively for two or three days, a week at most. Who has seen one go cold stays away next time.",
    ),
    mend=Text(
        "把要做的事排进头三天，最后一条道谢、散群。用“建群第n天”排，或者写 `from` 和 `until`。",
        "Plan it all for three days and close with thanks. Plan by `day 1` of its life, or write `from` and `until`.",
    ),
    source=Text(
        "经验法则：群的寿命（社群运营的思路）；那里说的是做生意的群，用到快闪群上是 sopbook 自己的默认值。",
        "A rule of thumb on the life of commercial groups in general; to hold flash groups to it is sopbook's own default.",
    ),
    bad=_EXAMPLE.format(last=5),
    good=_EXAMPLE.format(last=3),
    options=Limits(),
    each=check,
)
