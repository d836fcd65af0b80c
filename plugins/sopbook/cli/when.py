"""`sopbook when`: what one expression means, and its moments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from sopbook.cli.calendar import range_of
from sopbook.cli.common import (
    Day,
    expected_failures,
    lang_option,
    language,
    playbooks_option,
    project,
    terminal,
    today_option,
)
from sopbook.errors import SopbookError
from sopbook.expand import Moment, Range, journey, moments, timeline
from sopbook.findings import Lang, Text
from sopbook.model import Terms
from sopbook.options import today_of
from sopbook.render.table import clock
from sopbook.render.words import WEEKDAYS, WORDS
from sopbook.settings import Settings
from sopbook.timetable import zone_of
from sopbook.when import Names, Recurrence, Refusal, Weekly, When, has_moment, parse, to_text
from sopbook.when.rows import YEARS

_AHEAD = 2 * 366
"""Days in which the next moment is looked for when a range has none."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an expression is read against: the anchors and terms of a playbook, or the handbook's defaults."""

    settings: Settings
    names: Names
    terms: Terms
    usage_cycle: timedelta | None
    first: date | None = None
    """The first day in force, which a group's life knows whatever it counts from."""


@click.command()
@click.argument("expression")
@click.option("--from", "start", type=Day(), help="First day; default today.")
@click.option("--to", "end", type=Day(), help="Day after the last; default 30 days on.")
@click.option(
    "--start",
    "origin",
    help="Day 1 of a group, the moment of an event, or the day that n-weekly forms count from.",
)
@click.option("--zone", help="Time zone; default the handbook's.")
@click.option("--playbook", "playbook_id", help="Lend this playbook's anchors, zone, validity and skips.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is written.",
)
@lang_option
@playbooks_option
@today_option
@expected_failures
def when(
    expression: str,
    start: date | None,
    end: date | None,
    origin: str | None,
    zone: str | None,
    playbook_id: str | None,
    form: str,
    lang: str | None,
    folder: Path,
    today: date | None,
) -> None:
    """Say what EXPRESSION means, and list its moments from --from up to, not including, --to."""
    spoken = language(lang)
    work = project(folder)
    settings = work.settings
    first = start or today or today_of(work.options.today, settings)
    ground = (
        _ground_of(work.read_sound(today, spoken).playbooks, playbook_id, settings) if playbook_id else None
    )
    ground = ground or _Ground(settings, settings.names, Terms(zone=settings.zone), None)
    ground = replace(ground, terms=_terms(ground.terms, zone, origin))
    value = parse(expression, ground.names)
    if isinstance(value, Refusal):
        raise SopbookError(_refused(expression, value, spoken))
    found = _moments(
        value, ground, range_of(first, end) if start or end or not origin else None, first, origin
    )
    meaning = Text(to_text(value, ground.names, "zh"), to_text(value, ground.names, "en"))
    if form == "text" and (console := terminal()):
        from sopbook.cli.listing import show_moments  # only a terminal waits for rich

        show_moments(meaning, found, spoken, console)
    else:
        click.echo(_as_json(found) if form == "json" else _as_text(meaning, found, spoken), nl=False)
    if not found:
        click.echo(_nothing(value, ground, first).of(spoken), err=True)


def _nothing(value: When, ground: _Ground, first: date) -> Text:
    """Say that the range has no moment, and when the next one from its first day is, within two years."""
    if value.family != "dated":
        return Text(
            "从某一天或某件事数起：加上 --start 就能算出日子",
            "counts from a day or an event: add --start to date it",
        )
    ahead = moments(
        value, ground.terms, Range(first, first + timedelta(days=_AHEAD)), ground.settings.almanac
    )
    if not ahead:
        return Text("这段日期里没有，两年内也没有", "no moment in this range, nor within two years")
    day = ahead[0].start.date()
    return Text(
        f"这段日期里没有；从 {first} 起第一次是 {day}",
        f"no moment in this range; the first since {first} is {day}",
    )


def _ground_of(playbooks: Mapping[str, Any], playbook_id: str, settings: Settings) -> _Ground:
    playbook = playbooks.get(playbook_id)
    if playbook is None:
        raise SopbookError(f"没有「{playbook_id}」这个群SOP / no such playbook: {', '.join(playbooks)}")
    names = settings.names.with_anchors(tuple(playbook.terms.anchors))
    return _Ground(settings, names, playbook.terms, playbook.front.usage_cycle, playbook.terms.start)


def _terms(terms: Terms, zone: str | None, origin: str | None) -> Terms:
    if zone is not None:
        found = zone_of(zone)
        if found is None:
            raise SopbookError(f"没有这个时区 / no such zone: {zone}")
        terms = replace(terms, zone=found)
    return replace(terms, start=_moment_of(origin, terms.zone).date()) if origin else terms


def _moment_of(origin: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(origin)
    except ValueError:
        raise SopbookError(
            f"--start：「{origin}」不是日期，应当是 2026-11-11 或 2026-11-11T20:00 / expected a date or date and time"
        ) from None
    if moment.year not in YEARS:
        raise SopbookError(
            f"--start：年份应在 {YEARS[0]} 到 {YEARS[-1]} 之间 / a year from {YEARS[0]} to {YEARS[-1]}"
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _moments(value: When, ground: _Ground, range_: Any, first: date, origin: str | None) -> list[Moment]:
    """Return the moments of any family; what counts from a start that was not given is refused or has none."""
    terms, almanac = ground.terms, ground.settings.almanac
    found: list[Moment | None]
    if value.family == "dated":
        _can_count(value, terms)
        return moments(value, terms, range_ or range_of(first, None), almanac)
    loose = replace(terms, start=ground.first)
    at = _moment_of(origin, terms.zone) if origin else None
    if value.family == "group":
        found = [step.moment for step in timeline(value, at.date() if at else None, loose, almanac)]
    else:
        found = [step.moment for step in journey(value, at, loose, ground.usage_cycle)]
    dated = [moment for moment in found if moment is not None]
    return [m for m in dated if range_ is None or range_.start <= m.start.date() < range_.end]


def _can_count(value: When, terms: Terms) -> None:
    rule = value.rule
    if isinstance(rule, Recurrence) or (isinstance(rule, Weekly) and rule.every > 1):
        if terms.start is None:
            raise SopbookError(
                "这一条要有起算的一天：加上 --start 2026-09-01 / needs a day to count from: add --start"
            )
        if isinstance(rule, Recurrence) and not has_moment(rule.rule, terms.start):
            raise SopbookError(
                f"从 {terms.start} 起十年内一次也不会发生 / never happens in the ten years from then"
            )


def _refused(expression: str, refusal: Refusal, lang: Lang) -> str:
    marker = " " * (refusal.column + sum(ord(c) > 0x2E7F for c in expression[: refusal.column])) + "^"
    offers = "".join(f"\n  {offer}" for offer in refusal.offers)
    tried = "可以写成 / try:" if refusal.offers else ""
    return f"1:{refusal.column + 1}: SOP201 {refusal.message.of(lang)}\n  {expression}\n  {marker}\n{tried}{offers}".rstrip()


def _as_json(found: list[Moment]) -> str:
    listed = [
        {
            "start": moment.start.isoformat(),
            "end": moment.end.isoformat() if moment.end else None,
            "provisional": moment.provisional,
        }
        for moment in found
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _as_text(meaning: Text, found: list[Moment], lang: Lang) -> str:
    lines = [f"{meaning.zh}  |  {meaning.en}"]
    for moment in found:
        day = moment.start.date()
        doubt = f" {WORDS['provisional'].of(lang)}" if moment.provisional else ""
        lines.append(
            f"  {day.isoformat()} {WEEKDAYS[day.weekday()].of(lang)} {clock(moment.start, moment.end)}{doubt}"
        )
    return "".join(f"{line}\n" for line in lines)
