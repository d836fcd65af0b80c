"""The festivals, solar terms and shopping days we know: key, printed names, aliases, rule.

An alias must mean one day to everybody: 新年 and `New Year's Eve` (元旦 or 春节?), 十一 (a date?) and 开学 (an obvious
name for an anchor) are left out on purpose. Apostrophes are ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sopbook.almanac.rules import FestivalRule, Fixed, Lunar, Nth, Term, each_year, lunar
from sopbook.findings import Text


class Entry(NamedTuple):
    """One festival: its key for programs, its printed names, other names it goes by, its rule."""

    key: str
    label: Text
    aliases: tuple[str, ...]
    rule: FestivalRule


def _entry(key: str, zh: str, en: str, aliases: str, rule: FestivalRule) -> Entry:
    """Return an entry; `aliases` are separated by `|`."""
    return Entry(key, Text(zh, en), tuple(filter(None, aliases.split("|"))), rule)


PUBLIC_HOLIDAYS = frozenset(
    ("new-year", "spring-festival", "qingming", "labour-day", "dragon-boat", "mid-autumn", "national-day")
)
"""The festivals for which the State Council publishes days off each year."""

BACK_TO_SCHOOL = "back-to-school"

OPENING = (Fixed((2, 20), (3, 10)), Fixed((8, 25), (9, 10)))
"""When 开学季 is unless the handbook says otherwise: around the spring and the autumn term's first day."""

_YEAR_END_GOODS = Lunar((12, 8), (12, 23))
"""年货节 runs from 腊八 (过了腊八就是年) to 小年, when couriers begin to close: about 22 to 7 days before 春节."""

_LUNAR = (
    _entry("spring-festival", "春节", "Spring Festival",
           "大年初一|正月初一|农历新年|Chinese New Year|Lunar New Year|Chunjie", lunar(1, 1)),
    _entry("spring-festival-eve", "除夕", "Spring Festival Eve",
           "除夕夜|年三十|大年三十|大年夜|Chinese New Year's Eve|Lunar New Year's Eve|Chuxi", lunar(1, 1, -1)),
    _entry("lantern", "元宵", "Lantern Festival", "元宵节|上元节|正月十五|Lantern|Yuanxiao", lunar(1, 15)),
    _entry("dragon-head", "龙抬头", "Dragon Raises Head", "二月二|Longtaitou", lunar(2, 2)),
    _entry("dragon-boat", "端午", "Dragon Boat Festival", "端午节|五月初五|Dragon Boat|Duanwu", lunar(5, 5)),
    _entry("qixi", "七夕", "Qixi",
           "七夕节|七夕情人节|Qixi Festival|Double Seventh|Double Seventh Festival|Chinese Valentine's Day",
           lunar(7, 7)),
    _entry("ghost", "中元", "Ghost Festival", "中元节|七月半|Zhongyuan", lunar(7, 15)),
    _entry("mid-autumn", "中秋", "Mid-Autumn",
           "中秋节|八月十五|Mid-Autumn Festival|Mid Autumn|Mid Autumn Festival|Moon Festival|Mooncake Festival|Zhongqiu",
           lunar(8, 15)),
    _entry("double-ninth", "重阳", "Double Ninth", "重阳节|九九重阳|Double Ninth Festival|Chongyang", lunar(9, 9)),
    _entry("laba", "腊八", "Laba", "腊八节|Laba Festival", lunar(12, 8)),
    _entry("little-new-year", "小年", "Little New Year", "北方小年|Xiaonian", lunar(12, 23)),
    _entry("year-end-goods", "年货节", "Year-End Goods Festival",
           "年货季|New Year Goods Festival|Spring Festival Goods Festival|Nianhuo", _YEAR_END_GOODS),
)  # fmt: skip

_FIXED = (
    _entry("new-year", "元旦", "New Year's Day", "元旦节|New Years Day|Yuandan", each_year(1, 1)),
    _entry("valentines", "情人节", "Valentine's Day", "2.14|Valentine's|Valentines Day", each_year(2, 14)),
    _entry("womens-day", "妇女节", "Women's Day",
           "三八|三八节|三八妇女节|38节|38妇女节|女神节|38女神节|三八女神节|女王节|3.8|国际妇女节|"
           "International Women's Day|Womens Day",
           each_year(3, 8)),
    _entry("consumer-day", "消费者权益日", "Consumer Rights Day", "315|3.15|消费者日", each_year(3, 15)),
    _entry("labour-day", "劳动节", "Labour Day", "五一|五一节|五一劳动节|国际劳动节|Labor Day|May Day", each_year(5, 1)),
    _entry("youth-day", "青年节", "Youth Day", "五四|五四青年节", each_year(5, 4)),
    _entry("520", "520", "520 Day", "5.20|五二零|五二〇|520表白日|520情人节|520告白日", each_year(5, 20)),
    _entry("childrens-day", "儿童节", "Children's Day",
           "六一|六一节|六一儿童节|国际儿童节|International Children's Day|Childrens Day", each_year(6, 1)),
    _entry("618", "618", "618 Festival", "6.18|六一八|618大促|618购物节|年中大促|618 Shopping Festival", each_year(6, 18)),
    _entry("teachers-day", "教师节", "Teachers' Day", "Teacher's Day|Teachers Day", each_year(9, 10)),
    _entry("national-day", "国庆", "National Day", "国庆节|国庆黄金周|Chinese National Day|Guoqing", Fixed((10, 1), (10, 7))),
    _entry("double-11", "双11", "Double 11",
           "双十一|双 11|光棍节|11.11|双11大促|双十一大促|Double Eleven|Singles' Day|Singles Day|Single's Day",
           each_year(11, 11)),
    _entry("double-12", "双12", "Double 12", "双十二|双 12|12.12|双12大促|双十二大促|Double Twelve", each_year(12, 12)),
    _entry("christmas-eve", "平安夜", "Christmas Eve", "圣诞前夜|Xmas Eve", each_year(12, 24)),
    _entry("christmas", "圣诞", "Christmas", "圣诞节|Christmas Day|Xmas", each_year(12, 25)),
    _entry("mothers-day", "母亲节", "Mother's Day", "Mothers' Day|Mothers Day", Nth(5, 2, 6)),
    _entry("fathers-day", "父亲节", "Father's Day", "Fathers' Day|Fathers Day", Nth(6, 3, 6)),
    _entry("thanksgiving", "感恩节", "Thanksgiving", "Thanksgiving Day", Nth(11, 4, 3)),
    _entry("black-friday", "黑色星期五", "Black Friday", "黑五", Nth(11, 4, 3, plus=1)),
)  # fmt: skip

_TERMS = """
小寒 Xiaohan Minor Cold|Lesser Cold
大寒 Dahan Major Cold|Greater Cold
立春 Lichun Start of Spring|Beginning of Spring
雨水 Yushui Rain Water
惊蛰 Jingzhe Awakening of Insects|Waking of Insects
春分 Chunfen Spring Equinox|Vernal Equinox
清明 Qingming Qingming|清明节|Qingming Festival|Tomb-Sweeping Day|Tomb Sweeping Day|Pure Brightness
谷雨 Guyu Grain Rain
立夏 Lixia Start of Summer|Beginning of Summer
小满 Xiaoman Grain Buds|Grain Full|Lesser Fullness
芒种 Mangzhong Grain in Ear
夏至 Xiazhi Summer Solstice
小暑 Xiaoshu Minor Heat|Lesser Heat
大暑 Dashu Major Heat|Greater Heat
立秋 Liqiu Start of Autumn|Beginning of Autumn
处暑 Chushu End of Heat|Limit of Heat
白露 Bailu White Dew
秋分 Qiufen Autumn Equinox|Autumnal Equinox
寒露 Hanlu Cold Dew
霜降 Shuangjiang Frost's Descent|Frost Descent
立冬 Lidong Start of Winter|Beginning of Winter
小雪 Xiaoxue Minor Snow|Lesser Snow
大雪 Daxue Major Snow|Greater Snow
冬至 Dongzhi Winter Solstice
""".strip().splitlines()
"""Chinese name, pinyin (lower-cased the key), printed English name and aliases, in the order of the Gregorian year."""


def _terms() -> Iterator[Entry]:
    for index, line in enumerate(_TERMS):
        zh, pinyin, names = line.split(" ", 2)
        en, *others = names.split("|")
        yield Entry(pinyin.lower(), Text(zh, en), (pinyin, *others), Term(index))


ENTRIES = (*_LUNAR, *_FIXED, *_terms())
"""Everything but 开学季, whose windows a handbook may set."""
