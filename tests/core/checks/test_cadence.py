"""The weekly talk (SOP413) and the monthly draw (SOP414) of content groups, and what counts as one."""

from __future__ import annotations

from datetime import date

import pytest
from core.checks.helpers import found

from sopbook.checks.cadence import months, stretches, weeks
from sopbook.checks.themes import themes_of
from sopbook.expand.frame import Range
from sopbook.findings import Severity
from sopbook.model import Slot

YEAR = Range(date(2026, 11, 2), date(2027, 11, 2))


def content(when: str, post: str, group: str = "content", theme: str = "", top: str = "") -> str:
    return f"""\
group: {group}
selling: false
{top}
schedule:
  - id: tip
    when: 每周一、五 10:00
    post: 一道菜的做法
    kind: content
    by: admin
    copy: 看图。
  - id: one
    when: {when}
    post: {post}
    {f"theme: {theme}" if theme else ""}
    kind: interaction
    by: admin
    copy: 看图。
"""


@pytest.mark.parametrize(
    ("when", "count"),
    [
        ("每周三 20:30", 0),
        ("[每周二 20:30, 每周日 20:30]", 0),
        ("每天 20:30", 0),
        ("每2周 周三 20:30", 1),
        ("每月第2个周三 20:30", 1),
        ("2026-11-04 20:30", 1),
        ("建群第1-28天 20:30", 0),  # no calendar tells how often that is
    ],
)
def test_a_talk_every_week(when: str, count: int) -> None:
    findings = found("SOP413", content(when, "小讲座", top="from: 2026-01-01"))
    assert [one.severity for one in findings] == [Severity.HINT] * count


def test_it_tells_the_weeks_and_the_first_of_them() -> None:
    (one,) = found("SOP413", content("每月第1个周三 20:30", "小讲座"))
    assert "2026-11-09" in one.message.zh and "2026-11-09" in one.message.en
    (none,) = found("SOP413", content("每周三 20:30", "猜菜名"))
    assert "没有知识分享" in none.message.zh and none.place.line < one.place.line


@pytest.mark.parametrize(
    "top",
    [
        "skip: [春节 前3天至后9天]",
        "skip: [2027-10-01..2027-10-07]",
        "from: 2026-11-04",
        "until: 2026-12-02",
        "from: 2027-11-01",
        "until: 2026-11-01",
    ],
)
def test_a_rest_over_a_festival_and_broken_weeks_at_the_ends_do_no_harm(top: str) -> None:
    assert found("SOP413", content("每周三 20:30", "小讲座", top=top)) == []
    assert found("SOP414", content("每月第2个周六 15:00", "抽奖", top=top)) == []


def test_only_content_groups_are_asked() -> None:
    assert found("SOP413", content("每周三 20:30", "猜菜名", "traffic")) == []
    assert found("SOP414", content("每周三 20:30", "猜菜名", "traffic")) == []


def test_a_playbook_of_journeys_alone_is_not_asked() -> None:
    journeys = content("入群后0分钟", "欢迎").replace("每周一、五 10:00", "收货后1天 10:00")
    assert found("SOP413", journeys) == [] and found("SOP414", journeys) == []


@pytest.mark.parametrize(
    ("when", "count"),
    [
        ("每月第2个周六 15:00", 0),
        ("每月最后一天 15:00", 0),
        ("每周六 15:00", 0),
        ("每月31日 15:00", 1),
        ("每年06-18 15:00", 1),
    ],
)
def test_a_draw_every_month(when: str, count: int) -> None:
    findings = found("SOP414", content(when, "群友抽奖"))
    assert [one.severity for one in findings] == [Severity.HINT] * count


def test_shares_and_themes_may_be_set() -> None:
    fortnightly = content("每2周 周三 20:30", "小讲座", top="from: 2026-01-01")
    assert found("SOP413", fortnightly, {"SOP413": {"share": 0.4}}) == []
    live = content("每周三 20:30", "直播")
    assert len(found("SOP413", live)) == 1
    assert found("SOP413", live, {"SOP413": {"themes": ["talk", "live"]}}) == []


def theme(post: str, theme: str | None = None) -> set[str]:
    slot = {"id": "a", "when": "每天 10:00", "post": post, "kind": "content", "by": "admin", "theme": theme}
    return set(themes_of(Slot.model_validate(slot)))


@pytest.mark.parametrize(
    "post",
    [
        "育儿小讲座",
        "每周知识分享",
        "公开课：怎么选奶粉",
        "第三课",
        "专家答疑专场",
        "营养师课堂",
        "A talk on sleep",
        "Live lecture",
    ],
)
def test_talks(post: str) -> None:
    assert "talk" in theme(post)


@pytest.mark.parametrize(
    "post",
    [
        "新学期课表",
        "课后作业",
        "体验课报名",
        "约课提醒",
        "小讲座预告",
        "讲座要点图",
        "课程回放",
        "本周育儿知识图文",
        "知识抢答",
        "Stalking the market",
        "talk reminder",
    ],
)
def test_no_talks(post: str) -> None:
    assert "talk" not in theme(post)


@pytest.mark.parametrize(
    ("post", "themes"),
    [
        ("会员月度抽奖", {"draw"}),
        ("Prize draw", {"draw"}),
        ("withdrawal help", set()),
        ("抽奖预告", set()),
        ("次日限量秒杀包", {"flash-sale"}),
        ("直播抽奖", {"live", "draw"}),
        ("今日菜单图文", {"menu"}),
        ("delivery times", set()),
    ],
)
def test_other_themes(post: str, themes: set[str]) -> None:
    assert theme(post) == themes


def test_what_is_written_stands_alone() -> None:
    assert theme("直播抽奖", "talk") == {"talk"}
    assert theme("小讲座", "新品") == {"新品"}
    assert "draw" in theme("周末见", "抽奖")


def test_whole_weeks_and_months() -> None:
    assert len(weeks(YEAR.frame)) == 52 and weeks(YEAR.frame)[0] == 0b1111111
    assert len(months(YEAR.frame)) == 11 and months(YEAR.frame)[0].bit_count() == 31
    assert YEAR.frame.date(months(YEAR.frame)[-1].bit_length() - 1) == date(2027, 10, 31)
    thursday = Range(date(2026, 11, 5), date(2026, 11, 16)).frame
    assert weeks(thursday) == (0b1111111 << 4,) and months(thursday) == ()


def test_stretches_break_at_a_fortnight() -> None:
    assert stretches(0b101 | 1 << 16 | 1 << 31) == [(0, 16), (31, 31)]
