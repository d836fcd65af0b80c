"""SOP420: group rules without one of their five sections."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text

_SECTIONS = {
    "name-card": "改名片",
    "services": "群服务",
    "questions": "有问题",
    "forbidden": "不允许",
    "allowed": "可以",
}
"""The sections by their key, and what the field calls them."""


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem when sections are missing; rules without any section are no rules."""
    rules = subject.front.rules
    missing = {key: zh for key, zh in _SECTIONS.items() if not getattr(rules, key.replace("-", "_"))}
    if not missing:
        return
    has_none = len(missing) == len(_SECTIONS) and rules.penalty is None
    if has_none:
        message = Text(
            "没有群规：新人不知道这里有什么、能做什么、不能做什么",
            "no group rules: a newcomer cannot know what is here and what is not allowed",
        )
    else:
        names = "".join(f"「{zh}」" for zh in missing.values())
        message = Text(f"群规缺{names}，五部分要写齐", f"the group rules lack {_listed(missing)}")
    keys = "、".join(f"`{key}`（{zh}）" for key, zh in missing.items())
    yield Problem(
        where=("rules",),
        message=message,
        help=Text(f"在 `rules` 里写上 {keys}，每部分一两句", f"add {_listed(missing)} to `rules`"),
        severity=Severity.HINT if has_none else None,
    )


def _listed(keys: dict[str, str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


CHECK = Check(
    code="SOP420",
    name="rules-sections",
    title=Text("群规五部分写齐", "group rules have their five sections"),
    severity=Severity.WARNING,
    why=Text(
        "改名片、群服务、有问题、不允许、可以，缺了哪一部分，新人就会来问，或者先犯了再说。整段没写只给建议。",
        "What the rules leave out, newcomers ask about, or find out by breaking it. No rules at all are a hint.",
    ),
    mend=Text(
        "在 `rules` 里补上缺的部分，每部分一两句，合起来不超过一屏。",
        "Add the missing sections to `rules`, a line or two each, one phone screen in all.",
    ),
    source=Text(
        "经验法则：一篇讲微信群运营的文章给出的群规模板。",
        "A rule of thumb: the template of group rules in an article on running WeChat groups.",
    ),
    bad="""\
rules:
  services: [每天 11 点发菜单]
  questions: 群里 @前台
  forbidden: [外部广告和二维码, 攻击他人]
  penalty: 先私信提醒，再犯移出群
""",
    good="""\
rules:
  name-card: 改成“称呼-公司”
  services: [每天 11 点发菜单]
  questions: 群里 @前台
  forbidden: [外部广告和二维码, 攻击他人]
  allowed: [晒餐, 提建议]
  penalty: 先私信提醒，再犯移出群
""",
    each=check,
)
