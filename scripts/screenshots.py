"""Take pictures of the bundled handbook, built for a fixed day: the README's, and the review set in build/screenshots.

The browser is the one that scripts/browser.sh found; nothing is fetched from another host.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright
from served import FLAGS, LAPTOP, NOW, PHONE, ROOT, browser_path, built_site

PICTURES = ROOT / "docs" / "pictures"
REVIEWED = ROOT / "build" / "screenshots"


class Shot(NamedTuple):
    """A page, and whether the whole of it is taken; else the first screen."""

    name: str
    path: str
    whole: bool = False


README = (
    (Shot("home", ""), LAPTOP),
    (Shot("month", "industries/mother-baby/calendar/2026-12/", whole=True), LAPTOP),
    (Shot("playbook-phone", "industries/dining/lunch/"), PHONE),
    (Shot("today-phone", "today/?playbook=dining-lunch"), PHONE),
)
REVIEW = (
    Shot("home", "", whole=True),
    Shot("today", "today/?playbook=dining-lunch", whole=True),
    Shot("industry", "industries/education/", whole=True),
    Shot("month", "industries/dining/calendar/2026-12/", whole=True),
    Shot("playbook", "industries/dining/lunch/", whole=True),
    Shot("rule", "rules/group-rules/", whole=True),
    Shot("chapter", "handbook/rhythm/", whole=True),
    Shot("journey", "industries/mother-baby/journey/", whole=True),
)


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
    page.goto(address + shot.path, wait_until="networkidle")
    page.screenshot(path=to, full_page=shot.whole, animations="disabled")
    print(f"{to} ({to.stat().st_size // 1000} kB)")


def readme_pictures(browser: Browser, address: str) -> None:
    """Take the README's pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for shot, viewport in README:
        scale = 1.5 if viewport is PHONE else 1
        with new_page(browser, viewport, "light", scale) as page:
            take(page, address, shot, PICTURES / f"{shot.name}.png")


def review_pictures(browser: Browser, address: str, folder: Path, only: list[str]) -> None:
    """Take the pages of the review set, or those that are named, on a phone and a laptop, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in REVIEW if not only or shot.name in only]
    for device, viewport in (("phone", PHONE), ("laptop", LAPTOP)):
        for scheme in ("light", "dark"):
            with new_page(browser, viewport, scheme, 1) as page:
                for shot in shots:
                    take(page, address, shot, folder / f"{shot.name}-{device}-{scheme}.png")


def main() -> None:
    """Read the options, build, serve, take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=REVIEWED, help="where the review set goes")
    parser.add_argument(
        "pages", nargs="*", help="only these pages of the review set, and not the README's pictures"
    )
    options = parser.parse_args()
    with built_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        review_pictures(browser, address, options.out, options.pages)
        if not options.pages:
            readme_pictures(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
