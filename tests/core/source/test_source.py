"""Front matter as nodes: every slip is named at its place, every scalar stays the text that was written."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sopbook import source as sources
from sopbook.findings import Finding, in_order
from sopbook.source import Mapping, Scalar, Sequence, locate, plain, read

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(BROKEN.glob("*.md"))


def listed(findings: list[Finding]) -> list[str]:
    return [f"{f.place.line}:{f.place.column}: {f.code} {f.severity}" for f in in_order(findings)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_slip_is_named_at_its_place(case: Path) -> None:
    text = case.read_bytes().decode().replace("\r\n", "\n")
    _, findings = read(case.name, text)
    assert listed(findings) == case.with_suffix(".txt").read_text("utf-8").splitlines()
    for finding in findings:
        assert finding.place.path == case.name
        assert all((*finding.message, *finding.help)), finding


def test_every_case_has_what_is_expected_and_nothing_stands_alone() -> None:
    assert {case.stem for case in CASES} == {path.stem for path in BROKEN.glob("*.txt")}


def front_of(inner: str) -> Mapping:
    source, findings = read("a.md", f"---\n{inner}---\n")
    assert findings == []
    assert source.front is not None
    return source.front


@pytest.mark.parametrize(
    "written",
    [
        "on",
        "no",
        "yes",
        "true",
        "20:00",
        "618",
        "1e3",
        "0x10",
        "0o17",
        "null",
        "NULL",
        ".inf",
        "2026-11-11",
        "1_000",
        "=",
        "5.20",
    ],
)
def test_a_scalar_stays_the_text_that_was_written(written: str) -> None:
    assert plain(front_of(f"post: {written}\nlist: [{written}]\n")) == {"post": written, "list": [written]}


def test_a_value_left_empty_is_none_unless_it_was_quoted() -> None:
    assert plain(front_of("a:\nb: ~\nc: ''\nd: '~'\n")) == {"a": None, "b": None, "c": "", "d": "~"}


@pytest.mark.parametrize(
    ("inner", "path", "place"),
    [
        ("roles: {群主: 店长, 客服: 前台}\n", ("roles", "客服"), (2, 21)),
        ("🍜🍜: [🍜, 午市]\n", ("🍜🍜", 1), (2, 9)),
        ("a:\n  - 甲: '乙'\n", ("a", 0, "甲"), (3, 8)),
        ("welcome: |\n  一\n  二\nnote: x\n", ("note",), (5, 7)),
    ],
)
def test_places_count_lines_of_the_file_and_code_points(
    inner: str, path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    node = locate(front_of(inner), path)
    assert (node.line, node.column) == place


def test_locate_stops_at_the_last_node_that_exists() -> None:
    front = front_of("when: 每天 11:00\nroles: {host: 店长}\n")
    assert locate(front, ("when", 0)) is front.entries["when"].node
    assert locate(front, ("roles", "admin")) is front.entries["roles"].node
    assert locate(front, ("missing", "deeper")) is front


def test_front_matter_and_body_are_split_as_mkdocs_splits_them() -> None:
    source, findings = read("a.md", "---\ntitle: 甲\n---\n\n# 正文\n---\n")
    assert (source.body, source.body_line, findings) == ("\n# 正文\n---\n", 4, [])
    assert read("a.md", "---\ntitle: 甲\n...\n正文\n")[0].body == "正文\n"


@pytest.mark.parametrize("text", ["# 只有正文\n", "", "正文\n---\n不是抬头\n---\n", "----\n四条横线\n"])
def test_a_page_without_front_matter_is_all_body(text: str) -> None:
    source, findings = read("a.md", text)
    assert (source.front, source.body, findings) == (None, text, [])


def test_reading_goes_on_after_a_slip_so_that_the_rest_is_there() -> None:
    source, _ = read(
        "a.md", "---\ntitle：午市\nowner: @甲\nroles:\n  host：店长\nvars: {a:1, b：2}\nnote: 完\n---\n"
    )
    assert source.front is not None
    assert plain(source.front) == {
        "title": "午市",
        "owner": "@甲",
        "roles": {"host": "店长"},
        "vars": {"a": "1", "b": "2"},
        "note": "完",
    }


def test_a_text_cut_off_by_a_comma_is_put_together_again() -> None:
    source, _ = read("a.md", "---\nslot: {when: weekly Mon, Wed 20:00, post: 菜单}\n---\n")
    assert source.front is not None
    assert plain(source.front) == {"slot": {"when": "weekly Mon, Wed 20:00", "post": "菜单"}}


def test_a_bare_variable_stays_its_text() -> None:
    source, findings = read("a.md", "---\nowner: {{ store }}\nnote: 完\n---\n")
    assert source.front is not None
    assert plain(source.front) == {"owner": "{{ store }}", "note": "完"}
    assert listed(findings) == ["2:8: SOP007 error"]


def test_twenty_broken_lines_are_enough() -> None:
    _, findings = read("a.md", "---\n" + "@：\n: 什么\n" * 50 + "---\n")
    assert 0 < len(findings) <= sources.MAX_SYNTAX_FINDINGS + 1


def test_depth_is_bounded_and_size_is_bounded() -> None:
    deep = "[" * sources.MAX_DEPTH + "]" * sources.MAX_DEPTH
    assert listed(read("a.md", f"---\na: {deep}\n---\n")[1]) == [f"2:{3 + sources.MAX_DEPTH}: SOP003 error"]
    assert read("a.md", f"---\na: {deep[1:-1]}\n---\n")[1] == []
    room = sources.MAX_FRONT_MATTER - len("a: \n")
    assert read("a.md", "---\na: " + "x" * room + "\n---\n")[1] == []
    assert listed(read("a.md", "---\na: " + "x" * (room + 1) + "\n---\n")[1]) == ["1:1: SOP003 error"]


HOSTILE = (
    "[",
    "{",
    "- ",
    "? ",
    "a: ",
    "&a ",
    "*a ",
    "!!x ",
    "|\n",
    "'",
    '"',
    "：",
    "a：\n",
    "\t",
    "{{",
    "#",
    "%",
    "\x07",
    "\u2028",
    "<<: ",
)


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
@pytest.mark.parametrize("length", [4_000, 25_000])
def test_hostile_front_matter_ends_at_once(unit: str, length: int) -> None:
    text = f"---\n{unit * (length // len(unit))}\n---\n"
    begin = perf_counter()
    _, findings = read("a.md", text)
    assert perf_counter() - begin < 1
    assert all(1 <= finding.place.line <= text.count("\n") + 1 for finding in findings)


pieces = st.sampled_from(
    (
        *HOSTILE,
        "---\n",
        "\n",
        " ",
        "  ",
        "title",
        ": ",
        ":",
        "午市",
        "：",
        "- id: a\n",
        "}",
        "]",
        ",",
        "...\n",
        "\r",
        "\ufeff",
        "|",
        ">-",
        "\x85",
        "\ud800",
    )
)
texts = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=25).map("".join))


@settings(max_examples=400, deadline=5000)
@given(texts)
@example("a\u2028b: &x 1\n")
@example("? |\n  a\n: 1")
def test_no_text_raises(inner: str) -> None:
    for text in (inner, f"---\n{inner}\n---\n正文\n"):
        source, findings = read("a.md", text)
        lines = text.count("\n") + 1
        assert all(1 <= finding.place.line <= lines and finding.place.column >= 1 for finding in findings)
        if source.front is not None:
            plain(source.front)


keys = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
values = st.recursive(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")),
        min_size=1,
        max_size=12,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(keys, values, max_size=4))
def test_quoted_data_is_read_as_it_is(data: dict[str, object]) -> None:
    import json

    source, findings = read("a.md", f"---\n{json.dumps(data, ensure_ascii=False)}\n---\n")
    assert findings == []
    assert source.front is not None
    assert plain(source.front) == data


def test_nodes_know_what_they_are() -> None:
    front = front_of("a: 甲\nb: '乙'\nc: |\n  丙\nd: [丁]\ne: {f: 戊}\n")
    kinds = {key: entry.node for key, entry in front.entries.items()}
    assert isinstance(kinds["a"], Scalar) and kinds["a"].plain
    assert isinstance(kinds["b"], Scalar) and not kinds["b"].plain
    assert isinstance(kinds["c"], Scalar) and not kinds["c"].plain
    assert isinstance(kinds["d"], Sequence)
    assert isinstance(kinds["e"], Mapping) and kinds["e"].flow and not front.flow
