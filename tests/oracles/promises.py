"""What holds of every reading of a `when` text, whatever the text."""

from __future__ import annotations

from sopbook.findings import Lang
from sopbook.when import Names, When, parse, to_text

LANGS: tuple[Lang, ...] = ("zh", "en")


def read_and_hold(text: str, names: Names) -> When | None:
    """Return what a text means, or None where it is refused.

    A value prints and reads back in both languages; a refusal points at what it quotes, and its offers are read.
    """
    result = parse(text, names)
    if isinstance(result, When):
        for lang in LANGS:
            assert parse(to_text(result, names, lang), names) == result
        assert list(result.times) == sorted(result.times, key=lambda span: span.start)
        return result
    assert 0 <= result.column <= len(text)
    assert text.startswith(result.found, result.column)
    assert result.message.zh and result.message.en
    assert all(char.isprintable() for char in result.message.zh)
    for offer in result.offers:
        value = parse(offer, names)
        assert isinstance(value, When)
        assert offer in {to_text(value, names, lang) for lang in LANGS}
    return None
