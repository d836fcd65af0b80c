"""The search's index in parts: what is cut, what lies where, and that a reader who follows the rules finds it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sopbook.handbook import Handbook
from sopbook.render.search_index import (
    DRAWERS,
    FLOOR,
    LEVELS,
    MORE,
    SINGLE,
    STEPS,
    Found,
    Section,
    _by_level,
    drawer_of,
    index_script,
    names_in,
    pages_of,
    pairs_in,
    search_files,
)

DIGITS = [chr(code) for code in range(35, 127) if code != 92]


def page(url: str, title: str, text: str = "", *more: Section, boost: float = 1) -> Found:
    return Found(url, [Section("", title, text), *more], boost)


def written(pages: list[Found]) -> Mapping[str, Any]:
    """Return what each file of the index hands over, by its name."""
    files, about = search_files(pages, is_word=lambda pair: pair in ("群规", "欢迎"))
    handed = {}
    for file in files:
        name, _, value = str(file.content).removeprefix("sopbook_found(").removesuffix(")\n").partition(",")
        assert file.path == f"{about['folder']}{json.loads(name)}.js"
        handed[json.loads(name)] = json.loads(value)
    return handed


def read(record: str) -> dict[int, float]:
    """Return the pages of a record with what it says about each; written from its description, not from the code."""
    weight, *levels = record.split(" ")
    found = {}
    for level in levels:
        number, gap, unit = -1, 0, 1
        for digit in map(DIGITS.index, level[1:]):
            if digit >= SINGLE:
                gap, unit = gap + (digit - SINGLE) * unit, unit * MORE
            else:
                number += gap + digit * unit + 1
                found[number] = int(weight) * 2 ** (int(level[0], 36) / STEPS - FLOOR)
                gap, unit = 0, 1
    return found


def looked_up(pages: list[Found], pair: str) -> dict[int, float]:
    record = written(pages)[f"w{drawer_of(pair)}"].get(pair)
    return read(record) if record else {}


def test_a_text_is_cut_into_what_touches() -> None:
    assert pairs_in("群规模板") == ["群规", "规模", "模板"]
    assert pairs_in("双11 预热，Go!") == ["11", "双11", "预热", "go"]
    assert pairs_in("午市。福利") == ["午市", "福利"], "nothing reaches over a full stop"
    assert pairs_in("20:00") == ["20", "00"]


def test_every_pair_has_a_drawer_and_beginnings_of_a_word_share_theirs() -> None:
    assert drawer_of("welcome") == drawer_of("wel") == drawer_of("we群")
    assert 0 <= drawer_of("群" + "x" * 500) < DRAWERS


@given(st.sets(st.integers(0, 70_000), min_size=1, max_size=8))
def test_pages_far_apart_are_found_again(numbers: set[int]) -> None:
    record = "7 " + _by_level(sorted(number * LEVELS + number % LEVELS for number in numbers))
    assert set(read(record)) == numbers
    assert re.fullmatch(r'[^"\\\x00-\x1f]*', record), "JSON needs no escapes for it"


def test_a_title_says_more_than_a_heading_and_that_more_than_a_text() -> None:
    heading = Section("a", "欢迎语", "")
    pages = [
        page("a/", "别的", "写欢迎语"),
        page("b/", "别的", "", heading),
        page("c/", "欢迎语"),
        page("d/", "无关"),
    ]
    found = looked_up(pages, "欢迎")
    assert sorted(found, key=found.__getitem__) == [0, 1, 2]


def test_a_page_by_itself_comes_before_one_playbook_of_many_and_one_that_stands_back_after() -> None:
    pages = [
        page("industries/dining/lunch/", "群规"),
        page("industries/dining/", "群规"),
        page("rules/", "群规"),
        page("contribute/", "群规", boost=0.2),
    ]
    found = looked_up(pages, "群规")
    assert sorted(found, key=found.__getitem__) == [3, 0, 1, 2]


def test_what_is_no_word_says_little_and_rare_words_say_more() -> None:
    pages = [page("a/", "无", "群规 规模"), page("b/", "无", "别的"), page("c/", "无", "群规")]
    assert looked_up(pages, "群规")[0] > looked_up(pages, "规模")[0]
    more = [*pages, page("d/", "无", "欢迎")]
    assert looked_up(more, "欢迎")[3] > looked_up(more, "群规")[2]


def test_a_single_character_of_a_title_is_found() -> None:
    assert looked_up([page("a/", "欢迎语"), page("b/", "别的", "欢")], "欢").keys() == {0}


def test_pages_say_their_industry_and_its_own_page_does_not() -> None:
    pages = [
        page("industries/dining/lunch/", "午市"),
        page("industries/dining/", "餐饮"),
        page("handbook/", "手册"),
    ]
    handed = written(pages)
    assert [handed[f"p{number}"][1] for number in range(3)] == ["餐饮", "", ""]
    flat = [page("industries/dining/lunch.html", "午市"), page("industries/dining/index.html", "餐饮")]
    assert [written(flat)[f"p{number}"][1] for number in range(2)] == ["餐饮", ""]


def test_what_material_collected_becomes_plain_text() -> None:
    docs = [
        {
            "location": "a/",
            "title": "群\u200b规",
            "text": "<p>一&lt;b&gt;</p><ul><li>二</li></ul>",
            "boost": 0.2,
        },
        {"location": "a/#x", "title": "五段", "text": "三\n\n四"},
    ]
    sections = [Section("", "群规", "一<b> 二"), Section("x", "五段", "三 四")]
    assert pages_of(docs, {"a/": {"规矩"}}) == [Found("a/", sections, 0.2, {"规矩"})]


def test_a_page_is_found_by_what_links_call_it(read_sound: Callable[..., Handbook]) -> None:
    text = "看[多大合适](size.md#two)和[这句话太长了，说的是别的事](size.md)，[外面](https://example.org/a.md)。\n"
    handbook = read_sound({"handbook/tone.md": f"# 口气\n\n{text}", "handbook/size.md": "# 人数\n"})
    names = names_in(handbook, lambda path: path.removesuffix(".md") + "/")
    assert names["handbook/size/"] == {"多大合适"}
    pages = [
        page("handbook/tone/", "口气", "合适吗"),
        Found("handbook/size/", [Section("", "人数", "")], 1, {"多大合适"}),
    ]
    found = looked_up(pages, "合适")
    assert found[1] > found[0]


def test_texts_that_mean_harm_stay_texts() -> None:
    harm = "</script><script>alert(1)</script>\"'\\"
    assert written([page("a/", harm, harm)])["p0"] == ["a/", "", [["", harm, harm]]]


def test_equal_pages_make_equal_files_and_others_another_folder() -> None:
    one, other = [page("a/", "群规")], [page("a/", "群规", "五段")]
    assert search_files(one, str.isalpha) == search_files(one, str.isalpha)
    assert search_files(one, str.isalpha)[1]["folder"] != search_files(other, str.isalpha)[1]["folder"]


def test_the_index_as_a_script() -> None:
    file = index_script('{"docs":[]}\n')
    assert (file.path, file.content) == ("search/search_index.js", 'var __index = {"docs":[]};\n')
