"""Take pictures of the bundled handbook, built for a fixed day: the README's three, or with --all OUTDIR a review set.

The browser is the one that scripts/browser.sh found; nothing is fetched from another host.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
NOW = datetime.fromisoformat("2026-12-08T10:40:00+08:00")
"""A Tuesday: lunch is near, and the evening has a class."""
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Shot(NamedTuple):
    """A page, where to scroll before the picture is taken, and whether the whole page is taken."""

    name: str
    path: str
    anchor: str = ""
    whole: bool = False


README = ((Shot("home", ""), LAPTOP), (Shot("month", "industries/dining/calendar/2026-12/"), LAPTOP))
README_PHONE = Shot("playbook-phone", "industries/dining/lunch/")
REVIEW = (
    Shot("home", "", whole=True),
    Shot("industries", "industries/", whole=True),
    Shot("industry", "industries/education/", whole=True),
    Shot("month", "industries/dining/calendar/2026-12/", whole=True),
    Shot("playbook", "industries/dining/lunch/", whole=True),
    Shot("rules", "rules/", whole=True),
    Shot("rule", "rules/group-rules/", whole=True),
    Shot("handbook", "handbook/rhythm/"),
)


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def built_site() -> Iterator[str]:
    """Build the handbook for NOW into a temporary folder and serve it; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def browser_path() -> str:
    """Return the browser that scripts/browser.sh recorded."""
    return os.environ.get("CHROMIUM") or (ROOT / ".venv/browser-path").read_text(encoding="utf-8").strip()


@contextmanager
def new_page(browser: Browser, viewport: dict[str, int], scheme: str, scale: float) -> Iterator[Page]:
    """Open a page whose clock stands at NOW."""
    context = browser.new_context(
        viewport=viewport,
        color_scheme=scheme,
        device_scale_factor=scale,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    yield page
    context.close()


def take(page: Page, address: str, shot: Shot, to: Path) -> None:
    """Take one picture."""
    page.goto(f"{address}{shot.path}{shot.anchor}", wait_until="networkidle")
    page.screenshot(path=to, full_page=shot.whole, animations="disabled")
    print(f"{to} ({to.stat().st_size // 1000} kB)")


def readme_pictures(browser: Browser, address: str) -> None:
    """Take the README's pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for shot, viewport in (*README, (README_PHONE, PHONE)):
        scale = 1.5 if viewport is PHONE else 1
        with new_page(browser, viewport, "light", scale) as page:
            take(page, address, shot, PICTURES / f"{shot.name}.png")


def review_pictures(browser: Browser, address: str, folder: Path, only: list[str]) -> None:
    """Take every page of the review set on a phone and a laptop, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for device, viewport in (("phone", PHONE), ("laptop", LAPTOP)):
        for scheme in ("light", "dark"):
            with new_page(browser, viewport, scheme, 1) as page:
                for shot in REVIEW:
                    if not only or shot.name in only:
                        take(page, address, shot, folder / f"{shot.name}-{device}-{scheme}.png")


def main() -> None:
    """Read the options, build, serve, take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="OUTDIR", help="the review set, into OUTDIR")
    parser.add_argument("pages", nargs="*", help="with --all: only these pages")
    options = parser.parse_args()
    with built_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        if options.all:
            review_pictures(browser, address, options.all, options.pages)
        else:
            readme_pictures(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
