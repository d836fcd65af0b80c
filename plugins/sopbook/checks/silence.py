"""SOP407: a group that hears nothing for days.

Looked at are the days of the coming year on which the schedule is in force. What the playbook leaves out in so many
words (`skip`, days off under a `holidays` policy) is a pause that somebody decided on: it is no silence, and ends one.
A campaign, all of whose posts hang on festivals or single dates, is silent for most of the year by its nature, and is
looked at only when it says from when until when it lasts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import INTO_GROUP, Subject, day_of
from sopbook.checks.tallies import longest_run
from sopbook.expand.days import allowed
from sopbook.expand.masks import days_off, union
from sopbook.findings import Severity, Text
from sopbook.when import AnchorDays, AnchorMinutes, Festival, Holiday, OneDate, When, YearDay

_ON_OCCASION = (Festival, Holiday, OneDate, YearDay)


@dataclass(frozen=True, slots=True)
class Limits:
    """Days in a row without a post into the group."""

    days: int = option(
        3,
        "连着这么多天不发还可以，0 表示不看",
        "days in a row without a post that are still fine; 0: do not look",
    )


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for the longest silence when it is longer than the limit."""
    posts = subject.group_posts
    if not posts or not limits.days:
        return
    quiet = _open_days(subject) & ~union(post.line.days for post in posts)
    run = longest_run(quiet, limits.days)
    if run is None or _is_campaign(subject):
        return
    first, last = day_of(subject, run.first), day_of(subject, run.last)
    yield Problem(
        where=("schedule",),
        message=Text(
            f"{first} 到 {last} 连着 {run.length} 天群里什么也不发，最好不超过 {limits.days} 天",
            f"nothing is posted into the group for {run.length} days, {first} to {last};"
            f" at most {limits.days} are better",
        ),
        help=Text(
            "中间补一条内容或互动；本来就歇业，用 skip 写明这几天",
            "plan some content or talk between; if you are closed, say so with skip",
        ),
    )


def _open_days(subject: Subject) -> int:
    """Return the days on which the playbook could post."""
    terms, frame, almanac = subject.playbook.terms, subject.year.frame, subject.handbook.settings.almanac
    days = allowed(terms, frame, almanac)
    return days if terms.holidays == "keep" else days & ~days_off(frame, almanac)


def _is_campaign(subject: Subject) -> bool:
    terms = subject.playbook.terms
    if terms.start and terms.until:
        return False
    slots = zip(subject.front.schedule, subject.playbook.whens, strict=True)
    return all(
        _is_on_occasion(when, subject)
        for slot, whens in slots
        if slot.via in INTO_GROUP
        for when in whens
        if when.family == "dated"
    )


def _is_on_occasion(when: When, subject: Subject) -> bool:
    if isinstance(when.rule, AnchorDays | AnchorMinutes):
        return all(_is_on_occasion(one, subject) for one in subject.playbook.terms.anchors[when.rule.anchor])
    return isinstance(when.rule, _ON_OCCASION)


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每周{days} 11:00
    post: 本周菜单图文
    kind: activity
    by: admin
    copy: 这周吃什么？菜单在图里。
  - id: quiz
    when: 每周二 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
"""

CHECK = Check(
    code="SOP407",
    name="silence",
    title=Text("群里不要一连几天没有声音", "a group does not fall silent for days"),
    severity=Severity.HINT,
    why=Text(
        "几天没人说话，群就沉下去了，再发也没人看。看的是今后一年里执行的日子（from、until 之内），说的是最长的一段；"
        "写明跳过的日子（skip、holidays）是歇业，不算。只在节日或某几天发的群SOP，写了 from 和 until 才看；快闪群和打卡群不看。",
        "A group that hears nothing for days sinks. Looked at are the days of the coming year within `from` and `until`;"
        " days left out by `skip` or `holidays` are a pause and do not count. A playbook for festivals or single dates is"
        " looked at only if it has `from` and `until`; flash and check-in groups are not.",
    ),
    mend=Text(
        "在空着的日子补一条内容或互动；本来就歇业，用 `skip` 写明。",
        "Plan some content or talk on the empty days; if you are closed, say so with `skip`.",
    ),
    source=Text(
        "sopbook 自己的默认值：福利群 3 天，内容群 10 天。",
        "sopbook's own default: 3 days in a traffic group, 10 in a content group.",
    ),
    bad=_EXAMPLE.format(days="一"),
    good=_EXAMPLE.format(days="一、四、六"),
    options=Limits(),
    profiles={"content": {"days": 10}, "flash": {"days": 0}, "check-in": {"days": 0}},
    each=check,
)
