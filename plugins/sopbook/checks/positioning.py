"""SOP428: a positioning without one of its five factors."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text
from sopbook.model import Positioning

_FACTORS = {
    "purpose": "建群目的",
    "members": "目标成员",
    "value": "成员得到什么",
    "entry": "入群门槛",
    "channels": "引流渠道",
}
"""The factors by their key, and what the field calls them."""


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem that names the factors not filled in."""
    positioning = subject.front.positioning
    missing = {key: zh for key, zh in _FACTORS.items() if not _is_given(positioning, key)}
    if not missing:
        return
    listed = ", ".join(f"`{key}`" for key in missing)
    if len(missing) == len(_FACTORS):
        message = Text(
            "没有写定位：这个群给谁、解决什么问题",
            "no positioning: for whom the group is, and for which problem",
        )
    else:
        names = "".join(f"「{zh}」" for zh in missing.values())
        message = Text(f"定位缺{names}，五要素要写齐", f"the positioning lacks {listed}")
    keys = "、".join(f"`{key}`（{zh}）" for key, zh in missing.items())
    yield Problem(
        where=("positioning",),
        message=message,
        help=Text(f"在 `positioning` 里写上 {keys}", f"add {listed} to `positioning`"),
    )


def _is_given(positioning: Positioning, key: str) -> bool:
    """Tell whether a factor is filled in; of the members one trait is enough."""
    if key == "members":
        members = positioning.members
        return bool(members.age or members.sex or members.region or members.occupation)
    return bool(getattr(positioning, key))


CHECK = Check(
    code="SOP428",
    name="positioning",
    title=Text("定位五要素写齐", "a positioning has its five factors"),
    severity=Severity.HINT,
    why=Text(
        "给谁、解决什么、凭什么留下、怎么进、从哪来，有一样没想清，发什么都是碰运气。成员写明一项就行，如年龄或地区。",
        "For whom, for what, why they stay, how they enter, where from: what is not thought out is left to luck.",
    ),
    mend=Text(
        "在 `positioning` 里补上缺的那几项，一项一句话。",
        "Fill in what is missing in `positioning`, a line each.",
    ),
    source=Text(
        "经验法则：一篇讲微信群运营的文章（定位部分）。",
        "A rule of thumb: an article on running WeChat groups (positioning).",
    ),
    bad="""\
positioning:
  purpose: 午市复购
  value: 每天 11 点看到今日菜单，并领到当天优惠
  channels:
    - {from: 收银台台卡, benefit: 扫码领新人券, follow-up: 前台私信打招呼}
""",
    good="""\
positioning:
  purpose: 午市复购
  members: {age: 22-40, occupation: 上班族}
  value: 每天 11 点看到今日菜单，并领到当天优惠
  entry: free
  channels:
    - {from: 收银台台卡, benefit: 扫码领新人券, follow-up: 前台私信打招呼}
""",
    each=check,
)
