"""How much is posted and when: posts a day, shares of activity, days in a row, mass sends, quiet hours, silence, clashes."""

from __future__ import annotations

import pytest
from core.checks.helpers import found

from sopbook.checks import examples
from sopbook.errors import SopbookError
from sopbook.findings import Finding, Severity

WARNING, HINT = Severity.WARNING, Severity.HINT
FLASH, CONTENT = "group: flash\n", "group: content\n"


def schedule(*slots: str) -> str:
    """Return a schedule of slots written as `when | kind | further keys`, called s1, s2, …"""
    lines = ["schedule:"]
    for number, slot in enumerate(slots, start=1):
        when, kind, *more = (part.strip() for part in slot.split("|"))
        lines += [f"  - id: s{number}", f"    when: {when}", f"    post: 第{number}条", f"    kind: {kind}"]
        lines += ["    by: admin", *(f"    {key}" for key in more)]
    return "\n".join(lines) + "\n"


def daily(count: int, when: str = "每天", more: str = "") -> str:
    """Return a schedule of so many posts a day, half of them activity."""
    kinds = ("activity", "content")
    return schedule(*(f"{when} {8 + n // 4}:{n % 4}0 | {kinds[n % 2]}{more}" for n in range(count)))


# -- posts a day --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "severity"), [(3, None), (4, HINT), (5, HINT), (6, WARNING)], ids=lambda value: str(value)
)
def test_posts_a_day(count: int, severity: Severity | None) -> None:
    findings = found("SOP401", daily(count))
    assert [finding.severity for finding in findings] == [severity] * (severity is not None)


@pytest.mark.parametrize(
    ("count", "severity"), [(8, None), (9, HINT), (12, HINT), (13, WARNING)], ids=lambda value: str(value)
)
@pytest.mark.parametrize("when", ["每天", "建群第1-3天"])
def test_posts_a_day_in_a_flash_group(count: int, severity: Severity | None, when: str) -> None:
    findings = found("SOP401", FLASH + daily(count, when))
    assert [finding.severity for finding in findings] == [severity] * (severity is not None)


def test_the_worst_day_is_named_with_its_festival_and_its_posts() -> None:
    usual = ("每天 11:00 | activity", "每天 15:00 | content", "每天 18:00 | activity")
    example = schedule("七夕 12:00 | interaction", *usual)
    (finding,) = found("SOP401", example)
    assert finding.message.zh == (
        "2027-08-08（七夕、立秋）群里要发 4 条，最好不超过 3 条："
        "11:00 第2条、12:00 第1条、15:00 第3条、18:00 第4条"
    )
    assert finding.message.en == (
        "4 posts into the group on 2027-08-08 (Qixi, Start of Autumn); at most 3 is better:"
        " 11:00 s2, 12:00 s1, 15:00 s3, 18:00 s4"
    )
    assert pointed_at(finding, example) == "七夕 12:00"


def pointed_at(finding: Finding, example: str) -> str:
    """Return what stands at the finding's place, to the end of the line."""
    return examples.varied(example).splitlines()[finding.place.line - 1][finding.place.column - 1 :]


def test_a_shopping_festival_has_limits_of_its_own() -> None:
    def on(name: str, count: int, checks: dict[str, object] | None = None) -> list[Severity]:
        kinds = ("activity", "content")
        slots = (f"{name} {9 + n // 4}:{n % 4}0 | {kinds[n % 2]}" for n in range(count))
        return [finding.severity for finding in found("SOP401", schedule(*slots), {"SOP401": checks or {}})]

    assert on("双11", 8) == on("618", 8) == on("年货节", 8) == []
    assert on("双11", 9) == on("双11", 12) == [HINT]
    assert on("双11", 13) == [WARNING]
    assert on("中秋", 6) == [WARNING]
    assert on("双11", 8, {"shopping-hint": 7}) == [HINT]
    assert on("双11", 8, {"shopping-hint": 7, "shopping-warning": 7}) == [WARNING]
    assert on("双11", 9, {"hint": 10, "warning": 12}) == []  # never less than any other day
    assert on("中秋", 6, {"shopping-days": ["中秋"]}) == []
    assert on("双11", 6, {"shopping-days": []}) == [WARNING]


def test_a_shopping_festival_nobody_knows_is_said() -> None:
    with pytest.raises(SopbookError, match=r"SOP401\.shopping-days.*双十三"):
        found("SOP401", daily(4), {"SOP401": {"shopping-days": ["双十三"]}})


def test_the_graver_day_is_told_not_the_fuller() -> None:
    usual, special = (
        [f"每天 1{n}:00 | activity" for n in range(6)],
        [f"双11 1{n}:30 | activity" for n in range(3)],
    )
    (finding,) = found("SOP401", schedule(*usual, *special))
    assert finding.severity is WARNING
    assert finding.message.zh.startswith("2026-11-02 群里要发 6 条")


def test_only_posts_into_the_group_count() -> None:
    three = ("每天 11:00 | activity", "每天 15:00 | content", "每天 18:00 | activity")
    assert not found("SOP401", schedule(*three, "每天 9:00 | content | via: moments"))
    assert not found("SOP401", schedule(*three, "每天 9:00 | content | via: private"))
    assert found("SOP401", schedule(*three, "每天 9:00 | content | via: notice"))
    assert found("SOP401", schedule(*three, "每天 9:00 | content | via: live"))


def test_a_groups_life_is_counted_by_its_own_days() -> None:
    slots = ("建群第1-3天 10:00 | activity", "建群第2天 9:00、12:00、15:00 | content")
    (finding,) = found("SOP401", schedule(*slots))
    assert finding.severity is HINT
    assert finding.message.zh.startswith("建群第 2 天群里要发 4 条")
    assert not found("SOP401", schedule(*slots, "每天 20:00 | activity")[:-1] + "\n" + FLASH)


def test_skipped_days_and_ended_schedules_do_not_count() -> None:
    assert not found("SOP401", daily(4) + "until: 2026-11-01\n")
    (finding,) = found("SOP401", daily(4) + "skip: 2026-11-01..2026-11-30\n")
    assert finding.message.zh.startswith("2026-12-01 群里")


# -- shares of activity -------------------------------------------------------------------------------------------


def shares(first: str, second: str, front: str = "") -> list[str]:
    """Return the codes about shares in two weekly rhythms of activity and content."""
    example = front + schedule(f"每周{first} 11:00 | activity", f"每周{second} 15:00 | content")
    return [finding.code for code in ("SOP402", "SOP403") for finding in found(code, example)]


def test_the_limits_are_met_exactly() -> None:
    assert shares("一", "二") == []  # 50%
    assert shares("一二", "一二三") == ["SOP402"]
    assert shares("一二三四", "五") == []  # 80%
    assert shares("一二三四五", "六") == ["SOP403"]
    assert shares("一二三四五", "六", CONTENT) == []


def test_a_group_that_does_not_sell_is_left_alone() -> None:
    assert shares("一", "二三四", "selling: false\n") == []
    assert shares("一二三四五", "六", "selling: false\n") == []


def test_the_poorest_four_weeks_are_named() -> None:
    slots = schedule(
        "每周一、二 11:00 | activity", "每周五 15:00 | content", "中秋 前9天至前1天 20:00 | content"
    )
    (finding,) = found("SOP402", slots)
    assert "从 2027-08-23 起的四周里计划发 21 条，活动类 8 条（38%）" in finding.message.zh
    assert "8 of 21 posts in the four weeks from 2027-08-23 are activity (38%)" in finding.message.en


def test_what_does_not_count() -> None:
    def code(*slots: str) -> bool:
        return bool(found("SOP402", schedule("每周一 11:00 | activity", *slots)))

    assert code("每天 15:00 | content")
    assert not code("每天 15:00 | service")
    assert not code("每天 15:00 | content | via: moments")


def test_few_posts_are_not_looked_at() -> None:
    monthly = schedule("每月8、18、28日 11:00 | content")
    assert not found("SOP402", monthly)
    assert found("SOP402", monthly, {"SOP402": {"least-posts": 3}})
    assert not found("SOP402", schedule("每天 11:00 | service"))
    assert not found("SOP402", schedule("收货后1天 10:00 | content | via: private"))


def test_a_flash_group_is_looked_at_over_its_life() -> None:
    life = ("建群第1-2天 10:00 | activity", "建群第1-3天 12:00 | content", "每天 15:00 | activity")
    (finding,) = found("SOP402", FLASH + schedule(*life))
    assert "从建群到结束计划发 5 条，活动类 2 条（40%）" in finding.message.zh
    assert not found("SOP402", schedule(*life))  # its dates count where there are any
    assert found("SOP402", schedule(*life[:2]))
    assert not found("SOP402", FLASH + schedule("建群第1-2天 10:00、11:00 | activity", life[1]))
    assert found("SOP402", FLASH + schedule("每天 10:00 | content"))


def test_the_shares_can_be_set() -> None:
    example = schedule("每周一 11:00 | activity", "每周二 15:00 | content")
    assert found("SOP402", example, {"SOP402": {"share": 0.6}})
    assert found("SOP403", example, {"traffic": {"SOP403": {"share": 0.4}}})


# -- days in a row ------------------------------------------------------------------------------------------------


def test_days_in_a_row_only_when_asked_for() -> None:
    example = schedule("周一至周五 11:00 | activity", "周末 11:00 | content")
    assert not found("SOP404", example)
    (finding,) = found("SOP404", example, {"SOP404": True})
    assert "2026-11-02 到 2026-11-06 连着 5 天都有活动，最多连着 3 天" in finding.message.zh
    assert not found("SOP404", example, {"SOP404": {"days": 5}})
    assert found("SOP404", example, {"SOP404": {"days": 4}})
    assert not found("SOP404", example, {"traffic": {"SOP404": False}, "SOP404": True})


def test_days_in_a_row_of_a_life() -> None:
    on = {"SOP404": True}
    assert not found("SOP404", schedule("建群第1-3天 11:00 | activity"), on)
    (finding,) = found("SOP404", schedule("建群第1-4天 11:00 | activity"), on)
    assert "建群第 1 天到第 4 天连着 4 天" in finding.message.zh
    assert not found("SOP404", FLASH + schedule("建群第1-7天 11:00 | activity"), on)
    assert not found("SOP404", schedule("每天 11:00 | activity | via: moments"), on)


# -- mass sends ---------------------------------------------------------------------------------------------------


def test_mass_sends_in_a_month() -> None:
    once = "每天 11:00 | activity | send: mass"
    assert not found("SOP405", schedule(once))
    (finding,) = found("SOP405", schedule(once, "每月28日 15:00 | content | send: mass"))
    assert "2026 年 11 月" not in finding.message.zh  # from the 2nd on: 30
    assert "2026 年 12 月要群发 32 次，一个群一个月最多 31 次" in finding.message.zh
    assert not found("SOP405", schedule(once, "每月28日 15:00 | content | send: mass | via: private"))
    assert not found("SOP405", schedule(once, "每月28日 15:00 | content | send: auto"))


def test_the_month_farthest_beyond_is_named_at_its_busiest_slot() -> None:
    example = schedule("2026-12-24 9:00 | content | send: mass", "每天 11:00、15:00 | activity | send: mass")
    (finding,) = found("SOP405", example)
    assert "2026 年 12 月要群发 63 次" in finding.message.zh
    assert finding.message.en == "63 mass sends in 2026-12; at most 31 reach one group in a month"


def test_the_quota_can_be_set_and_holds_for_a_life() -> None:
    assert found("SOP405", schedule("每周一 11:00 | activity | send: mass"), {"SOP405": {"most": 4}})
    (finding,) = found(
        "SOP405",
        FLASH
        + schedule(
            "建群第1-4天 9:00、10:00、11:00、12:00、13:00、14:00、15:00、16:00 | activity | send: mass"
        ),
    )
    assert "建群第 1 天到第 31 天要群发 32 次，一个群一个月最多 31 次" in finding.message.zh


# -- quiet hours --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "is_quiet"),
    [
        ("每天 22:59", False),
        ("每天 23:00", True),
        ("每天 06:59", True),
        ("每天 07:00", False),
        ("每天 22:30-23:30", False),
        ("建群第1天 0:00", True),
        ("入群后1天 6:00", True),
        ("入群后0分钟", False),
        ("2020-01-01 2:00", False),
    ],
)
def test_quiet_hours(when: str, is_quiet: bool) -> None:
    findings = found("SOP406", schedule(f"{when} | activity"))
    assert [finding.severity for finding in findings] == [HINT] * is_quiet


def test_each_slot_is_told_once_at_its_first_quiet_time() -> None:
    example = schedule("[每天 11:00, 每周三 23:30, 每周一 2:00] | activity", "每天 5:00、6:00 | content")
    first, second = found("SOP406", example)
    assert "在 23:30 发" in first.message.zh
    assert "在 05:00 发" in second.message.zh
    assert pointed_at(first, example).startswith("每周三 23:30")


def test_moments_ring_nowhere() -> None:
    assert not found("SOP406", schedule("每天 23:30 | content | via: moments"))
    assert found("SOP406", schedule("每天 23:30 | content | via: private"))


def test_an_offset_in_minutes_is_looked_at() -> None:
    anchor = "anchors: {开播: 每周三 7:30}\n"
    assert found("SOP406", anchor + schedule("开播 前1小时 | activity"))
    assert not found("SOP406", anchor + schedule("开播 前30分钟 | activity"))


def test_the_hours_can_be_set() -> None:
    def at(time: str, start: str, end: str) -> bool:
        return bool(
            found("SOP406", schedule(f"每天 {time} | activity"), {"SOP406": {"start": start, "end": end}})
        )

    assert at("22:30", "22:00", "06:00") and not at("06:30", "22:00", "06:00")
    assert at("1:00", "0:00", "5:00") and not at("23:30", "0:00", "5:00")
    assert at("23:59", "23:00", "24:00") and not at("0:00", "23:00", "24:00")
    assert not at("12:00", "12:00", "12:00")
    with pytest.raises(SopbookError, match=r"SOP406\.start"):
        at("12:00", "11点", "7:00")


# -- silence ------------------------------------------------------------------------------------------------------


def test_silence() -> None:
    assert not found("SOP407", schedule("每周一、五 11:00 | activity"))  # three days
    (finding,) = found("SOP407", schedule("每周一、六 11:00 | activity"))
    assert finding.severity is HINT
    assert "2026-11-03 到 2026-11-06 连着 4 天群里什么也不发，最好不超过 3 天" in finding.message.zh
    assert not found("SOP407", CONTENT + schedule("每周一 11:00 | content"))
    assert found("SOP407", CONTENT + schedule("每2周 周一 11:00 | content") + "from: 2026-11-02\n")
    assert not found("SOP407", FLASH + schedule("每月1日 11:00 | activity"))
    assert not found("SOP407", "group: check-in\n" + schedule("每月1日 11:00 | activity"))
    assert found("SOP407", FLASH + schedule("每月1日 11:00 | activity"), {"flash": {"SOP407": {"days": 5}}})


def test_what_is_not_posted_into_the_group_breaks_no_silence() -> None:
    weekly = "每周一 11:00 | activity"
    assert found("SOP407", schedule(weekly, "每天 9:00 | content | via: moments"))
    assert not found("SOP407", schedule(weekly, "每天 9:00 | service | via: notice"))


def test_nothing_dated_is_no_silence() -> None:
    assert not found("SOP407", schedule("建群第1天 10:00 | activity", "收货后1天 10:00 | service"))
    assert not found("SOP407", schedule("每天 10:00 | activity | via: moments"))


def test_silence_is_looked_for_within_validity() -> None:
    assert not found("SOP407", schedule("每天 11:00 | activity") + "from: 2027-03-01\nuntil: 2027-03-20\n")
    (finding,) = found(
        "SOP407", schedule("每月1日 11:00 | activity") + "from: 2027-03-01\nuntil: 2027-03-20\n"
    )
    assert "2027-03-02 到 2027-03-20 连着 19 天" in finding.message.zh


def test_a_pause_that_is_written_is_no_silence() -> None:
    daily = schedule("每天 11:00 | activity")
    assert not found("SOP407", daily + "skip: 2026-12-01..2026-12-10\n")
    assert not found("SOP407", daily + "holidays: skip\ntimezone: Asia/Shanghai\n")
    assert found("SOP407", schedule("每周一、二、三 11:00 | activity") + "skip: 2026-12-01..2026-12-10\n")


def test_a_campaign_is_silent_by_its_nature() -> None:
    campaign = schedule("春节 前7天 11:00 | activity", "[春节 10:00, 2027-02-20 10:00] | activity")
    assert not found("SOP407", campaign)
    assert not found(
        "SOP407",
        "anchors: {大促: 双11 20:00}\n" + schedule("大促 前1天 20:00 | activity", "大促 前1小时 | activity"),
    )
    (finding,) = found("SOP407", campaign + "from: 2027-01-28\nuntil: 2027-02-20\n")
    assert "2027-02-07 到 2027-02-19 连着 13 天" in finding.message.zh
    assert found("SOP407", schedule("春节 前7天 11:00 | activity", "每周一 11:00 | activity"))


# -- the same moment ----------------------------------------------------------------------------------------------


def test_two_slots_at_the_same_moment() -> None:
    (finding,) = found(
        "SOP408", schedule("双11 11:00 | activity", "每周三 11:00 | content", "每天 12:00 | content")
    )
    assert finding.severity is WARNING
    assert finding.message.zh == "「第1条」（s1）和「第2条」（s2）同时发：2026-11-11 11:00"
    assert finding.message.en == "`s1` and `s2` are posted together at 11:00 on 2026-11-11"
    (finding,) = found("SOP408", schedule("每天 11:00 | activity", "每周三 11:00-12:00 | content"))
    assert "2026-11-04 等 52 天，11:00" in finding.message.zh


def test_other_places_and_other_days_do_not_clash() -> None:
    assert not found("SOP408", schedule("每天 11:00 | activity", "每天 11:00 | content | via: moments"))
    assert not found("SOP408", schedule("每周一 11:00 | activity", "每周二 11:00 | content"))
    assert not found("SOP408", schedule("每天 11:00-12:00 | activity", "每天 11:30 | content"))
    assert not found("SOP408", schedule("每天 11:00 | activity", "双11 11:00 | content") + "skip: 双11\n")


def test_one_finding_for_each_slot_that_meets_one_above() -> None:
    findings = found(
        "SOP408", schedule("每天 11:00 | activity", "每天 11:00 | content", "每天 11:00 | content")
    )
    assert [finding.message.zh.partition("同时")[0] for finding in findings] == [
        "「第1条」（s1）和「第2条」（s2）",
        "「第1条」（s1）和「第3条」（s3）",
    ]


def test_one_slot_may_meet_itself() -> None:
    (finding,) = found("SOP408", schedule("[每天 11:00, 双11 11:00] | activity"))
    assert finding.message.zh == "「第1条」（s1）的两条时间撞在一起：2026-11-11 11:00"


def test_lives_and_journeys_clash_by_their_own_days() -> None:
    (finding,) = found("SOP408", schedule("建群第1-3天 11:00 | activity", "建群第3-5天 11:00 | content"))
    assert "建群第 3 天 11:00" in finding.message.zh
    (finding,) = found("SOP408", schedule("收货后1天 10:00 | service", "receipt +1d 10:00 | content"))
    assert "「receipt +1d 10:00」" in finding.message.zh
    assert found("SOP408", schedule("入群后0分钟 | service", "入群后0分钟 | content"))
    assert not found("SOP408", schedule("收货后1天 10:00 | service", "收货后2天 10:00 | content"))
    assert not found("SOP408", schedule("每天 11:00 | activity", "建群第1天 11:00 | content"))
