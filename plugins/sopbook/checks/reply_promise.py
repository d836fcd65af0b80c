"""SOP416: how soon a question in the group is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text

_MINUTE = timedelta(minutes=1)
_UNITS = ((timedelta(days=1), "天", "day"), (timedelta(hours=1), "小时", "hour"), (_MINUTE, "分钟", "minute"))


@dataclass(frozen=True, slots=True)
class Limits:
    """Minutes promised."""

    hint: int = option(5, "超过这么多分钟给建议", "minutes above which it is a hint")
    warning: int = option(15, "超过这么多分钟给提醒", "minutes above which it is a warning")


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when no reply time is promised, or a long one."""
    promised = subject.front.reply_within
    if promised is None:
        yield _missing(subject, limits)
    elif promised > min(limits.hint, limits.warning) * _MINUTE:
        grave = promised > limits.warning * _MINUTE
        most, found = (limits.warning if grave else limits.hint), _shown(promised)
        yield Problem(
            where=("reply-within",),
            message=Text(
                f"答应 {found.zh}内回复，最好不超过 {most} 分钟",
                f"an answer is promised within {found.en}; at most {most} minutes is better",
            ),
            help=Text(
                "值班时段里多排一个人，或备好常见问题的答案，再把 reply-within 改短",
                "put one more person on duty or keep answers ready, then shorten reply-within",
            ),
            severity=Severity.WARNING if grave else Severity.HINT,
        )


def _missing(subject: Subject, limits: Limits) -> Problem:
    return Problem(
        where=("duty",) if subject.front.duty else ("roles",),
        message=Text(
            "没有写多久内回复（reply-within），值班的人不知道要多快",
            "no reply time is promised (reply-within)",
        ),
        help=Text(
            f"加一行 reply-within: {limits.hint}min，指值班时段里多久内有人答",
            f"add a line `reply-within: {limits.hint}min`: how soon somebody on duty answers",
        ),
        severity=Severity.HINT,
    )


def _shown(time: timedelta) -> Text:
    """Return a duration in the largest unit that comes out even, such as `2 小时`."""
    unit, zh, en = next(one for one in _UNITS if not time % one[0])
    count = time // unit
    return Text(f"{count} {zh}", f"{count} {en}{'' if count == 1 else 's'}")


CHECK = Check(
    code="SOP416",
    name="reply-promise",
    title=Text("群里有人问，几分钟内有人答", "questions in the group are answered within minutes"),
    severity=Severity.WARNING,
    why=Text(
        "问的人等不到话，想买的心就凉了，别人看见也不再问。同行的经验是值班时 5 分钟内回。",
        "Who waits stops wanting, and the others stop asking. The field's rule of thumb is 5 minutes, on duty.",
    ),
    mend=Text(
        "写 `reply-within: 5min`，排好值班（`duty`），把常问的答案先备好。",
        "Write `reply-within: 5min`, set hours of `duty`, and keep answers to common questions at hand.",
    ),
    source=Text(
        "经验法则：5 分钟是一位从业者给自己团队定的（社交电商问答）；15 分钟是 sopbook 自己的默认值。",
        "A rule of thumb: 5 minutes is one practitioner's own rule, on social e-commerce; 15 is sopbook's own default.",
    ),
    bad="reply-within: 20min\n",
    good="reply-within: 5min\n",
    options=Limits(),
    each=check,
)
