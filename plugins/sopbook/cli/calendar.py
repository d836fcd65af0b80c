"""`sopbook calendar`: the occurrences of a range."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import click

from sopbook import files
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
from sopbook.expand import Range
from sopbook.fields import did_you_mean
from sopbook.findings import Lang
from sopbook.handbook import Handbook, Occurrence, founded, in_time, occurrences
from sopbook.model import Playbook
from sopbook.options import today_of
from sopbook.render import ics, sheet, table
from sopbook.settings import Settings

DAYS = 30
MAX_DAYS = 3660


@click.command()
@click.option("--industry", help="Only this industry (its folder).")
@click.option("--playbook", "playbook_id", help="Only this playbook (its id).")
@click.option("--role", help="Only what this role posts.")
@click.option("--from", "start", type=Day(), help="First day; default today.")
@click.option("--to", "end", type=Day(), help="Day after the last; default 30 days on.")
@click.option(
    "--start",
    "day_one",
    type=Day(),
    help="Day 1 of the groups: dates what counts from it, all of it unless --from or --to is given.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "xlsx", "ics"]),
    default="text",
    show_default=True,
    help="How it is written.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@lang_option
@playbooks_option
@today_option
@expected_failures
def calendar(
    industry: str | None,
    playbook_id: str | None,
    role: str | None,
    start: date | None,
    end: date | None,
    day_one: date | None,
    form: str,
    out: Path | None,
    lang: str | None,
    folder: Path,
    today: date | None,
) -> None:
    """List what is posted from --from up to, not including, --to.

    Slots that count from a group's founding day are left out unless --start gives it; dated slots do not ask for it,
    and a member's journey is on no calendar.
    """
    if form == "xlsx" and out is None and terminal():
        raise SopbookError(
            "XLSX 在终端里看不了，加上 --out 文件名.xlsx / a terminal cannot show XLSX: add --out FILE.xlsx"
        )
    work = project(folder)
    handbook = work.read_sound(today, language(lang))
    first = start or today or today_of(work.options.today, work.settings)
    range_ = range_of(first, end)
    chosen = _chosen(handbook, industry, playbook_id)
    found = occurrences(chosen, range_, work.settings)
    if day_one is not None:
        within = range_ if start or end else None
        found = in_time([*found, *_founded(chosen, day_one, within, work.settings)])
    if role is not None:
        found = _of_role(found, role, chosen)
    if form == "text" and out is None and (console := terminal()):
        from sopbook.cli.listing import show_calendar  # only a terminal waits for rich

        show_calendar(found, handbook.today, language(lang), console)
        return
    # A table is the same wherever it is made: it goes by the handbook's language, not by the environment's.
    spoken = language(lang) if lang or form == "text" else work.settings.lang
    _write(_content(form, found, handbook, chosen, role, spoken), out)


def range_of(first: date, end: date | None) -> Range:
    """Return the half-open range of a command; raises SopbookError when it is empty, backwards or over ten years."""
    last = end or first + timedelta(days=DAYS)
    if last <= first:
        raise SopbookError(f"--to（{last}）应晚于 --from（{first}） / --to must be after --from")
    if (last - first).days > MAX_DAYS:
        raise SopbookError(f"一次最多 {MAX_DAYS} 天 / at most {MAX_DAYS} days at once")
    return Range(first, last)


def _founded(
    chosen: list[Playbook], day_one: date, within: Range | None, settings: Settings
) -> list[Occurrence]:
    """Return what groups founded on `day_one` post, in a range or all of it."""
    found = founded(chosen, day_one, settings)
    if within is None:
        return found
    return [one for one in found if within.start <= one.moment.start.date() < within.end]


def _chosen(handbook: Handbook, industry: str | None, playbook_id: str | None) -> list[Playbook]:
    if industry is not None:
        _known(industry, [one.id for one in handbook.industries], "行业", "industry")
    if playbook_id is not None:
        _known(playbook_id, list(handbook.playbooks), "群SOP", "playbook")
    return [
        playbook
        for playbook in handbook.playbooks.values()
        if industry in (None, playbook.industry) and playbook_id in (None, playbook.id)
    ]


def _of_role(found: list[Occurrence], role: str, chosen: list[Playbook]) -> list[Occurrence]:
    _known(role, sorted({name for playbook in chosen for name in playbook.front.roles}), "角色", "role")
    return [one for one in found if one.slot.by == role]


def _known(name: str, known: list[str], zh: str, en: str) -> None:
    if name not in known:
        near = did_you_mean(name, known)
        hint = f"；{near.zh} / {near.en}" if near else f"：{'、'.join(known[:20])}"
        raise SopbookError(f"没有「{name}」这个{zh} / no such {en}{hint}")


def _content(
    form: str,
    found: list[Occurrence],
    handbook: Handbook,
    chosen: list[Playbook],
    role: str | None,
    lang: Lang,
) -> bytes:
    if form == "text":
        return table.as_text(found, lang).encode()
    if form == "json":
        return table.as_json(found).encode()
    if form == "csv":
        return table.as_csv(table.rows(found, lang), lang).encode()
    if form == "ics":
        name = chosen[0].front.title if len(chosen) == 1 else handbook.settings.name
        return ics.feed_of(name, found, handbook.settings).encode()
    return sheet.workbook_of(chosen, found, handbook, role, lang)


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        files.write_text(out, content)
    except OSError as error:
        raise SopbookError(f"{out}: 写不进去 / cannot be written: {error.strerror}") from None
