"""The bundled handbook as a text: nothing said twice, no page that says next to nothing, every text ready to post."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from sopbook.files import load_templates
from sopbook.handbook import Handbook
from sopbook.pipeline import equip, read
from sopbook.reading import read_handbook
from sopbook.render.rules import applies, rule_text
from sopbook.settings import Settings
from sopbook.texts import fill, unknown_variables, variables_of

FOLDER = Path(__file__).parents[3] / "playbooks"
SHARED = 20
"""Characters from which on a paragraph, a list item or a text to post is nobody else's."""

OWN = 300
"""Characters that a page has at the least, spaces and marks not counted."""

INDUSTRIES = 12
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*|]|\d+\.) )")
_MARKS = re.compile(r"[\s\W_]+")


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    files, unreadable = read_handbook(FOLDER)
    found, findings = read(files, Settings(), date(2026, 11, 22))
    assert unreadable == []
    assert [finding for finding in findings if finding.severity != "hint"] == []
    return found


def bodies(handbook: Handbook) -> dict[str, str]:
    """Return the body of every page, with the texts to post of a playbook."""
    found = {path: page.source.body for path, page in handbook.pages.items()}
    for playbook in handbook.playbooks.values():
        front = playbook.front
        texts = [front.welcome or "", *(text for slot in front.schedule for text in slot.copy_ or ())]
        found[playbook.path] = "\n\n".join([playbook.source.body, *texts])
    return found


def test_no_two_pages_share_a_paragraph(handbook: Handbook) -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path, body in bodies(handbook).items():
        for block in _BLOCK.split(body):
            bare = _MARKS.sub("", block)
            if len(bare) >= SHARED:
                places[bare].add(path)
    assert {block: paths for block, paths in places.items() if len(paths) > 1} == {}


def test_every_page_has_something_to_say(handbook: Handbook) -> None:
    short = {path: len(_MARKS.sub("", body)) for path, body in bodies(handbook).items()}
    assert {path: length for path, length in short.items() if length < OWN} == {}


def test_every_posting_slot_has_a_text_ready_to_post(handbook: Handbook) -> None:
    for playbook in handbook.playbooks.values():
        variables = variables_of(playbook.front)
        for slot in playbook.front.schedule:
            assert slot.copy_, (playbook.path, slot.id)
            for text in slot.copy_ or ():
                assert list(unknown_variables(text, variables)) == [], (playbook.path, slot.id)
                assert not re.search(r"[{}]", fill(text, variables)), (playbook.path, slot.id)


def test_every_rule_text_is_filled_for_every_playbook_that_uses_it(handbook: Handbook) -> None:
    studio = equip(handbook, *load_templates(None))
    for template in studio.rules:
        for playbook in handbook.playbooks.values():
            if applies(template, playbook, studio):
                assert not re.search(r"[{}]|None", rule_text(template, playbook, studio)), (
                    template.name,
                    playbook.id,
                )


def test_every_industry_has_a_page_two_playbooks_and_its_questions(handbook: Handbook) -> None:
    assert len(handbook.industries) >= INDUSTRIES
    for industry in handbook.industries:
        assert industry.page is not None and len(industry.playbooks) >= 2, industry.id
        questions = handbook.pages[f"faq/{industry.id}.md"].source.body
        assert len(re.findall(r"^```text$", questions, re.MULTILINE)) >= 10, industry.id


def test_thirty_exercises_have_a_model_answer(handbook: Handbook) -> None:
    body = handbook.pages["onboarding/exercises.md"].source.body
    assert len(re.findall(r"\{#ex-\d\d\}", body)) == body.count("??? success") == 30
