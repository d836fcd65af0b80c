"""Today: the page that is the same for everybody, and the data that its script counts days from."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopbook.files import load_templates, template_folders
from sopbook.handbook import Handbook, occurrences
from sopbook.pipeline import read
from sopbook.reading import read_handbook
from sopbook.render.parts import Studio
from sopbook.render.today import data_url, today_files, today_part
from sopbook.render.today_words import TODAY
from sopbook.render.words import Words
from sopbook.settings import Settings

ENV, RULES = load_templates(None)
PATH = "industries/a/x.md"

Read = Callable[..., Handbook]
Write = Callable[..., str]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def bundled() -> Handbook:
    sources, _ = read_handbook(ROOT / "playbooks")
    return read(sources, Settings(), date(2026, 12, 7))[0]


def studio_of(handbook: Handbook, lang: Any = "zh") -> Studio:
    return Studio(handbook=handbook, env=ENV, words=Words(lang))


def files_of(handbook: Handbook) -> dict[str, Any]:
    return {file.path: json.loads(file.content) for file in today_files(studio_of(handbook))}


def data_of(handbook: Handbook, playbook: str = "a-x") -> dict[str, Any]:
    found: dict[str, Any] = files_of(handbook)[data_url(playbook)]
    return found


# ---------------------------------------------------------------------------------------------------------------------
# What the script counts days from


def scripted(data: dict[str, Any]) -> Counter[tuple[str, datetime, datetime | None]]:
    """Say every post as the page's script does: bit i is the published range's first day + i."""
    zone, first = ZoneInfo(data["zone"]), date.fromisoformat(data["start"])
    size = (date.fromisoformat(data["end"]) - first).days
    found: Counter[tuple[str, datetime, datetime | None]] = Counter()
    for slot, begin, end, bits in data["posts"]:
        for place in range(size):
            digit = bits[::-1][place // 4 : place // 4 + 1] or "0"
            if int(digit, 16) >> place % 4 & 1:
                day = first + timedelta(place)
                found[slot, at(day, begin, zone), None if end is None else at(day, end, zone)] += 1
    return found


def at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    midnight = datetime.combine(day, datetime.min.time())
    return (midnight + timedelta(minutes=minute)).replace(tzinfo=zone)


def expected(handbook: Handbook, playbook: str = "a-x") -> Counter[tuple[str, datetime, datetime | None]]:
    found = occurrences([handbook.playbooks[playbook]], handbook.published, handbook.settings)
    return Counter((one.slot.id, one.moment.start, one.moment.end) for one in found)


TIMES = st.sampled_from(["9:00", "11:00、18:00", "14:00-18:00", "22:00-1:00", "20:00-24:00"])
DAYS = st.sampled_from(
    [
        "每天",
        "每天（除周一）",
        "每周一三五",
        "周末",
        "工作日",
        "休息日",
        "每月8、18、28日",
        "每月最后一天",
        "每月第2个周六",
        "每月最后一个工作日",
        "每年12-31",
        "2027-02-28",
        "春节 前7天",
        "双11 前2天至后1天",
        "国庆 假期第1天",
        "开课 前1天",
        "每2周 周二",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
    ]
)
WHENS = st.lists(st.tuples(DAYS, TIMES).map(" ".join), min_size=1, max_size=4)
TERMS = st.fixed_dictionaries(
    {"from_": st.just("2026-12-03"), "anchors": st.just("{开课: 每周六 10:00}")},
    optional={
        "until": st.just("2027-06-30"),
        "skip": st.sampled_from(["2026-12-24..2027-01-02", "[春节 前1天至后3天, 2026-12-31]"]),
        "holidays": st.sampled_from(["skip", "next-workday", "previous-workday"]),
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WHENS, TERMS)
def test_the_days_of_random_schedules_are_the_occurrences(
    read_sound: Read, write: Write, whens: list[str], terms: dict[str, str]
) -> None:
    handbook = read_sound({PATH: write(*whens, **terms)})
    assert scripted(data_of(handbook)) == expected(handbook)


def test_the_days_of_every_bundled_playbook_are_the_occurrences(bundled: Handbook) -> None:
    found = files_of(bundled)
    assert len(bundled.playbooks) > 10
    for playbook in bundled.playbooks:
        assert scripted(found[data_url(playbook)]) == expected(bundled, playbook), playbook


def test_where_the_clock_changes_days_and_times_are_those_written(read_sound: Read, write: Write) -> None:
    handbook = read_sound({PATH: write("每天 2:30、20:00", timezone="America/New_York")})
    (night, evening) = data_of(handbook)["posts"]
    assert [post[1] for post in (night, evening)] == [150, 1200]
    assert night[3] == evening[3] == f"{handbook.published.frame.full:x}"


# ---------------------------------------------------------------------------------------------------------------------
# What is said of a playbook


def test_each_industry_with_playbooks_lists_them(read_sound: Read, write: Write) -> None:
    files = {
        "industries/a/x.md": write(),
        "industries/a/y.md": write(title="内容群", group="content"),
        "industries/b/index.md": "# 乙\n",
    }
    found = files_of(read_sound(files))
    assert set(found) == {"data/a/playbooks.json", "data/playbook/a-x.json", "data/playbook/a-y.json"}
    assert found["data/a/playbooks.json"] == [["a-x", "午市福利群", "福利"], ["a-y", "内容群", "内容"]]


def test_a_slot_says_what_it_has_and_nothing_else(read_sound: Read, write: Write) -> None:
    full = (
        "每天 11:00 | 菜单 | admin\nnote: 三张\nassets: [图]\ngrace: 2h\nvia: private\nsend: auto\n"
        "copy: ['{{ store }}开门', 二]\ntargets: {reach: 120}"
    )
    slots = data_of(read_sound({PATH: write(full, "每天 12:00 | 素", vars="{store: 人民路店}")}))["slots"]
    assert slots["slot-1"] == {
        "post": "菜单",
        "kind": "activity",
        "by": "admin",
        "how": ["私聊", "自动"],
        "send": "auto",
        "note": "三张",
        "assets": ["图"],
        "copy": ["人民路店开门", "二"],
        "grace": 120,
        "targets": {"reach": 120},
    }
    assert slots["slot-2"] == {"post": "素", "kind": "activity", "by": "host"}


def test_a_playbook_of_only_journeys_has_no_days_and_no_life(read_sound: Read, write: Write) -> None:
    data = data_of(
        read_sound({PATH: write("收货后1天 10:00 | 问候", "入群后0分钟 | 欢迎", "生日前1天 10:00 | 祝福")})
    )
    assert (data["posts"], data["life"]) == ([], None)
    assert len({one["name"] for one in data["journeys"]}) == 3
    assert sorted(slot for one in data["journeys"] for _, slot in one["steps"]) == [
        "slot-1",
        "slot-2",
        "slot-3",
    ]


def test_a_playbook_of_only_group_life_is_dated_by_its_founding_day(read_sound: Read, write: Write) -> None:
    data = data_of(read_sound({PATH: write("建群第1-3天 20:00 | 接龙", "建群第2天 22:00-1:00")}))
    assert (data["posts"], data["journeys"]) == ([], [])
    assert [post[:6] for post in data["life"]["posts"]] == [
        ["slot-1", 0, 1, 3, 1200, None],
        ["slot-2", 0, 2, 2, 1320, 1500],
    ]
    assert data["life"]["from"] < data["start"] < data["life"]["to"] < data["end"]


# ---------------------------------------------------------------------------------------------------------------------
# The page


def page_of(handbook: Handbook, lang: Any = "zh") -> str:
    studio = studio_of(handbook, lang)
    return str(today_part(studio).lead())


def test_the_page_does_not_grow_with_the_number_of_playbooks(read_sound: Read, write: Write) -> None:
    def handbook(count: int) -> Handbook:
        return read_sound({f"industries/a/p{number}.md": write(title="群") for number in range(count)})

    assert page_of(handbook(1)) == page_of(handbook(30))
    few, many = files_of(handbook(1)), files_of(handbook(30))
    assert few["data/playbook/a-p0.json"] == many["data/playbook/a-p0.json"]


def test_what_authors_write_is_no_markup(read_sound: Read, write: Write) -> None:
    evil = "<img src=x onerror=alert(1)>\"'"
    files = {
        "industries/a/index.md": f"---\ntitle: {json.dumps(evil)}\n---\n",
        PATH: write(title=json.dumps(evil)),
    }
    html = page_of(read_sound(files))
    assert "<img" not in html
    assert "&lt;img" in html


def test_without_a_script_the_industries_lead_to_their_pages(read_sound: Read, write: Write) -> None:
    html = page_of(
        read_sound({"industries/a/index.md": "# 甲\n", PATH: write(), "industries/b/index.md": "# 乙\n"})
    )
    assert re.findall(r'data-industry="(\w+)" href="([^"]+)">([^<]+)', html) == [
        ("a", "../industries/a/", "甲")
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_scripts_find_every_word_and_use_every_word(read_sound: Read, write: Write, lang: str) -> None:
    html = page_of(read_sound({PATH: write()}), lang)
    attribute = re.search(r'data-words="([^"]*)"', html)
    assert attribute
    given_words = json.loads(attribute[1].replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&"))
    folder = template_folders(None)[0] / "theme/assets/sopbook"
    script = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("today*.js")))
    used = set(re.findall(r'\bwords\.(\w+)|\bsay\("(\w+)"', script))
    named = {first or second for first, second in used}
    looked_up = {"done", "now", "next", "late", "void", "later", "reach", "clicks", "payments"}
    looked_up |= {"minutes", "hours", "hours_minutes", "all_done", "none_left"}
    assert named | looked_up == set(given_words)
    assert all(f'"{word}"' in script for word in looked_up - named)


@pytest.mark.parametrize("key", sorted(TODAY))
def test_both_languages_have_the_same_places_to_fill(key: str) -> None:
    text = TODAY[key]
    places = [set(re.findall(r"\{\w+\}", one)) for one in (text.zh, text.en)]
    assert places[0] == places[1]
    assert text.zh and text.en


def test_the_columns_of_the_csv_are_the_same_in_both_languages() -> None:
    text = TODAY["csv_columns"]
    assert len(text.zh.split("|")) == len(text.en.split("|")) == 13
