"""A linter of feeds, byte by byte: general parsers forgive too much."""

from __future__ import annotations

import re
from datetime import datetime

_CONTENT = re.compile(r"(?P<name>[A-Z-]+)(?P<params>(?:;[A-Z-]+=[^;:\"]+)*):(?P<value>.*)")
_TEXTS = ("SUMMARY", "DESCRIPTION", "CATEGORIES", "NAME", "X-WR-CALNAME")
_TIMES = ("DTSTART", "DTEND", "EXDATE")
_ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"}

Properties = dict[str, str]
"""The properties of an event by name; those of `_TIMES` with their zone behind the value, after a space."""


def unfolded(feed: str) -> list[str]:
    """Return the content lines of a feed, and insist on how they are folded (RFC 5545, section 3.1)."""
    raw = feed.encode()
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    lines: list[str] = []
    for piece in raw[:-2].split(b"\r\n"):
        assert 0 < len(piece) <= 75, piece
        text = piece.decode()  # a fold never splits a character
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", text), piece
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def lint(feed: str) -> list[Properties]:
    """Return the properties of each event, and insist on what general parsers let pass."""
    events: list[Properties] = []
    stack: list[str] = []
    zones: list[str] = []
    for line in unfolded(feed):
        match = _CONTENT.fullmatch(line)
        assert match, line
        name, params, value = match["name"], match["params"], match["value"]
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VTIMEZONE" and name == "TZID":
            zones.append(value)
        elif stack[-1] == "VEVENT":
            assert name not in events[-1], f"{name} twice"
            events[-1][name] = f"{value} {params[6:]}" if name in _TIMES else value
            assert not params or (name in _TIMES and params[6:] in zones), line
        if name in _TEXTS:
            assert re.fullmatch(r"(?:[^\\,;]|\\[\\;,nN])*", value), line
    assert stack == []
    assert len(zones) == len(set(zones))
    for event in events:
        _lint_event(event)
    uids = [event["UID"] for event in events]
    assert len(uids) == len(set(uids))
    used = {event[name].partition(" ")[2] for event in events for name in _TIMES if name in event}
    assert used - {""} <= set(zones)
    return events


def _lint_event(event: Properties) -> None:
    assert set(event) >= _ONCE
    assert not {"SEQUENCE", "LAST-MODIFIED", "CREATED", "DURATION"} & set(event)
    assert re.fullmatch(r"[A-Za-z0-9._-]+@sopbook", event["UID"]) and len(event["UID"]) <= 70
    start, end = (_moment(event[name]) for name in ("DTSTART", "DTEND"))
    assert start[1:] == end[1:], "start and end are of one form"
    assert end > start
    rule = event.get("RRULE", "")
    assert not re.search(r"UNTIL=(?!\d{8}T\d{6}Z)", rule), "UNTIL is in UTC beside a start with a zone"
    assert not re.search(r"BYHOUR|BYMINUTE|BYSECOND|COUNT=0|COUNT=.*UNTIL=|UNTIL=.*COUNT=", rule)
    if "EXDATE" in event:
        values, _, zone = event["EXDATE"].partition(" ")
        days = [_moment(f"{value} {zone}") for value in values.split(",")]
        assert rule and days == sorted(set(days))
        assert all(day[0].time() == start[0].time() and day[1:] == start[1:] and day > start for day in days)


def _moment(value: str) -> tuple[datetime, str, str]:
    """Return a time as (wall clock, `Z` or nothing, zone); one without a zone must be in UTC."""
    text, _, zone = value.partition(" ")
    form = re.fullmatch(r"(\d{8}T\d{6})(Z?)", text)
    assert form and bool(form[2]) != bool(zone), value
    return datetime.strptime(form[1], "%Y%m%dT%H%M%S"), form[2], zone
