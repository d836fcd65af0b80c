"""SOP404: activity day after day without a break; off unless a handbook asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject, day_of
from sopbook.checks.tallies import longest_run
from sopbook.expand.masks import union
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """Days in a row."""

    days: int = option(3, "连着这么多天有活动还可以", "days in a row with activity that are still fine")


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for the longest run of days with an activity post into the group, dated or of its life."""
    dated = union(post.line.days for post in subject.group_posts if post.slot.kind == "activity")
    life = union(1 << step.day for step in subject.group_life if step.slot.kind == "activity")
    runs = [(longest_run(dated, limits.days), False), (longest_run(life, limits.days), True)]
    found = [(run, is_life) for run, is_life in runs if run is not None]
    if not found:
        return
    run, is_life = max(found, key=lambda one: one[0].length)
    first, last = (place if is_life else day_of(subject, place) for place in (run.first, run.last))
    days = (
        Text(f"建群第 {first} 天到第 {last} 天", f"from day {first} to day {last} of the group's life")
        if is_life
        else Text(f"{first} 到 {last} ", f"from {first} to {last}")
    )
    yield Problem(
        where=("schedule",),
        message=Text(
            f"{days.zh}连着 {run.length} 天都有活动，最多连着 {limits.days} 天",
            f"activity {run.length} days in a row {days.en}; at most {limits.days} are fine",
        ),
        help=Text(
            "中间空出几天，只发内容或互动，或者什么也不卖",
            "leave days between with content or talk, or with nothing to sell",
        ),
    )


_EXAMPLE = """\
schedule:
  - id: menu
    when: {when} 11:00
    post: 今日菜单图文
    kind: activity
    by: admin
    copy: 中午吃什么？今天的菜单在图里。
  - id: quiz
    when: 每周三、六 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

CHECK = Check(
    code="SOP404",
    name="commercial-days-in-a-row",
    title=Text("不要天天都在卖", "not selling day after day"),
    severity=Severity.WARNING,
    why=Text(
        "天天卖，群就成了广告栏。有的行业天天有货要卖（餐饮、生鲜），所以这项检查默认不开，由手册在 mkdocs.yml 里打开。",
        "Selling every day makes the group a billboard. Some trades have something to sell every day, so this is off unless"
        " mkdocs.yml turns it on.",
    ),
    mend=Text(
        "把活动集中到几天，中间的日子只发内容或互动。",
        "Put the activity on some days and leave the ones between to content or talk.",
    ),
    source=Text(
        "经验法则：不要天天发商业内容（社交电商问答中一位从业者的说法）；连着几天算多，是 sopbook 自己的默认值。",
        "A rule of thumb: no commercial posts every day (one practitioner, on social e-commerce); how many days in a row"
        " are too many is sopbook's own default.",
    ),
    bad=_EXAMPLE.format(when="周一至周五"),
    good=_EXAMPLE.format(when="每周一、二、四"),
    options=Limits(),
    profiles={"flash": {"days": 7}},
    is_on=False,
    each=check,
)
