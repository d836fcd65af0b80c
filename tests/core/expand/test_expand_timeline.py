"""A group's life and a member's journey."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sopbook.almanac import STANDARD
from sopbook.errors import SopbookError
from sopbook.expand import Terms, journey, timeline
from sopbook.when.values import Daily, DateRange, EventDays, EventMinutes, GroupDays, Span, When

SHANGHAI = ZoneInfo("Asia/Shanghai")
THREE_DAYS = When(GroupDays(1, 3), (Span(600), Span(1200, 1500)))


def terms(**fields: Any) -> Terms:
    return Terms(**{"zone": SHANGHAI, **fields})


def dated(when: When, day_one: date, **fields: Any) -> list[str]:
    found = timeline(when, day_one, terms(**fields), STANDARD)
    return [f"{step.day}: {step.moment.start:%m-%d %H:%M}" for step in found if step.moment]


def test_a_life_without_dates() -> None:
    found = timeline(THREE_DAYS, None, terms())
    assert [(step.day, step.span.start, step.moment) for step in found] == [
        (1, 600, None), (1, 1200, None), (2, 600, None), (2, 1200, None), (3, 600, None), (3, 1200, None)
    ]  # fmt: skip


def test_a_dated_life() -> None:
    found = timeline(THREE_DAYS, date(2026, 6, 30), terms())
    assert [step.moment and step.moment.start.isoformat() for step in found][-2:] == [
        "2026-07-02T10:00:00+08:00",
        "2026-07-02T20:00:00+08:00",
    ]
    assert found[-1].moment and found[-1].moment.end and found[-1].moment.end.day == 3
    assert dated(When(GroupDays(7, 7), (Span(600),)), date(2026, 6, 1)) == ["7: 06-07 10:00"]


def test_a_dated_life_obeys_the_terms() -> None:
    days = When(GroupDays(1, 4), (Span(600),))
    skip = (DateRange(date(2026, 6, 2), date(2026, 6, 3)),)
    assert dated(days, date(2026, 6, 1), skip=skip) == ["1: 06-01 10:00", "4: 06-04 10:00"]
    assert dated(days, date(2026, 6, 1), until=date(2026, 6, 2)) == ["1: 06-01 10:00", "2: 06-02 10:00"]
    assert dated(days, date(2026, 9, 29), holidays="skip") == ["1: 09-29 10:00", "2: 09-30 10:00"]
    assert dated(days, date(2026, 9, 29), holidays="next-workday") == [
        "1: 09-29 10:00",
        "2: 09-30 10:00",
        "3: 10-08 10:00",
    ]
    assert dated(days, date(2026, 10, 5), holidays="previous-workday") == ["1: 09-30 10:00", "4: 10-08 10:00"]


def test_an_endless_life_and_another_family_are_refused() -> None:
    with pytest.raises(SopbookError):
        timeline(When(GroupDays(1, 10**9), (Span(600),)), None, terms())
    with pytest.raises(ValueError, match="Daily"):
        timeline(When(Daily(), (Span(600),)), None, terms())
    with pytest.raises(ValueError, match="Daily"):
        journey(When(Daily(), (Span(600),)), None, terms())


def test_a_journey_in_days() -> None:
    when = When(EventDays("purchase", 25), (Span(600), Span(1200)))
    assert [step[:4] for step in journey(when, None, terms())] == [
        ("purchase", 25, None, Span(600)),
        ("purchase", 25, None, Span(1200)),
    ]
    found = [
        step.moment and step.moment.start.isoformat() for step in journey(when, date(2026, 6, 1), terms())
    ]
    assert found == ["2026-06-26T10:00:00+08:00", "2026-06-26T20:00:00+08:00"]


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 6, 1, 23, 30),
        datetime(2026, 6, 1, 15, 30, tzinfo=UTC),
        datetime(2026, 6, 1, 23, 30, tzinfo=SHANGHAI),
    ],
)
def test_a_journey_in_minutes(at: datetime) -> None:
    (step,) = journey(When(EventMinutes("join", 45)), at, terms())
    assert step.minutes == 45 and step.span is None and step.moment
    assert step.moment.start.isoformat() == "2026-06-02T00:15:00+08:00"
    assert step.moment.nominal == date(2026, 6, 2)
    (day,) = journey(When(EventDays("join", 1), (Span(600),)), at, terms())
    assert day.moment and day.moment.start.isoformat() == "2026-06-02T10:00:00+08:00"


def test_used_up_counts_from_the_receipt_and_the_usage_cycle() -> None:
    when = When(EventDays("used-up", -5), (Span(600),))
    (cycled,) = journey(when, date(2026, 6, 1), terms(), timedelta(days=30))
    (plain,) = journey(when, date(2026, 7, 1), terms())
    assert cycled.moment == plain.moment and plain.moment and plain.moment.start.date() == date(2026, 6, 26)
    (other,) = journey(
        When(EventDays("receipt", 1), (Span(600),)), date(2026, 6, 1), terms(), timedelta(days=30)
    )
    assert other.moment and other.moment.start.date() == date(2026, 6, 2)


def test_a_journey_across_a_changed_hour() -> None:
    berlin = terms(zone=ZoneInfo("Europe/Berlin"))
    (step,) = journey(When(EventMinutes("join", 60)), datetime(2026, 3, 29, 1, 30), berlin)
    assert step.moment and step.moment.start.isoformat() == "2026-03-29T03:30:00+02:00"
    (day,) = journey(When(EventDays("join", 1), (Span(150),)), date(2026, 3, 28), berlin)
    assert day.moment and day.moment.start.isoformat() == "2026-03-29T03:30:00+02:00"
