"""SOP418: a slot whose time comes with nothing to post."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text
from sopbook.when import When


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each slot that posts something and has neither a text nor anything prepared."""
    for at, slot in enumerate(subject.front.schedule):
        if slot.copy_ or slot.assets or slot.kind == "service" or _is_on_hand(subject.playbook.whens[at]):
            continue
        yield Problem(
            where=("schedule", at),
            message=Text(
                f"「{slot.post[:30]}」（{slot.id}）没有话术，也没有素材，到点了没有东西可发",
                f"`{slot.id}` has neither a text nor anything prepared: nothing to post when its time comes",
            ),
            help=Text(
                "写上 `copy`（要发的话）或 `assets`（要备的图片、视频）",
                "write `copy` (the text to post) or `assets` (pictures and videos to prepare)",
            ),
        )


def _is_on_hand(whens: tuple[When, ...]) -> bool:
    """Tell whether every time of a slot is a window: somebody is there for a while, as on duty, and posts nothing set."""
    spans = [span for when in whens for span in when.times]
    return bool(spans) and all(span.end is not None for span in spans)


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
"""

CHECK = Check(
    code="SOP418",
    name="slot-without-content",
    title=Text("每个动作都有可发的内容", "every slot has something to post"),
    severity=Severity.HINT,
    why=Text(
        "到点了现想，往往发得晚、发得随意，每家店还发得不一样。服务类动作和值班这样的时段不用写。",
        "What is made up on the spot is late, and different in every shop. Service and windows on duty are excepted.",
    ),
    mend=Text(
        "给这个动作写上话术 `copy`，或者要备的图片、视频 `assets`。",
        "Write the text to post (`copy`), or the pictures and videos to prepare (`assets`).",
    ),
    source=Text(
        "经验法则：每一条都要有时间、内容、负责人（微信群运营文章里母婴群的发布表）。",
        "A rule of thumb: every post has a time, a content and a person (an article on running WeChat groups).",
    ),
    bad=_EXAMPLE,
    good=f"{_EXAMPLE}    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。\n",
    each=check,
)
