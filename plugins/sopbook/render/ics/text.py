"""What a content line may hold (RFC 5545, sections 3.1 and 3.3.11), and the ids of events (3.8.4.7)."""

from __future__ import annotations

import hashlib
import re
from datetime import date

_MAX_UID = 70
_LONGEST = 75
"""Octets of a line, its end not counted."""

_BREAK = re.compile("[\x85\u2028\u2029]")
"""What a reader might take for the end of a line, which would tear the feed apart."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


def escape(text: str) -> str:
    """Return TEXT as RFC 5545, section 3.3.11, wants it, without control characters."""
    text = _CONTROL.sub("", _BREAK.sub("\n", text))
    for raw, escaped in _ESCAPES:
        text = text.replace(raw, escaped)
    return text


def fold(line: str) -> str:
    """Fold a content line at 75 octets without splitting a character (RFC 5545, section 3.1)."""
    if len(line) * 3 <= _LONGEST:
        return line
    raw = line.encode()
    if len(raw) <= _LONGEST:
        return line
    pieces: list[bytes] = []
    start, limit = 0, _LONGEST
    while len(raw) - start > limit:
        end = start + limit
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end])
        start, limit = end, _LONGEST - 1
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces).decode()


def uid(playbook: str, slot: str, number: str, nominal: date | None = None) -> str:
    """Return the event's stable id: ASCII, at most 70 octets; ids too long to join are hashed."""
    end = f".{number}" + (f".{nominal:%Y%m%d}" if nominal else "") + "@sopbook"
    joined = f"{playbook}.{slot}"
    if len(joined) + len(end) > _MAX_UID:
        joined = hashlib.sha256(joined.encode()).hexdigest()[:40]
    return joined + end
