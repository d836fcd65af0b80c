"""The plugin's options in `mkdocs.yml`, and the settings they make. Each is documented in place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError

from sopbook import reading
from sopbook.almanac import Notice
from sopbook.checks import policy_of
from sopbook.coverage import read_coverage
from sopbook.errors import SopbookError
from sopbook.fields import FieldError, day
from sopbook.findings import Finding
from sopbook.notices import almanac_of, events_of, read_notices
from sopbook.render.report import line_of
from sopbook.settings import ALARM, Row, Settings, pages_in
from sopbook.timetable import zone_of
from sopbook.when import standard_names

_ORIGIN = re.compile(r"https://(\*\.)?[a-z\d-]+(\.[a-z\d-]+)*(:\d+)?", re.IGNORECASE)


class Options(Config):
    """What `plugins: - sopbook:` may say; every option has a default."""

    timezone = c.Type(str, default="Asia/Shanghai")
    """The handbook's time zone: playbooks without one of their own use it, and `today` is read in it."""

    months = c.Type(int, default=13)
    """Month calendars that are made, from the current month on; 1 to 36."""

    day_limit = c.Type(int, default=12)
    """Posts on one day of an industry's calendar above which the day shows counts by kind; at least 1."""

    alarm = c.Type((int, bool), default=ALARM)
    """Minutes before a post at which subscribed calendars remind, up to 1440; 0 or false for no reminder."""

    sheets = c.Type(bool, default=True)
    """Whether each industry has sheets to download: a workbook, a CSV and a JSON of this month and the next."""

    pdf = c.Type(bool, default=False)
    """Whether each industry's page offers its handbook as a PDF; takes seconds an industry, and `sopbook[pdf]`."""

    offline = c.Type(bool, default=True)
    """Whether readers' browsers keep the pages that they opened, to show them without a network; false takes all of it away."""

    checks = c.Type(dict, default={})
    """The handbook's policy: each check's limits and severity, or `off`, for all groups or for one type of group."""

    holidays = c.Type(str, default="holidays.yml")
    """A file beside `mkdocs.yml` with public holidays by year, as published; it goes before what the program knows."""

    coverage = c.Type(str, default="coverage.yml")
    """A file beside `mkdocs.yml` with what the handbook must cover; `contribute/coverage/` shows which page does."""

    glossary = c.Type(str, default="handbook/glossary.md")
    """The page whose tables explain words: each is linked at its first use on a page, and searches take it whole."""

    unlinked = c.ListOfItems(c.Type(str), default=[])
    """Words of the glossary that are too common to be linked."""

    search = c.Choice(("auto", "whole", "parts"), default="auto")
    """How the search's index is loaded: whole, in parts, or in parts above 500 playbooks."""

    festivals = c.Type(dict, default={})
    """Festivals of the handbook's own, by their Chinese names: `店庆: 06-18`, or with `days`, `en` and `aliases`."""

    opening = c.Optional(c.ListOfItems(c.Type(str)))
    """The windows of 开学季 in every year, as `MM-DD..MM-DD`; default 02-20..03-10 and 08-25..09-10."""

    events = c.Type(dict, default={})
    """Events of a member's life beyond the built-in, by an ASCII key: `complaint: {zh: 投诉, en: complaint}`."""

    policy = c.Type(bool, default=True)
    """Whether pages carry a content-security policy and no script of their own; false where other plugins write one there."""

    hosts = c.ListOfItems(c.Type(str), default=[])
    """Other hosts that pages may load scripts, styles, fonts and data from, as `https://cdn.example.org`."""

    templates = c.Type(str, default="templates")
    """The handbook's own templates, beside `mkdocs.yml`; each file replaces the shipped one of the same name."""

    today = c.Optional(c.Type((str, date)))  # YAML takes an unquoted day for a date
    """The day the calendars begin with, YYYY-MM-DD; default SOURCE_DATE_EPOCH, else the clock."""


def settings_from(options: Options, site: Mapping[str, Any], config_file: str | None = None) -> Settings:
    """Return the settings of a handbook; `site` is the MkDocs configuration (site_name, site_url, theme, …).

    Raises SopbookError for a value out of range, and for a file of public holidays that cannot be read.
    """
    zone = zone_of(options.timezone)
    if zone is None:
        raise SopbookError(f"mkdocs.yml: sopbook.timezone: 没有这个时区 / no such zone: {options.timezone!r}")
    _within("months", options.months, 1, 36)
    _within("day_limit", options.day_limit, 1, 100)
    alarm = ALARM if options.alarm is True else int(options.alarm)
    _within("alarm", alarm, 0, 1440)
    theme = site.get("theme")
    language = (theme.get("language") if isinstance(theme, Mapping) else None) or _attribute(
        theme, "language"
    )
    url = site.get("site_url") or ""
    policy_of(options.checks)  # says what is wrong with it
    _origins("hosts", options.hosts)
    almanac = almanac_of(_notices(options, config_file), options.festivals, options.opening)
    return Settings(
        name=site.get("site_name") or "sopbook",
        lang="zh" if str(language).startswith("zh") else "en",
        site_url=url if not url or url.endswith("/") else f"{url}/",
        zone=zone,
        directory_urls=bool(site.get("use_directory_urls", True)),
        months=options.months,
        day_limit=options.day_limit,
        alarm=alarm,
        sheets=options.sheets,
        pdf=options.pdf,
        checks=options.checks,
        nav=pages_in(site.get("nav")),
        coverage=_coverage(options, site, config_file),
        glossary=options.glossary,
        unlinked=tuple(options.unlinked),
        almanac=almanac,
        names=standard_names(almanac, events=events_of(options.events)),
    )


def _notices(options: Options, config_file: str | None) -> dict[int, Notice]:
    path = beside(config_file, options.holidays)
    written = reading.read_text(path, options.holidays) if path is not None and path.is_file() else ""
    notices, findings = (
        ({}, [written]) if isinstance(written, Finding) else read_notices(options.holidays, written)
    )
    if findings:
        raise SopbookError("\n".join(line_of(finding, "zh") for finding in findings))
    return notices


def _coverage(options: Options, site: Mapping[str, Any], config_file: str | None) -> tuple[Row, ...]:
    path = beside(config_file, options.coverage)
    if path is None or not path.is_file():
        return ()
    docs = os.path.relpath(path.parent / str(site.get("docs_dir") or "docs"), path.parent)
    name = os.path.relpath(options.coverage, docs)
    written = reading.read_text(path, name)
    rows, findings = ((), [written]) if isinstance(written, Finding) else read_coverage(name, written)
    if findings:
        raise SopbookError("\n".join(line_of(finding, "zh", docs) for finding in findings))
    return rows


_LEFT_OUT = ".*\n/templates/\n"
"""What MkDocs leaves out unless `exclude_docs` takes it in again."""


def scope_of(site: Mapping[str, Any], config_file: str | None) -> reading.Scope:
    """Return what a configuration, validated by MkDocs or as written, says of a handbook's files."""
    patterns = c.PathSpec()
    given: Any = site.get("exclude_docs") or ""
    try:
        added = given if hasattr(given, "match_file") else patterns.run_validation(given)
    except ValidationError as error:
        raise SopbookError(f"mkdocs.yml: exclude_docs: {error}") from None
    left_out = patterns.run_validation(_LEFT_OUT) + added
    named = {_path_in(item) for key in _EXTRA for item in site.get(key) or ()}
    own = _attribute_of(site.get("theme"), "custom_dir")
    if own and config_file:
        root = Path(config_file).parent
        named.add(os.path.relpath(root / own, root / str(site.get("docs_dir") or "docs")) + "/")
    return reading.Scope(left_out.match_file, frozenset(named))


_EXTRA = ("extra_css", "extra_javascript", "extra_templates")


def _path_in(item: object) -> str:
    """Return what an entry of `extra_javascript` loads; it may say how as well."""
    return str(item.get("path")) if isinstance(item, Mapping) else str(item)


def _attribute_of(theme: object, name: str) -> str | None:
    """Return what a theme, validated or as written, has under a name."""
    return theme.get(name) if isinstance(theme, Mapping) else getattr(theme, name, None)


def beside(config_file: str | None, name: str) -> Path | None:
    """Return the path called `name` from `mkdocs.yml`, or None where there is no such file."""
    return Path(config_file).parent / name if config_file else None


def _attribute(theme: object, name: str) -> str:
    """Return a value of MkDocs's Theme, which is no mapping but can be indexed."""
    try:
        return str(theme[name])  # type: ignore[index]
    except (KeyError, TypeError):
        return "en"


def _within(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise SopbookError(
            f"mkdocs.yml: sopbook.{name}: {value}，应在 {low} 到 {high} 之间 / expected {low} to {high}"
        )


def _origins(name: str, hosts: Iterable[str]) -> None:
    for host in hosts:
        if not _ORIGIN.fullmatch(host):
            raise SopbookError(
                f"mkdocs.yml: sopbook.{name}: {host!r}，要写成 https://主机名，不带路径 / expected https://host, no path"
            )


def today_of(given: object, settings: Settings) -> date:
    """Return the day that counts as today: as given, else SOURCE_DATE_EPOCH, else the clock, in the handbook's zone."""
    if given:
        try:
            return day(str(given))
        except FieldError as error:
            raise SopbookError(f"today: {error.message.zh} / {error.message.en}") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return day(str(datetime.fromtimestamp(int(epoch), UTC).astimezone(settings.zone).date()))
        except (ValueError, OverflowError, OSError):
            raise SopbookError(f"SOURCE_DATE_EPOCH: {epoch!r} is no number of seconds") from None
    return datetime.now(settings.zone).date()


def templates_folder(options: Options, config_file: str | None) -> Path | None:
    """Return the handbook's own templates, or None when it has none."""
    folder = beside(config_file, options.templates)
    return folder if folder is not None and folder.is_dir() else None
