"""Wall clocks: gaps, hours that come twice, days that do not exist."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.almanac import STANDARD
from sopbook.expand import Moment, Range, Terms, moments
from sopbook.when.values import AnchorDays, AnchorMinutes, Daily, OneDate, Span, Weekly, When

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "America/Santiago",  # gaps at midnight
    "Africa/Cairo",
    "Pacific/Apia",  # no 30 December 2011
    "America/Scoresbysund",
    "Asia/Gaza",
)


def at(zone: str, day: str, *spans: Span, days: int = 1) -> list[Moment]:
    first = date.fromisoformat(day)
    range_ = Range(first, first + timedelta(days=days))
    return moments(When(Daily(), spans), Terms(zone=ZoneInfo(zone)), range_, STANDARD)


@pytest.mark.parametrize(
    ("zone", "day", "minute", "expected"),
    [
        ("Europe/Berlin", "2026-03-29", 150, "2026-03-29T03:30:00+02:00"),
        ("Europe/Berlin", "2026-03-29", 119, "2026-03-29T01:59:00+01:00"),
        ("Europe/Berlin", "2026-03-29", 180, "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin", "2026-10-25", 150, "2026-10-25T02:30:00+02:00"),  # comes twice: the first
        ("America/New_York", "2026-03-08", 150, "2026-03-08T03:30:00-04:00"),
        ("America/New_York", "2026-11-01", 90, "2026-11-01T01:30:00-04:00"),
        ("Australia/Lord_Howe", "2026-10-04", 135, "2026-10-04T02:45:00+11:00"),
        ("Australia/Lord_Howe", "2026-04-05", 105, "2026-04-05T01:45:00+11:00"),
        ("America/Santiago", "2026-09-06", 30, "2026-09-06T01:30:00-03:00"),
        ("Asia/Shanghai", "1988-04-17", 150, "1988-04-17T03:30:00+09:00"),
        ("Pacific/Apia", "2011-12-31", 600, "2011-12-31T10:00:00+14:00"),
    ],
)
def test_a_time_on_a_day_of_change(zone: str, day: str, minute: int, expected: str) -> None:
    (found,) = at(zone, day, Span(minute))
    assert found.start.isoformat() == expected
    (picked,) = [
        it for it in at(zone, day[:5] + "01-01", Span(minute), days=366) if it.nominal.isoformat() == day
    ]
    assert picked == found


def test_each_instant_comes_once() -> None:
    found = at("Europe/Berlin", "2026-03-28", Span(150), Span(210), days=3)
    assert [it.start.strftime("%d %H:%M") for it in found] == [
        "28 02:30",
        "28 03:30",
        "29 03:30",
        "30 02:30",
        "30 03:30",
    ]
    assert len(at("Pacific/Apia", "2011-12-29", Span(600), days=4)) == 3


def test_order_holds_when_a_gap_carries_a_time_past_another() -> None:
    found = at("Europe/Berlin", "2026-03-29", Span(170), Span(185))
    assert [it.start.strftime("%H:%M") for it in found] == ["03:05", "03:50"]


def test_a_missing_day_moves_on_whole() -> None:
    """30 December 2011, a Friday, moves to the 31st, whichever end of the range it stands at."""
    friday, terms = When(Weekly(frozenset([4])), (Span(600),)), Terms(zone=ZoneInfo("Pacific/Apia"))
    ranges = (Range(date(2011, 12, 31), date(2012, 1, 1)), Range(date(2011, 12, 30), date(2012, 1, 1)))
    for range_ in ranges:
        ((start, end, nominal, provisional),) = moments(friday, terms, range_, STANDARD)
        assert (start.isoformat(), end, nominal, provisional) == (
            "2011-12-31T10:00:00+14:00",
            None,
            date(2011, 12, 30),
            False,
        )
    assert moments(friday, terms, Range(date(2011, 12, 30), date(2011, 12, 31)), STANDARD) == []


@pytest.mark.parametrize(
    ("span", "day", "expected"),
    [
        (Span(60, 150), "2026-03-29", "01:00+01:00 03:30+02:00"),
        (Span(1380, 1440 + 150), "2026-03-28", "23:00+01:00 03:30+02:00"),
        (Span(130, 160), "2026-03-29", "03:10+02:00 03:40+02:00"),
        (Span(150, 190), "2026-03-29", "03:30+02:00 04:10+02:00"),  # its end exists, but before its start
        (Span(90, 150), "2026-10-25", "01:30+02:00 02:30+02:00"),
        (Span(1380, 1440), "2026-10-24", "23:00+02:00 00:00+02:00"),
    ],
)
def test_windows_across_a_change(span: Span, day: str, expected: str) -> None:
    (found,) = at("Europe/Berlin", day, span)
    assert found.end
    assert " ".join(f"{it:%H:%M}{it.isoformat()[-6:]}" for it in (found.start, found.end)) == expected


def test_minutes_from_an_anchor_are_real_minutes() -> None:
    zone = ZoneInfo("Europe/Berlin")
    range_ = Range(date(2026, 3, 28), date(2026, 3, 30))
    for anchor, minutes, expected in (
        (190, -30, "01:40"),
        (150, -30, "03:00"),
        (100, 30, "03:10"),
        (190, -24 * 60, "02:10"),
    ):
        whens = (When(OneDate(date(2026, 3, 29)), (Span(anchor),)),)
        terms = Terms(zone=zone, anchors={"a": whens})
        (found,) = moments(When(AnchorMinutes("a", minutes)), terms, range_, STANDARD)
        assert found.start.isoformat()[11:].startswith(expected[:5]), (anchor, minutes, found)
        assert abs(
            found.start - datetime(2026, 3, 29, anchor // 60, anchor % 60, tzinfo=zone).astimezone(UTC)
        ) == timedelta(minutes=abs(minutes))


DAYS = st.dates(date(2009, 1, 1), date(2029, 1, 1))
SPANS = st.integers(0, 1439).flatmap(
    lambda start: st.one_of(st.none(), st.integers(start + 1, start + 1439)).map(lambda end: Span(start, end))
)


@given(
    st.sampled_from(ZONES), DAYS, st.integers(0, 900), st.lists(SPANS, min_size=1, max_size=3), st.booleans()
)
def test_moments_hold_their_promises(
    zone: str, first: date, size: int, spans: list[Span], daily: bool
) -> None:
    times = tuple({span.start: span for span in sorted(spans, key=lambda it: it.start)}.values())
    rule = Daily() if daily else Weekly(frozenset([first.weekday()]))
    range_ = Range(first, first + timedelta(days=size))
    key = ZoneInfo(zone)
    found = moments(When(rule, times), Terms(zone=key), range_, STANDARD)
    instants = [it.start.astimezone(UTC) for it in found]
    assert instants == sorted(set(instants))
    for moment in found:
        assert range_.start <= moment.start.date() < range_.end
        assert moment.start.astimezone(UTC).astimezone(key).replace(tzinfo=None) == moment.start.replace(
            tzinfo=None
        )
        assert moment.end is None or moment.end.astimezone(UTC) > moment.start.astimezone(UTC)
        minutes = moment.start.hour * 60 + moment.start.minute
        wall = datetime.combine(moment.nominal, datetime.min.time(), key)
        wanted = {(wall + timedelta(minutes=span.start)).astimezone(UTC) for span in times}
        assert moment.start.astimezone(UTC) in wanted, minutes


@given(
    st.sampled_from(ZONES),
    DAYS,
    st.integers(0, 500),
    st.integers(0, 500),
    SPANS,
    st.sampled_from(["keep", "skip", "next-workday", "previous-workday"]),
    st.sampled_from(
        [
            Daily(),
            Weekly(frozenset([0, 4])),
            AnchorDays("a"),
            AnchorMinutes("a", -90),
            AnchorMinutes("a", 3000),
        ]
    ),
)
def test_splitting_a_range_changes_nothing(
    zone: str,
    first: date,
    one: int,
    two: int,
    span: Span,
    policy: str,
    rule: Daily | Weekly | AnchorDays | AnchorMinutes,
) -> None:
    middle = first + timedelta(days=one)
    last = middle + timedelta(days=two)
    anchors = {
        "a": (When(Weekly(frozenset([2])), (Span(5, 1500), Span(600))), When(OneDate(middle), (span,)))
    }
    terms = Terms(zone=ZoneInfo(zone), holidays=policy, anchors=anchors, start=date(2010, 5, 5))  # type: ignore[arg-type]
    when = When(rule, () if isinstance(rule, AnchorMinutes) else (span,))
    whole = moments(when, terms, Range(first, last), STANDARD)
    parts = [moments(when, terms, Range(*ends), STANDARD) for ends in ((first, middle), (middle, last))]
    assert parts[0] + parts[1] == whole
