"""A handbook's own knowledge of days: published public holidays, festivals and a member's events beyond the built-in.

Public holidays stand in a file of the handbook, `holidays.yml`, a year each, as they were published::

    2027:
      source: 国务院办公厅关于2027年部分节假日安排的通知
      holidays: {元旦: 2027-01-01..2027-01-03, 春节: 2027-02-05..2027-02-11}
      workdays: [2027-02-20]          # weekend days worked instead

Festivals and events stand in `mkdocs.yml`, among the plugin's options.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, ValidationError

from sopbook import source as sources
from sopbook.almanac import STANDARD, Almanac, Fixed, Notice, Own
from sopbook.errors import SopbookError
from sopbook.fields import FieldError, about, day, did_you_mean, text
from sopbook.findings import Finding, Place, Severity, Text
from sopbook.model import Day, OneOrMany, Record, Words
from sopbook.schema import validate
from sopbook.when import EVENTS, EventName

FILE = "holidays.yml"
_Record = TypeVar("_Record", bound=Record)


def _days(value: object) -> tuple[date, date]:
    """Read `2027-01-01` or `2027-01-01..2027-01-03`, both ends included."""
    first, dots, last = text(value).partition("..")
    begin = day(first)
    end = day(last) if dots else begin
    if end < begin:
        raise FieldError(
            Text(f"「{text(value)}」的结束早于开始", f"`{text(value)}` ends before it begins"),
            Text("写成 2027-01-01..2027-01-03", "write 2027-01-01..2027-01-03"),
        )
    return begin, end


def _holiday(value: object) -> str:
    """Read the name of a public holiday as the almanac's key."""
    key = STANDARD.names.get(text(value).lower(), text(value))
    if key in STANDARD.holiday_keys:
        return key
    known = [STANDARD.labels[key].zh for key in sorted(STANDARD.holiday_keys)]
    raise FieldError(
        Text(f"「{text(value)[:40]}」不是法定节假日", f"`{text(value)[:40]}` is no public holiday"),
        did_you_mean(text(value), known) or Text("、".join(known), ", ".join(sorted(STANDARD.holiday_keys))),
    )


Days = Annotated[tuple[date, date], BeforeValidator(_days)]


class NoticeRecord(Record):
    """One year's public holidays, as published."""

    source: Words = about("在哪里公布的", "where it was published", ...)
    holidays: dict[Annotated[str, BeforeValidator(_holiday)], Days] = about(
        "节假日和放假的日子", "holidays and their days off", ...
    )
    workdays: tuple[Day, ...] = about("调休上班的周末", "weekend days that are worked instead", ())


def read_notices(path: str, written: str) -> tuple[dict[int, Notice], list[Finding]]:
    """Read a file of public holidays: year -> notice, and what is wrong with it."""
    root, findings = sources.read_mapping(path, written)
    notices: dict[int, Notice] = {}
    for name, (key, node) in (root.entries if root is not None else {}).items():
        if not re.fullmatch(r"(19|20)\d\d", name):
            message = Text(f"「{name[:20]}」不是年份", f"`{name[:20]}` is no year")
            findings.append(_error(sources.place(key), message, Text("例如 2027", "for example 2027")))
        elif isinstance(node, sources.Mapping):
            record, found = validate(NoticeRecord, node)
            findings += found
            if record is not None:
                findings += _of_another_year(int(name), record, node)
                notices[int(name)] = Notice(
                    holidays=record.holidays, workdays=frozenset(record.workdays), source=record.source
                )
        else:
            message = Text(
                f"「{name}」下面应当是 source、holidays、workdays",
                f"{name}: expected source, holidays, workdays",
            )
            findings.append(
                _error(sources.place(key), message, Text("缩进写在年份下面", "indent them below the year"))
            )
    return notices, findings


def _of_another_year(year: int, record: NoticeRecord, node: sources.Mapping) -> list[Finding]:
    """A slip of the year would move a public holiday by one: 元旦 alone may begin in the December before."""
    findings = []
    for key, (first, last) in record.holidays.items():
        if last.year != year or first.year not in (year, year - 1):
            label = STANDARD.labels[key]
            message = Text(
                f"{year} 年的「{label.zh}」写成了 {first}..{last}",
                f"{label.en} of {year} is given as {first}..{last}",
            )
            where = sources.place(sources.locate(node, ("holidays",)))
            findings.append(_error(where, message, Text("检查年份", "check the year")))
    for index, worked in enumerate(record.workdays):
        if worked.year not in (year, year - 1) or worked.weekday() < 5:
            message = Text(f"{worked} 不是 {year} 年的周末", f"{worked} is no weekend day of {year}")
            where = sources.place(sources.locate(node, ("workdays", index)))
            findings.append(
                _error(where, message, Text("调休上班的一定是周六或周日", "only weekends are worked instead"))
            )
    return findings


def _error(where: Place, message: Text, help_: Text) -> Finding:
    return Finding(code="SOP112", severity=Severity.ERROR, place=where, message=message, help=help_)


class FestivalRecord(Record):
    """A festival of the handbook's own, the same days every year."""

    days: OneOrMany = about(
        "每年的哪天或哪几天，如 06-18 或 06-18..06-20", "days of every year: 06-18 or 06-18..06-20", ...
    )
    en: Words | None = about("英文名", "its English name")
    aliases: OneOrMany | None = about("别的叫法", "other names")


class EventRecord(Record):
    """An event in a member's life."""

    zh: Words = about("中文叫法，如 投诉", "how it is called in Chinese", ...)
    en: Words | None = about("英文叫法", "how it is called in English; default the key")


def almanac_of(
    notices: Mapping[int, Notice], festivals: Mapping[str, object], opening: Sequence[str] | None
) -> Almanac:
    """Return the almanac of a handbook; raises SopbookError for a festival that cannot be read."""
    if not (notices or festivals or opening):
        return STANDARD
    own = {name: _own(name, given) for name, given in festivals.items()}
    windows = tuple(_fixed("opening", written) for written in opening) if opening else None
    return Almanac.of(overrides=notices, own=own, **({"opening": windows} if windows else {}))


def events_of(given: Mapping[str, object]) -> Mapping[str, EventName]:
    """Return the built-in events and the handbook's own; raises SopbookError for one that cannot be read."""
    own = {name: _record(EventRecord, f"events.{name}", event) for name, event in given.items()}
    return {**EVENTS, **{name: EventName(event.zh, event.en or name) for name, event in own.items()}}


def _own(name: str, given: object) -> Own:
    record = _record(
        FestivalRecord, f"festivals.{name}", {"days": given} if isinstance(given, str) else given
    )
    windows = tuple(_fixed(f"festivals.{name}", written) for written in record.days)
    return Own(Text(name, record.en or name), windows, record.aliases or ())


_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})(?:\.\.(\d{1,2})-(\d{1,2}))?")


def _fixed(option: str, written: str) -> Fixed:
    match = _MONTH_DAY.fullmatch(written.strip())
    try:
        if match is None:
            raise ValueError
        first = (int(match[1]), int(match[2]))
        last = (int(match[3]), int(match[4])) if match[3] else first
        for month, day_ in (first, last):
            date(2024, month, day_)
    except ValueError:
        raise SopbookError(
            f"mkdocs.yml: sopbook.{option}: 「{written}」应当是 06-18 或 06-18..06-20 / expected MM-DD or MM-DD..MM-DD"
        ) from None
    return Fixed(first, last)


def _record(record: type[_Record], option: str, given: object) -> _Record:
    try:
        return record.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in (option, *first["loc"]))
        raise SopbookError(f"mkdocs.yml: sopbook.{where}: {first['msg']}") from None
