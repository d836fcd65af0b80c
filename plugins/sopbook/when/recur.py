"""The days of a normalised recurrence rule.

A loop of our own, because dateutil cannot be stopped between two days: it looks for 30 February through 8,000 years.
It walks period by period (day, week, month, year) and never past the end it is given. dateutil is the oracle in the tests.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

PARTS = (
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
)
"""The parts of a rule, in the order of the normal form."""

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
YEARS_TO_LOOK = 10
"""A rule that has no day for so many years counts as having none."""

_LAST_YEAR = date.max.year
_ONE_DAY = timedelta(1)
Test = Callable[[date], bool]


def rule_parts(rule: str) -> dict[str, str]:
    """Return the parts of a normalised rule by name."""
    return dict(part.split("=", 1) for part in rule.split(";"))


def rrule_days(rule: str, start: date, end: date, zone: tzinfo | None = None) -> Iterator[date]:
    """Yield the days of a normalised rule from `start` (its DTSTART) up to `end`, ascending, `end` excluded.

    `start` itself counts only if the rule matches it. COUNT counts days. UNTIL includes its day; one in UTC is the day
    it is in `zone` (default UTC). See `rule_until` for an UNTIL with a time, which may cut that day short.
    """
    if end <= start:
        return
    parts = rule_parts(rule)
    left = int(parts.get("COUNT", "0")) or -1
    until = rule_until(rule, zone)
    last = min(end - _ONE_DAY, until.date()) if until else end - _ONE_DAY
    if last < start:
        return
    tests = _tests(parts, start)
    positions = _ints(parts, "BYSETPOS")
    for first, after in _periods(parts, start, last):
        days = (
            _select(_matching(tests, first, after), positions)
            if positions
            else _matching(tests, first, after)
        )
        for day in days:
            if day < start:
                continue
            if day > last or left == 0:
                return
            left -= 1
            yield day
        if left == 0:
            return


def has_moment(rule: str, start: date) -> bool:
    """Say whether the rule has a day within ten years of `start`."""
    end = start.replace(year=min(start.year + YEARS_TO_LOOK, _LAST_YEAR), day=min(start.day, 28))
    return next(rrule_days(rule, start, end), None) is not None


def could_match(rule: str) -> bool:
    """Say whether the rule has a day in some ten years whatever it starts from (its end is left out of account)."""
    parts = rule_parts(rule)
    lasting = ";".join(
        f"{name}={value}" for name, value in parts.items() if name not in ("COUNT", "UNTIL", "INTERVAL")
    )
    return has_moment(lasting, date(2023, 1, 1))


def rule_until(rule: str, zone: tzinfo | None = None) -> datetime | None:
    """Return the last moment that UNTIL allows, as wall-clock time in `zone` (default UTC); None without UNTIL."""
    value = rule_parts(rule).get("UNTIL")
    if value is None:
        return None
    day = date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    if len(value) == 8:
        return datetime.combine(day, time.max)
    clock = time(int(value[9:11]), int(value[11:13]), int(value[13:15]))
    moment = datetime.combine(day, clock)
    if not value.endswith("Z") or not 1 < moment.year < _LAST_YEAR:
        return moment
    return moment.replace(tzinfo=UTC).astimezone(zone or UTC).replace(tzinfo=None)


def _ints(parts: dict[str, str], name: str) -> frozenset[int]:
    return frozenset(int(item) for item in parts[name].split(",")) if name in parts else frozenset()


def _periods(parts: dict[str, str], start: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield each period of the rule as (first day, day after it), from the one that holds `start`."""
    interval = int(parts.get("INTERVAL", "1"))
    freq = parts["FREQ"]
    if freq in ("DAILY", "WEEKLY"):
        length = 1 if freq == "DAILY" else 7
        back = 0 if freq == "DAILY" else (start.weekday() - DAYS.index(parts.get("WKST", "MO"))) % 7
        for ordinal in range(max(start.toordinal() - back, 1), last.toordinal() + 1, length * interval):
            if ordinal + length > date.max.toordinal():
                return
            yield date.fromordinal(ordinal), date.fromordinal(ordinal + length)
        return
    months = 12 if freq == "YEARLY" else 1
    month = start.year * 12 + (start.month - 1 if months == 1 else 0)
    while month <= last.year * 12 + last.month - 1 and (month + months) // 12 <= _LAST_YEAR:
        after = month + months
        yield date(month // 12, month % 12 + 1, 1), date(after // 12, after % 12 + 1, 1)
        month += months * interval


def _matching(tests: list[Test], first: date, after: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), after.toordinal()):
        day = date.fromordinal(ordinal)
        if all(test(day) for test in tests):
            yield day


def _select(days: Iterator[date], positions: frozenset[int]) -> list[date]:
    found = list(days)
    size = len(found)
    return [day for index, day in enumerate(found) if index + 1 in positions or index - size in positions]


def _tests(parts: dict[str, str], start: date) -> list[Test]:
    """Return what a day has to fulfil; what the rule leaves open is taken from `start`."""
    parts = {**_defaults(parts, start), **parts}
    tests: list[Test] = []
    if months := _ints(parts, "BYMONTH"):
        tests.append(lambda day: day.month in months)
    if month_days := _ints(parts, "BYMONTHDAY"):
        tests.append(lambda day: day.day in month_days or day.day - _month_length(day) - 1 in month_days)
    if year_days := _ints(parts, "BYYEARDAY"):
        tests.append(lambda day: any(number in year_days for number in _year_day(day)))
    if "BYDAY" in parts:
        tests.append(_by_day(parts))
    if weeks := _ints(parts, "BYWEEKNO"):
        wkst = DAYS.index(parts.get("WKST", "MO"))
        tests.append(lambda day: any(number in weeks for number in _week_number(day, wkst)))
    return tests


def _defaults(parts: dict[str, str], start: date) -> dict[str, str]:
    if {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY"} & parts.keys():
        return {}
    if parts["FREQ"] == "WEEKLY":
        return {"BYDAY": DAYS[start.weekday()]}
    if parts["FREQ"] == "MONTHLY":
        return {"BYMONTHDAY": str(start.day)}
    if parts["FREQ"] == "YEARLY":
        return {"BYMONTH": str(start.month), "BYMONTHDAY": str(start.day)}
    return {}


def _by_day(parts: dict[str, str]) -> Test:
    """Return the test of BYDAY: plain weekdays, or numbered ones within the month or the year."""
    items = [(int(item[:-2] or "0"), DAYS.index(item[-2:])) for item in parts["BYDAY"].split(",")]
    plain = frozenset(day for number, day in items if not number)
    numbered = frozenset((number, day) for number, day in items if number)
    if not numbered:
        return lambda day: day.weekday() in plain
    in_year = parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts

    def test(day: date) -> bool:
        weekday = day.weekday()
        if weekday in plain:
            return True
        if in_year:
            index, to_end = _year_day(day)
        else:
            index, to_end = day.day, day.day - _month_length(day) - 1
        return (1 + (index - 1) // 7, weekday) in numbered or (-1 - (-to_end - 1) // 7, weekday) in numbered

    return test


def _month_length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _year_day(day: date) -> tuple[int, int]:
    """Return the day's number in its year, from the front (1 up) and from the end (-1 down)."""
    number = day.timetuple().tm_yday
    return number, number - (366 if isleap(day.year) else 365) - 1


def _week_number(day: date, wkst: int) -> tuple[int, int]:
    """Return the number of the day's week from the front and from the end of the year that owns the week.

    A week begins on `wkst` and belongs to the year that has at least four of its days.
    """
    begin = day.toordinal() - (day.weekday() - wkst) % 7
    year = date.fromordinal(min(begin + 3, date.max.toordinal())).year
    first, following = _first_week(year, wkst), _first_week(min(year + 1, _LAST_YEAR), wkst)
    return 1 + (begin - first) // 7, (begin - following) // 7


def _first_week(year: int, wkst: int) -> int:
    """Return the ordinal of the first day of the year's week 1."""
    fourth = date(year, 1, 4)
    return fourth.toordinal() - (fourth.weekday() - wkst) % 7
