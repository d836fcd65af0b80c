"""Feeds: what RFC 5545 asks for byte by byte, and what other readers make of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopbook.expand import Range
from sopbook.files import load_templates
from sopbook.handbook import Handbook, occurrences
from sopbook.pipeline import publish
from sopbook.render import ics
from sopbook.settings import Settings

ENV, RULES = load_templates(None)
SETTINGS = replace(Settings(), site_url="https://example.org/sop/")
YEARS = Range(date(2026, 1, 1), date(2028, 1, 1))
"""What a feed holds: 1 January of this year to the end of the next."""


def feeds_of(handbook: Handbook) -> dict[str, str]:
    return {
        file.path: file.content
        for file in publish(handbook, ENV, RULES).files()
        if file.path.endswith(".ics")
    }


# ---------------------------------------------------------------------------------------------------------------------
# A linter of bytes: general parsers forgive too much

_CONTENT = re.compile(r"(?P<name>[A-Z-]+)(?P<params>(?:;[A-Z-]+=[^;:\"]+)*):(?P<value>.*)")
_TEXTS = ("SUMMARY", "DESCRIPTION", "CATEGORIES", "NAME", "X-WR-CALNAME")


def unfolded(feed: str) -> list[str]:
    """Return the content lines of a feed, and insist on how they are folded."""
    raw = feed.encode()
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    pieces = raw[:-2].split(b"\r\n")
    for piece in pieces:
        assert 0 < len(piece) <= 75, piece
        text = piece.decode()  # a fold never splits a character
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]", text), piece
    lines: list[str] = []
    for piece in pieces:
        if piece.startswith(b" "):
            lines[-1] += piece[1:].decode()
        else:
            lines.append(piece.decode())
    return lines


def lint(feed: str) -> list[dict[str, str]]:
    """Return the properties of each event, and insist on what general parsers let pass."""
    events: list[dict[str, str]] = []
    stack: list[str] = []
    zones: set[str] = set()
    for line in unfolded(feed):
        match = _CONTENT.fullmatch(line)
        assert match, line
        name, params, value = match["name"], match["params"], match["value"]
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VTIMEZONE" and name == "TZID":
            zones.add(value)
        elif stack[-1] == "VEVENT":
            assert name == "EXDATE" or name not in events[-1], f"{name} twice"
            events[-1][name] = value
            if params.startswith(";TZID="):
                assert params[6:] in zones, params
        if name in _TEXTS:
            assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), line
            assert re.fullmatch(r"(?:[^\\]|\\[\\;,nN])*", value), line
    assert stack == []
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        assert event["DTEND"] > event["DTSTART"]
        assert re.fullmatch(r"[A-Za-z0-9._-]+@sopbook", event["UID"]) and len(event["UID"]) <= 70
        assert not {"SEQUENCE", "LAST-MODIFIED", "CREATED"} & set(event)
        assert not re.search(r"UNTIL=\d{8}T\d{6}(?!Z)", event.get("RRULE", "")), "UNTIL in local form"
        assert "BYHOUR" not in event.get("RRULE", "")
    uids = [event["UID"] for event in events]
    assert len(uids) == len(set(uids))
    return events


# ---------------------------------------------------------------------------------------------------------------------
# Lines

texts = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("，；\\,;:\n\r\t\"'午🍜\x00\x1b\x7f\x85\u2028 ")),
    max_size=120,
)


@given(texts)
def test_a_folded_line_unfolds_to_itself(text: str) -> None:
    line = f"SUMMARY:{ics.escape(text)}"
    folded = ics.fold(line)
    assert all(0 < len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line
    folded.encode()


@given(texts)
def test_escaped_text_is_read_back_without_its_control_characters(text: str) -> None:
    written = ics.fold(f"SUMMARY:{ics.escape(text)}")
    assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", ics.escape(text))
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{written}\r\nEND:VEVENT\r\n")
    lines = re.sub("[\x85\u2028\u2029]", "\n", text)
    assert str(event["SUMMARY"]) == re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", lines)


ids = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", fullmatch=True)


@given(
    st.lists(
        st.tuples(ids, ids, st.integers(0, 99), st.one_of(st.none(), st.dates())),
        min_size=1,
        max_size=12,
        unique=True,
    )
)
def test_a_uid_is_short_ascii_and_its_own(names: list[tuple[str, str, int, date | None]]) -> None:
    made = [ics.uid(playbook, slot, str(n), day) for playbook, slot, n, day in names]
    assert all(re.fullmatch(r"[a-z0-9.-]+@sopbook", one) and len(one) <= 70 for one in made)
    assert len(set(made)) == len(made)
    assert made == [ics.uid(playbook, slot, str(n), day) for playbook, slot, n, day in names]


def test_a_short_uid_says_what_it_is() -> None:
    assert ics.uid("dining-lunch", "menu", "0") == "dining-lunch.menu.0@sopbook"
    assert ics.uid("dining-lunch", "menu", "0", date(2026, 11, 11)) == "dining-lunch.menu.0.20261111@sopbook"


# ---------------------------------------------------------------------------------------------------------------------
# Feeds, read by others


def read_back(feed: str, range_: Range = YEARS) -> list[tuple[datetime, datetime, str]]:
    """Return (start, end, title) of every event, as an independent reader expands the feed."""
    calendar = icalendar.Calendar.from_ical(feed)
    start = datetime(range_.start.year, range_.start.month, range_.start.day, tzinfo=UTC) - timedelta(days=2)
    end = datetime(range_.end.year, range_.end.month, range_.end.day, tzinfo=UTC) + timedelta(days=2)
    found = recurring_ical_events.of(calendar).between(start, end)
    inside = [event for event in found if range_.start <= event["DTSTART"].dt.date() < range_.end]
    return sorted(
        (e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC), str(e["SUMMARY"])) for e in inside
    )


def planned(handbook: Handbook, range_: Range = YEARS) -> list[tuple[datetime, datetime, str]]:
    found = occurrences(handbook.playbooks.values(), range_, handbook.settings)
    return sorted(
        (start.astimezone(UTC), (one.moment.end or start + ics.MOMENT).astimezone(UTC), one.slot.post)
        for one in found
        for start in [one.moment.start]
    )


ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")

BY_HAND = [
    (["每天 11:00、18:00"], {}),
    (
        ["每周六 22:00-2:00", "每天 2:15"],
        {"from": "2026-10-03"},
    ),  # begins in a night whose clock jumps, in one zone
    (["每周日 2:30", "每周六 23:30-2:15"], {"from": "2026-03-28"}),
    (["每周日 2:30", "每周六 23:30-2:15"], {"from": "2026-03-07"}),
    (["每天 9:00"], {"skip": "[2026-01-02, 2027-12-31]"}),
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
    (
        ["RRULE:FREQ=MONTHLY;BYDAY=-1FR 20:00", "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=40 8:00"],
        {"from": "2026-01-05"},
    ),
    (["RRULE:FREQ=DAILY;UNTIL=20270301 8:00"], {"from": "2026-06-01", "until": "2026-12-31"}),
    (["RRULE:FREQ=DAILY;UNTIL=20261231 8:00"], {"from": "2026-06-01", "until": "2027-03-01"}),
    (["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU 8:00", "每2周 周一、日 9:00"], {"from": "2026-01-06"}),
    (
        ["RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270301 20:00", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU 2:30"],
        {"from": "2025-11-01"},
    ),
    (
        ["开课 前1天 20:00", "开课 前30分钟", "开课 后1天 0:30", "开课 前13小时"],
        {"anchors": "{开课: 每周日 2:30-3:30}"},
    ),
    (
        ["开课 前1天 20:00", "开课 后2天 9:00"],
        {"anchors": "{开课: [每周二 20:00, 每月8日 20:00]}", "skip": "[2026-12-08]"},
    ),
    (["每天 2:30", "每周日 1:30-3:15", "每月最后一个周日 23:30-2:45"], {}),
    (["春节 前7天 10:00", "双11 前14天至前1天 20:00", "国庆 假期第1天 10:00"], {}),
    *[
        (["每周四、五、六 10:00", "每月1日 9:00"], {"holidays": policy})
        for policy in ("skip", "next-workday", "previous-workday")
    ],
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("slots", "front"), BY_HAND, ids=lambda value: "; ".join(value)[:40])
def test_a_feed_holds_the_occurrences(
    slots: list[str],
    front: dict[str, str],
    zone: str,
    write: Callable[..., str],
    read_sound: Callable[..., Handbook],
) -> None:
    quoted = [f'"{slot}"' for slot in slots]
    handbook = read_sound({"industries/a/x.md": write(*quoted, timezone=zone, **front)}, SETTINGS)
    (feed,) = {content for path, content in feeds_of(handbook).items() if path.endswith("/playbook/a-x.ics")}
    lint(feed)
    assert read_back(feed) == planned(handbook)
    assert planned(handbook)


weekdays = st.lists(st.sampled_from("一二三四五六日"), min_size=1, max_size=4, unique=True).map("、".join)
times = st.sampled_from(
    ("0:00", "2:30", "11:00、18:00", "20:00", "23:45", "14:00-18:00", "22:00-2:00", "0:00-24:00")
)
rules = st.one_of(
    st.sampled_from(
        (
            "每天",
            "每天（除周三）",
            "工作日",
            "休息日",
            "周末",
            "每月最后一天",
            "每月第一个工作日",
            "每年2-29",
            "2027-03-28",
            "中秋 前3天",
            "双11 前2天至前1天",
        )
    ),
    weekdays.map("每周{}".format),
    st.builds("每{}周 周{}".format, st.integers(2, 5), weekdays),
    st.lists(st.integers(1, 31), min_size=1, max_size=3, unique=True).map(
        lambda days: f"每月{'、'.join(map(str, sorted(days)))}日"
    ),
    st.builds("每月第{}个周{}".format, st.integers(1, 5), st.sampled_from("一三日")),
)
whens = st.builds("{} {}".format, rules, times)
days = st.dates(date(2025, 10, 1), date(2027, 10, 1))
fronts = st.fixed_dictionaries(
    {"timezone": st.sampled_from(ZONES), "from": days.map(str)},
    optional={
        "until": st.dates(date(2027, 10, 1), date(2028, 3, 1)).map(str),
        "holidays": st.sampled_from(("skip", "next-workday", "previous-workday")),
        "skip": st.lists(
            days.map(lambda day: f"{day}..{day + timedelta(days=9)}"), min_size=1, max_size=3
        ).map(lambda found: f"[{', '.join(found)}]"),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(whens, min_size=1, max_size=3), fronts)
def test_the_feed_of_any_schedule_holds_its_occurrences(
    write: Callable[..., str], read_sound: Callable[..., Handbook], slots: list[str], front: dict[str, str]
) -> None:
    handbook = read_sound({"industries/a/x.md": write(*slots, **front)}, SETTINGS)
    feeds = feeds_of(handbook)
    expected = planned(handbook)
    assert ("feeds/all.ics" in feeds) == bool(expected or any("RRULE" in feed for feed in feeds.values()))
    for feed in feeds.values():
        lint(feed)
        assert read_back(feed) == expected


# ---------------------------------------------------------------------------------------------------------------------
# What stands in them


def test_a_plain_recurrence_is_one_event_with_its_exceptions(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {"industries/a/x.md": write("每周一 20:00", skip="[2026-12-14]", until="2027-06-30")}, SETTINGS
    )
    (event,) = lint(feeds_of(handbook)["feeds/all.ics"])
    assert re.fullmatch(r"FREQ=WEEKLY;BYDAY=MO;UNTIL=20270630T1[2-5]\d{4}Z", event["RRULE"])
    assert (event["DTSTART"], event["DTEND"]) == ("20260105T200000", "20260105T201500")
    assert event["EXDATE"] == "20261214T200000"
    assert event["UID"] == "a-x.slot-1.0@sopbook"


def test_what_hangs_on_unpublished_holidays_is_tentative(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound({"industries/a/x.md": write("每月第一个工作日 9:00")}, SETTINGS)
    by_year: dict[str, set[str | None]] = {}
    for event in lint(feeds_of(handbook)["feeds/all.ics"]):
        by_year.setdefault(event["DTSTART"][:4], set()).add(event.get("STATUS"))
    known = {
        one.moment.start.year: one.moment.provisional
        for one in occurrences(handbook.playbooks.values(), YEARS, SETTINGS)
    }
    assert by_year == {
        str(year): {"TENTATIVE" if provisional else None} for year, provisional in known.items()
    }
    assert by_year["2026"] == {None}


def test_an_event_says_what_an_operator_needs(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    slot = "每天 11:00 | 菜单；,\\ | admin | content\nnote: 三张图\ncopy: ['您好 {{ store }}，见 {{ nobody }}', 第二条]"
    text = write(slot, vars="{store: 人民路店}")
    handbook, _ = read_with_warning({"industries/a/x.md": text})
    (event,) = lint(feeds_of(handbook)["feeds/playbook/a-x.ics"])
    assert event["SUMMARY"] == r"菜单；\,\\"
    assert event["DESCRIPTION"].split("\\n") == [
        "负责人：值班经理",
        "三张图",
        "您好 人民路店，见 {{ nobody }}",
        "第二条",
        "https://example.org/sop/industries/a/x/#slot-slot-1",
    ]
    assert event["CATEGORIES"] == "内容"
    assert event["URL"] == "https://example.org/sop/industries/a/x/#slot-slot-1"


def read_with_warning(files: dict[str, str]) -> tuple[Handbook, Iterable[object]]:
    from sopbook.pipeline import read

    return read(files.items(), SETTINGS, date(2026, 12, 7))


def test_alarms_are_switched_on_by_the_handbook(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    files = {"industries/a/x.md": write()}
    assert "VALARM" not in feeds_of(read_sound(files, replace(SETTINGS, alarm=0)))["feeds/all.ics"]
    feed = feeds_of(read_sound(files, replace(SETTINGS, alarm=10)))["feeds/all.ics"]
    (event,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-10)
    unfolded(feed)


def test_feeds_are_by_industry_role_and_playbook_and_none_is_empty(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {
            "industries/a/x.md": write("每天 11:00 | 一 | host", "每天 12:00 | 二 | admin"),
            "industries/a/y.md": write("每天 13:00 | 三 | host"),
            "industries/b/z.md": write("建群第1天 10:00 | 四 | host", "入群后0分钟 | 五 | admin"),
            "industries/c/index.md": "---\ntitle: 空\n---\n",
        },
        SETTINGS,
    )
    titles = {
        path: sorted(event["SUMMARY"] for event in lint(feed)) for path, feed in feeds_of(handbook).items()
    }
    assert titles == {
        "feeds/all.ics": ["一", "三", "二"],
        "feeds/a.ics": ["一", "三", "二"],
        "feeds/a/host.ics": ["一", "三"],
        "feeds/a/admin.ics": ["二"],
        "feeds/playbook/a-x.ics": ["一", "二"],
        "feeds/playbook/a-y.ics": ["三"],
    }


def test_a_feed_changes_only_when_its_content_does(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    text = write("每天 11:00 | 一", "工作日 9:00 | 二", "每月8日 10:00 | 三", skip="[2026-12-24]")
    today = feeds_of(read_sound({"industries/a/x.md": text}, SETTINGS, date(2026, 12, 7)))
    tomorrow = feeds_of(read_sound({"industries/a/x.md": text}, SETTINGS, date(2026, 12, 8)))
    assert today == tomorrow
    edited = feeds_of(read_sound({"industries/a/x.md": text.replace("post: 三", "post: 四")}, SETTINGS))
    before, after = (set(feed["feeds/all.ics"].split("BEGIN:VEVENT")) for feed in (today, edited))
    assert {
        event for event in before ^ after if "SUMMARY:三" not in event and "SUMMARY:四" not in event
    } == set()
