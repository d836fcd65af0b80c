"""SOP403: a traffic group in which nearly everything is activity."""

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

    share: float = option(0.8, "活动类最多占多少", "the largest part that is activity")
    least_posts: int = option(
        4, "四周里不到这么多条就不看", "posts in four weeks below which it is not looked at"
    )


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when the fullest four weeks of a traffic group that sells have hardly anything but activity."""
    front = subject.front
    looks = front.group == "traffic" and front.selling
    found = mix.highest(subject, limits.least_posts) if looks else None
    if found is None or found.activity <= found.posts * limits.share + 1e-9:
        return
    percent, wanted = -(-found.activity * 100 // found.posts), round(limits.share * 100)
    yield Problem(
        where=("schedule",),
        message=Text(
            f"{found.when.zh}计划发 {found.posts} 条，活动类 {found.activity} 条（{percent}%），福利群最好不超过 {wanted}%",
            f"{found.activity} of {found.posts} posts {found.when.en} are activity ({percent}%);"
            f" in a traffic group at most {wanted}% is better",
        ),
        help=Text(
            "添些不卖东西的：小知识、成员晒单（kind: content），猜谜、投票（kind: interaction）",
            "plan some that sell nothing: tips, members' own posts (kind: content), a quiz, a vote (kind: interaction)",
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
  - id: pack
    when: 每天 18:00
    post: 次日秒杀包
    kind: activity
    by: admin
    copy: 明天的秒杀包现在开抢，卖完就收。
  - id: quiz
    when: {when}
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

CHECK = Check(
    code="SOP403",
    name="activity-share-traffic",
    title=Text("福利群也不能全是活动", "a traffic group is not activity alone"),
    severity=Severity.HINT,
    why=Text(
        "条条都在卖，成员看多了就不看了。福利群里活动可以占到八成，剩下的留给内容和互动。服务类不算在内，只数发到群里的。"
        "看的是今后一年里每个周一起的四周，说的是最多的那四周；只按建群天数排的群，看整个群期。",
        "When every post sells, members stop reading. In a traffic group activity may reach four fifths; the rest is for"
        " content and talk. Service is left out, and only posts into the group count. Looked at are the four weeks from each"
        " Monday of the coming year, named are the fullest; for schedules by the group's own days, its whole life.",
    ),
    mend=Text(
        "添些不卖东西的动作：内容（`kind: content`）和互动（`kind: interaction`）。",
        "Plan some that sell nothing: content (`kind: content`) and talk (`kind: interaction`).",
    ),
    source=Text(
        "经验法则：福利群里活动可以占到 80%（一篇讲微信群运营的文章）。",
        "A rule of thumb: in a traffic group it may reach 80% (an article on running WeChat groups).",
    ),
    bad=_EXAMPLE.format(when="每周三 15:00"),
    good=_EXAMPLE.format(when="每天 15:00"),
    options=Limits(),
    each=check,
)
