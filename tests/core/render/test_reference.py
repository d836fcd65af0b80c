"""The reference pages say what the code reads: every key, every choice, and forms that all parse."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest

from sopbook.checks import DOCS
from sopbook.fields import CHOICES
from sopbook.files import load_templates
from sopbook.handbook import assemble
from sopbook.model import FrontMatter, record_in
from sopbook.pipeline import equip, publish, shown
from sopbook.render.check_pages import INDEX, place_of
from sopbook.render.explain import FAMILIES, FOLDER
from sopbook.render.reference import FORMS, FRONT_MATTER, GRAMMAR
from sopbook.render.report import line_of
from sopbook.settings import Settings
from sopbook.when import When, parse


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    handbook, _ = assemble([], [], Settings(), date(2026, 12, 7))
    parts = publish(equip(handbook, *load_templates(None))).parts
    return {path: parts[path].html() for path in (FRONT_MATTER, GRAMMAR)}


@pytest.mark.parametrize("example", [example for _, examples in FORMS for example in examples])
def test_every_form_shown_is_read(example: str, pages: dict[str, str]) -> None:
    names = Settings().names.with_anchors(("开课",))
    assert isinstance(parse(example, names), When)
    assert example in pages[GRAMMAR], "the page prints what was read, and that is what was written"


def test_every_key_and_choice_is_on_the_page(pages: dict[str, str]) -> None:
    records = [FrontMatter]
    for record in records:
        for name, field in record.model_fields.items():
            assert f"<code>{field.alias or name}</code>" in pages[FRONT_MATTER]
            inner = record_in(field.annotation)
            if inner is not None:
                records.append(inner)  # type: ignore[arg-type]  # the records inside, and those inside them
    for name in CHOICES.keys() - {"section"}:  # which is of rule templates
        for key in CHOICES[name]:
            assert f"<code>{key}</code>" in pages[FRONT_MATTER]


@pytest.fixture(scope="module", params=["zh", "en"])
def check_pages(request: pytest.FixtureRequest) -> dict[str, str]:
    handbook, _ = assemble([], [], Settings(lang=request.param), date(2026, 12, 7))
    parts = publish(equip(handbook, *load_templates(None))).parts
    return {path: part.html() for path, part in parts.items() if path.startswith("contribute/checks/")}


def test_every_code_is_told_about_once_and_listed(check_pages: dict[str, str]) -> None:
    index = check_pages[INDEX]
    for code in DOCS:
        path, anchor = place_of(code)
        assert sum(page.count(f'id="{anchor}"') for page in check_pages.values()) == 1
        assert f'id="{anchor}"' in check_pages[path]
        assert index.count(f'#{anchor}">{code}</a>') == 1
    assert len(check_pages) == 1 + len(FAMILIES)
    assert all(family.docs for family in FAMILIES)


@pytest.mark.parametrize("code", DOCS)
def test_a_page_prints_what_the_example_really_shows(code: str, check_pages: dict[str, str]) -> None:
    page = unescape(check_pages[place_of(code)[0]])
    doc = DOCS[code]
    assert doc.bad.strip("\n") in page and doc.good.strip("\n") in page
    lines = [
        (line_of(finding, "zh", FOLDER), line_of(finding, "en", FOLDER)) for finding in shown(code).findings
    ]
    assert lines and all(zh in page or en in page for zh, en in lines)


def test_what_is_written_in_backticks_is_code(check_pages: dict[str, str]) -> None:
    assert "<code>roles</code>" in check_pages[place_of("SOP105")[0]]
    assert all("`" not in page[: page.find("<details")] for page in check_pages.values())
