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


def check_preview(preview: Preview, limits: Limits) -> Iterator[Problem]:
    """Yield a problem when a text that a template makes takes more than one screen; the bare welcome is `check`'s."""
    if not screen.fits(preview.text, limits.lines) and not _is_bare_welcome(preview):
        title = Text(f"「{preview.title.zh}」", f"“{preview.title.en}”")
        yield from _problem(preview.text, preview.where, title, limits)


def _is_bare_welcome(preview: Preview) -> bool:
    front = preview.playbook.front
    return fill(front.welcome or "", variables_of(front)).strip() == preview.text.strip()


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
        help=Text(
            "删到一屏看得完：一句只说一件事，细节放到群公告或私聊里",
            "cut it to one screen: one thing a sentence, details in the group notice or in private",
        ),
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
    preview=check_preview,
)
