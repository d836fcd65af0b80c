"""SOP453: absolute claims, which advertising rules usually forbid.

What is looked for are words with the meaning of a claim. 第一次 is an ordinal, 最好带伞 is advice, 最佳食用 is on every
label: such longer words are listed below, and a handbook adds its own with `unless`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.wording import finder, hits, may_occur, name_of
from sopbook.checks.words import word_list
from sopbook.findings import Severity, Text

_WORDS = word_list(
    "国家级、最高级、最佳",  # named by article 9 of China's Advertising Law
    "世界级、第一、唯一、顶级、顶尖、最先进、最好的、全国最好、全网最好、全城最好、品质最好、质量最好",
    "全网最低、全国最低、全城最低、全市最低、史上最低、历史最低、史无前例、绝无仅有、独一无二",
    "万能、根治、包治、药到病除、永不反弹、无副作用、零副作用、百分百有效、百分之百有效",
    "No. 1, best in the world, world's best, best in town, the one and only, lowest price ever",
    "cheapest ever, 100% effective, guaranteed cure, miracle cure, cures all, no side effects",
)
_MEASURES = (
    "次天日步时节课讲个位名批件条期周轮季月年届章页版口杯份碗眼场班排代款家组道站集部篇张套层级类种顿餐锅炉笔单颗粒支枝只盒箱袋"
    "包瓶罐桶座间号行列句段题问回遍趟阵环关局盘胎声面封点项首幅股晚夜世刻刀针剂片块手线桩样顺重辆台双对群队车棒波拨梯册卷幕场"
    "例仗把根滴勺朵株棵圈跳程度院"
)
_LONGER = re.compile(
    rf"第一(?:[{_MEASURES}]|星期|学期|阶段|单元|模块|部分|方面|反应|印象|感觉|人称|性原理|责任人|现场|人民|人选"
    r"|中学|小学|医院|百货|食堂|幼儿园|大街|大道)"
    r"|(?:安全|健康|友谊|顾客|客户|客人|孩子|宝宝|家人|家庭|卫生|信誉|诚信|学习|身体|生命|服务)第一"
    r"|(?:^|(?<=[\s，。；：、！？…（(“\"]))第一(?:[，、,：:．.\s]|[^，。；\n]{1,30}[，。；、\n]\s*第二)"
    r"|唯一(?:要|需|不|没|的?(?:缺点|不足|遗憾|要求|问题|区别|条件|办法|入口|编号|编码|标识|代码)|码|性|官方)"
    r"|最佳(?:食用|赏味|饮用|品尝|使用|服用|保存|存放|储存|冲泡|烹饪|入口|温度|时间|时机|时期|时段|时刻|期|状态|位置|角度|视角|观赏|观看"
    r"|拍|答案|回答|评论|留言|作业|晒|人气|男|女|新人|导演|影片|球员|阵容|作品|创意|奖)"
    r"|得最好的|(?:评选|评出|选出|投出|选)最佳|最好的(?:朋友|闺蜜|自己|办法|方法|方式|时间|时候|时机|时光|时节|状态|安排|礼物|证明|反馈"
    r"|老师|是|一[次张条位个份篇]|[那这][次张条位个份篇]|[前后]?[一二两三几\d]+\s?[次张条位个份篇名])"
    r"|形容词最高级|副词最高级|比较级[和与、/]最高级|最高级(?:形式|变化|句|用法|的(?:用法|变化|形式))"
    r"|国家级(?:非遗|非物质|新区|森林|自然|景区|湿地|公园|职业|运动员|裁判|教练|开发区|经济|高新|贫困|期刊|课题)"
    r"|[一二两三四五六七八九十百千几数\d]\s?万能|万能(?:的?(?:群|朋友圈|大家|网友|家人|钥匙)|胶|充|公式|句|模板|开头|结尾|角|青年|遥控|工具|险)"
    r"|顶级(?:域名|目录)|(?:排名|排行|从|由|倒数|不分)第一(?:到|至|名|位)|《[^》\n]{1,30}》"
    r"|no\.\s?1(?!\d)(?s:.{0,60}?)no\.\s?2|no\.\s?1\s+(?:[a-z]+\s){0,2}(?:road|street|avenue|lane|rd|st)\b"
    r"|(?:question|lesson|step|rule|item|bus|room|platform|gate) no\.\s?1\b"
)
"""Longer words that claim nothing: ordinals, labels, prizes, grammar, names."""


@dataclass(frozen=True, slots=True)
class Words:
    """Claims, and what is none."""

    words: tuple[str, ...] = option(
        _WORDS,
        "绝对化用语；`…` 代表中间的几个字。写了就代替这张表",
        "absolute claims; `…` stands for a few characters; given, it replaces this list",
    )
    also: tuple[str, ...] = option((), "本手册另外加的词", "the handbook's own words in addition")
    unless: tuple[str, ...] = option(
        (),
        "可以放过的更长的词，如「最佳拍档」；「第一次」「最佳食用」这些常见的已经放过",
        "longer words in which they may stand; ordinals and the like are known",
    )


def check(subject: Subject, words: Words) -> Iterator[Problem]:
    """Yield a problem for each slot or section that claims something without limit; one that forbids it claims nothing."""
    if not may_occur(words.words + words.also, subject.all_said):
        return
    claims = finder(words.words + words.also)
    longer = (_LONGER, finder(words.unless))
    texts = (posted for posted in subject.public if posted.where[:2] != ("rules", "forbidden"))
    for hit in hits(texts, claims, longer):
        name = name_of(subject, hit.posted.where)
        yield Problem(
            where=hit.posted.where,
            message=Text(
                f"{name.zh}里用了绝对化的说法「{hit.word}」：{hit.quoted}",
                f"{name.en} makes an absolute claim, `{hit.word}`: {hit.quoted}",
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
