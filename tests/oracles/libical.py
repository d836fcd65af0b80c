"""libical 3 through ctypes: expands with its own code, and takes zones from the feed's VTIMEZONE.

`scripts/libical.sh` installs it. Without it importing this module fails: an oracle that is missing is a failure.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from oracles import Seen


class _Time(ctypes.Structure):
    """`struct icaltimetype`."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


class _Span(ctypes.Structure):
    """`struct icaltime_span`: seconds since 1970."""

    _fields_ = (("start", ctypes.c_int64), ("end", ctypes.c_int64), ("is_busy", ctypes.c_int))


_POINTER, _INT, _TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
_CALLBACK = ctypes.CFUNCTYPE(None, _POINTER, ctypes.POINTER(_Span), _POINTER)
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    # name: (result, arguments …)
    "icalparser_parse_string": (_POINTER, _TEXT),
    "icalcomponent_string_to_kind": (_INT, _TEXT),
    "icalcomponent_get_first_component": (_POINTER, _POINTER, _INT),
    "icalcomponent_get_next_component": (_POINTER, _POINTER, _INT),
    "icalcomponent_count_errors": (_INT, _POINTER),
    "icalcomponent_get_summary": (_TEXT, _POINTER),
    "icalcomponent_get_status": (_INT, _POINTER),
    "icalproperty_status_to_string": (_TEXT, _INT),
    "icalcomponent_foreach_recurrence": (None, _POINTER, _Time, _Time, _CALLBACK, _POINTER),
    "icalcomponent_free": (None, _POINTER),
    "icaltime_from_string": (_Time, _TEXT),
}


def _load() -> ctypes.CDLL:
    name = ctypes.util.find_library("ical")
    if name is None:
        raise ImportError("the feed tests need libical: run scripts/libical.sh")
    library = ctypes.CDLL(name)
    for function, (result, *arguments) in _SIGNATURES.items():
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


_LIB = _load()
_VEVENT = _LIB.icalcomponent_string_to_kind(b"VEVENT")


def read(feed: str, start: datetime, end: datetime) -> list[Seen]:
    """Return what a feed holds from `start` up to `end`, ascending; the ends may be generous."""
    root = _LIB.icalparser_parse_string(feed.encode())
    assert root, "libical cannot parse the feed"
    try:
        assert _LIB.icalcomponent_count_errors(root) == 0, "libical finds errors in the feed"
        return sorted(seen for event in _events(root) for seen in _expanded(event, _time(start), _time(end)))
    finally:
        _LIB.icalcomponent_free(root)


def _time(moment: datetime) -> _Time:
    return _LIB.icaltime_from_string(f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode())


def _events(root: int) -> Iterator[int]:
    event = _LIB.icalcomponent_get_first_component(root, _VEVENT)
    while event:
        yield event
        event = _LIB.icalcomponent_get_next_component(root, _VEVENT)


def _expanded(event: int, start: _Time, end: _Time) -> list[Seen]:
    title = _LIB.icalcomponent_get_summary(event).decode()
    tentative = _LIB.icalproperty_status_to_string(_LIB.icalcomponent_get_status(event)) == b"TENTATIVE"
    found: list[Seen] = []

    @_CALLBACK
    def add(_event: int, span: Any, _data: int) -> None:
        ends = (datetime.fromtimestamp(at, UTC) for at in (span.contents.start, span.contents.end))
        found.append(Seen(*ends, title, tentative))

    _LIB.icalcomponent_foreach_recurrence(event, start, end, add, None)
    return found
