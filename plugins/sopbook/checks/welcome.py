"""SOP423: no welcome message, or one that shows neither what the group is worth nor where its red lines are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.words import mentions, share_phrase, times_in, word_list
from sopbook.findings import Severity, Text

_VALUE = word_list(
    "每天、每周、每月、每晚、每早、天天、周一、周二、周三、周四、周五、周六、周日、周末、优惠、折扣",
    "打折、特价、秒杀、拼团、团购、低价、省钱、福利、专享、限量、会员价、群友价、先到、先看、先尝",
    "先抢、先知道、抢先、第一时间、新品、上新、到货、新款、菜单、清单、知识、干货、讲座、微课、直播",
    "课程、公开课、资料、攻略、教程、测评、分享、回放、点评、答疑、解答、有问必答、随时问、有人教",
    "教你、帮你、帮您、提醒、陪你、陪伴、打卡、任务、一起学、一起练、一起聊、交流、包换、售后、服务",
    "你能得到、您能得到、能领到、内容有",
    "daily, every day, every week, weekly, monthly, offer, discount, deal, sale, first to, early, tip",
    "lesson, course, talk, live, answer, help, guide, review, menu, new arrival",
)
_RED_LINES = word_list(
    "不发、不打广告、不刷屏、不攻击、不骂、不吵、不怼、不笑话、不嘲、不议论、不传、不拉人、不加人",
    "不私、不聊、不谈、不卖、不看病、不推销、不外传、不要、不能、不得、不准、不许、不可、不允许",
    "不欢迎、群里不、群内不、本群不、请不、禁、谢绝、杜绝、拒绝、请勿、切勿、勿发、请别、别发、别在群",
    "别打、别怼、别骂、别吵、别刷、别传、别拉、别加、别攻击、红线、群规、规矩、守则、违规、违反、移出",
    "踢、广告、攻击",
    "no ads, no advert, no spam, no selling, no attack, no insult, not allowed, don t, do not",
    "please no, never, forbidden, prohibited, rules, removed, banned, be kind",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What counts as either part."""

    value: tuple[str, ...] = option(
        _VALUE, "写了哪个词，就算说了群里有什么", "words that say what the group is worth"
    )
    red_lines: tuple[str, ...] = option(
        _RED_LINES, "写了哪个词，就算说了红线", "words that say what is not allowed"
    )


def check(subject: Subject, words: Words) -> Iterator[Problem]:
    """Yield a problem when there is no welcome, or for the parts it lacks."""
    text = subject.welcome
    if text is None:
        yield Problem(
            where=("welcome",),
            message=Text("没有欢迎语，新人进群没人理", "no welcome message: nobody greets a newcomer"),
            help=Text(
                "加上 `welcome`，写清群里有什么、不能做什么，别超过一屏",
                "add `welcome`: what the group offers, what is not allowed; one phone screen at most",
            ),
        )
        return
    missing = []
    if not _shows_value(text.replace(subject.front.title, ""), subject, words):
        missing.append(Text("群里有什么好处", "what the group offers"))
    if not mentions(text, words.red_lines):
        missing.append(Text("什么不能做", "what is not allowed"))
    if missing:
        yield _lacking(missing)


def _lacking(missing: list[Text]) -> Problem:
    zh, en = "，也没说".join(one.zh for one in missing), " nor ".join(one.en for one in missing)
    return Problem(
        where=("welcome",),
        message=Text(f"欢迎语没说{zh}", f"the welcome does not say {en}"),
        help=Text(
            "补一句，例如：每天 11 点看菜单；群里不发广告，不攻击人",
            "add a line, for example: the menu every day at 11:00; no advertising, no attacks",
        ),
    )


def _shows_value(text: str, subject: Subject, words: Words) -> bool:
    """Tell whether a welcome shows the value: by a word, by what the playbook promises, or by the time of a slot."""
    if mentions(text, words.value):
        return True
    promises = [one.text for one in subject.texts if one.where[:2] == ("rules", "services")]
    if share_phrase(text, [subject.front.positioning.value or "", *promises]):
        return True
    return not _times_of(subject).isdisjoint(times_in(text))


def _times_of(subject: Subject) -> set[int]:
    whens = (*subject.playbook.whens, *subject.playbook.terms.anchors.values())
    return {span.start for some in whens for when in some for span in when.times}


CHECK = Check(
    code="SOP423",
    name="welcome",
    title=Text("欢迎语说清好处和红线", "a welcome shows the group's value and its red lines"),
    severity=Severity.HINT,
    why=Text(
        "新人进群的头一分钟决定去留：看不到好处就屏蔽，不知道红线就先发广告。",
        "A newcomer decides in a minute whether to stay.",
    ),
    mend=Text(
        "在 `welcome` 里写一句群里有什么（什么时候、发什么），再写一句什么不能做。",
        "Say in `welcome` what is posted and when, and what is not allowed.",
    ),
    source=Text(
        "经验法则：一篇讲微信群运营的文章（欢迎语和群规部分）；词表是 sopbook 自己的默认值。",
        "A rule of thumb: an article on running WeChat groups; the words are sopbook's own default.",
    ),
    bad="""\
welcome: |
  欢迎加入，大家好～

  每天 11 点看菜单，当天优惠先到先得。

  见面礼：私信前台“新人”，领一张新人券。
""",
    good="""\
welcome: |
  欢迎加入，大家好～

  每天 11 点看菜单，当天优惠先到先得。

  群里不发广告，不攻击人。

  见面礼：私信前台“新人”，领一张新人券。
""",
    options=Words(),
    each=check,
)
