"""What holds for every value and every text: round trip, offers that are read, columns that fit, no exception."""

from __future__ import annotations

import re
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles.promises import LANGS, read_and_hold

from sopbook.almanac import STANDARD
from sopbook.findings import Lang
from sopbook.when import (
    EVENTS,
    KEYWORDS,
    AnchorDays,
    AnchorMinutes,
    Daily,
    DateRange,
    DaysOff,
    EventDays,
    EventMinutes,
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
    Refusal,
    Rule,
    Span,
    Weekly,
    When,
    Workdays,
    YearDay,
    check_rule,
    parse,
    parse_skip,
    parse_span,
    skip_to_text,
    standard_names,
    to_text,
)

NAMES = standard_names(STANDARD, anchors=("开课", "开课直播", "lesson"))

days = st.dates(date(1970, 1, 1), date(2199, 12, 31))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
festivals = st.sampled_from(sorted(NAMES.festival_labels))
anchors = st.sampled_from(NAMES.anchors)
events = st.sampled_from(sorted(EVENTS))
offsets = st.tuples(st.integers(-366, 366), st.integers(-366, 366)).map(lambda ends: Offsets(*sorted(ends)))
minutes = st.integers(-7 * 1440, 7 * 1440)
windows = st.tuples(st.integers(0, 1439), st.integers(1, 1439)).map(lambda t: Span(t[0], t[0] + t[1]))
whole_day = st.just(Span(0, 1440))
spans = st.one_of(st.integers(0, 1439).map(Span), windows, whole_day)
times = st.lists(spans, min_size=1, max_size=4, unique_by=lambda span: span.start).map(
    lambda found: tuple(sorted(found, key=lambda span: span.start))
)

weekly_part = st.sampled_from(("", ";BYDAY=MO", ";BYDAY=TU,SA", ";BYMONTH=1,12", ";WKST=SU"))
monthly_part = st.sampled_from((";BYDAY=-1FR", ";BYMONTHDAY=-1,5", ";BYDAY=MO,TU;BYSETPOS=-1", ""))
ends = st.sampled_from(("", ";COUNT=7", ";UNTIL=20301231", ";UNTIL=20301231T155959Z", ";INTERVAL=3"))
written_rules = st.one_of(
    st.builds(lambda *parts: "FREQ=WEEKLY" + "".join(parts), ends, weekly_part),
    st.builds(lambda *parts: "FREQ=MONTHLY" + "".join(parts), ends, monthly_part),
)
rules = st.one_of(
    st.frozensets(st.integers(0, 6), max_size=6).map(Daily),
    st.builds(Weekly, weekdays, st.integers(1, 52)),
    st.sampled_from((Workdays(), DaysOff(), MonthEnd(), MonthWorkday(1), MonthWorkday(-1))),
    st.frozensets(st.integers(1, 31), min_size=1).map(lambda found: MonthDays(tuple(sorted(found)))),
    st.builds(MonthWeekday, st.sampled_from((1, 2, 3, 4, 5, -1)), st.integers(0, 6)),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: YearDay(day.month, day.day)),
    days.map(OneDate),
    st.builds(Festival, festivals, offsets),
    st.builds(Holiday, st.sampled_from(sorted(NAMES.holidays)), st.just("day"), st.integers(1, 15)),
    st.builds(Holiday, st.sampled_from(sorted(NAMES.holidays)), st.sampled_from(("before", "after"))),
    st.builds(AnchorDays, anchors, offsets),
    st.tuples(st.integers(1, 366), st.integers(1, 366)).map(lambda ends: GroupDays(*sorted(ends))),
    st.builds(EventDays, events, st.integers(-366, 366)),
    written_rules.map(lambda rule: Recurrence(str(check_rule(rule)))),
)
whens = st.one_of(
    st.builds(When, rules, times),
    st.builds(AnchorMinutes, anchors, minutes).map(When),
    st.builds(EventMinutes, events, minutes).map(When),
)

PIECES = (*KEYWORDS, *NAMES.anchors, *sorted(NAMES.festivals)[:30], "入群", "join", "前", "后", "天", "第", "1", "20", "-", "..",
          "、", ",", " ", "  ", "20:00", "14:00-18:00", "晚8点", "点", "半", "一", "十", "个", "周", "至", "除", "（", "）", "d",
          "min", "FREQ=", "DAILY", ";", "BYDAY=", "MO", "\u200b", "İ", "ß", "𝟛", "٣", "\x00", "\n", "²")  # fmt: skip
texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
)
typos = st.tuples(whens, st.sampled_from(LANGS), st.integers(0, 40), st.sampled_from(("", *PIECES)))


@settings(max_examples=300, deadline=None)
@given(whens)
def test_what_is_printed_is_read_back(when: When) -> None:
    for lang in LANGS:
        assert parse(to_text(when, NAMES, lang), NAMES) == when


@settings(max_examples=300, deadline=None)
@given(texts)
def test_no_text_raises(text: str) -> None:
    read_and_hold(text, NAMES)
    for result in (parse_skip(text, NAMES), parse_span(text)):
        if isinstance(result, Refusal):
            assert text.startswith(result.found, result.column)


@settings(max_examples=200, deadline=None)
@given(typos)
def test_no_typo_raises(typo: tuple[When, Lang, int, str]) -> None:
    when, lang, column, piece = typo
    text = to_text(when, NAMES, lang)
    read_and_hold(text[:column] + piece + text[column + 1 :], NAMES)


@given(
    st.one_of(
        st.builds(Festival, festivals, offsets), st.tuples(days, days).map(lambda d: DateRange(*sorted(d)))
    )
)
def test_skips_are_read_back(skip: Festival | DateRange) -> None:
    for lang in LANGS:
        assert parse_skip(skip_to_text(skip, NAMES, lang), NAMES) == skip


HOSTILE = [
    unit * 16_000
    for unit in ("每", "每周一、", "8、", "11:00、", " ", "（", "前", "-1d..", "RRULE:", "RRULE:FREQ=DAILY;", "除", "9", "至",
                 "a ", "2 days before ", "daily ", "一", "第1周", "周1-", "周1、", "\u200b", "İ", "1:", "a", "9 d before ")
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("length", [200, 500, 16_000])
def test_hostile_texts_cost_little(text: str, length: int) -> None:
    start = perf_counter()
    read_and_hold(text[:length], NAMES)
    parse_skip(text[:length], NAMES)
    assert perf_counter() - start < 0.5


def rule_example(rule: Rule) -> When:
    return When(rule, (Span(600),))


def test_every_family() -> None:
    assert rule_example(Daily()).family == "dated"
    assert rule_example(GroupDays(1, 1)).family == "group"
    assert rule_example(EventDays("join", 1)).family == "journey"
    assert not re.search("[\u3400-\u9fff]", to_text(rule_example(Daily()), NAMES, "en"))
