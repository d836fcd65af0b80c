"""SOP109 and SOP201 to SOP206: a `when`, a skip or a named moment that does not say which moments are meant."""

from __future__ import annotations

from sopbook.checks.kit import Doc
from sopbook.findings import Severity, Text

_FORMAT = Text("手册里的「时间怎么写」一页。", "The page How to write a time of the handbook.")
_SLOTS = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: activity
    by: admin
    copy: 中午吃什么？今天的菜单在图里。
  - id: quiz
    when: 周一至周五 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
  - id: review
    when: {when}
    post: 晒出最爱的一道菜
    kind: interaction
    by: admin
    copy: 把你最爱的一道菜发到群里，点赞最多的送一份。
"""


def _slots(when: str) -> str:
    return _SLOTS.format(when=when)


DOCS: tuple[Doc, ...] = (
    Doc(
        code="SOP109",
        name="nothing-to-count-from",
        title=Text("每几周一次，要有起算的一天", "every n weeks needs a day to count from"),
        severity=Severity.ERROR,
        why=Text(
            "「每2周」从哪一周数起，只有写了 `from` 才知道；RRULE 也一样。",
            "Which weeks are meant is known only from `from`; the same goes for an RRULE.",
        ),
        mend=Text("在抬头里加一行 `from`，写第一次执行的日子。", "Add `from` with the first day in force."),
        source=_FORMAT,
        bad=_slots("每2周 周二 16:30"),
        good=f"from: 2026-09-01\n{_slots('每2周 周二 16:30')}",
    ),
    Doc(
        code="SOP201",
        name="when-unreadable",
        title=Text("when 要一行说清时间", "`when` says in one line which moments are meant"),
        severity=Severity.ERROR,
        why=Text(
            "先写哪一天，空一格，再写几点。写得含糊，宁可停下来问，也不猜：猜错了，话就发在错的时间。",
            "The day comes first, then the time. What could mean two things is asked, never guessed: a guess posts at a"
            " wrong moment.",
        ),
        mend=Text(
            "照「可以写成」后面的例子改；全部写法见「时间怎么写」。",
            "Take one of the forms that the finding offers; the page How to write a time has them all.",
        ),
        source=_FORMAT,
        bad=_slots("16:30"),
        good=_slots("每周五 16:30"),
    ),
    Doc(
        code="SOP202",
        name="skip-unreadable",
        title=Text("skip 要写清哪几天不发", "`skip` says which days are left out"),
        severity=Severity.ERROR,
        why=Text(
            "看不懂的日子跳不过去，那几天就会照发。",
            "A day that cannot be read cannot be skipped: posts would go out.",
        ),
        mend=Text(
            "写日期、一段日期，或者节日的名字，例如 `2027-02-06..2027-02-12`、`春节`。",
            "Write a date, a span of dates or a festival, for example `2027-02-06..2027-02-12`.",
        ),
        source=_FORMAT,
        bad="skip: [过年那几天]\n",
        good="skip: [除夕]\n",
    ),
    Doc(
        code="SOP204",
        name="anchor-unreadable",
        title=Text("命名时刻的名字和时间要写对", "an anchor has a name of its own and dates"),
        severity=Severity.ERROR,
        why=Text(
            "命名时刻（例如「直播」）让一串动作跟着它走。名字和节日重了，或者自己没有日子，跟着它的动作就全落空。",
            "Posts hang on a named moment. With a festival's name, or without dates of its own, they would all be lost.",
        ),
        mend=Text(
            "换一个不和节日、星期重复的名字；时间写会落在日历上的，例如「每周六 20:00」。",
            "Take a name that means nothing else, and a time that has dates, such as `weekly Sat 20:00`.",
        ),
        source=_FORMAT,
        bad=f"anchors: {{直播: 入群后1天 20:00}}\n{_slots('直播 前1天 16:30')}",
        good=f"anchors: {{直播: 每周六 20:00}}\n{_slots('直播 前1天 16:30')}",
    ),
    Doc(
        code="SOP205",
        name="never-happens",
        title=Text("写的时间总得有一次", "a recurrence happens at all"),
        severity=Severity.ERROR,
        why=Text(
            "这条 RRULE 从 `from` 起十年里一次也没有，例如结束的日子早就过了。",
            "From `from` on the RRULE has no day in ten years, for example because it ended before.",
        ),
        mend=Text(
            "检查 UNTIL、月份、日期和星期的组合。", "Check how UNTIL, months, days and weekdays go together."
        ),
        source=Text("RFC 5545（iCalendar）的 RRULE。", "RRULE of RFC 5545 (iCalendar)."),
        bad=f"from: 2026-09-01\n{_slots('RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20260801 16:30')}",
        good=f"from: 2026-09-01\n{_slots('RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20271231 16:30')}",
    ),
    Doc(
        code="SOP206",
        name="short-months",
        title=Text("29、30、31 日不是每个月都有", "not every month has a day 29, 30 or 31"),
        severity=Severity.HINT,
        why=Text(
            "没有这一天的月份会跳过，不会提前。想月底发的人，常常写成 31 日。",
            "Months without that day are passed over. Who wants the end of a month often writes 31.",
        ),
        mend=Text(
            "想每月月底发，写「每月最后一天」；就是要跳过，可以不改。",
            "For the end of every month write `monthly last`; if passing over is meant, leave it.",
        ),
        source=_FORMAT,
        bad=_slots("每月31日 16:30"),
        good=_slots("每月最后一天 16:30"),
    ),
)
