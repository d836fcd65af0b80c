"""SOP455: helper accounts that pose as customers, and reviews that are paid for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.review_words import LONGER, PAID, POSING
from sopbook.checks.subject import Subject
from sopbook.checks.wording import finder, hits, listed, name_of
from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True)
class Words:
    """What poses as a customer, what buys a review, and what is neither."""

    posing: tuple[str, ...] = option(
        POSING,
        "假扮客人的说法；写了就代替这张表",
        "accounts that pose as customers; given, it replaces this list",
    )
    paid: tuple[str, ...] = option(
        PAID,
        "花钱买评价、买销量的说法；`…` 代表中间的几个字，`……` 中间还可以有逗号",
        "reviews and sales that are paid for; `…` stands for a few characters, `……` for some with a comma",
    )
    also: tuple[str, ...] = option((), "本手册另外加的词", "the handbook's own words in addition")
    unless: tuple[str, ...] = option(
        (),
        "可以放过的更长的词，如「托儿所」（已经放过）",
        "longer words in which they may stand, as 托儿 in 托儿所 (known)",
    )


_OPENLY = Text(
    "改用亮明身份的工作人员账号带头，或请老顾客说自己的话",
    "let accounts lead that openly belong to the staff, or ask regulars to speak for themselves",
)
_UNPAID = Text(
    "可以请客人说真话：好的坏的都欢迎，不拿钱、券换评价",
    "ask for honest reviews, good or bad, without any reward",
)
_BOTH = Text(f"{_OPENLY.zh}；{_UNPAID.zh}", f"{_OPENLY.en}; {_UNPAID.en}")


def check(subject: Subject, words: Words) -> Iterator[Problem]:
    """Yield a problem for each text that plans either; one that forbids it plans nothing."""
    risky = words.posing + words.paid + words.also
    forbidding = (("rules", "forbidden"), ("rules", "penalty"))
    texts = (posted for posted in subject.said if posted.where[:2] not in forbidding)
    posing = finder(words.posing)
    for hit in hits(subject, texts, risky, (LONGER, finder(words.unless))):
        name, said = name_of(subject, hit.posted.where), listed(hit.words)
        posers = [posing.fullmatch(word.lower()) is not None for word in hit.words]
        yield Problem(
            where=hit.posted.where,
            message=Text(
                f"{name.zh}里有{said.zh}，这样做有违规风险：{hit.quoted}",
                f"{name.en} says {said.en}, which risks breaking the law or the platform's rules: {hit.quoted}",
            ),
            help=_BOTH if len({*posers}) > 1 else _OPENLY if posers[0] else _UNPAID,
        )


_EXAMPLE = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: service
    by: admin
    note: {note}
    copy: 中午吃什么？今天的菜单在图里。
"""

CHECK = Check(
    code="SOP455",
    name="compliance",
    title=Text("不用马甲、水军，不花钱买好评", "no accounts that pose as customers, no reviews for cash"),
    severity=Severity.WARNING,
    why=Text(
        "假扮客人、刷单、好评返现，属于虚假宣传：平台会封号，监管会罚款，客人看穿了就不再信这个群。"
        "写着“不找水军”“不拿红包换好评”的不算。",
        "Posing as customers and paying for reviews mislead: platforms close accounts, authorities fine, and members who see"
        " through it are gone. A sentence that forbids it is no finding.",
    ),
    mend=Text(
        "冷场时用亮明身份的工作人员账号带头；想要评价，就请客人说真话，不给钱、不给券。",
        "Let accounts lead that openly belong to the staff; ask for honest reviews without any reward.",
    ),
    source=Text(
        "有的运营文章把马甲号当作做法来教；虚假交易、虚假评价为《反不正当竞争法》《电子商务法》所禁止。"
        "词表是 sopbook 自己的默认值，不是法律意见。",
        "Some articles of the field teach helper accounts; China's Anti-Unfair Competition Law and E-Commerce Law forbid"
        " fake sales and reviews. The words are sopbook's own default, and no legal advice.",
    ),
    bad=_EXAMPLE.format(note="没人说话时用马甲号先接龙"),
    good=_EXAMPLE.format(note="没人说话时由值班经理先接龙，不用马甲号"),
    options=Words(),
    each=check,
)
