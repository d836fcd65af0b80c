"""SOP426: group rules, a welcome or another text to post that a phone does not show at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook import screen
from sopbook.checks.kit import Check, Location, Preview, Problem, option
from sopbook.checks.subject import Subject
from sopbook.findings import Severity, Text
from sopbook.texts import fill, variables_of


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one screen shows."""

    lines: int = option(
        screen.LINES, "一屏放得下的行数，每行 17 个字", "lines that one screen shows, of 17 characters each"
    )


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when the welcome takes more than one screen."""
    if subject.welcome:
        yield from _problem(subject.welcome, ("welcome",), Text("欢迎语", "the welcome"), limits)


def check_previews(previews: list[Preview], limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each part of a playbook that makes texts of more than one screen; the welcome is `check`'s.

    What templates make of rules that do not fit by themselves does not fit either: that is not said as well.
    """
    long = [preview for preview in previews if not screen.fits(preview.text, limits.lines)]
    if not long:
        return
    front = previews[0].playbook.front
    is_told = not screen.fits(fill(front.welcome or "", variables_of(front)), limits.lines)
    own = [preview for preview in long if preview.is_own]
    if not own and is_told:
        return
    told: set[Location] = {("welcome",)} if is_told else set()
    for preview in own or long:
        if preview.where not in told:
            told.add(preview.where)
            title = Text(f"「{preview.title.zh}」", f"“{preview.title.en}”")
            yield from _problem(preview.text, preview.where, title, limits)


def _problem(text: str, where: Location, title: Text, limits: Limits) -> Iterator[Problem]:
    if screen.fits(text, limits.lines):
        return
    lines = screen.lines_of(text)
    yield Problem(
        where=where,
        message=Text(
            f"{title.zh}在手机上有 {lines} 行，一屏只放得下 {limits.lines} 行",
            f"{title.en} takes {lines} lines on a phone; one screen shows {limits.lines}",
        ),
        help=_SHORTEN if where[0] == "rules" else _CUT,
    )


_CUT = Text(
    "删到一屏看得完：一句只说一件事，细节放到群公告或私聊里",
    "cut it to one screen: one thing a sentence, details in the group notice or in private",
)
_SHORTEN = Text(
    "改短 `rules` 里的各条：一句只说一件事，细节放到群公告或私聊里",
    "shorten `rules`: one thing a sentence, details in the group notice or in private",
)


_LONG = "".join(
    f"\n  第 {number} 条：进群先看这里，把每一条都读完再说话，有不明白的先问前台，别直接在群里问。\n"
    for number in range(1, 9)
)

CHECK = Check(
    code="SOP426",
    name="one-screen",
    title=Text("群规和欢迎语一屏看得完", "rules and welcome fit one phone screen"),
    severity=Severity.WARNING,
    why=Text(
        "要往下划才看得完的群规，没有人看完。发之前先发给自己，在手机上一眼能看到底才行。",
        "Nobody scrolls through group rules. Send them to yourself first: a phone shows them at once, or they are too long.",
    ),
    mend=Text(
        "删到一屏：一句只说一件事，五段每段一两行；细节放到群公告或私聊里。",
        "Cut it to one screen: one thing a sentence, a line or two a section; details go to the group notice.",
    ),
    source=Text(
        "经验法则：微信群运营一文的群规写法。一屏按 390×844 的手机算，22 行，每行 17 个字，是 sopbook 预览的尺寸。",
        "A rule of thumb from an article on running chat groups. The screen is that of sopbook's preview, a phone of 390×844.",
    ),
    bad=f"welcome: |\n  欢迎来到午市群，每天 11 点看菜单，不发广告，私信领券。\n{_LONG}",
    good="welcome: |\n  欢迎来到午市群，每天 11 点看菜单。\n\n  群里不发广告。私信前台领一张新人券。\n",
    options=Limits(),
    each=check,
    previews=check_previews,
)
