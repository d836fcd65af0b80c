"""The schedule in a front matter: zone, validity, anchors, skips and every `when`, and whom and what they refer to.

It works on nodes, beside the validation of the record, so that one run names all that is wrong in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sopbook.fields import Choice, FieldError, day, did_you_mean
from sopbook.findings import Finding, Place, Severity, Text
from sopbook.model import HolidayPolicy, Terms
from sopbook.settings import Settings
from sopbook.source import Mapping, Node, Scalar, Sequence, place
from sopbook.when import (
    MonthDays,
    Names,
    Recurrence,
    Refusal,
    Skip,
    Weekly,
    When,
    YearDay,
    check_anchor_name,
    has_moment,
    parse,
    parse_skip,
)

_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Timetable:
    """What the schedule's texts stand for; `whens` has one entry a slot."""

    terms: Terms
    whens: tuple[tuple[When, ...], ...]


def read_timetable(root: Mapping, settings: Settings) -> tuple[Timetable | None, list[Finding]]:
    """Read the schedule of a front matter; None when any of it cannot be read."""
    reader = _Reader(root, settings)
    timetable = reader.read()
    broken = any(finding.severity is Severity.ERROR for finding in reader.findings)
    return (None if broken else timetable), reader.findings


class _Reader:
    def __init__(self, root: Mapping, settings: Settings) -> None:
        self.root = root
        self.settings = settings
        self.findings: list[Finding] = []
        self.start = self._day("from")

    def read(self) -> Timetable:
        anchors = self._anchors()
        names = self.settings.names.with_anchors(tuple(anchors)) if anchors else self.settings.names
        until = self._day("until")
        if self.start is not None and until is not None and until < self.start:
            self._until_before_start(until)
        slots = self._slots()
        self._check_references(slots)
        terms = Terms(
            zone=self._zone(),
            start=self.start,
            until=until,
            skip=tuple(self._skips()),
            holidays=self._holidays(),
            anchors=anchors,
        )
        return Timetable(terms, tuple(tuple(self._whens(slot, names)) for slot in slots))

    def _scalar(self, key: str, inside: Mapping | None = None) -> Scalar | None:
        entry = (inside or self.root).entries.get(key)
        return (
            entry.node if entry is not None and isinstance(entry.node, Scalar) and entry.node.value else None
        )

    def _error(self, code: str, where: Place, message: Text, help_: Text) -> None:
        self.findings.append(
            Finding(code=code, severity=Severity.ERROR, place=where, message=message, help=help_)
        )

    def _hint(self, code: str, where: Place, message: Text, help_: Text) -> None:
        self.findings.append(
            Finding(code=code, severity=Severity.HINT, place=where, message=message, help=help_)
        )

    def _day(self, key: str) -> date | None:
        scalar = self._scalar(key)
        try:
            return day(scalar.value) if scalar is not None else None
        except FieldError:
            return None  # the validation of the record says so

    def _zone(self) -> ZoneInfo:
        scalar = self._scalar("timezone")
        if scalar is None:
            return self.settings.zone
        zone = zone_of(scalar.value)
        if zone is None:
            message = Text(f"没有「{scalar.value[:40]}」这个时区", f"unknown time zone `{scalar.value[:40]}`")
            help_ = Text("例如 Asia/Shanghai", "for example Asia/Shanghai")
            self._error("SOP111", place(scalar), message, help_)
        return zone or self.settings.zone

    def _holidays(self) -> HolidayPolicy:
        scalar = self._scalar("holidays")
        try:
            policy = Choice("holidays").read(scalar.value) if scalar is not None else "keep"
        except FieldError:
            policy = "keep"
        return cast(HolidayPolicy, policy)

    def _until_before_start(self, until: date) -> None:
        scalar = self._scalar("until")
        assert scalar is not None
        message = Text(
            f"until（{until}）早于 from（{self.start}）", f"until ({until}) is before from ({self.start})"
        )
        help_ = Text(
            "这一群SOP一天也不会执行，请对调或改日期", "the schedule would never be in force: mend a date"
        )
        self._error("SOP108", place(scalar), message, help_)

    def _anchors(self) -> dict[str, tuple[When, ...]]:
        entry = self.root.entries.get("anchors")
        if entry is None or not isinstance(entry.node, Mapping):
            return {}
        anchors: dict[str, tuple[When, ...]] = {}
        for name, (key, node) in entry.node.entries.items():
            refusal = check_anchor_name(name, self.settings.names)
            if refusal is not None:
                self._refused("SOP204", key, refusal)
            anchors[name] = tuple(self._values(node, self.settings.names, dated_only=True))
        return anchors

    def _slots(self) -> list[Mapping]:
        entry = self.root.entries.get("schedule")
        if entry is None or not isinstance(entry.node, Sequence):
            return []
        return [slot for slot in entry.node.items if isinstance(slot, Mapping)]

    def _whens(self, slot: Mapping, names: Names) -> Iterator[When]:
        entry = slot.entries.get("when")
        if entry is not None:
            yield from self._values(entry.node, names)

    def _values(self, node: Node, names: Names, *, dated_only: bool = False) -> Iterator[When]:
        for scalar in _scalars(node):
            value = parse(scalar.value, names)
            if isinstance(value, Refusal):
                self._refused("SOP201", scalar, value)
            elif dated_only and value.family != "dated":
                message = Text("命名时刻要落在日历上", "an anchor must have dates of its own")
                self._error(
                    "SOP204", place(scalar), message, Text("例如 每周二 20:00", "such as weekly Tue 20:00")
                )
            elif self._can_happen(value, scalar):
                self._short_months(value, scalar)
                yield value

    def _can_happen(self, value: When, scalar: Scalar) -> bool:
        """Forms that count from the first day need one, and a recurrence must happen at all."""
        rule = value.rule
        counts = isinstance(rule, Recurrence) or (isinstance(rule, Weekly) and rule.every > 1)
        if counts and self.start is None:
            message = Text(
                f"「{scalar.value[:60]}」要有起算的一天", f"`{scalar.value[:60]}` needs a day to count from"
            )
            help_ = Text(
                "在抬头里加一行 from，例如 from: 2026-09-01", "add `from`, for example `from: 2026-09-01`"
            )
            self._error("SOP109", place(scalar), message, help_)
            return False
        if isinstance(rule, Recurrence) and self.start is not None and not has_moment(rule.rule, self.start):
            message = Text(
                f"「{scalar.value[:60]}」从 {self.start} 起十年内一次也不会发生",
                f"`{scalar.value[:60]}` never happens in the ten years from {self.start}",
            )
            self._error(
                "SOP205", place(scalar), message, Text("检查日期的组合", "check the parts of the rule")
            )
            return False
        return True

    def _short_months(self, value: When, scalar: Scalar) -> None:
        """A day that not every month has is passed over there; who wrote it may have meant the month's last day."""
        rule = value.rule
        last = max(rule.days) if isinstance(rule, MonthDays) else 0
        if last > _SHORTEST_MONTH:
            message = Text(
                f"不是每个月都有 {last} 日，没有的月份会跳过", f"months without a day {last} are passed over"
            )
            help_ = Text(
                "想每月月底发，写「每月最后一天」", "for the end of every month write `monthly last`"
            )
            self._hint("SOP206", place(scalar), message, help_)
        elif isinstance(rule, YearDay) and (rule.month, rule.day) == (2, 29):
            message = Text("只有闰年才有 2 月 29 日", "29 February comes in leap years only")
            help_ = Text("每年都要发，写 2-28 或 3-1", "to post every year write 2-28 or 3-1")
            self._hint("SOP206", place(scalar), message, help_)

    def _skips(self) -> Iterator[Skip]:
        entry = self.root.entries.get("skip")
        for scalar in _scalars(entry.node) if entry is not None else ():
            skip = parse_skip(scalar.value, self.settings.names)
            if isinstance(skip, Refusal):
                self._refused("SOP202", scalar, skip)
            else:
                yield skip

    def _refused(self, code: str, scalar: Scalar, refusal: Refusal) -> None:
        quoted = 0 if scalar.plain else 1
        column = scalar.column + (0 if "\n" in scalar.value else quoted + refusal.column)
        zh = "；".join(refusal.offers)
        help_ = Text(
            f"可以写成：{zh}" if zh else "对照手册里的「时间怎么写」",
            f"try: {'; '.join(refusal.offers)}" if zh else "see the page How to write a time of the handbook",
        )
        self._error(code, Place(scalar.path, scalar.line, column), refusal.message, help_)

    def _check_references(self, slots: list[Mapping]) -> None:
        roles = self.root.entries.get("roles")
        people = (
            {
                name: entry.node.value
                for name, entry in roles.node.entries.items()
                if isinstance(entry.node, Scalar)
            }
            if roles is not None and isinstance(roles.node, Mapping)
            else None
        )
        self._check_duty(people or {})
        seen: dict[str, int] = {}
        for slot in slots:
            by, own = self._scalar("by", slot), self._scalar("id", slot)
            if people and by is not None and by.value not in people:
                self._unknown_role(by, people)
            if own is not None and own.value in seen:
                self._repeated_slot(own, seen[own.value])
            elif own is not None:
                seen[own.value] = own.line

    def _check_duty(self, people: dict[str, str]) -> None:
        entry = self.root.entries.get("duty")
        if people and entry is not None and isinstance(entry.node, Mapping):
            for role, (key, _) in entry.node.entries.items():
                if role not in people:
                    self._unknown_role(key, people)

    def _unknown_role(self, by: Scalar, people: dict[str, str]) -> None:
        role = next((role for role, person in people.items() if person == by.value), None)
        listed = "、".join(f"{role}（{person}）" for role, person in people.items())
        message = Text(f"roles 里没有「{by.value[:40]}」这个角色", f"no role `{by.value[:40]}` in roles")
        help_ = (
            Text(f"这里写角色：{role}", f"write the role: `{role}`")
            if role is not None
            else did_you_mean(by.value, list(people))
            or Text(f"可用的角色：{listed}", f"known roles: {', '.join(people)}")
        )
        self._error("SOP105", place(by), message, help_)

    def _repeated_slot(self, own: Scalar, line: int) -> None:
        message = Text(
            f"动作编号「{own.value[:40]}」在第 {line} 行已经用过",
            f"slot id `{own.value[:40]}` is used in line {line} already",
        )
        help_ = Text("换一个没用过的编号；订阅日历靠它认动作", "take a new id: feeds know a slot by it")
        self._error("SOP106", place(own), message, help_)


def _scalars(node: Node) -> Iterator[Scalar]:
    """Yield the texts of a text or a list of texts; that one is empty is said by the validation of the record."""
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Scalar) and item.value.strip():
            yield item


_ZONE = re.compile(r"[\w+-]{1,40}(?:/[\w+-]{1,40}){0,2}", re.ASCII)
"""How zones are named; zoneinfo looks for a name as for a module, a level of calls for each part."""


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo | None:
    """Return the IANA zone called `name`, or None where there is none."""
    if not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
