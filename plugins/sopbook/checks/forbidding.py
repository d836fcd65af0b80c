"""Whether a sentence forbids, denies or condemns a word in it.

不找马甲号 forbids, 不要错过全网最低价 does not: what turns a word of forbidding round is listed here.
"""

from __future__ import annotations

import re

CLAUSE_ENDS = "，。！？；,!?;\n"

_NEAR, _NEAR_IN_ENGLISH = 6, 20
"""Characters within which a word of forbidding reaches what it forbids."""
_CLAUSE = 40
"""Characters in which the beginning of a clause is looked for."""

_TURNED = (
    r"错过|放过|辜负|忘|漏|等(?![于同])|犹豫|迟疑|怀疑|小看|小瞧|低估|担心|怕|慌|紧张|愁|羡慕|后悔|就|(?<![人刚天])才|免得|以免"
    r"|(?<![随同临平按及准小当定])时(?!间)"
)
"""After a word of forbidding: do not *miss*, do not *forget*; if none comes, *then*."""
_NO = (
    r"不(?![仅但只光愧止过妨如限断错少久料管论单亚输负虚差贵腻涩甘住行够]|同(?!意)|一样|一般|正是|也是|都是|得[不了]"
    r"|[能可会]不|可思议|可多得|[^是要做用找说搞写发信买卖当许准得能可该会允接提敢需再]{1,4}的$)(?<!不[得能可会]不)"
)
"""不 that is no part of another word (不仅, 不错), no half of a double one (不得不), and not of 不贵的 alone."""
_FORBIDS = re.compile(
    rf"(?:{_NO}|没有(?![比人谁的]|.{{0,4}}[先让叫更])|[勿禁]|拒绝|杜绝|抵制|避免|没法|没办法"
    r"|无法(?!抗拒|拒绝|想象|抵挡|超越)|很难|难以(?!置信|相信|想象|抗拒|拒绝|抵挡)"
    rf"|别(?<![特差级分区性个类鉴告离派]别)(?![致墅样人的家处]))(?!.{{0,4}}(?:{_TURNED}))"
)
_FORBIDS_IN_ENGLISH = re.compile(
    r"\b(?:no\b(?!\.?\s?\d|\s+(?:doubt|wonder|less))|not\b(?!\s+(?:only|just|miss|to miss|forget))"
    r"|never\b(?!\s+(?:miss|forget))|without\b(?!\s+(?:a\s+)?doubt)|avoid\b|don['’]t\b(?!\s+(?:miss|forget|wait)))"
)
_CONDEMNS = re.compile(
    rf"[^{CLAUSE_ENDS}]{{0,6}}?(?:移出|清退|踢|拉黑|举报|封号|禁止|违规|违法|不行|不可以|不允许|一律不"
    r"|(?:一律|会|将|要|严肃).{0,4}处理|forbidden|not allowed)"
)
_ASKS = re.compile(rf"[^{CLAUSE_ENDS}]{{0,12}}[吗嘛]")
"""Behind 不是: a question that claims."""


def is_forbidden(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence forbids what stands there; 不找马甲号、水军、托儿 forbids all three."""
    before = text[max(start - _CLAUSE, 0) : start]
    clause = before[max(map(before.rfind, CLAUSE_ENDS)) + 1 :].replace("”“", "、")
    if "不是" in clause and _ASKS.match(text, end):
        clause = clause.replace("不是", "")
    first, listed, _ = clause.partition("、")
    return bool(
        _FORBIDS.search(clause, max(len(clause) - _NEAR, 0))
        or _FORBIDS_IN_ENGLISH.search(clause, max(len(clause) - _NEAR_IN_ENGLISH, 0))
        or (listed and _FORBIDS.search(first))
        or _CONDEMNS.match(text, end)
    )
