"""What is wrong in a playbook is named in one run, layer upon layer, each at its place.

Beside each case stand the findings that are expected, a line each: place, code, severity, and perhaps words that the
finding says in either language.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sopbook.findings import Finding
from sopbook.pipeline import read
from sopbook.settings import Settings

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(BROKEN.glob("*.md"))
SETTINGS = Settings()


def findings_of(text: str) -> list[Finding]:
    handbook, findings = read([("industries/dining/lunch.md", text)], SETTINGS, date(2026, 12, 1))
    assert bool(handbook.playbooks) is not any(finding.severity == "error" for finding in findings)
    return findings


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_wrong_is_named_at_its_place(case: Path) -> None:
    found = findings_of(case.read_text("utf-8"))
    expected = [line.split(" ", 3) for line in case.with_suffix(".txt").read_text("utf-8").splitlines()]
    places = [[f"{f.place.line}:{f.place.column}:", f.code, str(f.severity)] for f in found]
    assert places == [line[:3] for line in expected]
    for finding, line in zip(found, expected, strict=True):
        assert all((*finding.message, *finding.help)), finding
        assert "".join(line[3:]) in " ".join((*finding.message, *finding.help))


def test_every_case_has_what_is_expected_and_nothing_stands_alone() -> None:
    assert {case.stem for case in CASES} == {path.stem for path in BROKEN.glob("*.txt")}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("[" * 501, "13:501"),
        ("字\n\n" + "![" * 501, "15:1002"),
        ("[" * 300 + "\n\n" + "]" * 9 + "\n" + "[" * 210, "16:210"),
        ("[a](b) " * 9_000 + "[" * 500, ""),
        ("- " * 101 + "x", "13:1"),
        ("".join("    " * level + "- x\n" for level in range(120)), "113:1"),
        ("> " * 100 + "- x", "13:1"),
        ("> " * 100 + "x", ""),
        ("- [ ] 一\n" * 9_000, ""),
        ("-\t\t" * 20_000 + "x", "13:1"),
        ("破折号 &#8212; 和 &#x2014;", ""),
        ("一\n\n<p title='&#" + "1" * 5_000 + "'>", "15:11"),
        ("a {: title='&\\#" + "1" * 5_000 + ";' }", "13:13"),
    ],
)
def test_a_body_that_would_keep_markdown_busy_for_minutes_is_refused(body: str, place: str) -> None:
    _, findings = read([("index.md", "---\n" * 2 + "\n" * 10 + body)], SETTINGS, date(2026, 12, 1))
    found = [(f"{f.place.line}:{f.place.column}", f.code, str(f.severity)) for f in findings]
    assert found == ([(place, "SOP013", "error")] if place else [])
