"""`sopbook build` and `sopbook serve`: MkDocs with the handbook's configuration, the result swapped in when complete."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from sopbook.cli.common import expected_failures, mkdocs_log, playbooks_option, project, today_option
from sopbook.cli.config import find_config
from sopbook.errors import SopbookError

if TYPE_CHECKING:  # MkDocs takes a third of a second to load, and no other command needs it
    from mkdocs.config.defaults import MkDocsConfig


@click.command()
@click.option("--strict", is_flag=True, help="Warnings fail as well.")
@click.option("--offline", is_flag=True, help="A site to be opened from a folder, without a server.")
@playbooks_option
@today_option
@expected_failures
def build(strict: bool, offline: bool, folder: Path, today: date | None) -> None:
    """Build the site into a fresh folder, look at it, and put it in place of the old one when nothing is wrong with it."""
    from mkdocs.commands.build import build as mkdocs_build

    began = perf_counter()
    config = load_site(folder, today, strict=strict)
    if offline:
        _open_from_folder(config)
    with mkdocs_log(logging.WARNING), _ended_by_a_signal():
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    site = Path(config.site_dir).resolve()
    pages = sum(1 for _ in site.rglob("*.html"))
    shown = os.path.relpath(site / "index.html")
    click.echo(f"{shown}：{pages} 页，用时 {perf_counter() - began:.1f} 秒 / {pages} pages", err=True)


@contextmanager
def _ended_by_a_signal() -> Iterator[None]:
    """Have SIGTERM end a build as Ctrl-C does: what it was writing is taken away."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        raise SopbookError(
            "中断了；什么也没有发布，原来的站点没有改动 / stopped: nothing was published"
        ) from None
    finally:
        signal.signal(signal.SIGTERM, before)


@click.command()
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="IP:PORT",
    help="Where browsers reach it.",
)
@playbooks_option
@today_option
@expected_failures
def serve(address: str, folder: Path, today: date | None) -> None:
    """Serve the handbook and build it again whenever a playbook or template changes."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    if today is not None:  # the configuration is read anew at every change; the environment lasts
        noon = datetime.combine(today, time(12), project(folder).settings.zone)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
    with mkdocs_log(logging.INFO):
        mkdocs_serve(config_file=str(_config_of(folder)), dev_addr=address)


def _config_of(folder: Path) -> Path:
    found = find_config(folder)
    if found is None:
        raise SopbookError(f"{folder}: 没有以它为 docs_dir 的 mkdocs.yml / no mkdocs.yml has it as docs_dir")
    return found[0]


def _open_from_folder(config: MkDocsConfig) -> None:
    """Set what a site needs whose files a browser opens by themselves: no address, no folder as a link, nothing fetched."""
    plugin = config.plugins["sopbook"]
    plugin.served_at = config.site_url or ""  # type: ignore[attr-defined]  # ours, of whatever class it was loaded as
    config.site_url, config.use_directory_urls = None, False
    features = config.theme.get("features") or []
    config.theme["features"] = [name for name in features if not name.startswith("navigation.instant")]
    for name in ("offline", "material/offline"):  # it loads a script from another host, and ours does without
        if name in config.plugins:
            config.plugins[name].config["enabled"] = False
            click.echo(f"mkdocs.yml: plugins: {name}：不需要，没有用它 / not needed, left out", err=True)


def load_site(folder: Path, today: date | None, *, strict: bool = False) -> MkDocsConfig:
    """Return the configuration that the folder of playbooks belongs to, checked by MkDocs."""
    from mkdocs.config import load_config

    config = load_config(config_file=str(_config_of(folder)), strict=strict or None)
    plugin = config.plugins.get("sopbook")
    if plugin is None:
        raise SopbookError("mkdocs.yml: plugins 里没有 sopbook / the plugin sopbook is not listed")
    if today is not None:
        plugin.config["today"] = today.isoformat()
    return config
