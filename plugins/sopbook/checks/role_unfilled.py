"""SOP431: a role that nobody fills yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.words import word_list
from sopbook.findings import Severity, Text

_PLACEHOLDERS = word_list(
    "待定、待补、待补充、待填、待填写、待安排、待招、待招聘、未定、未填、未安排、还没定、暂定、无",
    "暂无、没有、空、空缺、暂缺、某人、某同事、谁、姓名、名字",
    "tbd, tbc, tba, todo, n/a, none, null, nobody, name, someone, unknown, pending",
)
_AROUND = " \t（）()【】[]<>《》「」{}“”\"'。.！!，,：:"
_FILLERS = frozenset("?？xｘ某_-—－*…·/、○〇")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands for nobody."""

    placeholders: tuple[str, ...] = option(
        _PLACEHOLDERS, "写了这些，就算还没定人", "words that stand for nobody"
    )


def is_nobody(text: str, placeholders: Collection[str] = _PLACEHOLDERS) -> bool:
    """Tell whether a text only says that something is yet to be settled, or that there is nothing."""
    bare = text.lower().strip(_AROUND)
    return bare in placeholders or _FILLERS.issuperset(bare)


def check(subject: Subject, words: Words) -> Iterator[Problem]:
    """Yield a problem for each role whose person is a placeholder."""
    for role, person in subject.front.roles.items():
        if is_nobody(person, words.placeholders):
            yield Problem(
                where=("roles", role),
                message=Text(
                    f"角色 {role} 写的是「{person[:30]}」，还没有人担任",
                    f"the role `{role}` is `{person[:30]}`: nobody fills it",
                ),
                help=Text(
                    "写上真人或岗位，如店长、前台；人手少，一个人可以担任几个角色",
                    "name a person or a post, such as the shop manager; one person may fill several roles",
                ),
            )


CHECK = Check(
    code="SOP431",
    name="role-unfilled",
    title=Text("每个角色都有人担任", "somebody fills every role"),
    severity=Severity.WARNING,
    why=Text(
        "排好了时间和内容，却没有人去发，到点就落空；群友问了，也没人接。",
        "A post with a time and a text but nobody to send it does not happen.",
    ),
    mend=Text(
        "在 `roles` 里写真人或岗位；用不上的角色就删去。",
        "Name a person or a post in `roles`; remove a role that is not needed.",
    ),
    source=Text(
        "经验法则：每一条都要有负责人（一篇讲微信群运营的文章）；词表是 sopbook 自己的默认值。",
        "A rule of thumb: every post has a person in charge (an article on running WeChat groups); the words are our own.",
    ),
    bad="roles: {host: 店长, admin: 待定, service: 前台}\n",
    good="roles: {host: 店长, admin: 值班经理, service: 前台}\n",
    options=Words(),
    each=check,
)
