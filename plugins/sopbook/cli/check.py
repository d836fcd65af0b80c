"""`sopbook check`: every finding."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from sopbook import reading
from sopbook.cli.common import (
    Project,
    expected_failures,
    lang_option,
    language,
    playbooks_option,
    project,
    terminal,
    today_option,
)
from sopbook.findings import Finding, Lang, Severity
from sopbook.render import report
from sopbook.render.check_pages import place_of
from sopbook.render.links import page_url

_FORMATS = ("text", "json", "github", "sarif")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How it is written.",
)
@click.option("--strict", is_flag=True, help="Warnings fail as well.")
@lang_option
@playbooks_option
@today_option
@expected_failures
def check(
    paths: tuple[Path, ...], form: str, strict: bool, lang: str | None, folder: Path, today: date | None
) -> None:
    """Report every finding of the handbook, or of the given PATHS in it.

    Exit code 0 without errors, 1 with errors (with --strict: or warnings), 2 for wrong usage.
    """
    folder = _folder_of(paths, folder)
    work = project(folder)
    chosen = _chosen(work.check(today), paths, folder)
    _write(chosen, form, language(lang), work)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in failing for finding in chosen):
        sys.exit(1)


def _write(found: list[Finding], form: str, lang: Lang, work: Project) -> None:
    folder = work.folder.as_posix()
    if form == "json":
        click.echo(report.as_json(found, lang, folder), nl=False)
    elif form == "github":
        click.echo(report.github(found, lang, folder), nl=False)
    elif form == "sarif":
        click.echo(report.as_sarif(found, lang, folder, _pages(work)), nl=False)
    elif console := terminal():
        from sopbook.cli.findings import show_findings  # only a terminal waits for rich

        show_findings(found, lang, folder, _texts(found, work.folder), console)
    else:
        click.echo(report.text(found, lang, folder, _texts(found, work.folder)), nl=False)


def _texts(found: Iterable[Finding], folder: Path) -> dict[str, str]:
    """Return the files that findings are about, by path; those that cannot be read have no excerpt."""
    read = ((path, reading.read_text(folder / path, path)) for path in {one.place.path for one in found})
    return {path: text for path, text in read if isinstance(text, str)}


def _pages(work: Project) -> Callable[[str], str] | None:
    """Return what tells the address of a code's documentation, or None where nobody knows the handbook's."""
    site = work.settings
    if not site.site_url:
        return None

    def address(code: str) -> str:
        path, anchor = place_of(code)
        return f"{site.site_url}{page_url(path, site.directory_urls)}#{anchor}"

    return address


def _folder_of(paths: Sequence[Path], folder: Path) -> Path:
    """A single folder that is no part of the handbook, nor holds it, is the handbook itself."""
    if len(paths) == 1 and paths[0].is_dir() and not _touch(paths[0], folder):
        return paths[0]
    return folder


def _touch(path: Path, folder: Path) -> bool:
    here, there = _resolved(path), _resolved(folder)
    return here.is_relative_to(there) or there.is_relative_to(here)


def _resolved(path: Path) -> Path:
    """Return where `path` stands; a link is itself, for that is what is found about it."""
    return path.parent.resolve() / path.name if path.is_symlink() else path.resolve()


def _chosen(findings: list[Finding], paths: Sequence[Path], folder: Path) -> list[Finding]:
    """Return the findings in the given files and folders; all when none are given."""
    if not paths:
        return findings
    for path in paths:
        if not _touch(path, folder):
            raise click.UsageError(f"{path}：不在 {folder} 里 / is not in {folder}")
    roots = [_resolved(path) for path in paths]
    base = _resolved(folder)
    return [f for f in findings if any((base / f.place.path).is_relative_to(root) for root in roots)]
