"""Feeds read back: whatever the schedule, two readers of different descent show the engine's own occurrences.

Each file in `feeds/` is a playbook, and a case: failures that hypothesis has shrunk are kept there. Its first line may
say the day the feed is built on. SOPBOOK_EXAMPLES=3000 runs so many random schedules instead of the committed few.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from oracles import Seen, libical, recurring
from oracles.lint import lint

from sopbook.expand import Range
from sopbook.handbook import Handbook, occurrences
from sopbook.pipeline import read
from sopbook.render import ics
from sopbook.render.feeds import feed_files
from sopbook.render.parts import Studio
from sopbook.settings import Settings

SETTINGS = replace(Settings(), site_url="https://example.org/sop/")
TODAY = date(2026, 12, 7)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
EXAMPLES = int(os.environ.get("SOPBOOK_EXAMPLES", "60"))
CASES = sorted((Path(__file__).parent / "feeds").glob("*.md"))
ORACLES = (recurring, libical)
OWN = "feeds/playbook/a-x.ics"


def years_of(today: date) -> Range:
    return Range(date(today.year, 1, 1), date(today.year + 2, 1, 1))


def planned(handbook: Handbook) -> list[Seen]:
    """Return the engine's own occurrences over the feed's window; a post without an end lasts fifteen real minutes."""
    found = occurrences(handbook.playbooks.values(), years_of(handbook.today), handbook.settings)
    return sorted(
        Seen(
            start,
            it.moment.end.astimezone(UTC) if it.moment.end else start + ics.MOMENT,
            it.slot.post,
            provisional,
        )
        for it in found
        for start, provisional in [(it.moment.start.astimezone(UTC), it.moment.provisional)]
    )


def hold(text: str, today: date = TODAY) -> bool:
    """Insist that the playbook's feeds hold its occurrences; False when it is not a valid playbook."""
    handbook, _ = read([("industries/a/x.md", text)], SETTINGS, today)
    if not handbook.playbooks:
        return False
    files = feed_files(Studio(handbook=handbook, env=Environment()))
    feeds = {file.path: str(file.content) for file in files if file.path.endswith(".ics")}
    expected, range_ = planned(handbook), years_of(today)
    assert feeds or not expected
    zone = handbook.playbooks["a-x"].terms.zone
    start, end = (datetime.combine(day, time(), zone) for day in (range_.start, range_.end))
    beside = timedelta(days=3)
    for feed in feeds.values():
        lint(feed)
    for oracle in ORACLES:
        seen = oracle.read(feeds[OWN], start - beside, end + beside) if feeds else []
        inside = [it for it in seen if range_.start <= it.start.astimezone(zone).date() < range_.end]
        assert _difference(inside, expected) == [], oracle.__name__
    return True


def _difference(seen: list[Seen], expected: list[Seen]) -> list[tuple[str, Seen]]:
    if seen == expected:
        return []
    few = [("missing", it) for it in expected if seen.count(it) < expected.count(it)][:3]
    return few + [("too much", it) for it in seen if seen.count(it) > expected.count(it)][:3]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_once_failed(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    today = date.fromisoformat(first.removeprefix("today: ")) if first.startswith("today: ") else TODAY
    assert hold(rest if first.startswith("today: ") else text, today), "no longer a valid playbook"


BY_HAND = [
    (["每天 11:00、18:00"], {}),
    (
        ["每天（除周一） 11:00", "工作日 9:30", "休息日 10:00", "周末 22:00-2:00"],
        {"skip": "[2026-10-01..2026-10-07, 2026-12-31]"},
    ),
    (["每周一、三、五 20:00", "每周二 14:00-18:00"], {"from": "2026-03-15", "until": "2027-11-06"}),
    (["每2周 周二 20:00", "每3周 周五、日 9:00"], {"from": "2026-02-04"}),
    (["每月8、18、31日 10:00", "每月最后一天 20:00", "每月第2个周六 15:00", "每月最后一个周五 17:00"], {}),
    (
        [
            "每月第一个工作日 9:30",
            "每月最后一个工作日 17:00",
            "每年2-29 10:00",
            "每年11-11 20:00",
            "2026-11-11 20:00",
        ],
        {},
    ),
    (["RRULE:FREQ=YEARLY;BYDAY=MO,2TH 20:00"], {"from": "2026-01-05"}),
    (
        ["RRULE:FREQ=MONTHLY;BYDAY=-1FR 20:00", "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=40 8:00"],
        {"from": "2026-01-05", "skip": "[2026-01-05, 2026-01-11]", "until": "2026-04-20"},
    ),
    (
        ["RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270301 20:00", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU 2:30"],
        {"from": "2025-11-01"},
    ),
    (
        ["开课 前1天 20:00", "开课 前30分钟", "开课 后1天 0:30", "开课 前13小时", "开课 后90分钟"],
        {"anchors": "{开课: 每周日 2:30-3:30}"},
    ),
    (
        ["开课 前1天 20:00", "开课 后2天 9:00", "开课 前26小时"],
        {"anchors": "{开课: [每周二 20:00, 每月8日 20:00]}", "skip": "[2026-12-08]"},
    ),
    (
        ["每天 1:30、2:00、2:30、3:00", "每周日 1:30-3:15", "每月最后一个周日 23:30-2:45"],
        {"from": "2024-06-01"},
    ),
    (["春节 前7天 10:00", "双11 前14天至前1天 20:00", "国庆 假期第1天 10:00"], {}),
    *[
        (
            ["每周四、六 10:00、12:00-13:00", "每月1日 9:00", "开课 前1天 8:00"],
            {"holidays": policy, "anchors": anchors},
        )
        for policy in ("skip", "next-workday", "previous-workday")
        for anchors in ["{开课: 每周四 20:00}"]
    ],
]


@pytest.mark.parametrize("zone", ZONES[:4])
@pytest.mark.parametrize(("slots", "front"), BY_HAND, ids=lambda value: "; ".join(value)[:40])
def test_a_feed_holds_the_occurrences(
    slots: list[str], front: dict[str, str], zone: str, write: Callable[..., str]
) -> None:
    assert hold(write(*(f'"{slot}"' for slot in slots), timezone=zone, **front))


@pytest.mark.parametrize(
    "zone", ["Africa/Casablanca", "Africa/Cairo", "America/Nuuk", "America/Santiago", "Asia/Beirut"]
)
def test_zones_that_change_in_their_own_way(zone: str, write: Callable[..., str]) -> None:
    """Ramadan, the last Thursday at midnight, across midnight, the Sunday from the 2nd on."""
    slots = ["每天 0:00、0:30、23:30", "每周六、日 23:00-1:00", "每周五 12:00", "开课 后90分钟"]
    assert hold(write(*slots, timezone=zone, anchors="{开课: 每天 22:45}", from_="2025-03-01"))


# ---------------------------------------------------------------------------------------------------------------------
# Any schedule

NUMBER = st.integers


def listed(items: st.SearchStrategy, most: int, sep: str = "、") -> st.SearchStrategy[str]:
    found = st.lists(items, min_size=1, max_size=most, unique=True)
    return found.map(lambda chosen: sep.join(map(str, sorted(chosen, key=str))))


WEEKDAYS = st.lists(st.sampled_from(range(7)), min_size=1, max_size=4, unique=True)
CHINESE = WEEKDAYS.map(lambda days: "、".join("一二三四五六日"[day] for day in sorted(days)))
ENGLISH = WEEKDAYS.map(
    lambda days: ",".join(["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day] for day in sorted(days))
)
CLOCK = st.one_of(
    st.sampled_from(("0:00", "0:30", "1:45", "2:00", "2:30", "3:00", "3:30", "20:00", "23:45", "23:59")),
    st.builds("{}:{:02}".format, NUMBER(0, 23), NUMBER(0, 59)),
)
WINDOW = st.builds("{}-{}".format, CLOCK, CLOCK)
TIMES = st.one_of(CLOCK, WINDOW, st.lists(CLOCK, min_size=2, max_size=3, unique=True).map("、".join))
DAYS = st.dates(date(2024, 6, 1), date(2028, 6, 1))
PLAIN = st.one_of(
    st.sampled_from(
        ("每天", "每天（除周三）", "周末", "每月最后一天", "每年2-29", "每年11-11", "2027-03-28")
    ),
    CHINESE.map("每周{}".format),
    st.builds("每{}周 周{}".format, NUMBER(2, 5), CHINESE),
    listed(NUMBER(1, 31), 3).map("每月{}日".format),
    st.builds("每月第{}个周{}".format, NUMBER(1, 5), st.sampled_from("一三日")),
    st.builds("每月最后一个周{}".format, st.sampled_from("二四六")),
)
HOLIDAYS = st.one_of(
    st.sampled_from(("工作日", "休息日", "每月第一个工作日", "每月最后一个工作日", "国庆 假期第1天")),
    st.sampled_from(("国庆 节前最后一个工作日", "春节 节后第一个工作日", "清明 假期第2天")),
)
FESTIVALS = st.one_of(
    st.builds("{} 前{}天".format, st.sampled_from(("中秋", "春节", "双11", "冬至", "母亲节")), NUMBER(1, 40)),
    st.builds("{} 前{}天至后1天".format, st.sampled_from(("国庆", "七夕", "618")), NUMBER(1, 9)),
    st.sampled_from(("元旦", "除夕", "年货节", "开学季")),
)
UNTIL = st.one_of(
    DAYS.map("{:%Y%m%d}".format),
    st.builds("{:%Y%m%d}T{:02}{:02}00Z".format, DAYS, NUMBER(0, 23), NUMBER(0, 59)),
)
END = st.one_of(st.just(""), st.builds(";COUNT={}".format, NUMBER(1, 400)), UNTIL.map(";UNTIL={}".format))
EVERY = st.one_of(st.just(""), NUMBER(2, 5).map(";INTERVAL={}".format))
MONTH_DAY = st.one_of(NUMBER(1, 31), NUMBER(-5, -1))
RULES = st.one_of(
    st.builds("FREQ=DAILY{}{}".format, EVERY, END),
    st.builds("FREQ=WEEKLY{}{};BYDAY={};WKST={}".format, EVERY, END, ENGLISH, st.sampled_from(("MO", "SU"))),
    st.builds("FREQ={}{}{}".format, st.sampled_from(("WEEKLY", "MONTHLY", "YEARLY")), EVERY, END),
    st.builds("FREQ=MONTHLY{}{};BYMONTHDAY={}".format, EVERY, END, listed(MONTH_DAY, 3, ",")),
    st.builds(
        "FREQ=MONTHLY{}{};BYDAY={}{}".format, EVERY, END, st.sampled_from((1, 2, 4, 5, -1, -2)), st.just("TU")
    ),
    st.builds(
        "FREQ=MONTHLY{}{};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={}".format, EVERY, END, st.sampled_from((1, 3, -1))
    ),
    st.builds("FREQ=YEARLY{}{};BYMONTH={};BYMONTHDAY={}".format, EVERY, END, NUMBER(1, 12), NUMBER(1, 28)),
    st.builds(
        "FREQ=YEARLY{}{};BYMONTH={};BYDAY={}SU".format, EVERY, END, NUMBER(1, 12), st.sampled_from((1, -1))
    ),
    st.builds("FREQ=YEARLY{}{};BYDAY={}MO".format, EVERY, END, st.sampled_from((1, 20, -1))),
    st.builds(
        "FREQ=YEARLY{}{};BYYEARDAY={}".format,
        EVERY,
        END,
        listed(st.sampled_from((1, 60, 200, 366, -1)), 3, ","),
    ),
    st.builds("FREQ=YEARLY{}{};BYWEEKNO={};BYDAY=WE".format, EVERY, END, NUMBER(1, 52)),
    st.builds("FREQ=MONTHLY{};BYMONTHDAY=13;BYDAY=FR".format, END),
)
BASES = st.one_of(PLAIN, PLAIN, HOLIDAYS, FESTIVALS, RULES.map("RRULE:{}".format))
FOLLOWERS = st.one_of(
    st.builds("开课 {}{}天 {}".format, st.sampled_from("前后"), NUMBER(1, 9), TIMES),
    st.builds("开课 {}{}分钟".format, st.sampled_from("前后"), NUMBER(1, 2000)),
    st.builds("开课 {}{}小时".format, st.sampled_from("前后"), NUMBER(1, 60)),
)
WHENS = st.one_of(st.builds("{} {}".format, BASES, TIMES), FOLLOWERS)
SKIPS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day}..{day + timedelta(days=40)}"),
    st.sampled_from(("春节 前1天至后3天", "双11", "国庆 前2天")),
)
ANCHOR = st.one_of(st.builds("{} {}".format, BASES, CLOCK), st.builds("{} {}".format, PLAIN, WINDOW))
FRONTS = st.fixed_dictionaries(
    {
        "timezone": st.sampled_from(ZONES),
        "from": st.dates(date(2024, 1, 1), date(2027, 10, 1)).map(str),
        "anchors": st.lists(ANCHOR, min_size=1, max_size=2, unique=True).map(
            lambda anchors: "{开课: [" + ", ".join(f'"{one}"' for one in anchors) + "]}"
        ),
    },
    optional={
        "until": st.dates(date(2026, 6, 1), date(2028, 3, 1)).map(str),
        "holidays": st.sampled_from(("skip", "next-workday", "previous-workday")),
        "skip": st.lists(SKIPS, min_size=1, max_size=3, unique=True).map(
            lambda skips: "[" + ", ".join(f'"{one}"' for one in skips) + "]"
        ),
    },
)
BUILT_ON = st.sampled_from((TODAY, date(2025, 3, 1), date(2027, 6, 30)))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(st.lists(WHENS, min_size=1, max_size=3), FRONTS, BUILT_ON)
def test_the_feed_of_any_schedule_holds_its_occurrences(
    write: Callable[..., str], slots: list[str], front: dict[str, str], today: date
) -> None:
    assume(hold(write(*(f'"{slot}"' for slot in slots), **front), today))
