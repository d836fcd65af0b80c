"""SOP405: more mass sends to one group in a month than the platform lets through."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.expand.frame import Frame
from sopbook.findings import Severity, Text

_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Limits:
    """Mass sends to one group in one month."""

    most: int = option(
        0,
        "一个月最多群发几次，0 表示当月有几天就几次",
        "mass sends a month at most; 0: as many as it has days",
    )


class Month(NamedTuple):
    """What is mass-sent in one month."""

    when: Text
    sends: Counter[int]
    """How often, by the slot's place in the schedule."""

    most: int


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for the month that goes farthest beyond what may be sent."""
    months = [*_of_year(subject, limits), *_of_life(subject, limits)]
    found = max(months, key=_excess, default=None)
    if found is None or _excess(found) <= 0:
        return
    count = found.sends.total()
    yield Problem(
        where=("schedule", found.sends.most_common(1)[0][0], "send"),
        message=Text(
            f"{found.when.zh}要群发 {count} 次，一个群一个月最多 {found.most} 次",
            f"{count} mass sends {found.when.en}; at most {found.most} reach one group in a month",
        ),
        help=Text(
            "最要紧的留着群发（send: mass），其余改成手动（send: manual）或合成一条",
            "keep mass sends for what matters most; post the rest by hand (send: manual), or join some",
        ),
    )


def _excess(month: Month) -> int:
    return month.sends.total() - month.most


def _of_year(subject: Subject, limits: Limits) -> Iterator[Month]:
    """Yield the calendar months of the coming year; of the first and the last only the days within it count."""
    posts = [post for post in subject.group_posts if post.slot.send == "mass"]
    if not posts:
        return
    frame = subject.year.frame
    for number in range(13):
        year, month = divmod(subject.today.year * 12 + subject.today.month - 1 + number, 12)
        size = monthrange(year, month + 1)[1]
        days = _days_of(date(year, month + 1, 1), size, frame)
        sends: Counter[int] = Counter()
        for post in posts:
            sends[post.at] += (post.line.days & days).bit_count()
        when = Text(f"{year} 年 {month + 1} 月", f"in {year}-{month + 1:02d}")
        yield Month(when, sends, limits.most or size)


def _of_life(subject: Subject, limits: Limits) -> Iterator[Month]:
    """Yield a group's life by 31 days, as if it were founded on the first of a long month."""
    lives: dict[int, Counter[int]] = {}
    for step in subject.group_life:
        if step.slot.send == "mass":
            lives.setdefault((step.day - 1) // _LONGEST_MONTH, Counter())[step.at] += 1
    for number, sends in lives.items():
        first, last = number * _LONGEST_MONTH + 1, (number + 1) * _LONGEST_MONTH
        when = Text(f"建群第 {first} 天到第 {last} 天", f"from day {first} to day {last} of the group's life")
        yield Month(when, sends, limits.most or _LONGEST_MONTH)


def _days_of(first: date, size: int, frame: Frame) -> int:
    ordinal = first.toordinal()
    return frame.between(ordinal, ordinal + size - 1)


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: activity
    by: admin
    send: mass
    copy: 中午吃什么？今天的菜单在图里。
  - id: quiz
    when: 每天 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    send: {send}
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

CHECK = Check(
    code="SOP405",
    name="mass-sends",
    title=Text("群发次数在平台的额度里", "mass sends stay within the platform's quota"),
    severity=Severity.WARNING,
    why=Text(
        "平台限制一个群一个月能收几次群发，大致一天一次。排多了，月底的就发不出去。只数发到群里的（群、群公告、直播），私聊群发另有额度。",
        "The platform limits how many mass sends reach a group, about one a day: what is planned beyond is not sent at the"
        " month's end. Only posts into the group count; mass private messages have a quota of their own.",
    ),
    mend=Text(
        "最要紧的留着群发，其余改成手动（`send: manual`），或把几条合成一条。",
        "Keep mass sends for what matters most; post the rest by hand (`send: manual`), or join some.",
    ),
    source=Text(
        "sopbook 自己的默认值：额度照各家工具帮助页上的说法，平台会改，以平台为准。",
        "sopbook's own default: the quota as the help pages of the platform's tools report it; the platform may change it.",
    ),
    bad=_EXAMPLE.format(send="mass"),
    good=_EXAMPLE.format(send="manual"),
    options=Limits(),
    each=check,
)
