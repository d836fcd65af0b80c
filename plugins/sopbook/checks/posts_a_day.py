"""SOP401: more posts into the group on one day than its members bear.

Looked at is the worst day of the coming year. Days of shopping festivals have limits of their own; a group's life is
counted by its own days, apart from the calendar, for nobody knows yet on which dates it will fall.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sopbook.checks import peaks, shopping
from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.peaks import Peak
from sopbook.checks.subject import Subject
from sopbook.checks.tallies import tally
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """Posts into the group on one day."""

    hint: int = option(3, "一天超过这么多条给建议", "posts a day above which it is a hint")
    warning: int = option(5, "一天超过这么多条给提醒", "posts a day above which it is a warning")
    shopping_hint: int = option(8, "购物节当天超过这么多条给建议", "on a shopping festival: hint")
    shopping_warning: int = option(12, "购物节当天超过这么多条给提醒", "on a shopping festival: warning")
    shopping_days: tuple[str, ...] = option(
        shopping.NAMES, "哪些日子算购物节，写节日的名字", "which festivals are shopping festivals, by name"
    )


class Excess(NamedTuple):
    """A day with more than it bears, and the limits of such days."""

    peak: Peak
    hint: int
    warning: int
    kind: Text = Text("", "")
    """What kind of day has these limits, where not any day."""

    @property
    def is_grave(self) -> bool:
        """Tell whether it is worth a warning."""
        return len(self.peak.posts) > self.warning


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for the worst day when it is above a limit."""
    found = [*_of_year(subject, limits), *_of_life(subject, limits)]
    if found:
        yield _problem(max(found, key=lambda one: (one.is_grave, len(one.peak.posts) - one.hint)))


def _of_year(subject: Subject, limits: Limits) -> Iterator[Excess]:
    posts = subject.group_posts
    if len(posts) <= min(limits.hint, limits.warning):
        return  # each comes once a day at most
    counts, frame = tally(post.line.days for post in posts), subject.year.frame
    almanac = subject.handbook.settings.almanac
    festive = shopping.shopping_days(limits.shopping_days, frame, almanac, "SOP401.shopping-days")
    # A shopping festival is never held to less than any other day.
    special = (max(limits.hint, limits.shopping_hint), max(limits.warning, limits.shopping_warning))
    for among, (hint, warning), kind in (
        (frame.full & ~festive, (limits.hint, limits.warning), Text("", "")),
        (festive, special, Text("购物节", " on a shopping festival")),
    ):
        peak = peaks.on_calendar(subject, counts, among, above=min(hint, warning))
        if peak is not None:
            yield Excess(peak, hint, warning, kind)


def _of_life(subject: Subject, limits: Limits) -> Iterator[Excess]:
    peak = peaks.in_life(subject, above=min(limits.hint, limits.warning))
    if peak is not None:
        yield Excess(peak, limits.hint, limits.warning)


def _problem(found: Excess) -> Problem:
    peak, count, listed = found.peak, len(found.peak.posts), found.peak.listed
    limit = found.warning if found.is_grave else found.hint
    return Problem(
        where=("schedule", peak.special.at, "when", peak.special.n),
        message=Text(
            f"{peak.day.zh}群里要发 {count} 条，{found.kind.zh}最好不超过 {limit} 条：{listed.zh}",
            f"{count} posts into the group {peak.day.en}; at most {limit}{found.kind.en} is better: {listed.en}",
        ),
        help=Text(
            "挪几条到别的日子，把相近的几条合成一条，或改发朋友圈（via: moments）",
            "move some to other days, make one of those that are alike, or use Moments (via: moments)",
        ),
        severity=Severity.WARNING if found.is_grave else Severity.HINT,
    )


_THREE = """\
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
  - id: pack
    when: 每天 18:00
    post: 次日秒杀包
    kind: activity
    by: admin
    copy: 明天的秒杀包现在开抢，卖完就收。
"""

CHECK = Check(
    code="SOP401",
    name="posts-a-day",
    title=Text("一天发的条数，成员受得了", "no more posts a day than members bear"),
    severity=Severity.WARNING,
    why=Text(
        "一天到晚发，成员就把群设成免打扰，要紧的也看不到了。看的是今后一年里最多的那一天，节日也算在内。"
        "快闪群和购物节另有上限，是 sopbook 自己的默认值；朋友圈和私聊不算。",
        "Who is disturbed all day mutes the group. Looked at is the fullest day of the coming year, festivals and all."
        " Flash groups and shopping festivals have limits of their own; Moments and private messages do not count.",
    ),
    mend=Text(
        "把不急的挪到别的日子，把相近的几条合成一条，或改发朋友圈（`via: moments`）。",
        "Move what can wait to other days, make one of posts that are alike, or use Moments (`via: moments`).",
    ),
    source=Text(
        "经验法则：每天不超过 3 到 5 条（一篇讲微信群运营的文章）；快闪群和购物节的上限是 sopbook 自己的默认值。",
        "A rule of thumb: no more than 3 to 5 a day (an article on running WeChat groups); the limits for flash groups"
        " and shopping festivals are sopbook's own defaults.",
    ),
    bad=f"""{_THREE}  - id: video
    when: 每天 12:00
    post: 出餐短视频
    kind: content
    by: admin
    copy: 后厨刚出锅，看一眼再决定。
""",
    good=f"""{_THREE}  - id: double-11
    when: 双11 20:00
    post: 双11 储值券
    kind: activity
    by: admin
    copy: 今天储值多送一张小菜券。
""",
    options=Limits(),
    profiles={"flash": {"hint": 8, "warning": 12}},
    each=check,
)
