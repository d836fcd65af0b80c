"""What the commands share: options, the handbook they work on, and how failures end."""

from __future__ import annotations

import functools
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sopbook import files, reading
from sopbook.collector import keeping_all
from sopbook.errors import SopbookError
from sopbook.fields import FieldError, day
from sopbook.findings import Finding, Lang, Severity, in_order
from sopbook.handbook import Handbook
from sopbook.options import Options, scope_of, settings_from, templates_folder, today_of
from sopbook.pipeline import check, equip, read
from sopbook.render import report
from sopbook.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment
    from rich.console import Console

    from sopbook.render.parts import RuleTemplate

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[Any]):
    """A date on the command line."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or end with a usage message."""
        if isinstance(value, date):
            return value
        try:
            return day(value)
        except FieldError as error:
            self.fail(f"{error.message.zh} / {error.message.en}", param, ctx)


playbooks_option = click.option(
    "--playbooks",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("playbooks"),
    show_default=True,
    help="Folder of playbooks (the handbook's docs_dir).",
)
today_option = click.option(
    "--today",
    type=Day(),
    default=None,
    help="The day that counts as today; default SOURCE_DATE_EPOCH, else the clock.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=None,
    help="Language of messages; default from the environment.",
)


def expected_failures(command: Command) -> Command:
    """End the command with one message and exit code 1 on an expected failure, and quietly on a closed pipe."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except SopbookError as error:
            raise click.ClickException(str(error)) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            raise click.ClickException(f"{error.filename or ''}: {error.strerror}") from None

    return wrapped  # type: ignore[return-value]  # wraps keeps the signature


class _Terminal(logging.Handler):
    """Writes what MkDocs and the plugin log to the terminal, a line each."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(self.format(record), err=True)


@contextmanager
def mkdocs_log(level: int) -> Iterator[None]:
    """Show what MkDocs logs at `level` or above; its own command line is what shows it otherwise."""
    logger, terminal = logging.getLogger("mkdocs"), _Terminal(level)
    before = logger.level
    logger.addHandler(terminal)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(terminal)
        logger.setLevel(before)


def terminal() -> Console | None:
    """Return the terminal that standard output goes to; None where it goes to a file or another program."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def language(chosen: str | None) -> Lang:
    """Return the language of messages: as chosen, else English where the environment asks for it, else Chinese."""
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if asked.startswith("en") else "zh"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder of playbooks with the MkDocs configuration it belongs to, if there is one."""

    folder: Path
    config: Path | None
    options: Options
    settings: Settings
    scope: reading.Scope

    def read(self, today: date | None) -> tuple[Handbook, list[Finding]]:
        """Read the handbook; findings come in order."""
        sources, unreadable = reading.read_handbook(self.folder, self.scope)
        given = today or today_of(self.options.today, self.settings)
        with keeping_all():
            handbook, findings = read(sources, self.settings, given)
        return handbook, in_order([*unreadable, *findings])

    def check(self, today: date | None) -> list[Finding]:
        """Return everything that is found in the handbook, in order."""
        handbook, found = self.read(today)
        with keeping_all():
            return check(handbook, found, equip(handbook, *self.templates()))

    def templates(self) -> tuple[Environment, tuple[RuleTemplate, ...]]:
        """Return the templates of pages and the rule templates."""
        return files.load_templates(templates_folder(self.options, str(self.config) if self.config else None))

    def read_sound(self, today: date | None, lang: Lang) -> Handbook:
        """Read the handbook and end with its errors if it has any, so that nothing comes out half."""
        handbook, findings = self.read(today)
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        if errors:
            lines = [report.line_of(finding, lang, self.folder.as_posix()) for finding in errors]
            raise SopbookError("\n".join([report.summary(errors).of(lang), *lines]))
        return handbook


def project(folder: Path) -> Project:
    """Return the project of `folder`: the `mkdocs.yml` beside or above it whose docs_dir it is gives the settings."""
    from sopbook.cli.config import find_config, plugin_options

    config = find_config(folder)
    if config is None:
        options = Options()
        options.validate()
        settings = settings_from(options, {"theme": {"language": "zh"}})
        return Project(folder, None, options, settings, scope_of({}, None))
    path, site = config
    options = plugin_options(site)
    settings = settings_from(options, site, str(path))
    return Project(folder, path, options, settings, scope_of(site, str(path)))
