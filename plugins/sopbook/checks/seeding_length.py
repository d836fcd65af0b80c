"""SOP456: a seeding article that is much shorter or longer than what is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.themes import ARTICLES, is_article
from sopbook.findings import Severity, Text
from sopbook.model import Slot
from sopbook.texts import fill, variables_of


@dataclass(frozen=True, slots=True)
class Limits:
    """What is a seeding article, and how many characters it has; white space does not count."""

    least: int = option(500, "少于这么多字给建议", "characters below which it is told")
    most: int = option(600, "多于这么多字给建议", "characters above which it is told")
    themes: tuple[str, ...] = option(
        ARTICLES,
        "`theme` 写了哪个词，就是种草长文，SOP451 也照此；没写 `theme` 的看 `post`",
        "words of `theme`, or of `post` where there is none, that make it one, also for SOP451",
    )


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each text of such a slot that is too short or too long."""
    for at, slot in enumerate(subject.front.schedule):
        if not slot.copy_ or not is_article(slot, limits.themes):
            continue
        for n, text in enumerate(slot.copy_):
            length = len("".join(fill(text, variables_of(subject.front)).split()))
            if not limits.least <= length <= limits.most:
                yield _problem(slot, at, n, length, limits)


def words_of(subject: Subject) -> tuple[str, ...]:
    """Return what makes an article for this type of group, whether or not the handbook asks for its length."""
    from sopbook.checks import policy_of  # the registry imports this module

    ruling = policy_of(subject.handbook.settings.checks).of(CHECK, subject.front.group)
    limits: Limits = ruling.options if ruling is not None else CHECK.options
    return limits.themes


def _problem(slot: Slot, at: int, n: int, length: int, limits: Limits) -> Problem:
    short = length < limits.least
    return Problem(
        where=("schedule", at, "copy", n),
        message=Text(
            f"种草长文「{slot.post}」（{slot.id}）有 {length} 字，写 {limits.least} 到 {limits.most} 字正好",
            f"the seeding article `{slot.id}` has {length} characters; {limits.least} to {limits.most} are right",
        ),
        help=Text(
            "补上自己怎么用、用了怎么样、哪里不足；只是一段短话，就把 theme 改成别的"
            if short
            else "留一个最能打动人的亮点，其余的分成下一篇",
            "tell how you used it, what came of it and what is wrong with it; a short text is of another theme"
            if short
            else "keep the one point that convinces; the rest makes the next article",
        ),
    )


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: activity
    by: admin
    copy: 中午吃什么？今天的菜单在图里。
  - id: quiz
    when: 每周一、三、五 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    copy: 猜猜图里是哪道菜，猜中的明天加一份小菜。
  - id: story
    when: 每周四 20:00
    post: 牛肉饭种草长文
    kind: content
    by: admin
    theme: seeding
    copy: |
"""
_PARAGRAPH = (
    "      牛肉是早上现卤的，汤汁拌进米饭，配一碟酸萝卜。我连着吃了一周，说说哪里好，哪里还差一点。\n\n"
)

CHECK = Check(
    code="SOP456",
    name="seeding-length",
    title=Text("种草长文写 500 到 600 字", "a seeding article has 500 to 600 characters"),
    severity=Severity.HINT,
    why=Text(
        "太短说不清好在哪里，太长在手机上没人看完。",
        "A shorter one does not convince, a longer one is not read to its end on a phone.",
    ),
    mend=Text(
        "写清楚谁用了、怎么用、用了怎么样、哪里不足，配一张图；长了就分成两篇。"
        "`post` 里写「种草长文」「种草文章」的才算，写「种草文」的请加上 `theme: seeding`；种草文案是短话，不算。",
        "Tell who used it, how, what came of it, what is wrong with it, with a picture; make two of a long one."
        " A `post` counts that says 种草长文 or 种草文章; with 种草文, add `theme: seeding`. 种草文案 is a short text.",
    ),
    source=Text(
        "经验法则：一位从业者的说法（社交电商问答：每人每天一篇 500 到 600 字带图的种草文）。",
        "A rule of thumb: one practitioner, on social e-commerce (an article of 500 to 600 characters with a picture).",
    ),
    bad=_EXAMPLE + _PARAGRAPH,
    good=_EXAMPLE + _PARAGRAPH * 12,
    options=Limits(),
    each=check,
)
