"""Compare the two ways in which the search's index is loaded: the bundled handbook, with generated playbooks mixed into it.

A real browser asks the forty questions of `tests/search/queries.yml`. Each first loads the home page, then types into the
search box with nothing kept from before; what that loads is counted, compressed as a host would. A question counts as
answered when a page that answers it is among the first three results.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import yaml
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

import playbooks
from build import TODAY

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
served = import_module("served")

QUESTIONS = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text("utf-8"))
LIMIT, NEEDED = 250_000, 38
CONFIGURATION = """\
INHERIT: {root}/mkdocs.yml
docs_dir: playbooks
plugins:
  - search
  - sopbook: {{search: {way}}}
"""
FIRST = "items => items.slice(0, 3).map(item => item.querySelector('a').href)"
SEARCHED = """() => document.querySelector('.md-search-result__item')
  || document.querySelector('.md-search-result__meta').textContent.includes('没有找到')"""


class Measured(NamedTuple):
    """What one way came to: seconds of the build, bytes that each question loaded, and the questions it answered."""

    seconds: float
    loaded: list[int]
    missed: list[str]


def write(folder: Path, count: int) -> None:
    """Write the bundled handbook into `folder`, and `count` generated playbooks among it."""
    shutil.copytree(ROOT / "playbooks", folder)
    generated = folder.parent / "generated"
    playbooks.write(generated, count)
    for path in generated.rglob("*.md"):
        target = folder / path.relative_to(generated)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            path.rename(target)
    shutil.rmtree(generated)


@contextmanager
def built(project: Path, way: str) -> Iterator[tuple[str, Path, float]]:
    """Build the project with its index loaded this `way`, and serve it; yield its address, its folder and the seconds."""
    (project / "mkdocs.yml").write_text(CONFIGURATION.format(root=ROOT, way=way), encoding="utf-8")
    site = project / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(site)]
    fixed = {"SOURCE_DATE_EPOCH": str(TODAY), "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    subprocess.run(command, cwd=project, env={**os.environ, **fixed}, check=True)
    seconds = time.perf_counter() - start
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(served.Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", site, seconds
    finally:
        server.shutdown()
        server.server_close()


def asked(browser: Browser, address: str, question: str) -> tuple[list[str], list[str]]:
    """Type a question on a page that was never opened before; return the first three pages, and what was loaded for it."""
    context = browser.new_context(viewport=served.PHONE, locale="zh-CN", service_workers="block")
    page: Page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    loaded: list[str] = []
    page.on(
        "requestfinished", lambda request: loaded.append(request.url.removeprefix(address).partition("?")[0])
    )
    page.locator("label.md-header__button[for=__search]").click()
    page.get_by_role("textbox", name="搜索").press_sequentially(question)
    page.wait_for_function(SEARCHED, timeout=180_000)
    page.wait_for_load_state("networkidle")
    found = page.locator(".md-search-result__item").evaluate_all(FIRST)
    context.close()
    return [link.removeprefix(address).partition("#")[0].partition("?")[0] for link in found], loaded


def measured(project: Path, way: str, browser: Browser, console: Console) -> Measured:
    """Build, ask every question, and count."""
    loaded: list[int] = []
    missed: list[str] = []
    with built(project, way) as (address, site, seconds):
        for question, wanted in QUESTIONS.items():
            found, urls = asked(browser, address, question)
            loaded.append(sum(len(gzip.compress((site / url).read_bytes(), 6)) for url in urls))
            if not set(found) & set(wanted):
                missed.append(question)
                console.print(f"  {way}: {question} → {', '.join(found)}")
    return Measured(seconds, loaded, missed)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--playbooks", type=int, default=5000, metavar="N", help="how many (default 5000)")
    parser.add_argument("--ways", nargs="+", default=["whole", "parts"], choices=["whole", "parts"])
    options = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    table = Table(title=f"The bundled handbook with {options.playbooks:,} generated playbooks")
    for heading in ("index", "build s", "answered", "first question, median kB", "most kB", "met"):
        table.add_column(heading, justify="left" if heading == "index" else "right")
    with tempfile.TemporaryDirectory(prefix="sopbook-bench-") as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=served.browser_path(), args=served.FLAGS)
        write(Path(name) / "playbooks", options.playbooks)
        for way in options.ways:
            result = measured(Path(name), way, browser, console)
            answered, most = len(QUESTIONS) - len(result.missed), max(result.loaded)
            met = "yes" if most <= LIMIT and answered >= NEEDED else "no"
            median = f"{statistics.median(result.loaded) / 1e3:.0f}"
            table.add_row(
                way,
                f"{result.seconds:.1f}",
                f"{answered} of {len(QUESTIONS)}",
                median,
                f"{most / 1e3:.0f}",
                met,
            )
        browser.close()
    console.print(table)


if __name__ == "__main__":
    main()
