"""Compare `sopbook.expand.moments` with python-dateutil's rrule on the same recurrences.

Both make aware local times for two years of every dated form that RFC 5545 can say, at times of day that differ from
line to line, as in a real handbook. What they give is compared before it is timed. Festivals, working days and
holidays have no counterpart and are left out. Caches that schedules share are part of the design, so the first pass
(cold) and the following ones (warm) are told apart.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from rich.console import Console
from rich.table import Table

from sopbook.almanac import STANDARD
from sopbook.expand import Range, Terms, moments
from sopbook.when import Refusal, When, parse, standard_names

START, END = date(2026, 1, 1), date(2028, 1, 1)
FORMS = {
    "daily": ("每天 {time}", "FREQ=DAILY"),
    "daily, two days left out": ("每天（除周一、日） {time}", "FREQ=DAILY;BYDAY=TU,WE,TH,FR,SA"),
    "weekly, three days": ("每周一、三、五 {time}", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    "every two weeks": ("每2周 周二 {time}", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO"),
    "monthly, three days": ("每月8、18、28日 {time}", "FREQ=MONTHLY;BYMONTHDAY=8,18,28"),
    "monthly, last day": ("每月最后一天 {time}", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    "monthly, second Saturday": ("每月第2个周六 {time}", "FREQ=MONTHLY;BYDAY=2SA"),
    "yearly": ("每年11-11 {time}", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=11"),
    "RRULE": ("RRULE:FREQ=MONTHLY;BYDAY=-1FR {time}", "FREQ=MONTHLY;BYDAY=-1FR"),
}


def ours(text: str, zone: ZoneInfo) -> Callable[[], list[datetime]]:
    """Return what expands an expression with sopbook; reading it is not part of the measure."""
    when = parse(text, standard_names(STANDARD))
    if isinstance(when, Refusal):
        raise SystemExit(f"{text}: {when}")
    value: When = when
    terms, range_ = Terms(zone=zone, start=START), Range(START, END)
    return lambda: [moment.start for moment in moments(value, terms, range_, STANDARD)]


def theirs(rule: str, at: tuple[int, int], zone: ZoneInfo) -> Callable[[], list[datetime]]:
    """Return what expands a rule with dateutil: naive local times, then the zone, which is its quickest way."""
    start = datetime(START.year, START.month, START.day, *at)
    last = datetime(END.year, END.month, END.day)
    parsed = rrulestr(f"RRULE:{rule}", dtstart=start)
    return lambda: [
        moment.replace(tzinfo=zone) for moment in parsed.between(start, last, inc=True) if moment < last
    ]


def timed(calls: list[Callable[[], list[datetime]]]) -> float:
    """Return the seconds that all calls take."""
    start = time.perf_counter()
    for call in calls:
        call()
    return time.perf_counter() - start


def lines(form: str, count: int, zone: ZoneInfo) -> tuple[list[Callable[[], list[datetime]]], ...]:
    """Return `count` lines of a form, each at a time of its own, for both."""
    text, rule = FORMS[form]
    times = [(7 + index % 15, index * 7 % 60) for index in range(count)]
    return (
        [ours(text.format(time=f"{hour:02d}:{minute:02d}"), zone) for hour, minute in times],
        [theirs(rule, at, zone) for at in times],
    )


def measured(count: int, runs: int, zone: ZoneInfo) -> Iterator[tuple[str, int, float, float, float]]:
    """Yield each form, its moments, and seconds: ours cold, ours warm, dateutil's."""
    for form in FORMS:
        mine, other = lines(form, count, zone)
        cold = timed(mine)
        for one, two in zip(mine, other, strict=True):
            if one() != two():
                raise SystemExit(f"{form}: the two disagree")
        pairs = [(timed(mine), timed(other)) for _ in range(runs)]
        warm, dateutil = (statistics.median(side) for side in zip(*pairs, strict=True))
        yield form, sum(len(call()) for call in mine), cold, warm, dateutil


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--lines", type=int, default=100, metavar="N", help="lines of each form (default 100)"
    )
    parser.add_argument(
        "--runs", type=int, default=5, metavar="N", help="passes, of which the median (default 5)"
    )
    parser.add_argument("--zone", default="Asia/Shanghai", help="time zone (default Asia/Shanghai)")
    options = parser.parse_args()
    table = Table(title=f"{options.lines} lines of each form over two years, {options.zone}")
    table.add_column("form", no_wrap=True)
    for heading in ("moments", "cold ms", "warm ms", "dateutil ms", "cold ratio", "warm ratio"):
        table.add_column(heading, justify="right")
    totals = [0.0, 0.0, 0.0]
    for form, found, *seconds in measured(options.lines, options.runs, ZoneInfo(options.zone)):
        totals = [total + second for total, second in zip(totals, seconds, strict=True)]
        table.add_row(form, str(found), *_cells(seconds))
    table.add_row("all", "", *_cells(totals))
    Console(highlight=False, width=110).print(table)


def _cells(seconds: list[float]) -> list[str]:
    cold, warm, dateutil = seconds
    return [f"{second * 1000:.1f}" for second in seconds] + [
        f"{cold / dateutil:.3f}",
        f"{warm / dateutil:.3f}",
    ]


if __name__ == "__main__":
    main()
