"""A look at a finished feed, byte by byte: calendar programs differ in what they forgive, so a feed asks for nothing.

It holds a feed to RFC 5545 and to what our writer writes, and knows nothing of how it writes it.
"""

from __future__ import annotations

import re

from sopbook.findings import Text

_VALUE = rb"(?:[;:][\x20-\x7e\x80-\xff]*+\r\n(?: [\x20-\x7e\x80-\xff]++\r\n)*+)"
"""The rest of a property, folded or not; how long its lines are is looked at apart."""

_ZONE = (
    rb"BEGIN:VTIMEZONE\r\nTZID" + _VALUE + rb"(?:BEGIN:(STANDARD|DAYLIGHT)\r\n"
    rb"(?:(?:DTSTART|TZOFFSETFROM|TZOFFSETTO|TZNAME|RRULE|RDATE)"
    + _VALUE
    + rb")++END:\1\r\n)++END:VTIMEZONE\r\n"
)
_HEAD = re.compile(
    rb"BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n"
    rb"(?:(?:PRODID|CALSCALE|METHOD|NAME|REFRESH-INTERVAL|X-[A-Z-]++)" + _VALUE + rb")++(?:" + _ZONE + rb")*+"
)
_EVENT = re.compile(
    rb"UID:[!-~]{1,70}\r\n"
    rb"(?:(?:DTSTAMP|DTSTART|DTEND|RRULE|EXDATE|SUMMARY|DESCRIPTION|CATEGORIES|LOCATION|STATUS|TRANSP|URL)"
    + _VALUE
    + rb")++(?:BEGIN:VALARM\r\n(?:(?:ACTION|DESCRIPTION|TRIGGER)"
    + _VALUE
    + rb")++END:VALARM\r\n)*+END:VEVENT\r\n"
)
_BEGIN, _END = b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n"
_UID = re.compile(rb"\nUID:([^\r]*)")
_LONGEST = 75
"""Octets of a line, its end left out."""


def fault_of(feed: bytes, sound: set[bytes]) -> Text | None:
    """Return the first thing that is wrong with a feed, or None.

    `sound` are events that were found sound before, in other feeds: most stand in four. New ones are added.
    """
    head, *events = feed.split(_BEGIN)
    if not events or not events[-1].endswith(_END):
        return Text("不完整：没有事件或者没有结尾", "not whole: no event or no end")
    events[-1] = events[-1].removesuffix(_END)
    place = 0
    for form, piece in ((_HEAD, head), *((_EVENT, event) for event in events)):
        if piece not in sound:
            fault = _fault(form, piece)
            if fault is not None:
                line = feed.count(b"\n", 0, place) + 1
                return Text(f"第 {line} 行起：{fault.zh}", f"from line {line} on: {fault.en}")
            sound.add(piece)
        place += len(piece) + len(_BEGIN)
    uids = _UID.findall(feed)
    if len(set(uids)) != len(events):
        return Text("有两个事件的 UID 相同", "two events have the same UID")
    return None


def _fault(form: re.Pattern[bytes], piece: bytes) -> Text | None:
    try:
        piece.decode()
    except UnicodeDecodeError:
        return Text("不是 UTF-8，或者折行切开了一个字", "no UTF-8, or a fold splits a character")
    if form.fullmatch(piece) is None:
        return Text("不是我们写的样子", "not of the form that we write")
    if max(map(len, piece.split(b"\r\n"))) > _LONGEST:
        return Text(f"有一行超过 {_LONGEST} 字节", f"a line is longer than {_LONGEST} octets")
    return None
