"""The months of an industry: their pages, their data, what is printed of them, counts by kind."""

from __future__ import annotations

import json
import re
from collections import Counter as Naive
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

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
SCRIPTS = Path(__file__).resolve().parents[3] / "templates" / "theme" / "assets" / "sopbook"
Write = Callable[..., str]
Read = Callable[..., Handbook]


@given(st.lists(st.integers(0, 2**40 - 1), max_size=40))
def test_counting_in_planes_is_counting(sets: list[int]) -> None:
    counter, naive = Counter(), Naive[int]()
    for days in sets:
        counter.add(days)
        naive.update(day for day in range(40) if days >> day & 1)
    assert [counter.at(day) for day in range(41)] == [naive[day] for day in range(41)]


def calendar_of(handbook: Handbook) -> Calendar:
    studio = Studio(handbook=handbook, env=ENV, rules=RULES, words=Words(handbook.settings.lang))
    return Calendar(handbook.industries[0], studio)


def page_of(handbook: Handbook, month: str) -> str:
    """Return the HTML of one month."""
    path = f"industries/a/calendar/{month}.md"
    return next(part.html() for part in month_parts(calendar_of(handbook)) if part.path == path)


def data_of(handbook: Handbook, month: str) -> Any:
    """Return the data of one month."""
    path = f"data/a/{month}.json"
    return next(json.loads(file.content) for file in month_files(calendar_of(handbook)) if file.path == path)


def test_a_month_page_shows_every_post_on_its_day(write: Write, read_sound: Read) -> None:
    text = write("周二 11:00 | 今日<b>菜单", "2026-12-31 23:00 | 跨年")
    handbook = read_sound({"industries/a/x.md": text, "industries/a/index.md": "---\ntitle: 甲\n---\n"})
    parts = {part.path: part for part in month_parts(calendar_of(handbook))}
    assert len(parts) == handbook.settings.months == 13
    html = parts["industries/a/calendar/2026-12.md"].html()
    assert html.count("今日&lt;b&gt;菜单") == 5 and "今日<b>" not in html
    assert html.count("跨年") == 1
    assert "../2027-01/" in html and "../2026-11/" not in html
    assert '../../x/#slot-slot-1"' in html
    last = parts["industries/a/calendar/2027-12.md"].html()
    assert "../2027-11/" in last and "../2028-01/" not in last


def test_an_industry_without_dates_has_no_calendar(write: Write, read_sound: Read) -> None:
    handbook = read_sound({"industries/a/x.md": write("建群第1天 10:00")})
    calendar = calendar_of(handbook)
    assert list(month_parts(calendar)) == list(month_files(calendar)) == []


def test_the_data_of_the_months_are_the_occurrences(write: Write, read_sound: Read) -> None:
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
        for playbook, slot, time, _, _, _, person, bits, provisional in data["posts"]:
            assert person == "店长" and provisional in (0, bits)
            days = [
                month + timedelta(days=offset) for offset in range(bits.bit_length()) if bits >> offset & 1
            ]
            assert all(day.month == month.month for day in days)
            found |= {(data["playbooks"][playbook][0], slot, f"{day} {time}") for day in days}
    listed = occurrences(handbook.playbooks.values(), handbook.published, handbook.settings)
    assert found == {(one.playbook.id, one.slot.id, f"{one.moment.start:%Y-%m-%d %H:%M}") for one in listed}


def test_an_overfull_day_shows_counts_by_kind_instead(write: Write, read_sound: Read) -> None:
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
    first = re.search(r'<td id="d1".*?</td>', counted)
    assert first is not None
    assert re.findall(r'data-kind="(\w+)"><span.*?</span> <b>(\d+)</b>', first[0]) == [
        ("content", "4"),
        ("service", "2"),
    ]
    assert "看这 6 条" in first[0]


def test_what_hangs_on_unpublished_days_off_is_marked(write: Write, read_sound: Read) -> None:
    handbook = read_sound({"industries/a/x.md": write("工作日 9:00", "每天 20:00")})
    known, open_ = page_of(handbook, "2026-12"), page_of(handbook, "2027-01")
    assert "sop-provisional" not in known and "放假安排" not in known
    assert open_.count('<em class="sop-provisional">待定</em>') == 21
    assert "放假安排还没公布" in open_
    assert [row[8] for row in data_of(handbook, "2026-12")["posts"]] == [0, 0]
    unsure, sure = data_of(handbook, "2027-01")["posts"]
    assert unsure[8] == unsure[7] and sure[8] == 0


def test_days_off_make_up_days_and_festivals_stand_on_their_days(write: Write, read_sound: Read) -> None:
    handbook = read_sound({"industries/a/x.md": write()}, today=date(2026, 9, 20))
    html = page_of(handbook, "2026-10")
    assert re.findall(r'<td id="d(\d+)" data-date="[\d-]+" class="is-off">', html) == list("1234567")
    assert re.findall(r'<td id="d(\d+)" data-date="[\d-]+" class="is-make-up">', html) == ["10"]
    days = {day: (status, notes) for day, status, notes in data_of(handbook, "2026-10")["days"]}
    assert days[1] == ("休", "国庆") and days[2] == ("休", "") and days[10] == ("班", "") and 9 not in days


@pytest.mark.parametrize(("posts", "lines", "per_post"), [(12, 60, 1), (4, 20, 2), (5, 25, 1)])
def test_a_printed_month_knows_how_many_lines_it_needs(
    posts: int, lines: int, per_post: int, write: Write, read_sound: Read
) -> None:
    text = write(*(f"周六 {8 + index}:00" for index in range(posts)), "周一 9:00")
    html = page_of(read_sound({"industries/a/x.md": text}), "2027-01")
    assert f'style="--lines: {lines}; --per-post: {per_post}; --weeks: 5"' in html


def test_a_full_month_of_many_playbooks_is_no_large_page(write: Write, read_sound: Read) -> None:
    def files(count: int, posts: int) -> dict[str, str]:
        slots = [
            f"每天 {8 + index}:00-{9 + index}:00 | 会员日专享福利预告和答疑{index}" for index in range(posts)
        ]
        return {f"industries/a/p{n}.md": write(*slots, title=f"人民路店会员福利群{n}") for n in range(count)}

    assert len(page_of(read_sound(files(2, 6)), "2027-01").encode()) < 240_000
    assert len(page_of(read_sound(files(60, 6)), "2027-01").encode()) < 60_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_script_has_just_the_words_it_says(lang: Any, write: Write, read_sound: Read) -> None:
    html = page_of(read_sound({"industries/a/x.md": write()}, replace(Settings(), lang=lang)), "2026-12")
    given_ = json.loads(unescape(re.search(r'data-words="(.*?)"', html)[1]))  # type: ignore[index]
    scripts = "".join((SCRIPTS / name).read_text("utf-8") for name in ("week.js", "calendar.js"))
    assert set(given_) == set(re.findall(r"\bwords\.(\w+)", scripts))
    assert given_["close"] == {"zh": "关闭", "en": "Close"}[lang]
