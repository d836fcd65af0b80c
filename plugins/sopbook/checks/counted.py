"""SOP430: a schedule without a goal for any of its posts."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem when no slot has targets."""
    if not any(slot.targets for slot in subject.front.schedule):
        yield Problem(
            where=("schedule",),
            message=Text(
                "没有一个动作写了目标，发完不知道算好算坏",
                "no slot has targets: nobody knows whether a post did well",
            ),
            help=Text(
                "先给最要紧的一个动作加上 `targets: {reach: 120, clicks: 30, payments: 8}`（到达、点击、付费）",
                "begin with the slot that matters most: `targets: {reach: 120, clicks: 30, payments: 8}`",
            ),
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
    when: 每天 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

CHECK = Check(
    code="SOP430",
    name="counted",
    title=Text("发出去的要有数可对", "what is posted has a figure to be held to"),
    severity=Severity.HINT,
    why=Text(
        "每发一条都记到达、点击、付费，才知道内容和时间要不要改；有目标，才知道数字好不好。这项检查默认不开。",
        "Reach, clicks and payments of every post tell what to change, and a goal tells whether they are good. Off by default.",
    ),
    mend=Text(
        "给要紧的动作写上 `targets`：到达 `reach`、点击 `clicks`、付费 `payments`，整数。",
        "Give the slots that matter `targets`: `reach`, `clicks`, `payments`, whole numbers.",
    ),
    source=Text(
        "经验法则：每发一条都统计到达、点击、付费（一篇讲微信群运营的文章）；要写目标，是 sopbook 自己的默认值。",
        "A rule of thumb: count after every post (an article on running WeChat groups); targets are sopbook's own default.",
    ),
    bad=_EXAMPLE,
    good=f"{_EXAMPLE}    targets: {{reach: 60, clicks: 20}}\n",
    is_on=False,
    each=check,
)
