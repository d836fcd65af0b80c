"""Feeds: what stands in them, and how. What other readers make of them is in `test_feeds_roundtrip`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import libical
from oracles.lint import lint, unfolded

from sopbook.expand import Range
from sopbook.files import load_templates
from sopbook.handbook import Handbook, occurrences
from sopbook.options import Options, settings_from
from sopbook.pipeline import equip, publish, read
from sopbook.render import ics, qr
from sopbook.settings import Settings

ENV, RULES = load_templates(None)
SETTINGS = replace(Settings(), site_url="https://example.org/sop/")
TODAY = date(2026, 12, 7)
YEARS = Range(date(2026, 1, 1), date(2028, 1, 1))
"""What a feed holds: 1 January of this year to the end of the next."""


def feeds_of(handbook: Handbook) -> dict[str, str]:
    return {
        file.path: file.content
        for file in publish(equip(handbook, ENV, RULES)).files()
        if file.path.endswith(".ics")
    }


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
# What stands in them


def test_a_plain_recurrence_is_one_event_with_its_exceptions(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {"industries/a/x.md": write("每周一 20:00", skip="[2026-12-14]", until="2027-06-30")}, SETTINGS
    )
    (event,) = lint(feeds_of(handbook)["feeds/all.ics"])
    assert re.fullmatch(r"FREQ=WEEKLY;BYDAY=MO;UNTIL=20270630T1[2-5]\d{4}Z", event["RRULE"])
    assert event["DTSTART"] == "20260105T200000 Asia/Shanghai"
    assert event["DTEND"] == "20260105T201500 Asia/Shanghai"
    assert event["EXDATE"] == "20261214T200000 Asia/Shanghai"
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


@pytest.mark.parametrize("minutes", [0, 10, 45])
def test_alarms_are_switched_by_the_handbook(
    write: Callable[..., str], read_sound: Callable[..., Handbook], minutes: int
) -> None:
    handbook = read_sound({"industries/a/x.md": write()}, replace(SETTINGS, alarm=minutes))
    feed = feeds_of(handbook)["feeds/all.ics"]
    (event,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert triggers == ([timedelta(minutes=-minutes)] if minutes else [])
    lint(feed)


def test_an_alarm_comes_ten_minutes_before_unless_told_otherwise() -> None:
    def alarm(**options: object) -> int:
        given = Options()
        given.load_dict(options)
        assert given.validate() == ([], [])
        return settings_from(given, {}).alarm

    found = [alarm(), alarm(alarm=30), alarm(alarm=0), alarm(alarm=False), alarm(alarm=True)]
    assert found == [10, 30, 0, 0, 10]


def test_a_calendar_has_a_name_and_says_how_often_to_look(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound({"industries/a/x.md": write(title="午市；A,B")}, SETTINGS)
    lines = unfolded(feeds_of(handbook)["feeds/playbook/a-x.ics"])
    assert {"NAME:午市；A\\,B", "X-WR-CALNAME:午市；A\\,B"} <= set(lines)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in lines


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


# ---------------------------------------------------------------------------------------------------------------------
# Which VEVENTs a schedule becomes


def events(text: str, today: date = TODAY) -> list[dict[str, str]]:
    handbook, _ = read([("industries/a/x.md", text)], SETTINGS, today)
    return lint(feeds_of(handbook)["feeds/all.ics"])


def test_a_start_counts_from_the_schedules_first_day_else_from_january(write: Callable[..., str]) -> None:
    (event,) = events(write("每周三 9:00"))
    assert event["DTSTART"].startswith("20260107T090000")
    (event,) = events(write("每周三 9:00", from_="2025-03-01"))
    assert event["DTSTART"].startswith("20250305T090000")


def test_several_times_of_day_have_ids_of_their_own(write: Callable[..., str]) -> None:
    found = events(write("['每天 9:00、18:00', '双11 前1天 10:00、20:00']"))
    assert [event["UID"].removesuffix("@sopbook").removeprefix("a-x.slot-1.") for event in found] == [
        "0",
        "0-1",
        "1.20261110",
        "1-1.20261110",
        "1.20271110",
        "1-1.20271110",
    ]


def test_a_moved_day_keeps_the_id_of_the_day_it_was_meant_for(write: Callable[..., str]) -> None:
    front = {"holidays": "next-workday", "from_": "2026-09-22", "until": "2026-10-31"}
    series, moved = events(write("每周二 20:00", **front))
    assert series["RRULE"] == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261031T120000Z"
    assert series["EXDATE"].startswith("20261006T200000"), "a day off"
    assert moved["UID"] == "a-x.slot-1.0.20261006@sopbook"
    assert moved["DTSTART"].startswith("20261008T200000")


def test_days_left_out_share_one_property(write: Callable[..., str]) -> None:
    (event,) = events(write("每天 9:00", skip="[2026-10-01..2026-10-07]"))
    assert event["EXDATE"].count(",") == 6


def test_where_a_policy_hangs_on_unknown_holidays_the_series_ends(write: Callable[..., str]) -> None:
    series, *alone = events(write("每周一 20:00", holidays="skip"))
    assert series["RRULE"].endswith("UNTIL=20270103T120000Z")
    assert {event["STATUS"] for event in alone} == {"TENTATIVE"}
    assert alone[0]["UID"] == "a-x.slot-1.0.20270104@sopbook"
    assert len(alone) == 52


def test_a_count_is_what_is_left_of_it(write: Callable[..., str]) -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=10 8:00"
    (event,) = events(write(rule, from_="2026-01-05", skip="[2026-01-05..2026-01-06]"))
    assert (event["DTSTART"][:8], event["RRULE"]) == ("20260107", "FREQ=DAILY;COUNT=8")
    (event,) = events(write(rule, from_="2026-01-05", until="2026-01-08"))
    assert (event["DTSTART"][:8], event["RRULE"]) == ("20260105", "FREQ=DAILY;COUNT=4")


def test_a_day_whose_clock_changes_within_a_post_stands_alone(write: Callable[..., str]) -> None:
    series, *alone = events(write("每周日 1:30-3:15", timezone="Europe/Berlin"))
    assert [event["DTSTART"] for event in alone] == [
        "20260329T003000Z ",
        "20261024T233000Z ",
        "20270328T003000Z ",
        "20271030T233000Z ",
    ]
    assert [event["DTEND"][9:13] for event in alone] == ["0115", "0215", "0115", "0215"]
    days = series["EXDATE"].split()[0].split(",")
    assert [day[:8] for day in days] == ["20260329", "20261025", "20270328", "20271031"]


def test_a_time_that_the_zone_skips_on_some_day_has_no_series(write: Callable[..., str]) -> None:
    found = events(write("每周日 2:30", timezone="Europe/Berlin"))
    assert len(found) == 104
    assert not any("RRULE" in event for event in found)
    starts = {event["UID"].split(".")[-1][:8]: event["DTSTART"] for event in found}
    assert starts["20260322"] == "20260322T023000 Europe/Berlin"
    assert starts["20260329"] == "20260329T033000 Europe/Berlin", "there is no 2:30"
    assert starts["20261025"] == "20261025T003000Z ", "the first of two"


def test_utc_needs_no_zone(write: Callable[..., str]) -> None:
    (event,) = events(write("每天 9:00", timezone="UTC", skip="[2026-03-01]"))
    assert (event["DTSTART"], event["EXDATE"]) == ("20260101T090000Z ", "20260301T090000Z ")


ODD_ZONES = ("Africa/Casablanca", "Asia/Beirut", "America/Nuuk", "Asia/Gaza", "America/Santiago")


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", *ODD_ZONES])
def test_the_zone_in_a_feed_is_the_zone(zone: str, write: Callable[..., str]) -> None:
    """Under a name that nobody knows, so that the reader has only the feed's word for it."""
    text = write("每天 12:00", "每天 5:00", timezone=zone, from_="2005-01-01")
    handbook, _ = read([("industries/a/x.md", text)], SETTINGS, TODAY)
    feed = feeds_of(handbook)["feeds/all.ics"].replace(zone, "Nowhere/Near")
    assert len(feed) < 30_000
    for year in (2005, 2006, 2026, 2027):
        seen = libical.read(feed, datetime(year, 1, 2, tzinfo=UTC), datetime(year, 12, 30, tzinfo=UTC))
        assert {it.start.astimezone(ZoneInfo(zone)).time() for it in seen} == {time(5), time(12)}, year


def test_a_regular_summer_time_is_said_by_rule(write: Callable[..., str]) -> None:
    handbook, _ = read([("industries/a/x.md", write(timezone="Europe/Berlin"))], SETTINGS, TODAY)
    lines = unfolded(feeds_of(handbook)["feeds/all.ics"])
    block = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert [line for line in block if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ]


# ---------------------------------------------------------------------------------------------------------------------
# Beside them


def test_a_feed_that_a_page_shows_has_a_qr_code_once_the_address_is_known(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    def codes(settings: Settings) -> dict[str, str]:
        site = publish(equip(read_sound({"industries/a/x.md": write()}, settings), ENV, RULES))
        codes = (
            file for file in site.files() if file.path.startswith("feeds/") and file.path.endswith(".svg")
        )
        return {file.path: str(file.content) for file in codes}

    found = codes(SETTINGS)
    assert set(found) == {"feeds/a.svg", "feeds/a/host.svg", "feeds/playbook/a-x.svg"}
    assert found["feeds/playbook/a-x.svg"] == qr.svg("https://example.org/sop/feeds/playbook/a-x.ics")
    assert codes(Settings()) == {}


def test_every_feed_of_the_bundled_handbook_is_sound() -> None:
    folder = Path(__file__).parents[3] / "playbooks"
    files = [(path.relative_to(folder).as_posix(), path.read_text("utf-8")) for path in folder.rglob("*.md")]
    handbook, _ = read(files, SETTINGS, TODAY)
    feeds = feeds_of(handbook)
    assert len(feeds) > 10
    for feed in feeds.values():
        lint(feed)
