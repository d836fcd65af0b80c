"""SOP429: a way into the group without a promise, or without what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.role_unfilled import is_nobody
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each channel that lacks its benefit, its follow-up, or both."""
    for at, channel in enumerate(subject.front.positioning.channels):
        missing = []
        has_benefit, has_follow_up = _is_given(channel.benefit), _is_given(channel.follow_up)
        if not has_benefit:
            missing.append(Text("进群有什么好处", "`benefit`"))
        if not has_follow_up:
            missing.append(Text("进群后怎么跟进", "`follow-up`"))
        if missing:
            zh, en = "、".join(one.zh for one in missing), " and ".join(one.en for one in missing)
            yield Problem(
                where=("positioning", "channels", at),
                message=Text(
                    f"渠道「{channel.from_[:30]}」没写{zh}",
                    f"the channel `{channel.from_[:30]}` is without its {en}",
                ),
                help=Text(
                    "写成 `{from: 收银台台卡, benefit: 扫码领 5 元券, follow-up: 店长私信打招呼}`",
                    "write `{from: counter card, benefit: a coupon for scanning, follow-up: a private hello}`",
                ),
                severity=Severity.HINT if has_benefit else Severity.WARNING,
            )


def _is_given(text: str | None) -> bool:
    return text is not None and not is_nobody(text)


_EXAMPLE = """\
positioning:
  purpose: 午市复购
  members: {{age: 22-40, region: 门店 3 公里, occupation: 上班族}}
  value: 每天 11 点看到今日菜单，并领到当天优惠
  entry: free
  channels:
    - {channel}
"""

CHECK = Check(
    code="SOP429",
    name="channels",
    title=Text("每个渠道写明好处和跟进", "every channel has its benefit and its follow-up"),
    severity=Severity.WARNING,
    why=Text(
        "没有说得出口的好处，店员开不了口，客人也不会扫；进来没人跟进，过几天就走。没写好处是提醒，没写跟进是建议。",
        "Without a benefit nobody scans; without a follow-up nobody stays. The first is a warning, the second a hint.",
    ),
    mend=Text(
        "给 `channels` 里的每一条写上 `benefit`（进群有什么好处）和 `follow-up`（进群后谁来做什么）。",
        "Write `benefit` and `follow-up` into each line of `channels`.",
    ),
    source=Text(
        "经验法则：一篇讲社群 SOP 的文章（群成员从哪里来）。",
        "A rule of thumb: an article on playbooks for groups (where members come from).",
    ),
    bad=_EXAMPLE.format(channel="收银台台卡"),
    good=_EXAMPLE.format(channel="{from: 收银台台卡, benefit: 扫码领新人券, follow-up: 前台私信打招呼}"),
    each=check,
)
