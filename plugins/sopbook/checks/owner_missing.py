"""SOP419: a playbook for which nobody answers."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.role_unfilled import is_nobody
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem when the playbook names no owner."""
    owner = subject.front.owner
    if owner is None or is_nobody(owner):
        missing = Text("没写这一页由谁负责", "no owner: nobody answers for this page")
        yield Problem(
            where=("owner",),
            message=missing if owner is None else _unsettled(owner),
            help=Text("加一行 `owner: 部门或姓名`", "add a line `owner: team or person`"),
        )


def _unsettled(owner: str) -> Text:
    return Text(
        f"负责人写的是「{owner[:30]}」，还没有人负责",
        f"the owner is `{owner[:30]}`: nobody answers for this page",
    )


CHECK = Check(
    code="SOP419",
    name="owner-missing",
    title=Text("每个群SOP都有负责人", "every playbook has an owner"),
    severity=Severity.HINT,
    why=Text(
        "没人负责的页面没人更新：价格旧了、人走了，照着做的人也不知道该问谁。",
        "A page nobody answers for grows stale, and whoever follows it has nobody to ask.",
    ),
    mend=Text(
        "加一行 `owner`，写部门或姓名；可以再写 `backup`，负责人不在时找他。",
        "Add `owner`, a team or a person; `backup` may name who stands in.",
    ),
    source=Text("sopbook 自己的默认值。", "A default of sopbook's own."),
    bad="owner:\n",
    good="owner: 运营部\nbackup: 王主管\n",
    each=check,
)
