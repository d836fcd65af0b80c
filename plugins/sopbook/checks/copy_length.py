"""SOP451: a text to copy that is too long for where it is posted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook import screen
from sopbook.checks import seeding_length, themes
from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Posted, Subject
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """Lines of the phone preview (17 characters each), by medium."""

    group: int = option(screen.LINES, "群、直播间里最多几行", "lines in a group or a live stream")
    notice: int = option(screen.LINES, "群公告最多几行", "lines of a group notice")
    private: int = option(screen.LINES, "私聊最多几行", "lines in a private chat")
    moments: int = option(12, "朋友圈最多几行", "lines in Moments")


_MEDIA = {
    "group": Text("群消息", "a message in the group"),
    "live": Text("直播间消息", "a message in a live stream"),
    "notice": Text("群公告", "a group notice"),
    "private": Text("私聊消息", "a private message"),
    "moments": Text("朋友圈", "a post in Moments"),
}


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each text to copy that is too long for its medium."""
    for posted in subject.texts:
        if posted.slot is not None:
            most = getattr(limits, "group" if posted.slot.via == "live" else posted.slot.via)
            if not screen.fits(posted.text, most) and not themes.is_article(
                posted.slot, seeding_length.words_of(subject)
            ):
                yield _problem(posted, posted.slot.via, most)


def _problem(posted: Posted, via: str, most: int) -> Problem:
    lines, medium = screen.lines_of(posted.text), _MEDIA[via]
    return Problem(
        where=posted.where,
        message=Text(
            f"{medium.zh}最好不超过 {most} 行，这条话术在手机上有 {lines} 行",
            f"{medium.en} is best at most {most} lines long; this text takes {lines} on a phone",
        ),
        help=Text(
            "只留一件事和怎么参加；说不完的分两条发，或放进图里",
            "keep one thing and how to take part; split the rest",
        ),
    )


_MENU = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单
    kind: activity
    by: admin
    copy: |
      今天的菜单在图里，想吃的早点来。
"""
_QUIZ = """\
  - id: quiz
    when: 周一至周五 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜。
"""
_LONG = "".join(
    f"\n      第 {n} 道菜今天中午有，好吃不贵，先到先得，卖完就收摊，想吃的早点来。\n" for n in range(1, 11)
)

CHECK = Check(
    code="SOP451",
    name="copy-too-long",
    title=Text("话术长短要合适", "a text to copy is short enough for its medium"),
    severity=Severity.HINT,
    why=Text(
        "群里刷得快，一屏看不完的话没有人从头看；朋友圈太长会被折起来。",
        "In a busy group nobody reads past one screen, and Moments folds what is long.",
    ),
    mend=Text(
        "只留一件事和怎么参加；说不完的分两条发，或放进图里。",
        "Keep one thing and how to take part; split the rest, or put it into the picture.",
    ),
    source=Text(
        "sopbook 自己的默认值：群里一屏，朋友圈 12 行。种草长文另有字数，不在此列。",
        "Defaults of sopbook's own: one screen in a group, 12 lines in Moments. Seeding articles have limits of their own.",
    ),
    bad=_MENU + _LONG + _QUIZ,
    good=_MENU + _QUIZ,
    options=Limits(),
    each=check,
)
