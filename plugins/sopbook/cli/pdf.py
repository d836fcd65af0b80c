"""`sopbook pdf`: the handbook of an industry as one PDF."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from sopbook import files, printing
from sopbook.cli.build import load_site
from sopbook.cli.common import expected_failures, mkdocs_log, playbooks_option, terminal, today_option
from sopbook.errors import SopbookError
from sopbook.render.month import Calendar
from sopbook.render.pdf import Book, book, pages_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


@click.command()
@click.option("--industry", "names", multiple=True, help="Only this industry (folder or title); repeatable.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("pdf"),
    show_default=True,
    help="Folder to write to, or for one industry a file that ends in .pdf.",
)
@playbooks_option
@today_option
@expected_failures
def pdf(names: tuple[str, ...], out: Path, folder: Path, today: date | None) -> None:
    """Print each industry's handbook: contents, page numbers, and text that can be searched and copied."""
    printing.require()
    config = load_site(folder, today)
    with mkdocs_log(logging.ERROR):
        pages = _read(config)
        plugin: Any = config.plugins["sopbook"]
        for calendar, target in _targets(_chosen(plugin.site.calendars, names), out):
            contents = _rendered(pages_of(calendar.industry), pages, config)
            plugin.report_pages(config)
            _print(book(calendar, contents), calendar.industry.title, Path(config.docs_dir), target)
        config.plugins.on_shutdown()


def _read(config: MkDocsConfig) -> Files:
    """Do what a build does up to its pages: the handbook is read, and MkDocs knows every file, page and link."""
    from mkdocs.structure.files import get_files, set_exclusions
    from mkdocs.structure.nav import get_navigation

    plugins = config.plugins
    plugins.on_startup(command="serve", dirty=False)  # no site comes of it
    config = plugins.on_config(config)
    plugins.on_pre_build(config=config)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    files = plugins.on_files(files, config=config)
    set_exclusions(files, config)
    plugins.on_nav(get_navigation(files, config), config=config, files=files)
    return files


def _rendered(paths: Iterable[str], files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Return the authors' texts of some pages as a build makes them HTML, by path."""
    from mkdocs.structure.pages import Page

    found = [file for path in paths if (file := files.get_file_from_path(path)) is not None]
    return {file.src_uri: _content(file.page or Page(None, file, config), files, config) for file in found}


def _content(page: Page, files: Files, config: MkDocsConfig) -> str:
    plugins = config.plugins
    page = plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    return plugins.on_page_content(page.content or "", page=page, config=config, files=files)


def _chosen(calendars: Sequence[Calendar], names: Sequence[str]) -> list[Calendar]:
    """Return the industries that are called so, by folder or title; without names those that have playbooks."""
    if not names:
        return [one for one in calendars if one.industry.playbooks]
    for name in names:
        if not any(name in (one.industry.id, one.industry.title) for one in calendars):
            known = "、".join(f"{one.industry.id}（{one.industry.title}）" for one in calendars)
            raise SopbookError(f"没有「{name}」这个行业 / no such industry：{known}")
    return [one for one in calendars if one.industry.id in names or one.industry.title in names]


def _targets(chosen: list[Calendar], out: Path) -> list[tuple[Calendar, Path]]:
    if out.suffix.lower() != ".pdf":
        return [(calendar, out / f"{calendar.industry.id}.pdf") for calendar in chosen]
    if len(chosen) != 1:
        raise SopbookError(
            f"{out}: 一个文件放一个行业，用 --industry 选一个，或者把 --out 写成文件夹"
            " / one file holds one industry: choose it with --industry, or give --out a folder"
        )
    return [(chosen[0], out)]


def _print(made: Book, title: str, docs: Path, target: Path) -> None:
    """Write a book to `target`, whole or not at all, and say so."""
    began = perf_counter()
    console = terminal()
    with console.status(f"{title} …") if console else nullcontext():
        content, missing = printing.printed(made, docs)
        target.parent.mkdir(parents=True, exist_ok=True)
        files.write_text(target, content)
    for text in missing:
        click.echo(f"{target}: {text.zh} / {text.en}", err=True)
    took = perf_counter() - began
    click.echo(f"{target}：{len(content) / 1e6:.1f} MB，用时 {took:.1f} 秒 / printed", err=True)
