"""RFC 5545 recurrence rules, days only: checked and brought into one form.

The parts are those of section 3.3.10, without the ones below a day. A rule in normal form is upper case, its parts
stand in the order of `PARTS`, lists are sorted, and `INTERVAL=1` and `WKST=MO`, which say nothing, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from sopbook.findings import Text
from sopbook.when.recur import DAYS, PARTS, could_match, has_moment, rrule_days, rule_until

__all__ = ["RuleProblem", "check_rule", "has_moment", "rrule_days", "rule_until"]

WHOLE_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_FINER = ("HOURLY", "MINUTELY", "SECONDLY")
_CLOCK_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_BY_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,5}")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})Z?)?")
_SAMPLE = "FREQ=WEEKLY;BYDAY=MO"


class RuleProblem(NamedTuple):
    """What is wrong with a rule: `offset` code points into it stands `found`; `mends` are rules that may be meant."""

    offset: int
    found: str
    why: Text
    mends: tuple[str, ...] = ()


class _Part(NamedTuple):
    name: str
    value: str
    offset: int

    @property
    def text(self) -> str:
        return f"{self.name}={self.value}"


def check_rule(written: str) -> str | RuleProblem:
    """Return the rule part (no `RRULE:`) in normal form, or what is wrong with it. Any case is read."""
    parts = _split(written.upper())
    if isinstance(parts, RuleProblem):
        return parts
    normal: dict[str, str] = {}
    for part in parts.values():
        value = _VALUES[part.name](part.value)
        if isinstance(value, Text):
            others = ";".join(p.text for p in parts.values() if p is not part)
            mends = (
                (others,) if part.name != "FREQ" else tuple(f"FREQ={f};{others}" for f in ("DAILY", "WEEKLY"))
            )
            return RuleProblem(part.offset, part.text, value, tuple(mend.strip(";") for mend in mends))
        normal[part.name] = value
    if problem := _combined(parts):
        return problem
    if normal.get("INTERVAL") == "1":
        del normal["INTERVAL"]
    if normal.get("WKST") == "MO":
        del normal["WKST"]
    rule = ";".join(f"{name}={normal[name]}" for name in PARTS if name in normal)
    if not could_match(rule):
        why = Text("这条规则十年里没有一天", "this rule has no day in ten years")
        return RuleProblem(0, written, why, (f"FREQ={normal['FREQ']}",))
    return rule


def _split(written: str) -> dict[str, _Part] | RuleProblem:
    """Cut the rule into its parts by name; each is known and stands once, FREQ is among them."""
    parts: dict[str, _Part] = {}
    offset = 0
    for text in written.split(";"):
        name, equals, value = text.partition("=")
        others = ";".join(part.text for part in parts.values())
        if problem := _part_problem(text, name, bool(equals), name in parts):
            rest = written[offset + len(text) + 1 :]
            mend = ";".join(filter(None, (others, rest)))
            return RuleProblem(offset, text, problem, (mend,) if mend else (_SAMPLE,))
        parts[name] = _Part(name, value, offset)
        offset += len(text) + 1
    if "FREQ" not in parts:
        why = Text("缺少 FREQ，如 FREQ=WEEKLY", "FREQ is missing, such as FREQ=WEEKLY")
        mends = tuple(f"FREQ={freq};{written}" for freq in ("WEEKLY", "MONTHLY", "YEARLY"))
        return RuleProblem(0, written, why, mends)
    return parts


def _part_problem(text: str, name: str, equals: bool, again: bool) -> Text | None:
    if not text:
        return Text(
            "分号之间应有一项，如 FREQ=WEEKLY", "expected a part such as FREQ=WEEKLY between semicolons"
        )
    if not equals:
        return Text("应为 名称=值，如 FREQ=WEEKLY", "expected NAME=VALUE, such as FREQ=WEEKLY")
    if name in _CLOCK_PARTS:
        return Text("时间不写在规则里，写在规则后面", "times stand after the rule, not inside it")
    if name not in PARTS:
        return Text(
            f"RFC 5545 没有这一项；可用：{'、'.join(PARTS)}", f"no such part; known are {', '.join(PARTS)}"
        )
    return Text("这一项写了两次", "this part stands twice") if again else None


def _frequency(value: str) -> str | Text:
    if value in WHOLE_FREQUENCIES:
        return value
    if value in _FINER:
        return Text("最密是每天：DAILY", "nothing is more frequent than DAILY")
    return Text(f"应为 {'、'.join(WHOLE_FREQUENCIES)}", f"expected one of {', '.join(WHOLE_FREQUENCIES)}")


def _count(limit: int) -> Callable[[str], str | Text]:
    def read(value: str) -> str | Text:
        if value.isascii() and value.isdigit() and len(value) < 7 and 1 <= int(value) <= limit:
            return str(int(value))
        return Text(f"应为 1 到 {limit} 的整数", f"expected a whole number, 1 to {limit}")

    return read


def _until(value: str) -> str | Text:
    why = Text("应为 20261231 或 20261231T235959Z", "expected 20261231 or 20261231T235959Z")
    match = _UNTIL.fullmatch(value)
    if match is None:
        return why
    try:
        date(int(value[:4]), int(value[4:6]), int(value[6:8]))
        if match[2]:
            datetime.strptime(match[2], "%H%M%S")
    except ValueError:
        return why
    return value


def _numbers(limit: int, signed: bool) -> Callable[[str], str | Text]:
    """Return a reader of a list of numbers 1 to `limit`, from the end as well if `signed`."""

    def read(value: str) -> str | Text:
        numbers = []
        for item in value.split(","):
            number = int(item) if _NUMBER.fullmatch(item) else 0
            if not 1 <= abs(number) <= limit or (number < 0 and not signed):
                also = Text(f" 或 -{limit} 到 -1", f" or -{limit} to -1") if signed else Text("", "")
                return Text(f"应为 1 到 {limit}{also.zh}", f"expected 1 to {limit}{also.en}")
            numbers.append(number)
        return ",".join(map(str, sorted(set(numbers))))

    return read


def _by_day(value: str) -> str | Text:
    found: set[tuple[int, int]] = set()
    for item in value.split(","):
        match = _BY_DAY.fullmatch(item)
        number = int(match[1]) if match and match[1] else 0
        if match is None or (match[1] and not 1 <= abs(number) <= 53):
            return Text("应为 MO、TU……，或 2TU、-1FR", "expected MO, TU and so on, or 2TU, -1FR")
        found.add((DAYS.index(match[2]), number))
    return ",".join(f"{number or ''}{DAYS[day]}" for day, number in sorted(found))


def _week_start(value: str) -> str | Text:
    return value if value in DAYS else Text("应为 MO 到 SU", "expected MO to SU")


_VALUES: dict[str, Callable[[str], str | Text]] = {
    "FREQ": _frequency,
    "INTERVAL": _count(999),
    "COUNT": _count(99_999),
    "UNTIL": _until,
    "BYMONTH": _numbers(12, signed=False),
    "BYWEEKNO": _numbers(53, signed=True),
    "BYYEARDAY": _numbers(366, signed=True),
    "BYMONTHDAY": _numbers(31, signed=True),
    "BYDAY": _by_day,
    "BYSETPOS": _numbers(366, signed=True),
    "WKST": _week_start,
}


def _combined(parts: dict[str, _Part]) -> RuleProblem | None:
    """Check the parts against each other (RFC 5545, section 3.3.10)."""
    freq = parts["FREQ"].value
    numbered = "BYDAY" in parts and any(char.isdigit() for char in parts["BYDAY"].value)
    others_by = any(name.startswith("BY") and name != "BYSETPOS" for name in parts)
    checks: tuple[tuple[str, bool, Text], ...] = (
        ("UNTIL", "COUNT" in parts, Text("COUNT 和 UNTIL 只能有一个", "either COUNT or UNTIL, not both")),
        (
            "BYDAY",
            numbered and freq not in ("MONTHLY", "YEARLY"),
            Text("带序号的星期只能用于 MONTHLY 和 YEARLY", "numbered days need MONTHLY or YEARLY"),
        ),
        (
            "BYDAY",
            numbered and "BYWEEKNO" in parts,
            Text("有 BYWEEKNO 时星期不带序号", "with BYWEEKNO days have no numbers"),
        ),
        ("BYMONTHDAY", freq == "WEEKLY", Text("WEEKLY 不能用 BYMONTHDAY", "BYMONTHDAY is not for WEEKLY")),
        ("BYYEARDAY", freq != "YEARLY", Text("BYYEARDAY 只用于 YEARLY", "BYYEARDAY is for YEARLY only")),
        ("BYWEEKNO", freq != "YEARLY", Text("BYWEEKNO 只用于 YEARLY", "BYWEEKNO is for YEARLY only")),
        (
            "BYWEEKNO",
            not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & parts.keys(),
            Text(
                "BYWEEKNO 要和 BYDAY 一起用", "BYWEEKNO needs BYDAY: programs disagree on the day without it"
            ),
        ),
        ("BYSETPOS", not others_by, Text("BYSETPOS 要和别的 BY 项一起用", "BYSETPOS needs another BY part")),
    )
    for name, wrong, why in checks:
        if wrong and name in parts:
            return RuleProblem(parts[name].offset, parts[name].text, why, _without(parts, name))
    return None


def _without(parts: dict[str, _Part], name: str) -> tuple[str, ...]:
    """Return the rule mended: without the part, without its numbers, or with the weekday that it lacks."""
    rest = ";".join(part.text for part in parts.values() if part.name != name)
    if name == "BYDAY":
        plain = re.sub(r"[+-]?[0-9]+", "", parts[name].value)
        return (f"{rest};BYDAY={plain}", rest)
    if name == "BYWEEKNO" and parts["FREQ"].value == "YEARLY":
        return (f"{rest};{parts[name].text};BYDAY=MO",)
    return (rest,)
