"""The codes of reading: every code that the program can say is documented, under the severity that it is said with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sopbook
from sopbook.checks import DOCS, RETIRED
from sopbook.checks.reading import DOCS as READING
from sopbook.pipeline import shown
from sopbook.render.explain import FAMILIES


def test_every_code_in_the_program_is_documented() -> None:
    texts = [path.read_text("utf-8") for path in Path(sopbook.__file__).parent.rglob("*.py")]
    written = {code for text in texts for code in re.findall(r"\"(SOP\d{3})\"", text)}
    assert written - set(DOCS) - set(RETIRED) == set()


@pytest.mark.parametrize("doc", [pytest.param(doc, id=doc.code) for doc in READING])
def test_a_code_of_reading_is_as_grave_as_its_documentation_says(doc: sopbook.checks.Doc) -> None:
    assert {finding.severity for finding in shown(doc.code).findings} == {doc.severity}


def test_every_code_is_in_one_family_and_names_are_ascii() -> None:
    assert [code for family in FAMILIES for code in (doc.code for doc in family.docs)] == list(DOCS)
    for doc in DOCS.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", doc.name), doc.code
