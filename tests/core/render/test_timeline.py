"""Timelines on a playbook's page: what stands where, and what the page's script dates a group's life by."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.almanac import Almanac, Notice
from sopbook.expand import Range, Step, timeline
from sopbook.files import load_templates
from sopbook.handbook import Handbook
from sopbook.pipeline import equip, publish
from sopbook.render.journeys import journeys_view
from sopbook.render.parts import Studio
from sopbook.render.timeline import (
    SEPARATE_DAYS,
    LifePost,
    clock_changes,
    life_posts,
    life_view,
    stretches,
)
from sopbook.render.words import Words
from sopbook.settings import Settings
from sopbook.when import EVENTS, EventName, Span, standard_names

ENV, RULES = load_templates(None)
PATH = "industries/a/x.md"
NOTICES = {
    2027: Notice(
        holidays={
            "new-year": (date(2027, 1, 1), date(2027, 1, 3)),
            "spring-festival": (date(2027, 2, 5), date(2027, 2, 11)),
        },
        workdays=frozenset({date(2027, 2, 20)}),
    )
}
"""No notice like it has been published; 2028 stays unknown."""
KNOWING = replace(Settings(), almanac=Almanac.of(overrides=NOTICES), site_url="https://example.org/sop/")

Read = Callable[..., Handbook]
Write = Callable[..., str]


def studio_of(handbook: Handbook, lang: Any = "zh") -> Studio:
    return Studio(handbook=handbook, env=ENV, words=Words(lang))


def life_of(handbook: Handbook) -> SimpleNamespace:
    found = life_view(handbook.playbooks["a-x"], studio_of(handbook))
    assert found is not None
    return found


# ---------------------------------------------------------------------------------------------------------------------
# What stands where


def test_each_day_stands_for_itself_and_days_without_posts_are_one(read_sound: Read, write: Write) -> None:
    text = write(
        "建群第1-2天 20:00 | 接龙 | host | interaction", "建群第6天 9:00-10:00 | 小课 | admin | content"
    )
    days = life_of(read_sound({PATH: text})).days
    assert [day.name for day in days] == ["第1天", "第2天", "第3–5天", "第6天"]
    assert [[post.title for post in day.posts] for day in days] == [["接龙"], ["接龙"], [], ["小课"]]
    (post,) = days[3].posts
    assert (post.time, post.kind, post.kind_name, post.role, post.anchor) == (
        "09:00–10:00",
        "content",
        "内容",
        "群管理",
        "slot-slot-2",
    )


def test_a_day_goes_by_time(read_sound: Read, write: Write) -> None:
    text = write("[建群第1天 20:00, 建群第1天 8:00] | 问候", "建群第1天 12:00、7:00 | 任务")
    (day,) = life_of(read_sound({PATH: text})).days
    assert [post.time for post in day.posts] == ["07:00", "08:00", "12:00", "20:00"]


def test_in_a_long_life_days_in_a_row_with_the_same_posts_are_one(read_sound: Read, write: Write) -> None:
    text = write("建群第1-90天 20:00 | 打卡", "建群第30天 21:00 | 小结")
    assert [day.name for day in life_of(read_sound({PATH: text})).days] == ["第1–29天", "第30天", "第31–90天"]


def test_what_has_no_group_days_has_no_timeline(read_sound: Read, write: Write) -> None:
    handbook = read_sound({PATH: write("每天 11:00", "入群后0分钟")})
    assert life_view(handbook.playbooks["a-x"], studio_of(handbook)) is None


def post(first: int, length: int, minute: int) -> LifePost:
    slot: Any = SimpleNamespace(id="x")
    return LifePost(slot, 0, 0, first, first + length, Span(minute))


POSTS = st.lists(
    st.builds(post, st.integers(1, 60), st.integers(0, 40), st.integers(0, 1439)), min_size=1, max_size=6
)


@given(POSTS)
def test_stretches_are_the_days_of_a_life(posts: list[LifePost]) -> None:
    found = stretches(posts)
    last = max(one.last for one in posts)
    by_day = {day: one.posts for one in found for day in range(one.first, one.last + 1)}
    assert list(by_day) == list(range(1, last + 1))
    assert by_day == {
        day: tuple(one for one in posts if one.first <= day <= one.last) for day in range(1, last + 1)
    }
    if sum(bool(shown) for shown in by_day.values()) <= SEPARATE_DAYS:
        assert all(one.first == one.last for one in found if one.posts)
    assert all(len(list(group)) == 1 for empty, group in groupby(not one.posts for one in found) if empty)


# ---------------------------------------------------------------------------------------------------------------------
# What the script dates by: its arithmetic, said once more, comes to what `timeline` comes to


def scripted(plan: dict[str, Any], day_one: date) -> list[tuple[str, datetime, datetime, bool]]:
    """Date a life as the page's script does: id, start, end and whether it hangs on unknown days off."""
    start = (day_one - date(1970, 1, 1)).days
    moves = {int(day): target for day, target in plan["moves"].items()}
    found, told = [], set()
    for slot, n, first, last, begin, end, name in plan["posts"]:
        for life_day, day in scripted_days(plan, moves, start, first, last):
            at = instant(plan, day * 1440 + begin)
            until = at + plan["lasts"] if end is None else instant(plan, day * 1440 + end)
            until = until if until > at else at + end - begin
            if (slot, n, at) not in told:
                told.add((slot, n, at))
                nominal = date(1970, 1, 1) + timedelta(start + life_day - 1)
                unsure = (date(1970, 1, 1) + timedelta(day)).year in plan["unknown"]
                found.append((f"{name}{nominal:%Y%m%d}@sopbook", moment(at), moment(until), unsure))
    return sorted(found)


def scripted_days(
    plan: dict[str, Any], moves: dict[int, int], start: int, first: int, last: int
) -> list[tuple[int, int]]:
    closed = int(plan["closed"] or "0", 16)
    taken: dict[int, int] = {}
    own = [(n, start + n - 1) for n in range(first, last + 1)]
    open_days = [(n, day) for n, day in own if not closed >> (day - plan["first"]) & 1]
    staying = [(n, day) for n, day in open_days if day not in moves]
    moved = [(n, moves[day]) for n, day in open_days if day in moves]
    for n, day in (*staying, *moved):
        if not closed >> (day - plan["first"]) & 1:
            taken.setdefault(day, n)
    return [(n, day) for day, n in taken.items()]


def instant(plan: dict[str, Any], minute: int) -> int:
    return minute - [ahead for since, ahead in plan["clock"] if since <= minute][-1]


def moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def engine(handbook: Handbook, day_one: date) -> list[tuple[str, datetime, datetime, bool]]:
    """Return the same of the engine."""
    playbook = handbook.playbooks["a-x"]
    found = []
    for slot, whens in zip(playbook.front.schedule, playbook.whens, strict=True):
        for n, when in enumerate(whens):
            for step in timeline(when, day_one, playbook.terms, handbook.settings.almanac):
                found.append(known(step, f"{playbook.id}.{slot.id}.{n}", when.times))
    return sorted(found)


def known(step: Step, name: str, times: tuple[Span, ...]) -> tuple[str, datetime, datetime, bool]:
    assert step.moment is not None
    place = times.index(step.span)
    start = step.moment.start.astimezone(UTC)
    end = step.moment.end.astimezone(UTC) if step.moment.end else start + timedelta(minutes=15)
    uid = f"{name}{f'-{place}' if place else ''}.{step.moment.nominal:%Y%m%d}@sopbook"
    return uid, start, end, step.moment.provisional


TERMS = st.fixed_dictionaries(
    {
        "holidays": st.sampled_from(["keep", "skip", "next-workday", "previous-workday"]),
        "timezone": st.sampled_from(
            [
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Santiago",
                "UTC",
            ]
        ),
    },
    optional={
        "from_": st.sampled_from(["2026-12-10", "2027-03-01"]),
        "until": st.sampled_from(["2027-04-01", "2027-11-30"]),
        "skip": st.sampled_from(["2027-01-04..2027-01-06", "[春节 前1天至后3天, 2027-03-28]"]),
    },
)
SLOTS = st.lists(
    st.builds(
        lambda first, length, times: f"建群第{first}-{first + length}天 {times}",
        st.integers(1, 20),
        st.integers(0, 12),
        st.sampled_from(
            ["10:00", "2:30、3:30", "20:00-21:00、8:00", "23:30-2:30", "2:15-2:45", "0:30", "1:50-2:10"]
        ),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=150, deadline=None)
@given(terms=TERMS, slots=SLOTS, days=st.lists(st.integers(0, 395), min_size=1, max_size=4))
def test_the_script_dates_a_life_as_the_engine_does(
    read_sound: Read, write: Write, terms: dict[str, str], slots: list[str], days: list[int]
) -> None:
    handbook = read_sound({PATH: write(*slots, **terms)}, KNOWING)
    view = life_of(handbook)
    for day in days:
        day_one = date.fromisoformat(view.first) + timedelta(day)
        assert scripted(json.loads(view.plan), day_one) == engine(handbook, day_one)


@pytest.mark.parametrize("policy", ["skip", "next-workday", "previous-workday"])
def test_every_start_that_can_be_chosen_is_known(read_sound: Read, write: Write, policy: str) -> None:
    """A year of holidays lies within; each day of the range and its two ends."""
    handbook = read_sound({PATH: write("建群第1-5天 10:00", "建群第30天 9:00", holidays=policy)}, KNOWING)
    view = life_of(handbook)
    first, last = date.fromisoformat(view.first), date.fromisoformat(view.last)
    assert (first, last) == (
        handbook.published.start - timedelta(29),
        handbook.published.end - timedelta(1),
    )
    plan = json.loads(view.plan)
    for offset in range((last - first).days + 1):
        day_one = first + timedelta(offset)
        assert scripted(plan, day_one) == engine(handbook, day_one)


def test_a_plan_without_limits_says_little(read_sound: Read, write: Write) -> None:
    plan = json.loads(life_of(read_sound({PATH: write("建群第1天 10:00")})).plan)
    assert (plan["closed"], plan["moves"], plan["unknown"]) == ("", {}, [])
    assert plan["clock"] == [[0, 480]]


def test_events_say_what_feeds_say(read_sound: Read, write: Write) -> None:
    text = write("建群第1天 10:00 | 开群 | host | service\ncopy: 大家好", "每天 10:00 | 日报")
    plan = json.loads(life_of(read_sound({PATH: text}, KNOWING)).plan)
    assert list(plan["slots"]) == ["slot-1"]
    lines = plan["slots"]["slot-1"].split("\r\n")
    assert "SUMMARY:开群" in lines and "CATEGORIES:服务" in lines and lines[-2:] == ["END:VEVENT", ""]
    assert "URL:https://example.org/sop/industries/a/x/#slot-slot-1" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    assert plan["head"].startswith("BEGIN:VCALENDAR\r\n") and plan["head"].endswith("\r\n")


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Shanghai"]


@given(st.sampled_from(ZONES), st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31)))
def test_the_clock_of_a_zone(name: str, wall: datetime) -> None:
    """A time that the clock skips moves forward, of two alike the first counts: as datetime has it with fold=0."""
    zone = ZoneInfo(name)
    minute = round(wall.replace(second=0, microsecond=0, tzinfo=UTC).timestamp()) // 60
    plan = {"clock": clock_changes(zone, range(2025, 2031))}
    expected = wall.replace(second=0, microsecond=0, tzinfo=zone).timestamp()
    assert instant(plan, minute) * 60 == expected


# ---------------------------------------------------------------------------------------------------------------------
# Journeys


def stations(handbook: Handbook, lang: Any = "zh") -> dict[str, list[str]]:
    """Return what each journey of the one playbook shows, line by line."""
    found = journeys_view(handbook.playbooks["a-x"], studio_of(handbook, lang))
    return {one.name: [said(station) for station in (*one.before, one.event, *one.after)] for one in found}


def said(station: SimpleNamespace) -> str:
    posts = [f"| {post.time} {post.title}" for post in station.posts]
    return " ".join(part for part in (station.name, station.also, *posts) if part)


def test_journeys_are_drawn_from_the_event(read_sound: Read, write: Write) -> None:
    text = write(
        "收货后1天 10:00 | 教用法",
        "入群后2小时 | 发资料",
        "入群后0分钟 | 欢迎",
        "入群后0天 20:00 | 晚安",
        "用完前5天 10:00 | 提醒",
        "[用完后3天 9:00, 用完后3天 20:00] | 回访",
        usage_cycle="30d",
    )
    assert stations(read_sound({PATH: text})) == {
        "从入群数起": ["入群", "入群后 0 分钟 |  欢迎", "入群后 2 小时 |  发资料", "入群当天 | 20:00 晚安"],
        "从收货数起": ["收货", "收货后第 1 天 | 10:00 教用法"],
        "从用完数起": [
            "用完前 5 天 ＝ 收货后第 25 天 | 10:00 提醒",
            "用完 收货 + 30 天",
            "用完后第 3 天 ＝ 收货后第 33 天 | 09:00 回访 | 20:00 回访",
        ],
    }


def test_journeys_in_english_and_an_event_of_the_handbooks_own(read_sound: Read, write: Write) -> None:
    names = standard_names(Settings().almanac, events={**EVENTS, "complaint": EventName("投诉", "complaint")})
    text = write("complaint +30min | call", "complaint +1d 10:00 | write", "birthday -1d 10:00 | wish")
    handbook = read_sound({PATH: text}, replace(Settings(), lang="en", names=names))
    assert stations(handbook, "en") == {
        "Counted from birthday": ["day 1 before birthday | 10:00 wish", "birthday"],
        "Counted from complaint": [
            "complaint",
            "30 minutes after complaint |  call",
            "day 1 after complaint | 10:00 write",
        ],
    }


def test_used_up_without_a_cycle_or_with_half_days_names_no_other_day(read_sound: Read, write: Write) -> None:
    assert stations(read_sound({PATH: write("用完前5天 10:00 | 提醒")})) == {
        "从用完数起": ["用完前 5 天 | 10:00 提醒", "用完"]
    }
    found = stations(read_sound({PATH: write("用完前5天 10:00 | 提醒", usage_cycle="36h")}))
    assert found["从用完数起"] == ["用完前 5 天 | 10:00 提醒", "用完 收货 + 36 小时"]


def test_a_day_before_the_event_goes_by_time(read_sound: Read, write: Write) -> None:
    text = write(
        "生日前30分钟 | 卡片", "生日前1天 20:00 | 预告", "生日前2天 9:00 | 备货", "生日后0天 9:00 | 祝福"
    )
    assert stations(read_sound({PATH: text})) == {
        "从生日数起": [
            "生日前 2 天 | 09:00 备货",
            "生日前 1 天 | 20:00 预告",
            "生日前 30 分钟 |  卡片",
            "生日",
            "生日当天 | 09:00 祝福",
        ]
    }


# ---------------------------------------------------------------------------------------------------------------------
# The page


def lead_of(handbook: Handbook) -> str:
    return publish(equip(handbook, ENV, RULES)).parts[PATH].lead()


def test_the_page_has_its_timelines_above_the_schedule_and_only_those_it_needs(
    read_sound: Read, write: Write
) -> None:
    page = lead_of(read_sound({PATH: write("建群第1天 10:00", "入群后0分钟")}))
    places = [page.index(f'id="{anchor}"') for anchor in ("timeline", "journey", "schedule")]
    assert places == sorted(places) and 'id="next-days"' not in page
    both = lead_of(read_sound({PATH: write("每天 10:00", "建群第1天 10:00")}))
    assert both.index('id="next-days"') < both.index('id="timeline"') and 'id="journey"' not in both
    plain = lead_of(read_sound({PATH: write("每天 10:00")}))
    assert "sop-life" not in plain and "sop-journey" not in plain


def test_a_hostile_title_stays_text(read_sound: Read, write: Write) -> None:
    hostile = "'</script><img src=x onerror=alert(1)> \"&'"
    page = lead_of(
        read_sound(
            {
                PATH: write("建群第1天 10:00 | x", "入群后0分钟 | y", title=hostile).replace(
                    "post: x", f"post: {hostile}"
                )
            }
        )
    )
    assert "<img" not in page and "</script" not in page


def test_no_calendar_holds_them(read_sound: Read, write: Write) -> None:
    handbook = read_sound({PATH: write("建群第1天 10:00", "入群后0分钟", "收货后1天 9:00")})
    assert handbook.entries(handbook.playbooks["a-x"]) == ()
    assert not [
        file.path for file in publish(equip(handbook, ENV, RULES)).files() if file.path.endswith(".ics")
    ]
    assert life_posts(handbook.playbooks["a-x"])[0].first == 1
    assert handbook.published == Range(date(2026, 12, 1), date(2028, 1, 1))
