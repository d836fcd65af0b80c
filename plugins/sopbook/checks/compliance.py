"""SOP455: helper accounts that pose as customers, and reviews that are paid for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.wording import finder, hits, may_occur, name_of
from sopbook.checks.words import word_list
from sopbook.findings import Severity, Text

_POSING = word_list(
    "马甲号、马甲账号、马甲带、小号带节奏、小号带头、小号炒、小号捧场、小号暖场、水军、托儿",
    "sock puppet, sock puppets, shill, shills, fake customer, fake customers",
)
_PAID = word_list(
    "刷单、刷好评、刷评论、刷评价、刷销量、刷信誉、晒五星返、五星返现、五星…返…元、好评…返现、好评…返红包、好评…返券",
    "好评…返利、好评…返…元、好评…领红包、好评…给红包、好评…发红包、好评…送红包、好评…换红包、评价…返现",
    "晒单返现、晒图返现、返现…好评",
    "paid review, paid reviews, fake review, fake reviews, cash for reviews, reviews for cash",
    "refund for a five-star review, buy reviews, bought reviews",
)
_LONGER = re.compile(
    r"托儿(?:所|班|机构|服务|费|中心|点|园)|[依委寄拜嘱]托儿"
    r"|刷单(?:词|元|选|科|曲|杠|字|音|独|支|只|件|品|手)|[牙毛粉]刷单"
    r"|水军(?:训|都督|大营)|[香薪]水军"
)
"""Longer words that mean something else: nurseries, flash cards, tooth brushes."""


@dataclass(frozen=True, slots=True)
class Words:
    """What poses as a customer, what buys a review, and what is neither."""

    posing: tuple[str, ...] = option(
        _POSING,
        "假扮客人的说法；写了就代替这张表",
        "accounts that pose as customers; given, it replaces this list",
    )
    paid: tuple[str, ...] = option(
        _PAID,
        "花钱买评价、买销量的说法；`…` 代表中间的几个字",
        "reviews and sales that are paid for; `…` stands for a few characters",
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


def check(subject: Subject, words: Words) -> Iterator[Problem]:
    """Yield a problem for each slot or section that plans either; one that forbids it plans nothing."""
    listed = words.posing + words.paid + words.also
    if not may_occur(listed, subject.all_said):
        return
    risky = finder(listed)
    forbidding = (("rules", "forbidden"), ("rules", "penalty"))
    texts = (posted for posted in subject.said if posted.where[:2] not in forbidding)
    posing = finder(words.posing)
    for hit in hits(texts, risky, (_LONGER, finder(words.unless))):
        name = name_of(subject, hit.posted.where)
        poses = posing.fullmatch(hit.word.lower()) is not None
        yield Problem(
            where=hit.posted.where,
            message=Text(
                f"{name.zh}里有「{hit.word}」，这样做有违规风险：{hit.quoted}",
                f"{name.en} says `{hit.word}`, which risks breaking the law or the platform's rules: {hit.quoted}",
            ),
            help=_OPENLY if poses else _UNPAID,
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
