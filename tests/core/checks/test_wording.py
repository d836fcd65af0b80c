"""SOP453 and SOP455: whole words, longer words that say something else, sentences that forbid, and words of one's own."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, found

from sopbook.checks.wording import finder

SLOT = """\
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日营业时间
    kind: service
    by: admin
    copy: "{copy}"
"""


def claims(copy: str, **options: object) -> list[str]:
    found_ = found("SOP453", SLOT.format(copy=copy), {"SOP453": options} if options else None)
    return [finding.message.zh for finding in found_]


def risks(copy: str) -> list[str]:
    return [finding.message.zh for finding in found("SOP455", SLOT.format(copy=copy))]


@pytest.mark.parametrize(
    ("copy", "word"),
    [
        ("销量第一的套餐", "第一"),
        ("全国第一品牌", "第一"),
        ("本市唯一一家", "唯一"),
        ("顶级牛肉", "顶级"),
        ("国家级品质", "国家级"),
        ("全网最低价", "全网最低"),
        ("史上最低", "史上最低"),
        ("独一无二的口味", "独一无二"),
        ("绝无仅有", "绝无仅有"),
        ("万能清洁剂", "万能"),
        ("根治湿疹", "根治"),
        ("包治百病", "包治"),
        ("你的最佳选择", "最佳"),
        ("本城最好的牛肉饭", "最好的"),
        ("不仅是全网最低", "全网最低"),
        ("不一样的顶级口感", "顶级"),
        ("特别推荐，独一无二", "独一无二"),
        ("We are No. 1 in town", "No. 1"),
        ("100%有效", "100%有效"),
        ("100% 有效", "100% 有效"),
        ("给你最低价", "最低价"),
        ("全网最便宜", "全网最便宜"),
        ("史上最强福利", "史上最强"),
        ("没有任何副作用", "没有任何副作用"),
        ("业内第一", "第一"),
        ("行业第一的牛肉饭", "第一"),
        ("全国第一家牛肉饭", "全国第一家"),
        ("我们是 No1", "No1"),
        ("销量第 一", "第 一"),
        ("国家免检产品", "国家免检"),
        ("唯一的一家店", "唯一"),
        ("最先进的设备", "最先进"),
        ("全城最低 3 折", "全城最低"),
        ("全国最低 9.9 元", "全国最低"),
        ("独一无二的孩子王玩具", "独一无二"),
        ("The BEST in the world", "BEST in the world"),
        ("a guaranteed cure", "guaranteed cure"),
    ],
)
def test_a_claim_is_quoted(copy: str, word: str) -> None:
    (message,) = claims(copy)
    assert f"「{word}」" in message


@pytest.mark.parametrize(
    "copy",
    [
        *(
            "第一次来",
            "开店第一天",
            "第一步先扫码",
            "第一时间通知",
            "第一节课",
            "秋天的第一杯奶茶",
            "第一名送一份",
        ),
        *(
            "第一手消息",
            "第一印象",
            "人民路第一中学",
            "安全第一",
            "第一，洗手；第二，消毒",
            "第一 洗手，第二 消毒",
        ),
        *("下雨最好带伞", "最好提前一天订", "带上最好的朋友", "写得最好的三位"),
        *("最佳食用期三天", "最佳赏味时间", "评选最佳作业", "唯一要注意的是别空腹", "唯一的缺点是贵"),
        *("万能的群友", "三万能买下", "国家级非遗手艺", "形容词的最高级变化，形容词最高级", "电影《唯一》"),
        *("不敢说第一", "没有万能的药", "不是全网最低，但是今天最划算", "别写“独一无二”"),
        *("No. 10 bus", "No.1 牛肉面，No.2 炸酱面", "question No. 1", "guaranteed cures nothing", "No12"),
        *(
            "最先进群的送小菜",
            "最先进店的三位",
            "最先进来的人",
            "最先进货的那家",
            "最高级别的提醒",
            "第一百位群友",
            "第 一 次来",
        ),
        *("全国最低温度出现在漠河", "历史最低气温", "全城最低 3 度", "今晚全市最低 -3 到 2℃"),
        *(
            "酱汁是万能搭配",
            "孩子唯一爱吃的",
            "最佳水温 80 度",
            "第一堂课",
            "湿疹没法根治",
            "根治不了",
            "考第一不重要",
        ),
        *("每个孩子都是独一无二的", "做独一无二的自己", "世界第一高峰", "这周排第一的是牛肉饭"),
        *("第一、第三个周日", "先做第一小步", "没有“最”“第一”“包治”这类话", "唯一标准"),
        *("最便宜的一款是 9 元", "最低价的那款 9 元", "副作用要问医生"),
    ],
)
def test_what_claims_nothing_is_left_alone(copy: str) -> None:
    assert claims(copy) == []


def test_it_looks_at_what_members_see_with_variables_filled_in() -> None:
    example = """\
vars: {store: 全网最低店}
rules:
  name-card: 改成“称呼-公司”
  services: [每天发史上最低的菜单]
  questions: 群里 @前台
  forbidden: [外部广告和二维码, 攻击他人, 吹“根治”]
  allowed: [晒餐, 提建议]
  penalty: 先私信提醒，再犯移出群
schedule:
  - {id: one, when: 每天 11:00, post: 顶级上新, kind: service, by: admin, copy: 来啦, note: 不写顶尖}
  - {id: two, when: 每天 15:00, post: 上新, kind: service, by: admin, copy: 来啦, note: 顶尖的那款}
"""
    places = [(finding.place.line, finding.message.zh) for finding in found("SOP453", example)]
    assert [message.split("里用了")[0] for _, message in places] == ["变量", "群规", "「顶级上新」（one）"]


@pytest.mark.parametrize(
    "copy",
    [
        *(
            "不要错过全网最低价",
            "别错过全网最低价",
            "不要忘记史上最低",
            "别忘了抢史上最低",
            "这不就是顶级口感",
            "没有比这更顶级的",
        ),
        *(
            "不得不说是顶级",
            "不容错过的顶级牛肉",
            "不贵的顶级牛肉",
            "不含防腐剂的顶级牛肉",
            "别家没有的顶级牛肉",
            "这不是顶级吗",
            "别犹豫顶级牛肉",
            "全网最低一律 9 元",
        ),
        *("Don't miss the best in town", "no doubt the best in town", "not only the best in town"),
    ],
)
def test_what_only_sounds_like_forbidding_forbids_nothing(copy: str) -> None:
    assert len(claims(copy)) == 1


def test_one_finding_for_a_text_with_all_its_words() -> None:
    (message,) = claims("全网最低，史上最低，独一无二，全网最低")
    assert "「全网最低」、「史上最低」、「独一无二」：" in message


TWO = """\
welcome: |
  欢迎来到午市群，每天 11 点看菜单。

  群里不发广告，不攻击人。

  见面礼：私信前台领新人券。
schedule:
  - id: menu
    when: 每天 11:00
    post: {said}
    kind: service
    by: admin
    note: {said}
    copy: [{said}, 中午见, {said}]
"""


@pytest.mark.parametrize(
    ("code", "said", "lines"),
    [("SOP453", "顶级牛肉", [10, 14, 14]), ("SOP455", "用马甲号", [10, 13, 14, 14])],
)
def test_every_text_is_told_of(code: str, said: str, lines: list[int]) -> None:
    places = sorted(finding.place.line for finding in found(code, TWO.format(said=said)))
    assert [line - places[0] + 10 for line in places] == lines


def test_a_word_in_a_variable_is_told_of_where_the_variable_stands() -> None:
    example = "vars: {store: 全网最低店}\n" + SLOT.format(copy="{{ store }}是{{ store }}，真{{ store }}")
    (finding,) = found("SOP453", example)
    assert finding.message.zh.startswith("变量里用了绝对化的说法「全网最低」")
    assert "全网最低店" in finding.message.zh


def test_a_handbook_has_words_of_its_own() -> None:
    assert claims("秒杀全城") == []
    assert len(claims("秒杀全城", also=["秒杀全城"])) == 1
    assert len(claims("全网最低", also=["秒杀全城"])) == 1
    assert claims("全网最低", words=["秒杀全城"]) == []
    assert claims("夫妻最佳拍档、最佳损友", unless=["最佳损友"]) == []
    assert len(claims("最佳损友，最佳选择", unless=["最佳损友"])) == 1


def test_a_longer_word_of_ones_own_goes_before_what_is_let_pass() -> None:
    assert claims("最佳食用期") == []
    assert len(claims("最佳食用期", also=["最佳食用期三天", "最佳食用期"])) == 1


@pytest.mark.parametrize(
    ("copy", "word"),
    [
        ("冷场时用马甲号接龙", "马甲号"),
        ("安排小号带节奏", "小号带节奏"),
        ("找几个水军", "水军"),
        ("特别找了托儿", "托儿"),
        ("刷单冲量", "刷单"),
        ("好评返现两块", "好评返现"),
        ("五星好评返 5 元", "五星好评返 5 元"),
        ("晒五星返三块", "晒五星返"),
        ("写好评后可领红包", "好评后可领红包"),
        ("our shills start", "shills"),
        ("没有人接龙用马甲号先顶", "马甲号"),
        ("没人说话就不等了用马甲号先接龙", "马甲号"),
        ("实在不行用马甲号", "马甲号"),
        ("没有客人接龙时用马甲号", "马甲号"),
        ("别忘了用马甲号暖场", "马甲号"),
        ("写好评送 5 元券", "好评送 5 元券"),
        ("好评送券", "好评送券"),
        ("写好评领 3 元券", "好评领 3 元券"),
        ("晒五星好评，返 3 元红包", "五星好评，返 3 元红包"),
        ("给五星好评，返现", "五星好评，返现"),
        ("追评返现", "追评返现"),
        ("点五星送饮料", "五星送"),
        ("用小号先接龙", "用小号先接龙"),
        ("让员工用小号", "员工用小号"),
        ("助手号（小号）", "号（小号）"),
        ("店员小号带动气氛", "店员小号"),
    ],
)
def test_a_risk_is_quoted(copy: str, word: str) -> None:
    (message,) = risks(copy)
    assert f"「{word}」" in message


@pytest.mark.parametrize(
    "copy",
    [
        *(
            "不用马甲号",
            "请勿刷单",
            "禁止刷单",
            "严禁找水军",
            "别刷好评",
            "不许找托儿",
            "不找马甲号、水军、托儿",
        ),
        *("刷单一律移出群", "我们没有水军", "do not buy fake reviews"),
        *(
            "每天刷单词二十个",
            "刷单元卷",
            "托儿所放学",
            "委托儿子来取",
            "牙刷单支装",
            "黑色马甲到货",
            "小号还有货",
        ),
        *("好评返场", "好评如潮，红包雨来了", "好评返图来啦", "好评如潮，返 10 元", "给了五星好评，送货很快"),
        *(
            "小号的鞋到了",
            "小号码还有",
            "M 码小号",
            "欢迎写评价",
            "T 恤（小号）",
            "M 号（小号）",
            "37 号（小号）",
        ),
        *(
            "用小号杯接龙",
            "给宝宝用小号",
            "小号先到货",
            "要小号的接龙",
            "员工穿小号工服",
            "五星酒店送早餐",
            "不用小号先接龙",
        ),
        *("不拿好评送券", "写好评不送券"),
        *(
            "不得刷单",
            "绝不刷单",
            "没有用马甲号",
            "不再用马甲号",
            "不是水军",
            "不会去刷单",
            "不需要水军",
            "不同意刷单",
            "不等于刷单",
        ),
        *(
            "刷单一律封号",
            "刷单会被处理",
            "从来没有什么水军",
            "请别用小号先接龙",
            "不可用马甲号",
            "没有人用小号的杯子",
        ),
    ],
)
def test_what_is_forbidden_or_something_else_is_no_risk(copy: str) -> None:
    assert risks(copy) == []


def test_roles_channels_and_notes_are_looked_at_but_not_what_is_forbidden() -> None:
    example = """\
positioning:
  purpose: 午市复购
  members: {age: 22-40, region: 门店 3 公里, occupation: 上班族}
  value: 每天 11 点看到今日菜单，并领到当天优惠
  entry: free
  channels:
    - {from: 收银台台卡, benefit: 好评返现两元, follow-up: 前台私信打招呼}
roles: {host: 店长, admin: 值班经理, service: 马甲号}
rules:
  name-card: 改成“称呼-公司”
  services: [每天 11 点发菜单]
  questions: 群里 @前台
  forbidden: [外部广告和二维码, 攻击他人, 刷单]
  allowed: [晒餐, 提建议]
  penalty: 刷单的先提醒，再犯移出群
"""
    helps = {finding.message.zh.split("里有")[0]: finding.help.zh for finding in found("SOP455", example)}
    assert set(helps) == {"引流渠道", "角色"}
    assert "真话" in helps["引流渠道"]
    assert "亮明身份" in helps["角色"]


def test_the_bundled_words_of_both_checks_stand_alone() -> None:
    assert findings_of(SLOT.format(copy="中午见")) == []


@pytest.mark.parametrize(
    ("words", "text", "at"),
    [
        (("最", "最佳"), "最佳", (0, 2)),
        (("ad",), "salad ads ad!", (10, 12)),
        (("best…world",), "best of the world", (0, 17)),
        (("好评…返",), "好评，返场", None),
        ((), "anything", None),
        (("…",), "anything", None),
        (("a.b",), "axb", None),
    ],
)
def test_how_words_are_found(words: tuple[str, ...], text: str, at: tuple[int, int] | None) -> None:
    match = finder(words).search(text)
    assert (match.span() if match else None) == at
