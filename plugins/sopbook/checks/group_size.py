"""SOP417: a group larger than people can look after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """Members planned."""

    hint: int = option(200, "超过这个人数给建议", "members above which it is a hint")
    warning: int = option(350, "超过这个人数给提醒", "members above which it is a warning")


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when the size is above a limit."""
    size = subject.front.size
    if size is None or size <= min(limits.hint, limits.warning):
        return
    grave = size > limits.warning
    most = limits.warning if grave else limits.hint
    yield Problem(
        where=("size",),
        message=Text(f"群人数 {size}，最好不超过 {most}", f"{size} members; at most {most} is better"),
        help=Text("按标签或共同点分成几个群，大客户单独建群", "split it by tag or by what members share"),
        severity=Severity.WARNING if grave else Severity.HINT,
    )


CHECK = Check(
    code="SOP417",
    name="group-size",
    title=Text("群人数要照顾得过来", "a group is small enough to look after"),
    severity=Severity.WARNING,
    why=Text(
        "人一多，问题答不完，老成员的话也被刷走。同行的经验是 150 到 200 人最好，最多 350 人。",
        "In a crowd questions go unanswered. The field's rule of thumb: 150 to 200 is best, 350 the most.",
    ),
    mend=Text(
        "按标签或共同点分成几个群；大客户单独建群。改小 `size`。",
        "Split the group by tag or by what members share; big customers get one of their own.",
    ),
    source=Text(
        "经验法则：一位从业者的说法（社交电商问答）。",
        "A rule of thumb: one practitioner, on social e-commerce.",
    ),
    bad="size: 260\n",
    good="size: 180\n",
    options=Limits(),
    each=check,
)
