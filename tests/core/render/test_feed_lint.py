"""The last look at a feed: it takes what we write, and nothing that calendar programs might take for something else."""

from __future__ import annotations

import pytest

from sopbook.render.ics.lint import fault_of

FEED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//sopbook//sopbook//ZH
NAME:群
X-PUBLISHED-TTL:PT12H
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20251026T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:a.b.0@sopbook
DTSTAMP:20200101T000000Z
DTSTART;TZID=Europe/Berlin:20260201T195000
SUMMARY:菜单\\, 汤
DESCRIPTION:第一行\\n第二
 行
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:a.b.1@sopbook
DTSTAMP:20200101T000000Z
DTSTART:20260201T195000Z
SUMMARY:
END:VEVENT
END:VCALENDAR
"""


def octets(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def test_a_sound_feed() -> None:
    sound: set[bytes] = set()
    assert fault_of(octets(FEED), sound) is None
    assert len(sound) == 3, "the head and two events need not be looked at again"
    assert fault_of(octets(FEED), sound) is None


WRONG = {
    "a line too long": (FEED.replace("菜单", "菜" * 23), 20),
    "a bare line feed": (FEED.replace("菜单", "菜\rATTACH:x"), 20),
    "a property of no feed of ours": (FEED.replace("SUMMARY:菜单", "ATTACH:x\nSUMMARY:菜单"), 20),
    "another component": (FEED.replace("BEGIN:VALARM", "BEGIN:VTODO").replace("END:VALARM", "END:VTODO"), 20),
    "an unfinished event": (FEED.replace("END:VALARM\nEND:VEVENT\n", "END:VALARM\n"), 20),
    "a control character": (FEED.replace("菜单", "菜\x1b单"), 20),
    "no UID": (FEED.replace("UID:a.b.1@sopbook\n", ""), 32),
    "a strange UID": (FEED.replace("a.b.1@sopbook", "群@sopbook"), 32),
    "a zone left open": (FEED.replace("END:VTIMEZONE\n", ""), 1),
    "zones mixed up": (FEED.replace("END:STANDARD", "END:DAYLIGHT", 1), 1),
    "an empty line": (FEED.replace("BEGIN:VALARM", "\nBEGIN:VALARM"), 20),
    "a method of its own": (FEED.replace("NAME:群", "ATTENDEE:群"), 1),
}


@pytest.mark.parametrize(("feed", "line"), WRONG.values(), ids=list(WRONG))
def test_a_feed_that_is_not(feed: str, line: int) -> None:
    fault = fault_of(octets(feed), set())
    assert fault is not None and fault.en.startswith(f"from line {line} on: "), fault


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        (
            octets(FEED).replace("第二\r\n 行".encode(), "第".encode()[:1] + b"\r\n " + "第".encode()[1:]),
            "splits",
        ),
        (octets(FEED).removesuffix(b"END:VCALENDAR\r\n"), "not whole"),
        (b"", "not whole"),
        (octets(FEED).replace(b"a.b.1@", b"a.b.0@"), "same UID"),
        (octets(FEED) + b"x", "not whole"),
    ],
)
def test_what_is_told_of_it(feed: bytes, told: str) -> None:
    fault = fault_of(feed, set())
    assert fault is not None and told in fault.en
