"""SOP452: something that was to be filled in, left standing in a text to post.

Looked for in the texts as they are written, and in what their variables stand for.
"""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, Location, NoOptions, Problem
from sopbook.checks.subject import Subject
from sopbook.checks.unfilled import MAYBE, unfilled
from sopbook.checks.wording import listed, name_of
from sopbook.findings import Severity, Text


def check(subject: Subject, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each variable and text that is not filled in."""
    if MAYBE.search(subject.all_said) is None:
        return
    for where, text in _written(subject):
        found = unfilled(text, is_quiz=_is_quiz(subject, where))
        if found:
            yield _problem(name_of(subject, where), where, found)


def _written(subject: Subject) -> Iterator[tuple[Location, str]]:
    """Yield what is written, variables not filled in: a variable's own value is told where it stands.

    A role that nobody fills is told by SOP431; how to set one's name card (`name-card`) is a format.
    """
    front = subject.front
    yield ("title",), front.title
    for name, value in front.vars.items():
        yield ("vars", name), value
    for posted in subject.written:
        if posted.where[:2] != ("rules", "name-card"):
            yield posted.where, posted.text
    for at, slot in enumerate(front.schedule):
        yield ("schedule", at, "post"), slot.post
        yield ("schedule", at, "note"), slot.note or ""


def _is_quiz(subject: Subject, where: Location) -> bool:
    return (
        where[0] == "schedule"
        and isinstance(where[1], int)
        and subject.front.schedule[where[1]].kind == "interaction"
    )


def _problem(name: Text, where: Location, found: list[str]) -> Problem:
    said = listed(found)
    return Problem(
        where=where,
        message=Text(
            f"{name.zh}里还留着{said.zh}，没有换成真的内容",
            f"{said.en} still {'stands' if len(found) == 1 else 'stand'} in {name.en}, not filled in",
        ),
        help=Text(
            "换成真的内容；每家店不一样的，在 vars 里写成变量，话术里写 {{ 变量名 }}",
            "fill it in; what differs from shop to shop goes into `vars`, and the text says {{ name }}",
        ),
    )


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: service
    by: admin
    copy: |
      【今日菜单】
      {copy}
"""

CHECK = Check(
    code="SOP452",
    name="placeholder",
    title=Text("话术里没有忘了填的空", "no text to post has a placeholder left"),
    severity=Severity.WARNING,
    why=Text(
        "“XX 店”“【店名】”这样的空，写的时候想着回头再填，到点了却原样发进几百人的群。",
        "What was to be filled in later is posted as it stands, to hundreds of people.",
    ),
    mend=Text(
        "换成真的内容。每家店不一样的，在 `vars` 里写成变量。成员要照着填的格式，写明“格式”或“改成”，就不会误会。",
        "Fill it in; what differs from shop to shop becomes a variable in `vars`. Formats for members are introduced as such.",
    ),
    source=Text("sopbook 自己的默认值。", "sopbook's own default."),
    bad=_EXAMPLE.format(copy="【店名】今天的套餐只要 XX 元，11 点半开抢。"),
    good=_EXAMPLE.format(copy="人民路店今天的套餐只要 18 元，11 点半开抢。"),
    each=check,
)
