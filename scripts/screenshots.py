"""Take pictures of the bundled handbook, built for a fixed day: the README's three, or with --all OUTDIR a review set.

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


class Shot(NamedTuple):
    """A page, where to scroll before the picture is taken, and whether the whole page is taken."""

    name: str
    path: str
    anchor: str = ""
    whole: bool = False


README = (
    (Shot("home", ""), LAPTOP),
    (Shot("month", "industries/mother-baby/calendar/2026-12/", whole=True), LAPTOP),
)
README_PHONE = Shot("playbook-phone", "industries/dining/lunch/")
REVIEW = (
    Shot("home", "", whole=True),
    Shot("industries", "industries/", whole=True),
    Shot("industry", "industries/education/", whole=True),
    Shot("month", "industries/dining/calendar/2026-12/", whole=True),
    Shot("playbook", "industries/dining/lunch/", whole=True),
    Shot("life", "industries/dining/launch/?start=2026-12-07"),
    Shot("journey", "industries/mother-baby/journey/"),
    Shot("rules", "rules/", whole=True),
    Shot("rule", "rules/group-rules/", whole=True),
    Shot("handbook", "handbook/rhythm/"),
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
