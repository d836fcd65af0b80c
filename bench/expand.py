"""Compare the rate of moments with python-dateutil's: daily, weekly and monthly schedules over a year, reading included.

Every schedule is a text of its own. sopbook reads it and makes the aware local times of a year, from nothing: no cache
is warm, none is emptied in between either. dateutil reads the RRULE that says the same and lists naive local times,
which then get the zone: its quickest way. What the two give is compared after it is timed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from rich.console import Console

from sopbook.almanac import STANDARD
from sopbook.expand import Range, Terms, moments
from sopbook.when import Refusal, parse, standard_names

TARGET = 5.0
START, END = date(2026, 1, 1), date(2027, 1, 1)
DAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU"}


def schedules(count: int) -> list[tuple[str, str, tuple[int, int]]]:
    """Return `count` schedules: our text, the same RRULE, and the time of day."""
    names, made = list(DAYS), []
    for index in range(count):
        hour, minute = 7 + index % 15, index * 7 % 60
        one, two = names[index // 3 % 7], names[(index // 3 + 1 + index // 21 % 6) % 7]
        day = 1 + index // 3 % 28
        text, rule = (
            ("每天", "FREQ=DAILY"),
            (f"每周{one}、{two}", f"FREQ=WEEKLY;BYDAY={','.join(sorted({DAYS[one], DAYS[two]}))}"),
            (f"每月{day}日", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
        )[index % 3]
        made.append((f"{text} {hour:02d}:{minute:02d}", rule, (hour, minute)))
    return made


def ours(text: str, zone: ZoneInfo) -> list[datetime]:
    """Return the moments of a `when`."""
    when = parse(text, NAMES)
    if isinstance(when, Refusal):
        raise SystemExit(f"{text}: {when}")
    return [moment.start for moment in moments(when, Terms(zone=zone), Range(START, END), STANDARD)]


def theirs(rule: str, at: tuple[int, int], zone: ZoneInfo) -> list[datetime]:
    """Return the moments of an RRULE."""
    start, end = datetime(START.year, START.month, START.day, *at), datetime(END.year, END.month, END.day)
    parsed = rrulestr(f"RRULE:{rule}", dtstart=start)
    return [moment.replace(tzinfo=zone) for moment in parsed.between(start, end, inc=True)]


NAMES = standard_names(STANDARD)


def timed(make: Callable[[], list[list[datetime]]]) -> tuple[float, list[list[datetime]]]:
    """Return the seconds that `make` takes, and what it makes."""
    start = time.perf_counter()
    made = make()
    return time.perf_counter() - start, made


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--schedules", type=int, default=10_000, metavar="N", help="how many (default 10000)")
    parser.add_argument("--zone", default="Asia/Shanghai", help="time zone (default Asia/Shanghai)")
    options = parser.parse_args()
    zone, listed = ZoneInfo(options.zone), schedules(options.schedules)
    mine, found = timed(lambda: [ours(text, zone) for text, _, _ in listed])
    other, expected = timed(lambda: [theirs(rule, at, zone) for _, rule, at in listed])
    for (text, rule, _), one, two in zip(listed, found, expected, strict=True):
        if one != two:
            raise SystemExit(f"{text} and {rule} disagree")
    count, ratio = sum(map(len, found)), other / mine
    console = Console(highlight=False, soft_wrap=True)
    console.print(
        f"{len(listed):,} schedules over a year, {count:,} moments, {options.zone}:"
        f" sopbook {mine:.2f} s, python-dateutil {other:.2f} s"
    )
    verdict = "met" if ratio >= TARGET else "missed"
    console.print(f"dateutil / sopbook: {ratio:.1f} (target: at least {TARGET:.0f}: {verdict})")


if __name__ == "__main__":
    main()
