"""SOP422: group rules that do not forbid free advertising, or improper speech."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.checks.kit import Check, Problem, option
from sopbook.checks.subject import Subject
from sopbook.checks.words import mentions, word_list
from sopbook.findings import Severity, Text
from sopbook.texts import fill, variables_of

_ADS = word_list(
    "广告、推销、引流、二维码、拉人、链接、卖货、微商、代购、加人、加好友、加群友、私加、营销、推广",
    "商业信息、商业内容、宣传、小程序、海报、名片推送、砍价、助力、拼团、刷单、兼职、带货、传销",
    "advert, ads, promot, spam, solicit, QR, link, selling, marketing, poach, recruit",
)
_ATTACKS = word_list(
    "攻击、辱骂、骂、言论、造谣、谣言、传谣、议论、人身、吵、争执、引战、抬杠、怼、嘲、笑话、讽刺",
    "贬低、歧视、侮辱、诋毁、诽谤、脏话、粗话、粗口、不文明、恶意、挑衅、骚扰、打扰、低俗、色情、政治、敏感",
    "负能量、没核实、未核实、不实、虚假、荐药、带节奏、说别人、说人、评价别人、评论别人、阴阳怪气",
    "冷嘲、八卦、隐私、抹黑",
    "attack, insult, abus, offens, rude, swear, curs, harass, rumo, hate, quarrel, argu, mock, bully",
    "bullies, slander, defam, improper, political, politics, personal remark",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What counts as forbidding either."""

    ads: tuple[str, ...] = option(_ADS, "写了哪个词，就算说了不能发广告", "words that forbid advertising")
    attacks: tuple[str, ...] = option(
        _ATTACKS, "写了哪个词，就算说了不能攻击人、乱说话", "words that forbid attacks and improper speech"
    )


def check(subject: Subject, words: Words) -> Iterator[Problem]:
    """Yield a problem that names what `forbidden` leaves out; that there is none is told by SOP420."""
    lines = subject.front.rules.forbidden
    if not lines:
        return
    text = fill("\n".join(lines), variables_of(subject.front))
    missing = []
    if not mentions(text, words.ads):
        missing.append(Text("不能随便发广告", "advertising"))
    if not mentions(text, words.attacks):
        missing.append(Text("不能攻击人、乱说话", "attacks and improper speech"))
    if missing:
        zh, en = "，也没说".join(one.zh for one in missing), " nor ".join(one.en for one in missing)
        yield Problem(
            where=("rules", "forbidden"),
            message=Text(f"群规的「不允许」里没说{zh}", f"what is not allowed does not name {en}"),
            help=Text(
                "补一句，例如：不发外部广告和二维码；不攻击别人",
                "add a line, for example: no outside advertising; no attacks on others",
            ),
        )


_EXAMPLE = """\
rules:
  name-card: 改成“称呼-公司”
  services: [每天 11 点发菜单]
  questions: 群里 @前台
  forbidden: [{forbidden}]
  allowed: [晒餐, 提建议]
  penalty: 先私信提醒，再犯移出群
"""

CHECK = Check(
    code="SOP422",
    name="rules-forbidden",
    title=Text("群规禁止乱发广告、攻击人", "group rules forbid free advertising and improper speech"),
    severity=Severity.HINT,
    why=Text(
        "群多半毁在这两样上：广告没人管，人就走；吵起来没人管，人也走。",
        "Two things empty a group: advertising nobody stops, and quarrels nobody stops.",
    ),
    mend=Text(
        "在 `rules` 的 `forbidden` 里各写一句：不发外部广告，不攻击别人。说法不同的，可以在 `mkdocs.yml` 里改词表。",
        "Say both in `forbidden` of `rules`. Where other words are used, set the lists in `mkdocs.yml`.",
    ),
    source=Text(
        "经验法则：一篇讲微信群运营的文章（群规部分）；词表是 sopbook 自己的默认值。",
        "A rule of thumb: an article on running WeChat groups (group rules); the words are sopbook's own default.",
    ),
    bad=_EXAMPLE.format(forbidden="外部广告和二维码"),
    good=_EXAMPLE.format(forbidden="外部广告和二维码, 攻击他人"),
    options=Words(),
    each=check,
)
