"""Who answers, and how soon: duty after posts (SOP415), the promised reply time (SOP416); anchors in use (SOP410)."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, found

from sopbook.checks import CHECKS
from sopbook.checks.examples import BASE
from sopbook.findings import Severity


def posts(when: str, duty: str = "", more: str = "") -> str:
    return f"""\
selling: false
{f"duty: {duty}" if duty else ""}
schedule:
  - id: tip
    when: {when}
    post: 小窍门
    kind: content
    by: admin
    copy: 看图。
    {more}
"""


@pytest.mark.parametrize(
    ("when", "duty", "count"),
    [
        ("每天 20:30", "{service: 10:00-21:30}", 0),
        ("每天 20:31", "{service: 10:00-21:30}", 1),
        ("每天 10:00", "{service: 10:00-21:30}", 0),
        ("每天 09:59", "{service: 10:00-21:30}", 1),
        ("每天 12:30", "{service: [10:00-13:00, 14:00-18:00]}", 1),
        ("每天 12:30", "{service: 10:00-13:00, admin: 13:00-18:00}", 0),
        ("每天 12:30", "{service: 10:00-13:00, admin: 12:00-18:00}", 0),
        ("每天 22:30", "{service: 18:00-02:00}", 0),
        ("每天 22:30", "{service: 18:00-24:00}", 0),
        ("每天 22:30", "{service: 18:00-23:00}", 1),
        ("每天 07:00", "{service: 22:00-08:00}", 0),
        ("每天 07:01", "{service: 22:00-08:00}", 1),
        ("每天 20:00-23:00", "{service: 10:00-21:30}", 0),
        ("每天 23:00", "{service: 10:00-21:30}", 0),
        ("每天 06:59", "{service: 10:00-21:30}", 0),
        ("建群第1天 21:00", "{service: 10:00-21:30}", 1),
        ("入群后1天 21:00", "{service: 10:00-21:30}", 1),
        ("入群后0分钟", "{service: 10:00-21:30}", 0),
        ("2026-11-01 21:00", "{service: 10:00-21:30}", 0),
        ("[每天 08:00, 每周三 21:00]", "{service: 10:00-21:30}", 1),
    ],
)
def test_somebody_is_on_duty_for_an_hour_after_every_post(when: str, duty: str, count: int) -> None:
    findings = found("SOP415", posts(when, duty))
    assert [one.severity for one in findings] == [Severity.WARNING] * count


def test_it_tells_the_time_and_the_hours() -> None:
    (one,) = found("SOP415", posts("每天 21:00", "{service: [10:00-12:00, 14:00-21:30], admin: 09:00-10:00}"))
    for said in ("小窍门", "21:00", "前台 10:00-12:00、14:00-21:30；值班经理 09:00-10:00"):
        assert said in one.message.zh
    assert "22:00" in one.help.zh and "22:00" in one.help.en and "`tip`" in one.message.en


@pytest.mark.parametrize(("via", "count"), [("notice", 1), ("group", 1), ("moments", 0), ("private", 0)])
def test_only_posts_into_the_group_count(via: str, count: int) -> None:
    assert len(found("SOP415", posts("每天 22:00", more=f"via: {via}"))) == count


def test_its_documentation_says_so() -> None:
    said = CHECKS["SOP415"]
    assert "朋友圈" in said.why.zh + said.mend.zh and "私聊" in said.why.zh + said.mend.zh
    assert "Moments" in said.why.en + said.mend.en and "private" in said.why.en + said.mend.en


def test_people_stand_in_backticks_in_english() -> None:
    (one,) = found("SOP415", posts("每天 21:00", "{service: 10:00-21:30}"))
    assert "`前台` 10:00-21:30" in one.message.en


def test_the_minutes_may_be_set() -> None:
    late = posts("每天 21:00", "{service: 10:00-21:30}")
    assert found("SOP415", late, {"SOP415": {"minutes": 30}}) == []


NO_DUTY = BASE.replace("duty: {service: 10:00-21:30}\n", "")


def test_no_duty_at_all_is_one_hint_at_the_roles() -> None:
    (one,) = findings_of(NO_DUTY)
    assert (one.code, one.severity) == ("SOP415", Severity.HINT)
    lines = NO_DUTY.splitlines()
    assert lines[one.place.line - 1].startswith("roles:")


def test_no_duty_is_needed_where_nothing_is_posted_into_the_group() -> None:
    assert found("SOP415", NO_DUTY.replace("    by: admin\n", "    by: admin\n    via: private\n")) == []


@pytest.mark.parametrize(
    ("promise", "severity", "zh"),
    [
        ("5min", None, ""),
        ("3min", None, ""),
        ("6min", Severity.HINT, "6 分钟内回复，最好不超过 5 分钟"),
        ("15min", Severity.HINT, "15 分钟"),
        ("16min", Severity.WARNING, "16 分钟内回复，最好不超过 15 分钟"),
        ("2h", Severity.WARNING, "2 小时"),
        ("1d", Severity.WARNING, "1 天"),
        ("90min", Severity.WARNING, "90 分钟"),
    ],
)
def test_the_promised_reply_time(promise: str, severity: Severity | None, zh: str) -> None:
    findings = found("SOP416", f"reply-within: {promise}\n")
    assert [one.severity for one in findings] == ([severity] if severity else [])
    assert all(zh in one.message.zh for one in findings)


def test_no_promise_is_a_hint() -> None:
    (one,) = findings_of(BASE.replace("reply-within: 5min\n", ""))
    assert (one.code, one.severity) == ("SOP416", Severity.HINT)


def test_the_limits_of_a_promise_may_be_set() -> None:
    assert found("SOP416", "reply-within: 30min\n", {"SOP416": {"hint": 30, "warning": 60}}) == []
    (one,) = found("SOP416", "reply-within: 30min\n", {"content": {"SOP416": {"hint": 15}}})
    assert one.severity is Severity.WARNING


ANCHORS = "anchors: {{直播: 每周六 20:00-22:00, 开课: 每周二 20:00}}\n{}"


@pytest.mark.parametrize(
    ("when", "unused"),
    [
        ("[直播 前1天 20:00, 开课 前30分钟]", []),
        ("直播 前0分钟", ["开课"]),
        ("每天 20:00", ["直播", "开课"]),
    ],
)
def test_anchors_that_nobody_counts_from(when: str, unused: list[str]) -> None:
    findings = found("SOP410", ANCHORS.format(posts(when)))
    assert [(one.severity, name) for one, name in zip(findings, unused, strict=True)] == [
        (Severity.WARNING, name)
        for name in unused
        if any(f"「{name}」" in one.message.zh for one in findings)
    ]


def test_an_unused_anchor_is_told_at_its_name() -> None:
    (one,) = found("SOP410", ANCHORS.format(posts("直播 前0分钟")))
    assert one.place.column == len("anchors: {直播: 每周六 20:00-22:00, ") + 1
