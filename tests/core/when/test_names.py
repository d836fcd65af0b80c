"""Names: anchors that would be read in two ways, longest match, skips and duty hours."""

from __future__ import annotations

from datetime import date

import pytest

from sopbook.almanac import STANDARD
from sopbook.when import (
    AnchorDays,
    DateRange,
    EventDays,
    EventName,
    Festival,
    Names,
    Offsets,
    Refusal,
    Span,
    When,
    check_anchor_name,
    parse,
    parse_skip,
    parse_span,
    standard_names,
    to_text,
)


@pytest.mark.parametrize(
    "name", ["开课", "lesson", "周年庆", "上新", "课1", "open_day", "sunset", "直播", "Été"]
)
def test_anchor_names(name: str, names: Names) -> None:
    assert check_anchor_name(name, names) is None
    known = names.with_anchors((name,))
    for text in (
        f"{name} 前1天 10:00",
        f"{name} -1d 10:00",
        f"{name}前1天 10:00",
        f"{name.upper()} -1d 10:00",
    ):
        value = parse(text, known)
        assert value == When(AnchorDays(name, Offsets(-1, -1)), (Span(600),))
        assert name in to_text(value, known, "en")


@pytest.mark.parametrize(
    ("name", "column", "said"),
    [
        ("", 0, "名字"),
        ("每天课", 0, "关键字"),
        ("Daily", 0, "keyword"),
        ("dailyshow", 0, "keyword"),
        ("周一课", 0, "keyword"),
        ("Sun", 0, "keyword"),
        ("春节档", 0, "节日"),
        ("冬至宴", 0, "festival"),
        ("入群礼", 0, "事件"),
        ("joined", 0, "event"),
        ("开 课", 1, "letters"),
        ("开课-1", 2, "letters"),
        ("开课、", 2, "letters"),
        ("1课", 0, "letter"),
        ("_课", 0, "letter"),
        ("开课\u200b", 2, "letters"),
        ("课" * 41, 40, "40"),
        ("ＤＡＩＬＹ", 0, "keyword"),
    ],
)
def test_anchor_names_refused(name: str, column: int, said: str, names: Names) -> None:
    refusal = check_anchor_name(name, names)
    assert isinstance(refusal, Refusal)
    assert refusal.column == column
    assert said in refusal.message.zh + refusal.message.en


def test_the_longest_name_wins(names: Names) -> None:
    assert parse("开课直播 20:00", names) == When(AnchorDays("开课直播"), (Span(1200),))
    assert parse("New Year's Day 20:00", names) == When(Festival("new-year"), (Span(1200),))
    eve = parse("Spring Festival Eve 20:00", names)
    assert eve == When(Festival("spring-festival-eve"), (Span(1200),))


def test_with_anchors_leaves_the_first_alone(names: Names) -> None:
    other = names.with_anchors(("彩排",))
    assert isinstance(parse("彩排 20:00", other), When)
    assert isinstance(parse("彩排 20:00", names), Refusal)
    assert isinstance(parse("开课 20:00", other), Refusal)


def test_a_handbook_may_have_events_of_its_own() -> None:
    names = standard_names(STANDARD, events={"trial": EventName("试用", "trial", ("体验",))})
    assert parse("体验后3天 10:00", names) == When(EventDays("trial", 3), (Span(600),))
    assert to_text(When(EventDays("trial", 3), (Span(600),)), names, "en") == "trial +3d 10:00"
    assert isinstance(parse("入群后3天 10:00", names), Refusal)


def test_every_name_of_the_almanac_is_read(names: Names) -> None:
    for name, key in STANDARD.names.items():
        assert parse(f"{name} 前1天 10:00", names) == When(Festival(key, Offsets(-1, -1)), (Span(600),)), name
        assert parse(f"{name.title()} 10:00", names) == When(Festival(key), (Span(600),)), name


def test_a_careless_caller_gets_no_exception() -> None:
    odd = Names(anchors=("", " ", "每天", "20:00", "a b", "-1d"), festivals={"": "x"}, festival_labels={})
    for text in ("", " ", "每天 20:00", "20:00", "a b 20:00", "-1d -1d 20:00", "a  b 20:00"):
        parse(text, odd)
    assert to_text(When(Festival("nowhere"), (Span(0),)), odd, "zh") == "nowhere 00:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-01", DateRange(date(2026, 10, 1), date(2026, 10, 1))),
        ("2026-10-01..2026-10-03", DateRange(date(2026, 10, 1), date(2026, 10, 3))),
        ("2026-10-01 至 2026-10-03", DateRange(date(2026, 10, 1), date(2026, 10, 3))),
        ("２０２６－１０－０１～２０２６－１０－０３", DateRange(date(2026, 10, 1), date(2026, 10, 3))),
        ("春节", Festival("spring-festival")),
        ("春节 前1天至后3天", Festival("spring-festival", Offsets(-1, 3))),
        ("Spring Festival -1d..+3d", Festival("spring-festival", Offsets(-1, 3))),
    ],
)
def test_skips(text: str, expected: object, names: Names) -> None:
    assert parse_skip(text, names) == expected


@pytest.mark.parametrize(
    ("text", "column", "offer"),
    [
        ("", 0, None),
        ("2026-10-03..2026-10-01", 0, "2026-10-01..2026-10-03"),
        ("2026-02-30", 0, "2026-02-28"),
        ("10-01", 0, None),
        ("春节 10:00", 3, "春节"),
        ("春结", 0, "春节"),
        ("春节 前2小时", 3, "春节 前1天"),
        ("开课", 0, None),
        ("每天", 0, None),
        ("2026-10-01 10:00", 11, "2026-10-01"),
    ],
)
def test_skips_refused(text: str, column: int, offer: str | None, names: Names) -> None:
    refusal = parse_skip(text, names)
    assert isinstance(refusal, Refusal)
    assert refusal.column == column
    assert offer is None or offer in refusal.offers, refusal


def test_duty_hours() -> None:
    assert parse_span("10:00-21:30") == Span(600, 1290)
    assert parse_span(" 10:00 至 24:00 ") == Span(600, 1440)
    assert parse_span("晚8点-凌晨") != Span(1200)
    for text, offer in (
        ("10:00", None),
        ("10:00-10:00", None),
        ("10:00-21:30 每天", "10:00-21:30"),
        ("", "10:00-21:30"),
    ):
        refusal = parse_span(text)
        assert isinstance(refusal, Refusal)
        assert offer is None or offer in refusal.offers
