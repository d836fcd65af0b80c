"""SOP427: a review date in the past."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem from the day after the review was due."""
    due = subject.front.review_by
    if due is None or due >= subject.today:
        return
    late = (subject.today - due).days
    yield Problem(
        where=("review-by",),
        message=Text(
            f"复核日期 {due} 已经过去 {late} 天",
            f"the review was due on {due}, {late} day{'s' * (late > 1)} ago",
        ),
        help=Text(
            "从头看一遍：价格、人、时间还对不对；改好后把 `review-by` 写成下一次的日期",
            "read it through: prices, people, times; then set `review-by` to the next date",
        ),
    )


CHECK = Check(
    code="SOP427",
    name="review-overdue",
    title=Text("到期要复核", "a playbook is reviewed when it is due"),
    severity=Severity.WARNING,
    why=Text(
        "价格会变，人会走，节日年年不同。过了复核日期没人看，照着发就可能发错。",
        "Prices change and people leave. What nobody has looked at since may be posted wrongly.",
    ),
    mend=Text(
        "从头看一遍，改好后把 `review-by` 写成下一次复核的日期，一般半年后。",
        "Read it through, then set `review-by` to the next date, usually half a year on.",
    ),
    source=Text("sopbook 自己的默认值。", "A default of sopbook's own."),
    bad="review-by: 2026-10-01\n",
    good="review-by: 2027-05-01\n",
    each=check,
)
