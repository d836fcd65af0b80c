"""SOP453: absolute claims, which advertising rules usually forbid.

What is looked for are words with the meaning of a claim. 第一次 is an ordinal, 最好带伞 is advice, 最佳食用 is on every
label: such longer words are listed in claim_words, and a handbook adds its own with `unless`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.claim_words import CLAIMS, LONGER
from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.wording import finder, hits, listed, name_of
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Words:
    """Claims, and what is none."""

    words: tuple[str, ...] = option(
        CLAIMS,
        "绝对化用语；`…` 代表中间的几个字，`……` 中间还可以有逗号。写了就代替这张表",
        "absolute claims; `…` stands for a few characters, `……` for some with a comma; given, it replaces this list",
    )
    also: tuple[str, ...] = option((), "本手册另外加的词", "the handbook's own words in addition")
    unless: tuple[str, ...] = option(
        (),
        "可以放过的更长的词，如「最佳拍档」；「第一次」「最佳食用」这些常见的已经放过",
        "longer words in which they may stand; ordinals and the like are known",
    )


def check(subject: Subject, words: Words) -> Iterator[Problem]:
    """Yield a problem for each text that claims something without limit; one that forbids it claims nothing."""
    longer = (LONGER, finder(words.unless))
    texts = (posted for posted in subject.public if posted.where[:2] != ("rules", "forbidden"))
    for hit in hits(subject, texts, words.words + words.also, longer):
        name, said = name_of(subject, hit.posted.where), listed(hit.words)
        yield Problem(
            where=hit.posted.where,
            message=Text(
                f"{name.zh}里用了绝对化的说法{said.zh}：{hit.quoted}",
                f"{name.en} makes an absolute claim, {said.en}: {hit.quoted}",
            ),
            help=Text(
                "改成说得清、拿得出依据的事实，例如“这周卖得最多的是牛肉饭”",
                "say a fact that you can show instead, for example `sold most this week`",
            ),
        )


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: service
    by: admin
    copy: {copy}
"""

CHECK = Check(
    code="SOP453",
    name="absolute-claims",
    title=Text("话术里不用绝对化的说法", "texts to post make no absolute claims"),
    severity=Severity.WARNING,
    why=Text(
        "群里卖货的话也是广告。《广告法》第九条点名不许用“国家级”“最高级”“最佳”等用语，违者要罚款；“根治”“包治”这类保证"
        "也常被投诉。这里只认整个词：“第一次”“最好带伞”不算。",
        "What sells in a group is advertising. Article 9 of China's Advertising Law names 国家级, 最高级 and 最佳; promises of"
        " a cure are forbidden as well. Only whole words count: 第一次 and 最好带伞 are none.",
    ),
    mend=Text(
        "换成具体、有依据的事实：卖了多少份、谁吃过怎么说。说的不是这个意思时，把那个更长的词写进 `mkdocs.yml` 的 `unless`。",
        "Say a fact instead: how many were sold, who said what. Where nothing is claimed, add the longer word to `unless`"
        " in `mkdocs.yml`.",
    ),
    source=Text(
        "“国家级、最高级、最佳”出自《中华人民共和国广告法》第九条；其余的词是 sopbook 自己的默认值，不是法律意见。",
        "国家级, 最高级 and 最佳 stand in article 9 of China's Advertising Law; the other words are sopbook's own default, and"
        " no legal advice.",
    ),
    bad=_EXAMPLE.format(copy="全网最低价的套餐，今天中午就开抢。"),
    good=_EXAMPLE.format(copy="第一次来的朋友，今天中午的套餐有新人价，下雨最好带伞。"),
    options=Words(),
    each=check,
)
