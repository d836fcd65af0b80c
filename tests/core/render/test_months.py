"""The months of an industry: their pages, their data, what is printed of them, counts by kind."""

from __future__ import annotations

import json
import re
from collections import Counter as Naive
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.files import load_templates
from sopbook.handbook import Handbook, occurrences
from sopbook.render.month import Calendar, Counter
from sopbook.render.month_data import month_files
from sopbook.render.month_page import month_parts
from sopbook.render.parts import Studio
from sopbook.render.words import Words
from sopbook.settings import Settings

ENV, RULES = load_templates(None)


@given(st.lists(st.integers(0, 2**40 - 1), max_size=40))
def test_counting_in_planes_is_counting(sets: list[int]) -> None:
    counter, naive = Counter(), Naive[int]()
    for days in sets:
        counter.add(days)
        naive.update(day for day in range(40) if days >> day & 1)
    assert [counter.at(day) for day in range(41)] == [naive[day] for day in range(41)]


def calendar_of(handbook: Handbook) -> Calendar:
    return Calendar(handbook.industries[0], studio_of(handbook))


def test_a_month_page_shows_every_post_on_its_day(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    text = write("周二 11:00 | 今日<b>菜单", "2026-12-31 23:00 | 跨年")
    handbook = read_sound({"industries/a/x.md": text, "industries/a/index.md": "---\ntitle: 甲\n---\n"})
    parts = {part.path: part for part in month_parts(calendar_of(handbook))}
    assert len(parts) == handbook.settings.months == 13
    html = parts["industries/a/calendar/2026-12.md"].html()
    assert html.count("今日&lt;b&gt;菜单") == 5 and "<b>" not in html
    assert html.count("跨年") == 1
    assert "../2027-01/" in html and "../2026-11/" not in html
    assert '../../x/#slot-slot-1"' in html
    last = parts["industries/a/calendar/2027-12.md"].html()
    assert "../2027-11/" in last and "../2028-01/" not in last


def test_an_industry_without_dates_has_no_calendar(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound({"industries/a/x.md": write("建群第1天 10:00")})
    calendar = calendar_of(handbook)
    assert list(month_parts(calendar)) == list(month_files(calendar)) == []


def test_the_data_of_the_months_are_the_occurrences(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {
            "industries/a/x.md": write("每天 11:00", "每月最后一天 20:00"),
            "industries/a/y.md": write("周三 9:00", "2027-02-28 8:00"),
        }
    )
    found = set()
    for file in month_files(calendar_of(handbook)):
        month = date.fromisoformat(Path(file.path).stem + "-01")
        data = json.loads(file.content)
        for playbook, slot, time, _, _, _, _, bits in data["posts"]:
            days = [
                month + timedelta(days=offset) for offset in range(bits.bit_length()) if bits >> offset & 1
            ]
            assert all(day.month == month.month for day in days)
            found |= {(data["playbooks"][playbook][0], slot, f"{day} {time}") for day in days}
    listed = occurrences(handbook.playbooks.values(), handbook.published, handbook.settings)
    assert found == {(one.playbook.id, one.slot.id, f"{one.moment.start:%Y-%m-%d %H:%M}") for one in listed}


def test_an_overfull_day_shows_counts_by_kind_instead(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    slots = [
        f"周二 {hour}:00 | 动作{hour} | host | {'content' if hour % 3 else 'service'}"
        for hour in range(8, 14)
    ]
    files_ = {"industries/a/x.md": write(*slots, "周三 9:00 | 单独一条")}
    roomy = read_sound(files_, replace(Settings(), day_limit=6))
    tight = read_sound(files_, replace(Settings(), day_limit=5))
    full = next(month_parts(calendar_of(roomy))).html()
    counted = next(month_parts(calendar_of(tight))).html()
    assert full.count("动作8") == 5 and "单独一条" in full
    assert "动作8" not in counted and "单独一条" in counted
    weeks = calendar_of(tight)._weeks(date(2026, 12, 1))
    first = next(cell for cell in weeks[0] if cell is not None)
    assert first.counts == [("content", "内容", 4), ("service", "服务", 2)]


