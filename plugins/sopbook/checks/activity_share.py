"""SOP402: a group that sells in which too little of what is planned is activity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks import mix
from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """The part of planned posts."""

    share: float = option(0.5, "活动类至少占多少", "the least part that is activity")
    least_posts: int = option(
        4, "四周里不到这么多条就不看", "posts in four weeks below which it is not looked at"
    )


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when the poorest four weeks have too little activity."""
    found = mix.lowest(subject, limits.least_posts) if subject.front.selling else None
    if found is None or found.activity >= found.posts * limits.share - 1e-9:
        return
    percent, wanted = found.activity * 100 // found.posts, round(limits.share * 100)
    yield Problem(
        where=("schedule",),
        message=Text(
            f"{found.when.zh}计划发 {found.posts} 条，活动类 {found.activity} 条（{percent}%），卖货的群至少要 {wanted}%",
            f"{found.activity} of {found.posts} posts {found.when.en} are activity ({percent}%);"
            f" a group that sells needs {wanted}%",
        ),
        help=Text(
            "添些促成购买、领取、报名的动作（kind: activity），或减少别的；这个群不卖货，就写 selling: false",
            "plan more that prompts buying, claiming or signing up (kind: activity), or less of the rest;"
            " if the group does not sell, write selling: false",
        ),
    )


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: {kind}
    by: admin
    copy: 中午吃什么？今天的菜单在图里。
  - id: quiz
    when: 每周一、三、五 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

CHECK = Check(
    code="SOP402",
    name="activity-share",
    title=Text("卖货的群，活动不能太少", "a group that sells has enough activity"),
    severity=Severity.WARNING,
    why=Text(
        "卖货的群里，成员等的是优惠和名额；活动太少，来的人慢慢就散了。活动类是促成购买、领取、报名的动作，服务类不算在内，"
        "只数发到群里的。看的是今后一年里每个周一起的四周，说的是最少的那四周；快闪群和只按建群天数排的群，看整个群期。",
        "Members of a group that sells wait for offers. Activity is what prompts buying, claiming or signing up; service is"
        " left out, and only posts into the group count. Looked at are the four weeks from each Monday of the coming year,"
        " named are the poorest; for flash groups and schedules by the group's own days, its whole life.",
    ),
    mend=Text(
        "添些活动类的动作，或减少别的。这个群本来就不卖货，就写 `selling: false`。",
        "Plan more activity, or less of the rest. If the group does not sell at all, write `selling: false`.",
    ),
    source=Text(
        "经验法则：卖货的群，计划里至少一半和活动有关（一篇讲微信群运营的文章）。",
        "A rule of thumb: at least half of what is planned has to do with an activity (an article on running WeChat groups).",
    ),
    bad=_EXAMPLE.format(kind="content"),
    good=_EXAMPLE.format(kind="activity"),
    options=Limits(),
    each=check,
)
