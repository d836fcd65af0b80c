"""SOP410: an anchor that no slot counts from."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook import source as sources
from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.subject import Subject
from sopbook.findings import Place, Severity, Text
from sopbook.when import AnchorDays, AnchorMinutes


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each anchor that is never counted from."""
    anchors = subject.playbook.terms.anchors
    if not anchors:
        return
    used = {
        when.rule.anchor
        for whens in subject.playbook.whens
        for when in whens
        if isinstance(when.rule, AnchorDays | AnchorMinutes)
    }
    for name in anchors:
        if name not in used:
            yield Problem(
                where=_key_of(name, subject),
                message=Text(
                    f"锚点「{name}」定了时间，没有一个动作从它数起",
                    f"no slot counts from the anchor `{name}`",
                ),
                help=Text(
                    f"在动作的 when 里用上它，如「{name} 前1天 20:00」；用不上就删掉这个锚点",
                    f"count from it in a slot's `when`, as in `{name} -1d 20:00`, or remove it",
                ),
            )


def _key_of(name: str, subject: Subject) -> Place | tuple[str, ...]:
    """Return where the anchor's name stands: the name is at fault, not its time."""
    front = subject.playbook.source.front
    anchors = front.entries["anchors"].node if front is not None else None
    if isinstance(anchors, sources.Mapping) and name in anchors.entries:
        return sources.place(anchors.entries[name].key)
    return ("anchors",)


_EXAMPLE = """\
selling: false
anchors: {{直播: 每周六 20:00-22:00}}
schedule:
  - id: live-eve
    when: {when}
    post: 后厨直播预告
    kind: content
    by: admin
    copy: 明晚直播，想看哪道菜怎么做，回菜名。
  - id: dish
    when: 每天 11:00
    post: 一道家常菜的做法
    kind: content
    by: admin
    copy: 今天这道菜三步就好，做法在图里。
"""

CHECK = Check(
    code="SOP410",
    name="anchor-unused",
    title=Text("定了锚点，就要有动作从它数起", "an anchor is there to be counted from"),
    severity=Severity.WARNING,
    why=Text(
        "锚点本身不发消息。没有动作从它数起，到了那一刻群里什么也没有，多半是名字改了、动作却没跟着改。",
        "An anchor posts nothing by itself. When no slot counts from it, most likely one was renamed or forgotten.",
    ),
    mend=Text(
        "在动作的 `when` 里写锚点的名字，如 `直播 前1天 20:00`、`直播 前0分钟`；用不上就删掉。",
        "Name the anchor in a slot's `when`, such as `lesson -1d 20:00` or `lesson -0min`, or remove it.",
    ),
    source=Text(
        "sopbook 自己的规定：写下的时刻都要用得上。", "A rule of sopbook's own: what is written is used."
    ),
    bad=_EXAMPLE.format(when="每周五 20:00"),
    good=_EXAMPLE.format(when="直播 前1天 20:00"),
    each=check,
)
