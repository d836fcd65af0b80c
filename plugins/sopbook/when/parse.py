"""The public readers: each returns a value or a `Refusal`, and never raises."""

from __future__ import annotations

from functools import lru_cache

from sopbook.when.clock import print_span, read_window
from sopbook.when.mend import Reading, language_of, moved, refusal
from sopbook.when.names import Names
from sopbook.when.printing import skip_to_text, to_text
from sopbook.when.reader import TEXT_LIMIT, read, read_skip
from sopbook.when.refusal import Refusal, Refused, TooLong
from sopbook.when.scan import Scan
from sopbook.when.slip_table import SLIPS
from sopbook.when.values import Skip, Span, When

_SAMPLES = ("每天 {}", "每周一 {}", "每月1日 {}")
_NO_NAMES = Names(events={})


def parse(text: str, names: Names) -> When | Refusal:
    """Read a `when` text, in Chinese or English. Never raises: what cannot be read comes back as a `Refusal`."""
    known = names.known.get(text)
    if known is not None:
        return known
    try:
        return names.known.setdefault(text, read(text, names))
    except Refused as refused:
        lang = language_of(text)

        def show(when: When, shift: int) -> str | None:
            later = moved(when, shift)
            return None if later is None else _sure(to_text(later, names, lang), names)

        return refusal(text, refused, Reading(lambda other: read(other, names), show, SLIPS, _SAMPLES))


def _sure(text: str, names: Names) -> str | None:
    """Return the text if it can be read: a value moved by a day may have left the range."""
    try:
        read(text, names)
    except Refused:
        return None
    return text


def parse_skip(text: str, names: Names) -> Skip | Refusal:
    """Read an entry of `skip`: a date, `2026-10-01..2026-10-03` with both ends, or a festival with an offset."""
    try:
        return read_skip(text, names)
    except Refused as refused:
        lang = language_of(text)
        reading: Reading[Skip] = Reading(
            lambda other: read_skip(other, names), lambda skip, _: skip_to_text(skip, names, lang)
        )
        return refusal(text, refused, reading)


@lru_cache(maxsize=1024)  # duty hours are much the same everywhere
def parse_span(text: str) -> Span | Refusal:
    """Read a window of the day such as the duty hours `10:00-21:30`; a moment alone is refused."""
    try:
        return _read_span(text)
    except Refused as refused:
        return refusal(text, refused, _SPANS)


def _read_span(text: str) -> Span:
    if len(text) > TEXT_LIMIT:
        raise TooLong(text, TEXT_LIMIT)
    return read_window(Scan(text, _NO_NAMES))


_SPANS: Reading[Span] = Reading(_read_span, lambda span, _: print_span(span), samples=("10:00-21:30",))
