"""What a post is in the craft's terms: what `theme` says, else what the words of `post` tell.

A post about something is not the thing: a preview of a talk, a reminder of it or its notes are no talk. Whoever means
otherwise writes `theme`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sopbook.model import Slot

_WORDS = {
    "micro-course": r"微课|小课|\b(?:micro|mini)[- ]?(?:course|lesson)s?\b",
    "talk": (
        r"知识(?!图|卡|点|帖|贴|文|海报|抢答|竞赛|竞猜|问答|小?测)|讲座|讲堂|讲课|科普课|分享会|沙龙"
        r"|(?<![开功备报选约停调退购买补作])课(?!表|前|后|间|件|业|程表|时间|程包)|开课(?!时间)"
        r"|答疑专场|专场答疑|集中答疑|答疑会|专家答疑"
        r"|\b(?:talk|lecture|lesson|webinar|workshop|masterclass|q ?& ?a session)s?\b"
    ),
    "draw": r"抽(?:大|红包|福利|幸运)?奖|摇奖|大转盘|幸运转盘|\b(?:draw|raffle|lottery)s?\b",
    "live": r"直播|\blive ?streams?\b|\blive\b",
    "flash-sale": r"秒杀|限时抢|限时购|闪购|\bflash[- ]sales?\b",
    "menu": r"菜单|\bmenus?\b",
}
"""Words of each theme, as one expression."""

_THEMES = {theme: re.compile(words, re.IGNORECASE) for theme, words in _WORDS.items()}
_AROUND = re.compile(
    r"预告|预热|预约|预习|报名|登记|提醒|倒计时|通知|要点|回放|回看|总结|回顾|导图"
    r"|\b(?:preview|teaser|reminder|countdown|sign[- ]?up|replay|recording|notes|summary|recap)s?\b",
    re.IGNORECASE,
)
"""Words of a post that comes before or after what it names."""


ARTICLES = ("seeding", "种草长文", "种草文章")
"""What makes a slot a seeding article, as far as a handbook does not say otherwise (`themes` of SOP456).

种草文案 is a short text, and 种草文 may be either: who means an article there writes `theme: seeding`.
"""


def is_article(slot: Slot, words: tuple[str, ...]) -> bool:
    """Tell whether a slot is a seeding article: its theme is one of the words, or without one its post has one."""
    return slot.theme.lower() in words if slot.theme else any(word in slot.post for word in words)


def themes_of(slot: Slot) -> frozenset[str]:
    """Return the themes of a slot; the one that is written stands alone."""
    return _of_theme(slot.theme) if slot.theme else _of_post(slot.post)


def is_any_of(slot: Slot, themes: tuple[str, ...]) -> bool:
    """Tell whether a slot has one of these themes."""
    return not themes_of(slot).isdisjoint(themes)


@lru_cache(maxsize=256)
def _of_theme(theme: str) -> frozenset[str]:
    """Return what an author's word for a theme means: 微课 is as good as micro-course."""
    named = theme.lower()
    return frozenset((named,)) if named in _THEMES else _in_words(theme) | {named}


@lru_cache(maxsize=4096)
def _of_post(post: str) -> frozenset[str]:
    return frozenset() if _AROUND.search(post) else _in_words(post)


def _in_words(text: str) -> frozenset[str]:
    return frozenset(theme for theme, words in _THEMES.items() if words.search(text))
