"""The cases of accepted.txt and refused.txt, and the examples of the package's docstring."""

from __future__ import annotations

import re
from pathlib import Path

import sopbook.when
from sopbook.when import KEYWORDS, Names, Refusal, When, parse, to_text
from sopbook.when.slip_table import SLIPS


def test_accepted(accepted: list[str], names: Names) -> None:
    *texts, zh, en = accepted
    for text in (*texts, zh, en):
        when = parse(text, names)
        assert isinstance(when, When), when
        assert to_text(when, names, "zh") == zh
        assert to_text(when, names, "en") == en


def test_refused(refused: list[str], names: Names) -> None:
    text, column, said, offer = refused
    refusal = parse(text, names)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.column == int(column), refusal
    assert text.startswith(refusal.found, refusal.column)
    assert said in refusal.message.zh + refusal.message.en, refusal
    assert offer == "-" or offer in refusal.offers, refusal
    chinese = re.compile("[\u3400-\u9fff]")
    for each in refusal.offers:
        assert isinstance(parse(each, names), When)
        english = re.search("[A-Za-z]", text) and not chinese.search(text)
        assert not (english and chinese.search(each)), "an English text is answered in English"


def test_the_docstring_shows_texts_that_are_read(names: Names) -> None:
    shown = re.findall(r"^    (\S.*)$", sopbook.when.__doc__ or "", re.MULTILINE)
    texts = [text for line in shown for text in re.split(r" {2,}", line)]
    assert len(texts) > 40
    for text in texts:
        assert isinstance(parse(text, names), When), text


def test_every_slip_has_a_case(names: Names) -> None:
    lines = (Path(__file__).parent / "refused.txt").read_text(encoding="utf-8").splitlines()
    texts = [line.split(" | ")[0] for line in lines if " | " in line]
    told = {refusal.message.en for text in texts if isinstance(refusal := parse(text, names), Refusal)}
    assert [slip.why.en for slip in SLIPS if not any(message.endswith(slip.why.en) for message in told)] == []


def test_keywords_are_lower_case_and_once() -> None:
    assert len(set(KEYWORDS)) == len(KEYWORDS)
    assert [word for word in KEYWORDS if word != word.lower().strip()] == []
