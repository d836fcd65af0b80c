"""A handbook that is served, a browser, and pages that must stay clean: no error, no request to another host."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
served = import_module("served")

DENSE = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/playbooks
plugins:
  - search
  - sopbook:
      day_limit: 1
"""
"""Every day with two posts or more counts as overfull."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the bundled handbook."""
    with served.built_site() as address:
        yield address


@pytest.fixture(scope="session")
def dense_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the same handbook with overfull days."""
    config = tmp_path_factory.mktemp("dense") / "mkdocs.yml"
    config.write_text(DENSE.format(root=ROOT), encoding="utf-8")
    with served.built_site(config) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that scripts/browser.sh found; none is a failure."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=served.browser_path(), args=served.FLAGS)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages whose clock stands at `served.NOW`; options are those of a browser context."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(**options: Any) -> Page:
        given = {"viewport": served.LAPTOP, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", **options}
        context = browser.new_context(
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
            service_workers="block",  # tests that want one say so: requests that it answers pass the test's eyes by
            **given,
        )
        contexts.append(context)
        context.on("request", lambda request: faults.extend(_foreign(request.url)))
        context.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.clock.set_fixed_time(served.NOW)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _foreign(url: str) -> list[str]:
    parts = urlsplit(url)
    local = parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"
    return [] if local else [f"request to {url}"]


@pytest.fixture(params=["phone", "laptop"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    """A phone's screen, then a laptop's."""
    return served.PHONE if request.param == "phone" else served.LAPTOP
