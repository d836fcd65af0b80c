"""The reference pages say what the code reads: every key, every choice, and forms that all parse."""

from __future__ import annotations

from datetime import date

import pytest

from sopbook.fields import CHOICES
from sopbook.files import load_templates
from sopbook.handbook import assemble
from sopbook.model import FrontMatter, record_in
from sopbook.pipeline import equip, publish
from sopbook.render.reference import FORMS, FRONT_MATTER, GRAMMAR
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
    for options in CHOICES.values():
        for key in options:
            assert f"<code>{key}</code>" in pages[FRONT_MATTER]
