"""What was to be filled in and still stands in a text: XX, 【店名】, ____, TODO, （填写…）.

What only looks like one is left alone: headings in 【】 that are text, sizes (XXL), masked numbers (138XXXX0000), years
(二〇〇八), gaps of a quiz, and the formats that members are asked to follow (改成“XX路-称呼”).
"""

from __future__ import annotations

import re

_NAMES = (
    r"(?:你的|您的|本)?(?:店铺?|门店|品牌|公司|商家|商品|产品|单品|菜品?|课程?|活动|群|机构|老师|客户|客人|顾客|会员|主播|城市|店长)"
    r"(?:名称?|名字)|(?:客服|群主|管理员|店长|老师|你的|您的|对方)?(?:姓名|昵称|名字|称呼)"
)
_THINGS = (
    r"(?:活动|门店|店铺|商品|产品|课程|开始|截止|结束|领取|报名|直播|小程序|购买|下单|联系|详细|你的|您的)?"
    r"(?:链接|时间|日期|地址|价格|金额|数量|人数|电话|手机号|微信号|二维码|图片|视频|海报|口令|优惠码|城市|文案)|原价|现价|到手价"
)
_ENGLISH = (
    r"(?i:(?:insert|enter|fill in|your|the)\s[^\]>】\n]{1,24}"
    r"|(?:(?:shop|store|brand|company|customer|first|last|product|group|event|start|end)\s)?"
    r"(?:name|link|url|date|time|price|address|phone|picture|image|video|qr code))"
)
_FILL_IN = r"(?:请?在?(?:此处|这里))?(?:填写|填入|填上|插入|替换)(?![后完好即])[^】\]］＞>]{0,20}|此处[^】\]］＞>]{0,20}"
_UNIT = r"(?:元(?![旦宵气祖素件])|块钱|折(?![叠扇扣价线纸])|份(?![额数子]))"
_GAP = (
    r"[￥¥]\s?_+|[￥¥]?\s?(?:_{3,}(?![A-Za-z0-9])|＿{2,}"
    rf"|_{{2}}(?=\s?(?:{_UNIT}|[月日点%])))(?:\s?{_UNIT})?|[?？]{{2,}}\s?{_UNIT}"
)
_ROUND = (
    r"(?:店铺?|门店|品牌|公司|商家|商品|产品|单品|活动)(?:名称?|名字)|(?:活动|商品|课程|报名|购买|下单|领取|直播|小程序)?链接"
    r"|(?<![\u4e00-\u9fff].)(?:活动|群)?(?:图片|二维码|海报|文案)"
)
"""In （） stand remarks too, 39 元（原价）: only what is none."""
_ALONE = re.compile(r"\s*(待定|待写|待确认|待更新|未定)[\s。.…]*")
"""The whole of a text."""
_LEFT = re.compile(
    r"(?P<mark>(?<![A-Za-z0-9])XX+(?![A-Za-z0-9]|\s?染色体|\s?码|[^\n]{0,10}XY)|ＸＸ+|××+(?!\d)|[○◯〇]{2,}|某某"
    r"|(?<![A-Za-z0-9])xx+(?=\s?[\u4e00-\u9fff，。、！（“]|\.(?:com|cn)\b)|(?<=[\u4e00-\u9fff])xx+(?![A-Za-z0-9]))"
    rf"|(?P<sign>(?<![A-Za-z0-9])(?<![A-Za-z0-9]\s)[XxＸ×]\s?(?:{_UNIT}|月\s?[XxＸ×\d]{{1,2}}\s?[日号])"
    rf"|\d\s?月\s?[XxＸ×]{{1,2}}\s?[日号]|(?<![A-Za-z0-9*%])\*{{3,}}\s?{_UNIT})"
    rf"|(?P<gap>{_GAP})"
    rf"|(?P<round>[（(]\s*(?:{_ROUND})\s*[）)])"
    rf"|(?P<label>(?:【\s*|\[\s*(?!\s)|［\s*|[<＜]\s*)(?:{_NAMES}|{_THINGS}|{_ENGLISH})\s*[】\]］>＞](?!\())"
    rf"|(?P<sure>【\s*】|［\s*］|\[\](?!\()|[【\[［<＜]\s*(?:{_FILL_IN})[】\]］>＞]"
    r"|[（(]\s*请?填[写入](?![后完好并即时]|问卷|表|登记|信息|资料|报名|收货)[^（）()\n]{0,20}[）)]"
    r"|[（(]\s*(?:此处|这里(?=[^）)\n]*(?:链接|图|码|店名|日期|价格)))(?:填|放|贴|插|换|补|写上)[^（）()\n]{0,20}[）)]"
    r"|(?<!在)此处(?:填写|填入|插入|替换|放图)|待补充|待填|待补(?![货款差票交位齐录])"
    r"|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])|[Ll]orem ipsum)",
)
MAYBE = re.compile(
    r"xx|ｘｘ|××|○[○◯〇]|◯[○◯〇]|〇[○◯〇]|__|＿＿|￥\s?_|¥\s?_|\*\*\*|\?[?？]|？[?？]|待[定写确更]|未定|（这里|\(这里|某某|【\s*】|［|\[|<|＜|填写|填入|插入|替换|此处|待补|待填|todo|tbd|fixme|lorem"
    r"|【[^】\n]{0,12}(?:名|称呼|姓|昵|接|间|期|址|格|额|量|数|话|号|码|图|片|频|报|令|市|案|价)[^】\n]{0,20}】"
    r"|x\s?[元块折份月]|ｘ\s?[元块折份月]|×\s?[元块折份月]|月\s?[xｘ×]"
    r"|（[^（）()\n]{0,6}(?:名称?|名字|链接|图片|二维码|海报|文案)\s*[）)]|\([^（）()\n]{0,6}(?:名称?|名字|链接|图片|二维码|海报|文案)\s*[）)]"
)
"""What any of them has, in lower case: asked of all texts at once."""

_FORMAT = re.compile(r"(?:格式|名片|昵称|改名|改成|改为|接龙|登记|例如|比如|模板)[^。！？\n]{0,24}$")
"""Members are told what to write."""
_YEAR = re.compile(r"[一二三四五六七八九十零]")
_HEADING = re.compile(r"[ \t]*[^\s，。；、,.;]")
_TOUCHED = re.compile(r"[点戳看开扫进入到用击：:是为在]\s*$")
"""Before a 【链接】 that stands for something to tap, in a line of headings too."""
_RELAY = re.compile(r"接龙|报名|登记|签到|^\s*\d{1,2}\s?[.、．)）][ \t]*[^\s_＿]", re.MULTILINE)
_NUMBERED = re.compile(r"\s*\d{1,2}\s?[.、．)）:：]?\s*")
"""Members fill in the lines of a relay."""


def unfilled(text: str, *, is_quiz: bool) -> list[str]:
    """Return what was to be filled in, each once."""
    alone = _ALONE.fullmatch(text)
    if alone:
        return [alone[1]]
    left = (match for match in _LEFT.finditer(text) if not _is_meant(match, is_quiz=is_quiz))
    return [*dict.fromkeys(" ".join(match[0].split()) for match in left)]


def _is_meant(match: re.Match[str], *, is_quiz: bool) -> bool:
    """Tell whether it is no placeholder: a format, the gap of a quiz or relay, a year, a heading."""
    text, kind, start, end = match.string, match.lastgroup, match.start(), match.end()
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if kind != "sure" and _FORMAT.search(before):
        return True
    if kind == "gap":
        return is_quiz or bool(_NUMBERED.fullmatch(before) and _RELAY.search(text))
    if match[0][0] in "○◯〇":
        return is_quiz or bool(_YEAR.match(before[-1:]) or _YEAR.match(text[end : end + 1]))
    return kind == "label" and _is_heading(match, before)


def _is_heading(match: re.Match[str], before: str) -> bool:
    """Tell whether a label has its text behind it, as in 【时间】周六【地点】人民路."""
    if _is_name(match[0]) or not _HEADING.match(match.string, match.end()):
        return False
    leads = not any(sign.isalpha() for sign in before) and before[-1:] not in ("￥", "¥")
    return leads or (before.lstrip()[:1] == match[0][0] and not _TOUCHED.search(before))


def _is_name(label: str) -> bool:
    return re.fullmatch(_NAMES, label[1:-1].strip()) is not None
