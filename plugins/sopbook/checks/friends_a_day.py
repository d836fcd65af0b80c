"""SOP457: a plan to add more friends a day than an account can bear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sopbook.checks.forbidding import is_forbidden
from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Posted, Subject
from sopbook.checks.wording import lower, name_of
from sopbook.findings import Severity, Text

_DAILY = (
    r"(?:每天|每日|天天|工作日|一天(?<!第一天)|单日|日均"
    r"|日(?<![\d一二三四五六七八九十周期生节假末次当今昨明毎]日)(?=加|添加))"
)
_ADD = r"(?:添加|新加|加)(?![购送群入餐班热量急价油满单])"
_HAN = "一二两三四五六七八九十百"
_COUNT = rf"(?:\d{{{{1,5}}}}(?!\d)|[{_HAN}]{{{{1,5}}}}(?![{_HAN}]))"
_NUMBER = rf"(?P<{{0}}>{_COUNT})(?:\s?[-~～—–至到]\s?(?P<{{0}}_up>{_COUNT}))?"
_WHO = r"\s?(?:个|位|名)?\s?新?(?:好友|微信|人|客户|顾客|客人|朋友|粉丝)"
_WITHIN = r"[^，。；！？\n\d]"
_PLAN = re.compile(
    rf"{_DAILY}{_WITHIN}{{0,12}}?{_ADD}(?:{_WITHIN}{{0,10}}?{_NUMBER.format('a')}{_WHO}"
    rf"|{_WITHIN}{{0,4}}?好友{_WITHIN}{{0,10}}?{_NUMBER.format('b')}(?!\s?[元%:：点分块天秒]))"
    rf"|{_ADD}(?:{_WITHIN}{{0,10}}?{_NUMBER.format('c')}{_WHO}|{_WITHIN}{{0,4}}?好友{_WITHIN}{{0,6}}?{_NUMBER.format('d')}\s?(?:个|位|名|人)?)"
    r"\s?(?:/|每|一)天"
    rf"|{_ADD}(?:微信|好友|人|客户|顾客|粉丝){{1,2}}{_WITHIN}{{0,4}}?[，：:]?{_DAILY}{_WITHIN}{{0,6}}?{_NUMBER.format('f')}\s?[个位名人]"
    rf"|add(?:ing)?\b[^.;!?\n\d]{{0,24}}{_NUMBER.format('e')} (?:[a-z]+ )?(?:friends|contacts|people|customers)\b"
    r"[^.;!?\n]{0,20}?\b(?:(?:a|per|each|every) day|daily)\b"
)
_MAYBE = re.compile(r"加[^。；！？\n\d]{0,24}[\d十百]|add[^.;!?\n\d]{0,32}\d")
"""What every plan has, found much faster."""

_ACCOUNTS = re.compile(rf"(\d{{1,3}})\s?个?(?:微信号|账号|微信|号){_WITHIN}{{0,6}}$")
"""How many accounts share the number."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Friends added."""

    most: int = option(
        20, "一个账号一天最多主动加几个好友", "friends that one account adds in one day at most"
    )


class _Plan(NamedTuple):
    number: int
    quoted: str


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each text, post or note that plans more."""
    if _MAYBE.search(subject.all_said) is None:
        return
    for posted in subject.said:
        plan = _too_many(posted, limits.most)
        if plan is not None:
            yield _problem(subject, posted, plan, limits.most)


def _too_many(posted: Posted, most: int) -> _Plan | None:
    text = lower(posted.text)
    if "加" not in text and "add" not in text:
        return None
    for match in _PLAN.finditer(text):
        number = max(_value(found) for found in match.groupdict().values() if found)
        shared = _ACCOUNTS.search(text, 0, match.start())
        each = number / max(int(shared[1]), 1) if shared and "各" not in match[0] else number
        if each > most and not is_forbidden(text, match.start(), match.end()):
            return _Plan(number, posted.text[match.start() : match.end()])
    return None


def _value(count: str) -> int:
    """Return what a count says: 30 or 三十."""
    if count.isdigit():
        return int(count)
    value = ones = 0
    for sign in count:
        if sign in "十百":
            value, ones = value + (ones or 1) * (10 if sign == "十" else 100), 0
        else:
            ones = 2 if sign == "两" else _HAN.replace("两", "").index(sign) + 1
    return value + ones


def _problem(subject: Subject, posted: Posted, plan: _Plan, most: int) -> Problem:
    name = name_of(subject, posted.where)
    return Problem(
        where=posted.where,
        message=Text(
            f"{name.zh}里写着「{plan.quoted}」，一个账号一天最多加 {most} 个好友",
            f"{name.en} says `{plan.quoted}`; one account adds at most {most} friends a day",
        ),
        help=Text(
            f"改成每个账号每天不超过 {most} 个，分散在一天里加，打招呼的话常换；或请客人扫码来加你",
            f"plan at most {most} per account, spread over the day, with changing words; or let customers scan and add you",
        ),
    )


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: service
    by: admin
    note: 前台每天加 {number} 个好友，再拉进群
    copy: 中午吃什么？今天的菜单在图里。
"""

CHECK = Check(
    code="SOP457",
    name="friends-a-day",
    title=Text("一个账号一天加好友不超过 20 个", "one account adds at most 20 friends a day"),
    severity=Severity.WARNING,
    why=Text(
        "短时间里加太多人，平台会限制甚至封掉账号，群主的号没了，群也就散了。",
        "Platforms limit or close accounts that add many at once, and a host without an account has no group.",
    ),
    mend=Text(
        "每个账号每天不超过 20 个，分散在一天里加，打招呼的话经常换；更稳当的是让客人扫码来加你。",
        "At most 20 per account and day, spread over the day, with changing words; better, let customers add you.",
    ),
    source=Text(
        "经验法则：一位从业者的说法（社交电商问答）。平台真正的限额没有公布。",
        "A rule of thumb: one practitioner, on social e-commerce. The platform does not publish its limit.",
    ),
    bad=_EXAMPLE.format(number=30),
    good=_EXAMPLE.format(number=15),
    options=Limits(),
    each=check,
)
