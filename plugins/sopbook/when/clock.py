"""Times of day: `11:00、18:00`, `14:00-18:00`, and spoken ones such as `晚8点半` or `8:30pm`."""

from __future__ import annotations

import re
from typing import NamedTuple

from sopbook.findings import Lang, Text
from sopbook.when.refusal import Mend, Refused, expected
from sopbook.when.scan import Scan
from sopbook.when.values import Span

DAY = 1440
"""Minutes in a day."""

SAMPLE = "10:00"
"""The time in an offer for a text that has none."""

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?![0-9:])")
_PART = re.compile(
    r"(早上|早晨|清晨|清早|上午|中午|下午|傍晚|晚上|晚间|早|晚|凌晨|半夜|午夜|深夜|夜里|noon|midnight) *"
)
_HOUR = re.compile(r"(?:点钟|点整|点|时)(半|一刻|三刻)?")
_MINUTE = re.compile(r"([0-9]{1,2})分?|分")
_MERIDIEM = re.compile(r" *([ap])\.?m\b\.?")
TIME_LIKE = re.compile(
    r"[0-9]{1,2}:[0-9]{1,2}|[0-9]{1,2} *[ap]m\b|[0-9一二两三四五六七八九十]{1,3}点"
    r"|(?:[早晚]上?|早晨|上午|中午|下午|傍晚|晚间|凌晨|半夜) *[0-9一二两三四五六七八九十]"
)

_PARTS: dict[str, range] = {
    "早": range(4, 12),
    "清": range(4, 9),
    "上午": range(5, 12),
    "中午": range(11, 15),
    "下午": range(13, 20),
    "傍晚": range(16, 20),
    "晚": range(17, 24),
}
_NUMERALS = "零〇一二两三四五六七八九十"
_MARKS = {None: 0, "半": 30, "一刻": 15, "三刻": 45}

_NEED = expected(
    "时间，如 20:00 或 14:00-18:00，前面空一格", "a time after a space, such as 20:00 or 14:00-18:00"
)
_BOTH = Text(
    "不知道是上午还是晚上，请写 24 小时制的时间", "morning or evening? Write the time on the 24-hour clock"
)
_NIGHT = Text(
    "不知道是当天凌晨还是第二天凌晨，请写 24 小时制的时间和它所在的那一天",
    "the night before that day or after it? Write the time on the 24-hour clock, on the day it falls on",
)


class _Moment(NamedTuple):
    """A time read: minutes after midnight, and the part of the day it was spoken with (`下午`), if any."""

    minutes: int
    part: str = ""


def read_times(scan: Scan) -> tuple[Span, ...]:
    """Read the times that end a text, ascending; white space stands before the first."""
    before = scan.pos
    spaced = scan.space() or (before > 0 and scan.low[before - 1] == " ")
    if scan.pos == len(scan.low):
        raise scan.refused(_NEED, mends=(Mend(f"{scan.low.rstrip()} {SAMPLE}"),))
    if not spaced and scan.pos:
        mends = (scan.swap(before, before, " "),) if TIME_LIKE.match(scan.low, before) else ()
        why = Text("时间前面要空一格", "white space stands before the time") if mends else _NEED
        raise scan.refused(why, mends=mends)
    spans = [_read_span(scan)]
    starts = {spans[0].start}
    while scan.comma():
        at = scan.pos
        spans.append(_read_span(scan))
        if spans[-1].start in starts:
            why = Text("这个时间写了两次", "this time stands twice")
            raise scan.refused(
                why, at, scan.pos, (Mend(scan.low[:at].rstrip("、, 和and") + scan.low[scan.pos :]),)
            )
        starts.add(spans[-1].start)
    if not scan.end():
        raise _trailing(scan)
    return tuple(sorted(spans)) if len(spans) > 1 else (spans[0],)


def _trailing(scan: Scan) -> Refused:
    mends = [Mend(scan.low[: scan.pos])]
    if TIME_LIKE.match(scan.low, scan.pos):
        mends.insert(0, scan.swap(scan.pos, scan.pos, "、"))
    why = Text(
        "时间后面不能再有别的；几个时间用「、」隔开",
        "nothing may follow the times; a comma stands between times",
    )
    return scan.refused(why, mends=tuple(mends))


def _read_span(scan: Scan) -> Span:
    start = scan.pos
    first = _read_moment(scan)
    middle = scan.pos
    if not scan.dash():
        if first.minutes == DAY:
            raise _no_midnight(scan, start, Text("24:00 只能作时段的结束", "24:00 may only end a window"))
        return Span(first.minutes)
    last = _read_moment(scan, first.part)
    if first.minutes == DAY:
        raise _no_midnight(scan, start, Text("24:00 只能作时段的结束", "24:00 may only end a window"), middle)
    if first.part and not last.part and last.minutes < first.minutes < last.minutes + 720 < DAY:
        clocks = (print_span(Span(last.minutes + later)) for later in (720, 0))
        begin = print_span(Span(first.minutes))
        mends = tuple(scan.swap(start, scan.pos, f"{begin}-{clock}") for clock in clocks)
        raise scan.refused(_BOTH, start, scan.pos, mends)
    if first.minutes == last.minutes:
        why = Text("时段的开始和结束相同", "a window ends where it starts")
        raise scan.refused(why, start, scan.pos, (scan.swap(middle, scan.pos, ""),))
    return Span(first.minutes, last.minutes if last.minutes > first.minutes else last.minutes + DAY)


def _read_moment(scan: Scan, inherited: str = "") -> _Moment:
    """Read one time; a bare hour that ends a window takes the part of the day its start was spoken with."""
    start = scan.pos
    if (clock := scan.take(_CLOCK)) is not None:
        hour, minute = int(clock[1]), int(clock[2])
        if not (
            scan.low.startswith((" a", " p", "a", "p"), scan.pos) and _MERIDIEM.match(scan.low, scan.pos)
        ):
            if hour > 24 or minute > 59 or (hour == 24 and minute):
                raise _no_time(scan, start)
            return _Moment(hour * 60 + minute)
        scan.pos = start
    return _read_spoken(scan, start, inherited)


def _read_spoken(scan: Scan, start: int, inherited: str) -> _Moment:
    match = scan.take(_PART)
    part = match[1] if match else ""
    if part == "noon":
        return _Moment(720)
    if part == "midnight":
        raise _no_midnight(scan, start, _NIGHT)
    if (clock := scan.take(_CLOCK)) is not None:
        hour, minute = int(clock[1]), int(clock[2])
    else:
        number = scan.number()
        if number is None:
            raise scan.refused(_NEED, start if part else None)
        hour, minute = number, _read_minute(scan)
        if not part and not inherited and scan.low[scan.pos - 1] in _NUMERALS:
            raise scan.refused(_NEED, start)
    if minute > 59 or hour > 24:
        raise _no_time(scan, start)
    if meridiem := scan.take(_MERIDIEM):
        return _meridiem(scan, start, hour * 60 + minute, meridiem[1])
    return _choose(scan, start, hour * 60 + minute, part, inherited)


def _read_minute(scan: Scan) -> int:
    """Read what follows a spoken hour: 点, 点半, 点一刻, 点15分."""
    match = scan.take(_HOUR)
    if match is None or match[1]:
        return _MARKS[match[1] if match else None]
    minute = scan.take(_MINUTE)
    if minute and minute[1]:
        return int(minute[1])
    at = scan.pos
    number = scan.number()
    if number is not None and scan.low.startswith("分", scan.pos):
        scan.pos += 1
        return number
    scan.pos = at
    return 0


def _choose(scan: Scan, start: int, minutes: int, part: str, inherited: str) -> _Moment:
    """Turn a spoken time into minutes; refuse it, with the candidates, when it could mean two."""
    hour, minute = divmod(minutes, 60)
    hours = [h for h in (hour, hour + 12) if h < 24]
    said = any(char in scan.low[start : scan.pos] for char in "点时")
    for period in (part, inherited):
        allowed = _PARTS.get(period) or _PARTS.get(period[:1]) or range(0)
        fitting = [h for h in hours if h in allowed]
        if fitting and (period == part or said):
            return _Moment(fitting[0] * 60 + minute, period)
    if hour == 24 and not minute and not part and said:
        return _Moment(DAY)
    if not part and (hour == 0 or 12 < hour < 24) and said:
        return _Moment(minutes)
    if part[:1] in ("凌", "半", "午", "深", "夜", "晚"):
        return _night(scan, start, hour, minute, part)
    if hour == 12:
        hours = [12, 0]
    if not hours:
        raise _no_time(scan, start)
    mends = tuple(scan.swap(start, scan.pos, f"{h:02}:{minute:02}") for h in hours)
    raise scan.refused(_BOTH, start, scan.pos, mends)


def _night(scan: Scan, start: int, hour: int, minute: int, part: str) -> _Moment:
    """Refuse 凌晨2点, 晚12点, 半夜1点: the day they belong to is not certain. Late evening hours are."""
    if 9 <= hour <= 11 and part[:1] in ("深", "夜"):
        return _Moment((hour + 12) * 60 + minute, part)
    if hour in (0, 12, 24):
        raise _no_midnight(scan, start, _NIGHT, scan.pos, minute)
    written = f"{hour:02}:{minute:02}"
    mends = scan.swap(start, scan.pos, written), scan.swap(start, scan.pos, written, 1)
    raise scan.refused(_NIGHT, start, scan.pos, mends)


def _meridiem(scan: Scan, start: int, minutes: int, half: str) -> _Moment:
    hour, minute = divmod(minutes, 60)
    if not 1 <= hour <= 11:
        hours = (0, 12) if hour in (0, 12) else (hour,)
        mends = tuple(scan.swap(start, scan.pos, f"{h:02}:{minute:02}") for h in hours)
        why = Text("请写 24 小时制的时间", "write the time on the 24-hour clock")
        raise scan.refused(why, start, scan.pos, mends)
    return _Moment(minutes + (720 if half == "p" else 0), half)


def _no_midnight(scan: Scan, start: int, why: Text, end: int | None = None, minute: int = 0) -> Refused:
    """Refuse a midnight, offering the day's first minute, the next day's, and the day's last."""
    end = scan.pos if end is None else end
    zero = f"00:{minute:02}"
    mends = (scan.swap(start, end, zero), scan.swap(start, end, zero, 1), scan.swap(start, end, "23:59"))
    return scan.refused(why, start, end, mends)


def _no_time(scan: Scan, start: int) -> Refused:
    why = Text("没有这个时间：应为 0:00 到 23:59", "there is no such time: expected 0:00 to 23:59")
    return scan.refused(why, start, max(scan.pos, start + 1))


def print_times(times: tuple[Span, ...], lang: Lang) -> str:
    """Return the times in canonical form, `11:00、18:00` or `11:00, 18:00`."""
    return ("、" if lang == "zh" else ", ").join(map(print_span, times))


def print_span(span: Span) -> str:
    """Return `20:00` or `14:00-18:00`; an end at the day's end is `24:00`, a later one is on the next day."""
    start = f"{span.start // 60:02}:{span.start % 60:02}"
    if span.end is None:
        return start
    end = span.end if span.end <= DAY else span.end - DAY
    return f"{start}-{end // 60:02}:{end % 60:02}"


def read_window(scan: Scan) -> Span:
    """Read one window and nothing else, as in a playbook's duty hours."""
    scan.space()
    if scan.pos == len(scan.low):
        raise scan.refused(expected("时段，如 10:00-21:30", "a window, such as 10:00-21:30"))
    start = scan.pos
    span = _read_span(scan)
    if not scan.end():
        raise scan.refused(
            Text("时段后面不能再有别的", "nothing may follow the window"), mends=(Mend(scan.low[: scan.pos]),)
        )
    if span.end is None:
        why = Text(
            "应为有开始和结束的时段，如 10:00-21:30",
            "expected a window with a start and an end, such as 10:00-21:30",
        )
        raise scan.refused(why, start)
    return span
