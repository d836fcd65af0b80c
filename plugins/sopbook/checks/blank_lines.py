"""SOP425: a text whose paragraphs stand in one block, so that nobody reads it on a phone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Posted, Subject
from sopbook.findings import Severity, Text

_BULLETS = frozenset("·•*●○▪■◆★☆-—–+>#")
_COUNTED = re.compile(
    r"[一二三四五六七八九十][、.．]|[（(][\d一二三四五六七八九十]{1,2}[）)]"
    r"|\d{1,3}(?:\s?[、．)）]|\s?\.(?!\d)|\ufe0f?\u20e3|[:：]\d\d)"
)
"""1. or 1、 or 11:00, not the 11 of 11 点看菜单."""
_SIGNS = frozenset({"No", "Nl", "So"})
"""What Unicode calls ① and emoji."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Lines of a text."""

    lines: int = option(3, "连着几行不空行还可以", "most lines in a row without a blank one")
    short: int = option(
        12,
        "话术里不到多少个字的行算清单，不算段落；欢迎语里短句也算",
        "shorter lines of a slot's text are a list, not paragraphs; in a welcome they count",
    )


def check(subject: Subject, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for the welcome, and for each such text of a slot."""
    for posted in subject.texts:
        if posted.where[0] != "rules":
            most = _most_in_a_row(posted.text, limits.lines, limits.short if posted.slot else 0)
            if most > limits.lines:
                yield _problem(posted, most, limits.lines)


def _problem(posted: Posted, found: int, most: int) -> Problem:
    slot = posted.slot
    what = (
        Text(f"「{slot.post[:30]}」（{slot.id}）的话术", f"the text of `{slot.id}`")
        if slot
        else Text("欢迎语", "the welcome")
    )
    return Problem(
        where=posted.where,
        message=Text(
            f"{what.zh}有 {found} 行连在一起，中间没有空行；连着最好不超过 {most} 行",
            f"{what.en} has {found} lines without a blank one between; at most {most} is better",
        ),
        help=Text(
            "一层意思一段，段和段之间空一行", "one thought a paragraph, a blank line between paragraphs"
        ),
        severity=Severity.HINT if slot else Severity.WARNING,
    )


def _most_in_a_row(text: str, lines: int, short: int) -> int:
    """Return the most paragraphs that no blank line separates; lines of a list are not counted."""
    most = 0
    for block in text.split("\n\n"):
        if block.count("\n") < lines:
            continue  # too short to matter, as nearly all are
        count = 0
        for line in map(str.strip, block.split("\n")):
            count = count + (not _is_of_list(line, short)) if line else 0
            most = max(most, count)
    return most


def _is_of_list(line: str, short: int) -> bool:
    first = line[0]
    if len(line) < short or first in _BULLETS or _COUNTED.match(line):
        return True
    return unicodedata.category(first) in _SIGNS


CHECK = Check(
    code="SOP425",
    name="blank-lines",
    title=Text("段落之间空一行", "paragraphs are set apart by blank lines"),
    severity=Severity.WARNING,
    why=Text(
        "手机上密密一团字，没人看完。欢迎语连成一团是提醒，动作的话术是建议；一行行的清单不算。",
        "Nobody reads a block of text on a phone. A warning for the welcome, a hint for a slot's text; lists are fine.",
    ),
    mend=Text(
        "一层意思一段，段和段之间空一行；发之前先发给自己看一眼。",
        "One thought a paragraph, a blank line between them; send it to yourself first.",
    ),
    source=Text(
        "经验法则：一篇讲微信群运营的文章（群规部分）；行数，以及话术也照此，是 sopbook 自己的默认值。",
        "A rule of thumb: an article on running WeChat groups; the numbers, and slots' texts, are sopbook's own default.",
    ),
    bad="""\
welcome: |
  欢迎来到{{ store }}午市群，很高兴认识你～
  每天 11 点看菜单，当天优惠先到先得。
  群里不发广告，不攻击人，有事私信前台。
  见面礼：私信前台“新人”，领一张新人券。
""",
    good="""\
welcome: |
  欢迎来到{{ store }}午市群，很高兴认识你～

  每天 11 点看菜单，当天优惠先到先得。

  群里不发广告，不攻击人，有事私信前台。

  见面礼：私信前台“新人”，领一张新人券。
""",
    options=Limits(),
    each=check,
)
