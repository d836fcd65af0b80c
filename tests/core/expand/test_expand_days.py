"""On which days: every rule, validity, skips, holiday policies, anchors, provisional years."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sopbook.almanac import STANDARD, Almanac, Notice
from sopbook.expand import Range, Terms, bits_to_days, days, iter_days, moments, plain_days
from sopbook.when.values import (
    AnchorDays,
    AnchorMinutes,
    Daily,
    DateRange,
    DaysOff,
    EventDays,
    Festival,
    GroupDays,
    Holiday,
    MonthDays,
    MonthEnd,
    MonthWeekday,
    MonthWorkday,
    Offsets,
    OneDate,
    Recurrence,
    Rule,
    Span,
    Weekly,
    When,
    Workdays,
    YearDay,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEN = (Span(600),)
WEDNESDAY = Weekly(frozenset([2]))


def terms(**fields: Any) -> Terms:
    return Terms(**{"zone": SHANGHAI, **fields})


def span_of(text: str) -> Range:
    first, last = text.split("..")
    return Range(date.fromisoformat(first), date.fromisoformat(last))


def listed(rule: Rule, within: str, almanac: Almanac = STANDARD, **fields: Any) -> str:
    """Return the days as `10-01 10-02`, and check that moments and the two ways out of a bit set agree."""
    range_, when, its = span_of(within), When(rule, TEN), terms(**fields)
    bits = days(when, its, range_, almanac)
    found = bits_to_days(bits, range_)
    assert list(iter_days(bits, range_)) == found
    assert [moment.start.date() for moment in moments(when, its, range_, almanac)] == found
    return " ".join(day.isoformat()[5:] for day in found)


@pytest.mark.parametrize(
    ("rule", "within", "expected"),
    [
        (Daily(), "2026-02-27..2026-03-02", "02-27 02-28 03-01"),
        (Daily(frozenset([0, 6])), "2026-06-01..2026-06-08", "06-02 06-03 06-04 06-05 06-06"),
        (Weekly(frozenset([0, 2])), "2026-06-01..2026-06-15", "06-01 06-03 06-08 06-10"),
        (Workdays(), "2026-10-01..2026-10-12", "10-08 10-09 10-10"),
        (DaysOff(), "2026-10-03..2026-10-13", "10-03 10-04 10-05 10-06 10-07 10-11"),
        (MonthDays((8, 31)), "2026-01-09..2026-04-01", "01-31 02-08 03-08 03-31"),
        (MonthDays((29,)), "2026-02-01..2026-04-01", "03-29"),
        (MonthDays((29,)), "2028-02-01..2028-03-01", "02-29"),
        (MonthEnd(), "2026-01-31..2026-05-01", "01-31 02-28 03-31 04-30"),
        (MonthWeekday(2, 5), "2026-01-01..2026-04-01", "01-10 02-14 03-14"),
        (MonthWeekday(5, 5), "2026-01-01..2026-06-01", "01-31 05-30"),
        (MonthWeekday(-1, 4), "2026-01-01..2026-04-01", "01-30 02-27 03-27"),
        (MonthWorkday(1), "2026-01-02..2026-06-01", "01-04 02-02 03-02 04-01 05-06"),
        (MonthWorkday(-1), "2026-01-01..2026-03-01", "01-30 02-28"),  # a make-up Saturday
        (YearDay(11, 11), "2025-01-01..2027-01-01", "11-11 11-11"),
        (YearDay(2, 29), "2026-01-01..2029-01-01", "02-29"),
        (OneDate(date(2026, 11, 11)), "2026-11-11..2026-11-12", "11-11"),
        (OneDate(date(2026, 11, 11)), "2026-11-12..2026-12-12", ""),
        (Festival("qixi"), "2026-01-01..2027-01-01", "08-19"),
        (Festival("spring-festival", Offsets(-7, -7)), "2026-02-01..2026-03-01", "02-10"),
        (Festival("new-year", Offsets(-3, -1)), "2026-12-30..2027-01-02", "12-30 12-31"),
        (Festival("double-11", Offsets(-14, -13)), "2026-10-01..2026-12-01", "10-28 10-29"),
        (Festival("double-12", Offsets(20, 22)), "2027-01-01..2027-02-01", "01-01 01-02 01-03"),
        (Festival("national-day"), "2026-09-01..2026-11-01", "10-01"),
        (Festival("national-day", Offsets(-1, -1)), "2026-09-01..2026-11-01", "09-30"),
        (Festival("national-day", Offsets(1, 2)), "2026-09-01..2026-11-01", "10-08 10-09"),
        (Festival("national-day", Offsets(-1, 1)), "2026-10-05..2026-11-01", "10-05 10-06 10-07 10-08"),
        (Festival("national-day", Offsets(-1, 0)), "2026-09-01..2026-11-01", "09-30 10-01"),
        (Holiday("national-day", "day", 1), "2026-01-01..2027-01-01", "10-01"),
        (
            Holiday("national-day", "day", 8),
            "2025-01-01..2027-01-01",
            "10-08",
        ),  # 2025's block alone has eight days
        (Holiday("national-day", "before"), "2026-01-01..2027-01-01", "09-30"),
        (Holiday("spring-festival", "before"), "2026-01-01..2027-01-01", "02-14"),  # a make-up Saturday
        (Holiday("spring-festival", "after"), "2026-01-01..2027-01-01", "02-24"),
        (Holiday("new-year", "day", 1), "2022-12-01..2023-02-01", "12-31"),
        (Holiday("new-year", "before"), "2025-12-01..2026-01-01", "12-31"),
        (Holiday("national-day", "day", 1), "2045-01-01..2046-01-01", ""),
    ],
)
def test_a_rule(rule: Rule, within: str, expected: str) -> None:
    assert listed(rule, within) == expected


def test_every_second_week_counts_from_the_start() -> None:
    rule = Weekly(frozenset([1]), 2)
    assert listed(rule, "2026-06-01..2026-07-01", start=date(2026, 6, 3)) == "06-16 06-30"
    assert listed(rule, "2026-06-01..2026-07-01", start=date(2026, 6, 1)) == "06-02 06-16 06-30"
    assert listed(rule, "2030-06-01..2030-06-15", start=date(2026, 6, 1)) == "06-11"


@pytest.mark.parametrize("rule", [Weekly(frozenset([1]), 2), Recurrence("FREQ=DAILY;INTERVAL=2")])
def test_what_counts_from_the_start_needs_one(rule: Rule) -> None:
    with pytest.raises(ValueError, match="first day"):
        days(When(rule, TEN), terms(), span_of("2026-01-01..2026-02-01"), STANDARD)


@pytest.mark.parametrize("rule", [GroupDays(1, 2), EventDays("join", 1)])
def test_rules_without_dates_are_refused(rule: Rule) -> None:
    for ask in (days, plain_days, moments):
        with pytest.raises(ValueError, match=type(rule).__name__):
            ask(When(rule, TEN), terms(), span_of("2026-01-01..2026-02-01"), STANDARD)


def test_rrule_counts_from_the_start() -> None:
    rule = Recurrence("FREQ=MONTHLY;COUNT=3;BYDAY=-1FR")
    assert listed(rule, "2026-01-01..2027-01-01", start=date(2026, 5, 1)) == "05-29 06-26 07-31"
    assert listed(rule, "2026-07-01..2027-01-01", start=date(2026, 5, 1)) == "07-31"


def test_rrule_until_with_a_time_cuts_its_last_day() -> None:
    start = date(2026, 5, 1)
    early, late = (
        "FREQ=DAILY;UNTIL=20260503T015900Z",
        "FREQ=DAILY;UNTIL=20260503T020000Z",
    )  # 10:00 in Shanghai
    assert listed(Recurrence(early), "2026-01-01..2027-01-01", start=start) == "05-01 05-02"
    assert listed(Recurrence(late), "2026-01-01..2027-01-01", start=start) == "05-01 05-02 05-03"
    both = When(Recurrence(late), (Span(600), Span(660)))
    assert len(moments(both, terms(start=start), span_of("2026-05-03..2026-05-04"), STANDARD)) == 1


def test_validity_includes_both_ends() -> None:
    its = {"start": date(2026, 6, 3), "until": date(2026, 6, 5)}
    assert listed(Daily(), "2026-06-01..2026-07-01", **its) == "06-03 06-04 06-05"
    assert listed(Daily(), "2026-06-04..2026-06-05", **its) == "06-04"
    assert listed(Daily(), "2026-07-01..2026-08-01", **its) == ""


def test_skips() -> None:
    skip = (DateRange(date(2026, 2, 20), date(2026, 2, 22)), Festival("spring-festival", Offsets(-1, 0)))
    assert listed(Daily(), "2026-02-15..2026-02-25", skip=skip) == "02-15 02-18 02-19 02-23 02-24"


def test_skip_of_a_festival_beside_the_range() -> None:
    skip = (Festival("new-year", Offsets(-2, 1)),)
    assert listed(Daily(), "2026-12-29..2027-01-04", skip=skip) == "12-29 01-03"


@pytest.mark.parametrize(
    ("policy", "rule", "within", "expected"),
    [
        ("keep", WEDNESDAY, "2026-09-28..2026-10-15", "09-30 10-07 10-14"),
        ("skip", WEDNESDAY, "2026-09-28..2026-10-15", "09-30 10-14"),
        ("next-workday", WEDNESDAY, "2026-09-28..2026-10-15", "09-30 10-08 10-14"),
        ("previous-workday", WEDNESDAY, "2026-09-28..2026-10-15", "09-30 10-14"),  # meets 30 September
        ("previous-workday", WEDNESDAY, "2026-10-01..2026-10-15", "10-14"),
        ("previous-workday", Weekly(frozenset([4])), "2026-09-28..2026-10-12", "09-30 10-09"),
        ("next-workday", Daily(), "2026-09-29..2026-10-10", "09-29 09-30 10-08 10-09"),
        (
            "skip",
            Daily(),
            "2026-10-06..2026-10-13",
            "10-08 10-09 10-10 10-11 10-12",
        ),  # an ordinary Sunday stays
        ("next-workday", WEDNESDAY, "2026-10-08..2026-10-09", "10-08"),  # moved in from outside
        ("next-workday", WEDNESDAY, "2026-10-01..2026-10-08", ""),
        ("previous-workday", Weekly(frozenset([4])), "2026-09-30..2026-10-01", "09-30"),
        (
            "next-workday",
            MonthDays((1,)),
            "2045-10-01..2045-12-01",
            "10-01 11-01",
        ),  # unpublished: does nothing
    ],
)
def test_holiday_policies(policy: str, rule: Rule, within: str, expected: str) -> None:
    assert listed(rule, within, holidays=policy) == expected


def test_a_moved_moment_remembers_its_day() -> None:
    its = terms(holidays="next-workday")
    found = moments(When(WEDNESDAY, TEN), its, span_of("2026-10-08..2026-10-09"), STANDARD)
    assert [(it.start.date(), it.nominal) for it in found] == [(date(2026, 10, 8), date(2026, 10, 7))]
    found = moments(When(Weekly(frozenset([3, 4])), TEN), its, span_of("2026-10-08..2026-10-12"), STANDARD)
    assert [it.nominal.day for it in found] == [8, 9]


def test_a_skip_acts_before_and_after_the_move() -> None:
    rule, within = Weekly(frozenset([4])), "2026-09-30..2026-10-12"
    here = (DateRange(date(2026, 10, 2), date(2026, 10, 2)),)
    there = (DateRange(date(2026, 10, 8), date(2026, 10, 8)),)
    assert listed(rule, within, holidays="next-workday") == "10-08 10-09"
    assert listed(rule, within, holidays="next-workday", skip=here) == "10-09"
    assert listed(rule, within, holidays="next-workday", skip=there) == "10-09"
    assert listed(rule, within, holidays="next-workday", until=date(2026, 10, 7)) == ""
    assert listed(rule, within, holidays="next-workday", start=date(2026, 10, 3)) == "10-09"


def test_plain_days_are_the_rule_alone() -> None:
    its = terms(
        start=date(2026, 10, 5), skip=(DateRange(date(2026, 10, 6), date(2026, 10, 6)),), holidays="skip"
    )
    range_ = span_of("2026-10-01..2026-10-11")
    assert plain_days(When(Daily(), TEN), its, range_, STANDARD) == (1 << 10) - 1
    assert days(When(Daily(), TEN), its, range_, STANDARD) == 0b1110000000


LESSON = (When(Weekly(frozenset([1])), (Span(1200, 1290),)),)


@pytest.mark.parametrize(
    ("offsets", "within", "expected"),
    [
        (Offsets(-1, -1), "2026-06-01..2026-06-15", "06-01 06-08"),
        (Offsets(1, 1), "2026-06-01..2026-06-15", "06-03 06-10"),
        (Offsets(-1, 1), "2026-06-02..2026-06-11", "06-02 06-03 06-08 06-09 06-10"),
        (Offsets(), "2026-06-01..2026-06-15", "06-02 06-09"),
        (Offsets(-10, -9), "2026-06-01..2026-06-08", "06-06 06-07"),
    ],
)
def test_days_from_an_anchor(offsets: Offsets, within: str, expected: str) -> None:
    assert listed(AnchorDays("开课", offsets), within, anchors={"开课": LESSON}) == expected


def test_every_day_of_an_anchor_counts_once() -> None:
    twice = (When(WEDNESDAY, (Span(600), Span(900))), When(MonthDays((3,)), TEN))
    assert (
        listed(AnchorDays("a", Offsets(1, 1)), "2026-06-01..2026-06-12", anchors={"a": twice})
        == "06-04 06-11"
    )


def test_anchors_are_in_force_skipped_and_moved_before_their_followers() -> None:
    friday = {"a": (When(Weekly(frozenset([4])), TEN),)}
    after, before, within = (
        AnchorDays("a", Offsets(1, 1)),
        AnchorDays("a", Offsets(-1, -1)),
        "2026-09-30..2026-10-12",
    )
    assert listed(after, within, anchors=friday) == "10-03 10-10"
    assert listed(after, within, anchors=friday, holidays="skip") == "10-10"
    assert listed(after, within, anchors=friday, holidays="next-workday") == "10-09 10-10"
    assert (
        listed(before, within, anchors=friday, holidays="next-workday") == "10-07 10-08"
    )  # itself no second policy
    skip = (DateRange(date(2026, 10, 2), date(2026, 10, 2)),)
    assert listed(after, within, anchors=friday, skip=skip) == "10-10"
    assert (
        listed(after, within, anchors=friday, skip=(DateRange(date(2026, 10, 3), date(2026, 10, 3)),))
        == "10-10"
    )
    assert listed(before, within, anchors=friday, start=date(2026, 10, 2)) == "10-08"
    assert (
        listed(before, within, anchors=friday, until=date(2026, 10, 8)) == "10-01"
    )  # the 9th is no more in force


def starts(rule: Rule, within: str, **fields: Any) -> list[str]:
    range_, when = span_of(within), When(rule)
    found = moments(when, terms(**fields), range_, STANDARD)
    assert sorted({it.start.date() for it in found}) == bits_to_days(
        days(when, terms(**fields), range_, STANDARD), range_
    )
    return [it.start.strftime("%m-%d %H:%M") for it in found]


@pytest.mark.parametrize(
    ("minutes", "within", "expected"),
    [
        (-30, "2026-06-01..2026-06-08", ["06-02 19:30"]),
        (30, "2026-06-01..2026-06-08", ["06-02 22:00"]),  # from the window's end
        (0, "2026-06-01..2026-06-08", ["06-02 20:00"]),
        (-1260, "2026-06-01..2026-06-08", ["06-01 23:00"]),
        (180, "2026-06-01..2026-06-08", ["06-03 00:30"]),
        (10 * 1440, "2026-06-01..2026-06-08", ["06-05 21:30"]),
        (-3 * 1440, "2026-06-01..2026-06-08", ["06-06 20:00"]),
    ],
)
def test_minutes_from_an_anchor(minutes: int, within: str, expected: list[str]) -> None:
    assert starts(AnchorMinutes("开课", minutes), within, anchors={"开课": LESSON}) == expected


def test_minutes_from_an_anchor_that_ends_on_the_next_day_and_one_with_two_whens() -> None:
    night = (When(OneDate(date(2026, 6, 2)), (Span(1380, 1500),)), When(WEDNESDAY, (Span(60), Span(600))))
    found = starts(AnchorMinutes("a", 5), "2026-06-01..2026-06-08", anchors={"a": night})
    assert found == ["06-03 01:05", "06-03 10:05"]  # 01:05 once, from the window's end and from 01:00


def test_followers_obey_skips_and_validity() -> None:
    skip = (DateRange(date(2026, 6, 3), date(2026, 6, 3)),)
    rule, within = AnchorMinutes("开课", 180), "2026-06-01..2026-06-15"
    assert starts(rule, within, anchors={"开课": LESSON}, skip=skip) == ["06-10 00:30"]
    assert starts(rule, within, anchors={"开课": LESSON}, until=date(2026, 6, 9)) == ["06-03 00:30"]
    range_ = span_of(within)
    assert (
        plain_days(When(rule), terms(anchors={"开课": LESSON}, skip=skip), range_, STANDARD).bit_count() == 2
    )


def test_moving_an_anchor_moves_all_its_followers() -> None:
    rules: list[Rule] = [AnchorDays("a", Offsets(-2, 3)), AnchorMinutes("a", -90), AnchorMinutes("a", 5000)]
    for rule in rules:
        when = When(rule, () if isinstance(rule, AnchorMinutes) else TEN)
        found = [
            days(
                when,
                terms(anchors={"a": (When(OneDate(date(2026, 6, day)), TEN),)}),
                span_of("2026-05-01..2026-08-01"),
                STANDARD,
            )
            for day in (5, 15)
        ]
        assert found[0] << 10 == found[1]


def test_unknown_and_nested_anchors_are_refused() -> None:
    nested = {"a": (When(AnchorDays("a"), TEN),), "b": (When(AnchorMinutes("a", 5)),)}
    for rule in (AnchorDays("c"), AnchorDays("a"), AnchorDays("b"), AnchorMinutes("a", 5)):
        with pytest.raises(ValueError, match="anchor"):
            days(When(rule, TEN), terms(anchors=nested), span_of("2026-01-01..2026-02-01"), STANDARD)


@pytest.mark.parametrize(
    ("rule", "fields", "provisional"),
    [
        (Workdays(), {}, True),
        (DaysOff(), {}, True),
        (MonthWorkday(1), {}, True),
        (Daily(), {}, False),
        (Festival("spring-festival"), {}, False),
        (Daily(), {"holidays": "skip"}, True),
        (Daily(), {"holidays": "next-workday"}, True),
        (AnchorDays("work"), {}, True),
        (AnchorDays("plain"), {}, False),
        (AnchorDays("plain"), {"holidays": "skip"}, True),
        (AnchorMinutes("work", 5), {}, True),
        (AnchorMinutes("plain", 5), {}, False),
    ],
)
def test_what_is_provisional_in_an_unpublished_year(
    rule: Rule, fields: dict[str, Any], provisional: bool
) -> None:
    anchors = {"work": (When(Workdays(), TEN),), "plain": (When(Daily(), TEN),)}
    when = When(rule, () if isinstance(rule, AnchorMinutes) else TEN)
    for year, expected in ((2026, False), (2045, provisional)):
        found = moments(
            when, terms(anchors=anchors, **fields), Range(date(year, 1, 1), date(year, 12, 1)), STANDARD
        )
        assert found
        assert {it.provisional for it in found} == {expected}


def test_only_the_unpublished_part_of_a_range_is_provisional() -> None:
    almanac = Almanac.of(
        overrides={2045: Notice(holidays={"national-day": (date(2045, 10, 1), date(2045, 10, 7))})}
    )
    found = moments(When(Workdays(), TEN), terms(), span_of("2045-12-28..2046-01-05"), almanac)
    assert [(it.start.day, it.provisional) for it in found] == [
        (28, False), (29, False), (1, True), (2, True), (3, True), (4, True)
    ]  # fmt: skip
    ahead = AnchorDays("a", Offsets(-7, -7))  # its anchor lies in the year nobody knows
    found = moments(
        When(ahead, TEN),
        terms(anchors={"a": (When(MonthWorkday(1), TEN),)}),
        span_of("2045-12-20..2046-01-01"),
        almanac,
    )
    assert [(it.start.day, it.provisional) for it in found] == [(25, True)]


def test_a_range_may_be_empty_but_not_backward() -> None:
    day = date(2026, 1, 1)
    assert moments(When(Daily(), TEN), terms(), Range(day, day), STANDARD) == []
    assert days(When(MonthEnd(), TEN), terms(), Range(day, day), STANDARD) == 0
    with pytest.raises(ValueError, match="before it starts"):
        Range(day, date(2025, 12, 31))


@pytest.mark.parametrize("within", [(date.min, date(1, 3, 1)), (date(9999, 11, 1), date.max)])
def test_the_ends_of_the_calendar(within: tuple[date, date]) -> None:
    anchors = {"a": (When(Daily(), TEN),)}
    rules: list[Rule] = [
        Daily(),
        MonthEnd(),
        MonthDays((1,)),
        Workdays(),
        MonthWorkday(-1),
        YearDay(2, 1),
        YearDay(12, 1),
    ]
    rules += [
        Festival("double-11", Offsets(-20, 20)),
        Holiday("new-year", "before"),
        AnchorDays("a", Offsets(-9, 9)),
    ]
    for policy in ("keep", "skip", "next-workday", "previous-workday"):
        for zone in ("Asia/Shanghai", "Europe/Berlin"):
            its = terms(anchors=anchors, holidays=policy, zone=ZoneInfo(zone))
            for rule in rules:
                found = moments(When(rule, TEN), its, Range(*within), STANDARD)
                assert all(within[0] <= it.start.date() < within[1] for it in found)


def test_times_of_a_day() -> None:
    when = When(Daily(), (Span(540), Span(600, 720), Span(1320, 1500), Span(1380, 1440)))
    found = moments(when, terms(), span_of("2026-06-01..2026-06-02"), STANDARD)
    assert [(it.start.isoformat(), it.end and it.end.isoformat()) for it in found] == [
        ("2026-06-01T09:00:00+08:00", None),
        ("2026-06-01T10:00:00+08:00", "2026-06-01T12:00:00+08:00"),
        ("2026-06-01T22:00:00+08:00", "2026-06-02T01:00:00+08:00"),
        ("2026-06-01T23:00:00+08:00", "2026-06-02T00:00:00+08:00"),
    ]
    assert isinstance(found[0].start, datetime) and found[0].start.tzinfo is SHANGHAI
    assert found[0].nominal == date(2026, 6, 1) and type(found[0].nominal) is date


def test_a_list_handed_out_is_the_callers_own() -> None:
    when, range_ = When(Daily(), TEN), span_of("2026-06-01..2026-07-01")
    moments(when, terms(), range_, STANDARD).clear()
    assert len(moments(when, terms(), range_, STANDARD)) == 30
