"""`sopbook render`: the generated Markdown, feeds and data as files, for any other site generator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import yaml

from sopbook import files
from sopbook.cli.common import (
    expected_failures,
    lang_option,
    language,
    playbooks_option,
    project,
    today_option,
)
from sopbook.handbook import Handbook
from sopbook.pipeline import Site, equip, publish
from sopbook.render.parts import File, Part


@click.command()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to."
)
@lang_option
@playbooks_option
@today_option
@expected_failures
def render(out: Path, lang: str | None, folder: Path, today: date | None) -> None:
    """Write every page as Markdown with what we add to it, and the feeds, texts and data beside them."""
    work = project(folder)
    handbook = work.read_sound(today, language(lang))
    site = publish(equip(handbook, *work.templates()))
    out.mkdir(parents=True, exist_ok=True)
    files.write_all(out, [*_pages(handbook, site), *site.files()])
    click.echo(f"{out}")


def _pages(handbook: Handbook, site: Site) -> Iterator[File]:
    playbooks = {playbook.path: playbook for playbook in handbook.playbooks.values()}
    for path, page in handbook.pages.items():
        part = site.parts.get(path)
        yield File(path, _markdown(_head(page.matter), page.source.body, part))
    for path, playbook in playbooks.items():
        yield File(path, _markdown(_head(playbook.front), playbook.source.body, site.parts[path]))
    for path, part in site.parts.items():
        if part.title is not None:
            yield File(path, _markdown({"title": part.title}, "", part))


def _head(matter: object) -> dict[str, object]:
    found = {name: getattr(matter, name) for name in ("title", "description", "tags")}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value
    }


def _markdown(head: dict[str, object], body: str, part: Part | None) -> str:
    """Return a page: front matter, our lead, the author's text and our part; our HTML stands in blocks of its own."""
    front = f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n" if head else ""
    lead, html = (part.lead(), part.html()) if part is not None else ("", "")
    return f"{front}\n{_block(lead)}{body.strip()}\n\n{_block(html)}"


def _block(html: str) -> str:
    """A blank line would end a block of HTML for CommonMark."""
    lines = [line for line in html.splitlines() if line.strip()]
    return "<div>\n" + "\n".join(lines) + "\n</div>\n\n" if lines else ""
