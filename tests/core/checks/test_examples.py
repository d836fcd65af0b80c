"""The documentation of every code is true: its bad example shows just this code, its good example shows nothing."""

from __future__ import annotations

import pytest
from core.checks.helpers import findings_of, turned_on

from sopbook.checks import CHECKS, DOCS, RETIRED, Doc
from sopbook.findings import Severity
from sopbook.handbook import industry_of

ALL = [pytest.param(doc, id=doc.code) for doc in DOCS.values()]


def test_the_example_playbook_is_sound() -> None:
    assert findings_of("") == []


@pytest.mark.parametrize("doc", ALL)
def test_a_bad_example_shows_just_its_code(doc: Doc) -> None:
    found = findings_of(doc.bad, turned_on(doc.code))
    assert {finding.code for finding in found} == {doc.code}


@pytest.mark.parametrize("doc", ALL)
def test_a_good_example_shows_nothing(doc: Doc) -> None:
    assert findings_of(doc.good, turned_on(doc.code)) == []


@pytest.mark.parametrize("doc", ALL)
def test_a_code_is_documented(doc: Doc) -> None:
    for text in (doc.title, doc.why, doc.mend, doc.source):
        assert text.zh.strip() and text.en.strip()
    assert doc.bad.strip() != doc.good.strip()


ON_PAGES = ("SOP304", "SOP306")
"""What is never found in a playbook, and so not waived: it is set in the policy."""


@pytest.mark.parametrize("code", ON_PAGES)
def test_what_only_pages_show_is_found_in_no_playbook(code: str) -> None:
    assert not any(industry_of(finding.place.path) for finding in findings_of(CHECKS[code].bad))


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(check, id=code)
        for code, check in CHECKS.items()
        if code not in ON_PAGES and check.severity is not Severity.ERROR  # an error cannot be waived
    ],
)
def test_a_waiver_excuses_what_a_check_finds(check: Doc) -> None:
    waive = f"waive:\n  - {{check: {check.code}, reason: 例子, until: 2026-12-31}}\n"
    fragment, mark, rest = check.bad.partition("\n---\n")
    first, file, others = fragment.partition("=== ")
    example = f"{first.rstrip()}\n{waive}{file}{others}{mark}{rest}"
    assert findings_of(example, turned_on(check.code)) == []


def test_codes_and_names_are_unique_and_never_given_again() -> None:
    assert len({doc.name for doc in DOCS.values()}) == len(DOCS)
    assert not set(RETIRED) & set(DOCS)
