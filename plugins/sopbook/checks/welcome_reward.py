"""SOP424: a welcome without a first small reward, in a group that lives on offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.words import mentions, word_list
from sopbook.findings import Severity, Text

_REWARDS = word_list(
    "券、红包、见面礼、抽奖、抽签、抽取、抽一、抽个、抽送、幸运、福袋、盲盒、免费、赠、奖品、试吃",
    "试喝、试饮、试用、试穿、试听、试学、试玩、试戴、试妆、试做、尝鲜、小样、体验、礼物、礼品、礼包",
    "好礼、小礼、有礼、大礼、新人礼、进群礼、入群礼、伴手礼、送你、送您、送一、送上、送个、就送、领取",
    "可领、能领、领一、领个、新人价、首单、立减、0.1、一毛、1毛、1 毛、一分钱、1分钱、1 分钱、一元",
    "1元购、1 元购",
    "coupon, voucher, gift, free, sample, trial, try , draw, lucky, bonus, red packet, reward",
)
_LESS = re.compile(r"减\s?[\d一二两三四五六七八九十半]+\s?[元块折]")
"""So many yuan less: 进群减 3 块."""


@dataclass(frozen=True, slots=True)
class Words:
    """What counts as a reward, and whether one is wanted."""

    wanted: bool = option(True, "要不要见面礼", "whether a reward is wanted")
    rewards: tuple[str, ...] = option(_REWARDS, "写了哪个词，就算有见面礼", "words that tell of a reward")


def check(subject: Subject, words: Words) -> Iterator[Problem]:
    """Yield a problem when a welcome offers nothing; that there is none at all is told by SOP423."""
    text = subject.welcome
    if words.wanted and text is not None and not (mentions(text, words.rewards) or _LESS.search(text)):
        yield Problem(
            where=("welcome",),
            message=Text("欢迎语里没有见面礼", "the welcome has no first small reward"),
            help=Text(
                "加一份小的，当场就能领：一张券、抽一次奖、0.1 元试一份",
                "add a small one that is had at once: a coupon, a draw, a trial for 0.1 yuan",
            ),
        )


CHECK = Check(
    code="SOP424",
    name="welcome-reward",
    title=Text("福利群、快闪群的欢迎语带见面礼", "the welcome of a group of offers has a first small reward"),
    severity=Severity.HINT,
    why=Text(
        "冲着优惠来的人，一进群就拿到一点好处，才会留下来看下一条。内容群、打卡群不要求。",
        "Who came for offers stays for the next one when the first is had at once. Only traffic and flash groups need it.",
    ),
    mend=Text(
        "在 `welcome` 里写明领什么、找谁领：一张新人券、一次抽奖、0.1 元试一份。",
        "Say in `welcome` what there is and whom to ask: a coupon, a draw, a trial for 0.1 yuan.",
    ),
    source=Text(
        "经验法则：一篇讲微信群运营的文章（欢迎语部分）；词表是 sopbook 自己的默认值。",
        "A rule of thumb: an article on running WeChat groups (welcome); the words are sopbook's own default.",
    ),
    bad="""\
welcome: |
  每天 11 点看菜单，当天优惠先到先得。

  群里不发广告，不攻击人。
""",
    good="""\
welcome: |
  每天 11 点看菜单，当天优惠先到先得。

  群里不发广告，不攻击人。

  见面礼：私信前台“新人”，领一张新人券。
""",
    options=Words(),
    profiles={"content": {"wanted": False}, "check-in": {"wanted": False}},
    each=check,
)
