"""SOP421: group rules that do not say what happens to those who break them."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.role_unfilled import is_nobody
from sopbook.checks.subject import Subject
from sopbook.checks.unfilled import unfilled
from sopbook.findings import Severity, Text


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem when there are rules but no penalty; that there are no rules at all is told by SOP420."""
    rules = subject.front.rules
    penalty = rules.penalty
    if penalty is not None and not _is_unsettled(penalty):
        return
    if rules.name_card or rules.services or rules.questions or rules.forbidden or rules.allowed:
        missing = Text(
            "群规没说违反了怎么办", "the group rules do not say what happens to those who break them"
        )
        yield Problem(
            where=("rules",) if penalty is None else ("rules", "penalty"),
            message=missing if penalty is None else _said(penalty),
            help=Text(
                "在 `rules` 里写上 `penalty`，例如：先私信提醒，再犯移出群",
                "write `penalty` into `rules`, for example: a private warning first, then removal",
            ),
        )


def _is_unsettled(penalty: str) -> bool:
    """Tell whether it says nothing; what looks like a gap in a text to post is told by SOP452."""
    return is_nobody(penalty) and not unfilled(penalty, is_quiz=False)


def _said(penalty: str) -> Text:
    return Text(
        f"违反了怎么办，写的是「{penalty[:30]}」", f"the penalty is `{penalty[:30]}`, which says nothing"
    )


_EXAMPLE = """\
rules:
  name-card: 改成“称呼-公司”
  services: [每天 11 点发菜单]
  questions: 群里 @前台
  forbidden: [外部广告和二维码, 攻击他人]
  allowed: [晒餐, 提建议]
"""

CHECK = Check(
    code="SOP421",
    name="rules-penalty",
    title=Text("群规写明违规怎么处理", "group rules state the penalty"),
    severity=Severity.WARNING,
    why=Text(
        "只说不允许、不说后果，等于没说；先写明了，真要移出谁，大家也服气。",
        "A ban without a consequence is none; said beforehand, a removal is seen as fair.",
    ),
    mend=Text(
        "在 `rules` 里写上 `penalty`：先怎样、再犯怎样。",
        "Write `penalty` into `rules`: what comes first, and what if it happens again.",
    ),
    source=Text(
        "经验法则：一篇讲微信群运营的文章（群规部分）。",
        "A rule of thumb: an article on running WeChat groups (group rules).",
    ),
    bad=_EXAMPLE,
    good=f"{_EXAMPLE}  penalty: 先私信提醒，再犯移出群\n",
    each=check,
)
