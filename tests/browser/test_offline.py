"""Without a network: what was opened once is there; a new build takes over; a site from a folder; browsers inside apps."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from waiting import wait_until

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts"))
served = import_module("served")

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
PLAYBOOK = "industries/dining/lunch/"
TODAY = "today/?playbook=dining-lunch"
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname);
  }
  return found;
}"""
CONTROLLED = (
    "async () => { await navigator.serviceWorker.ready; return !!navigator.serviceWorker.controller; }"
)


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader whose browser takes service workers, and whose network can fail without that being a fault."""
    context = browser.new_context(
        viewport=served.PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


def visit(context: BrowserContext, address: str) -> Page:
    """Open a page for the first time and wait until its browser keeps it with all that it loaded."""
    page = context.new_page()
    page.clock.set_fixed_time(served.NOW)
    page.goto(address, wait_until="networkidle")
    wait_until(page, CONTROLLED)
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)"
    )
    wanted = {path for path in loaded if not path.endswith("/sw.js")} | {page.evaluate("location.pathname")}
    wait_until(
        page,
        f"async wanted => {{ const found = Object.values(await ({KEPT})()).flat();"
        " return wanted.every(path => found.includes(path)); }",
        sorted(wanted),
    )
    return page


def test_a_page_opened_once_is_there_without_a_network(site: str, reader: BrowserContext) -> None:
    page = visit(reader, site + PLAYBOOK)
    reader.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("午市福利群")
    assert page.evaluate("getComputedStyle(document.querySelector('.sop-kind')).color") != "rgb(0, 0, 0)"
    page.get_by_role("button", name="复制群规").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()


def test_today_works_for_any_published_day_without_a_network(site: str, reader: BrowserContext) -> None:
    page = visit(reader, site + TODAY)
    reader.set_offline(True)
    for query in ("", "?playbook=dining-lunch&date=2027-03-03"):
        page.goto(f"{site}today/{query}")
        expect(page.get_by_text("今日菜单图文").first).to_be_visible()


def test_a_page_that_is_not_there_says_so_and_shows_what_is(site: str, reader: BrowserContext) -> None:
    visit(reader, site + PLAYBOOK)
    page = visit(reader, site + TODAY)
    reader.set_offline(True)
    page.goto(site + "handbook/rhythm/")
    expect(page.get_by_role("heading", name="现在没有网络")).to_be_visible()
    kept = page.get_by_role("listitem").all_inner_texts()
    assert kept[0] == "今天" and "午市福利群" in kept
    page.get_by_role("link", name="午市福利群").click()
    expect(page).to_have_url(site + PLAYBOOK)
    page.goto(site + "handbook/rhythm/")
    reader.set_offline(False)  # the page waits for it
    expect(page.get_by_role("heading", level=1)).to_contain_text("节奏")


def test_feeds_sheets_and_failures_are_never_kept(site: str, reader: BrowserContext) -> None:
    page = visit(reader, site + PLAYBOOK)
    for path in (
        "feeds/all.ics",
        "feeds/",
        "sheets/dining.xlsx",
        "sheets/dining.csv",
        "no/such/page/",
    ):
        page.evaluate("address => fetch(address).then(answer => answer.text())", site + path)
    page.evaluate("address => fetch(address, {method: 'POST'})", site + "handbook/")
    page.evaluate("address => fetch(address).then(answer => answer.text())", site + "handbook/")
    wait_until(page, f"async () => Object.values(await ({KEPT})()).flat().includes('/handbook/')")
    kept = [path for paths in page.evaluate(KEPT).values() for path in paths]
    assert [path for path in kept if re.search(r"/(feeds|sheets|no)/|sw\.js$", path)] == []


class Slow(served.Quiet):  # type: ignore[misc, name-defined]  # the module is loaded by its name
    """A server that takes its time when it is told to."""

    pause = 0.0

    def do_GET(self) -> None:  # noqa: N802 - the base class names it so
        """Answer after a while."""
        sleep(self.pause)
        super().do_GET()


class Shelf(NamedTuple):
    """A folder that is served below `/shelf/`, and builds that take each other's place there."""

    root: Path
    address: str

    def build(self, name: str, **options: Any) -> None:
        """Build a handbook of one playbook called `name`."""
        book = self.root / "book"
        page = book / "playbooks/industries/a/x.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(BOOK.format(name=name), "utf-8")
        said = "".join(f", {key}: {value}" for key, value in options.items())
        (book / "mkdocs.yml").write_text(CONFIG.format(options=said), "utf-8")
        command = [sys.executable, "-m", "sopbook", "build"]
        quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        subprocess.run(command, cwd=book, env=quiet, check=True, capture_output=True)


BOOK = """\
---
title: {name}
group: traffic
roles: {{host: 店长}}
schedule:
  - {{id: menu, when: 每天 11:00, post: 菜单, kind: activity, by: host}}
---
"""
CONFIG = """\
site_name: 手册
docs_dir: playbooks
site_dir: ../served/shelf
theme: {{name: material, language: zh, font: false}}
plugins: [search, sopbook: {{today: 2026-12-07{options}}}]
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """Return a place for builds in a sub-folder of a server."""
    (tmp_path / "served").mkdir()
    handler = partial(Slow, directory=tmp_path / "served")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Shelf(tmp_path, f"http://127.0.0.1:{server.server_port}/shelf/")
    server.shutdown()
    server.server_close()


def test_a_new_build_is_shown_and_keeps_what_was_kept(shelf: Shelf, reader: BrowserContext) -> None:
    shelf.build("旧名字")
    page = visit(reader, shelf.address + "industries/a/x/")
    visit(reader, shelf.address + "rules/").close()
    [before] = page.evaluate(KEPT)
    assert before.startswith(f"sopbook:{shelf.address}:")
    page.evaluate("caches.open('another handbook on this host')")
    shelf.build("新名字")
    page.goto(shelf.address + "industries/a/x/")
    expect(page.get_by_role("heading", level=1)).to_have_text("新名字")
    wait_until(page, "async name => !(await caches.keys()).includes(name)", before)
    assert len(page.evaluate(KEPT)) == 2
    reader.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("新名字")
    page.goto(shelf.address + "rules/")
    expect(page.get_by_role("heading", level=1)).to_have_text("群规模板")


def test_a_slow_network_is_not_waited_for(
    shelf: Shelf, reader: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.build("群")
    page = visit(reader, shelf.address + "industries/a/x/")
    monkeypatch.setattr(Slow, "pause", 20.0)
    page.goto(shelf.address + "industries/a/x/?from=chat", wait_until="domcontentloaded")
    expect(page.get_by_role("heading", level=1)).to_have_text("群")


def test_what_is_kept_is_bounded_and_the_newest_stays(shelf: Shelf, reader: BrowserContext) -> None:
    shelf.build("群")
    page = visit(reader, shelf.address + "industries/a/x/")
    page.evaluate(
        """async () => {
          const cache = await caches.open((await caches.keys())[0]);
          for (let n = 0; n < 70; n += 1) await cache.put(`/shelf/old/${n}/`, new Response(""));
        }"""
    )
    page.goto(shelf.address + "rules/")
    pages = "async () => Object.values(await (" + KEPT + ")())[0].filter(path => path.endsWith('/'))"
    wait_until(page, f"async () => (await ({pages})()).length === 60")
    assert page.evaluate(pages)[-1] == "/shelf/rules/"
    assert "/shelf/assets/sopbook/sopbook.css" in page.evaluate(KEPT).popitem()[1]


def test_the_kill_switch_takes_worker_and_pages_away(shelf: Shelf, reader: BrowserContext) -> None:
    shelf.build("群")
    page = visit(reader, shelf.address + "industries/a/x/")
    page.evaluate("caches.open('another handbook on this host')")
    shelf.build("群", offline="false")
    page.goto(shelf.address + "rules/")
    wait_until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    assert list(page.evaluate(KEPT)) == ["another handbook on this host"]
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("群规模板")
    assert page.evaluate("navigator.serviceWorker.controller") is None


# ---------------------------------------------------------------------------------------------------------------------
# a site that is opened from a folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the bundled handbook as it is opened from a folder, its days overfull from two posts on."""
    root = tmp_path_factory.mktemp("folder")
    shutil.copytree(served.ROOT / "playbooks", root / "playbooks")
    text = (served.ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        text.replace("  - sopbook:\n", "  - sopbook:\n      day_limit: 1\n"), "utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "sopbook",
        "build",
        "--offline",
        "--today",
        served.NOW.date().isoformat(),
    ]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=root, env=quiet, check=True, capture_output=True)
    return f"{(root / 'site').as_uri()}/"


@pytest.fixture
def open_file(browser: Browser) -> Iterator[Page]:
    """A page that may load files and nothing else, without a single failure."""
    context = browser.new_context(viewport=served.PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
    faults: list[str] = []
    context.on(
        "request",
        lambda sent: None if sent.url.startswith(("file:", "data:", "blob:")) else faults.append(sent.url),
    )
    context.on("requestfailed", lambda failed: faults.append(f"{failed.url}: {failed.failure}"))
    context.on(
        "console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None
    )
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.clock.set_fixed_time(served.NOW)
    yield page
    context.close()
    assert faults == []


def test_a_walk_through_a_folder(folder: str, open_file: Page) -> None:
    page = open_file
    page.goto(f"{folder}index.html")
    page.get_by_role("article").get_by_role("link", name="餐饮", exact=True).click()
    expect(page).to_have_url(f"{folder}industries/dining/index.html")
    page.get_by_role("link", name="2026年12月", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2026年12月")
    page.locator('[data-date="2026-12-08"]').get_by_role("button", name="看这").click()
    page.get_by_role("dialog").get_by_role(
        "link", name="今日菜单图文"
    ).click()  # the month's data hands itself over
    expect(page).to_have_url(f"{folder}industries/dining/lunch.html#slot-menu")
    page.get_by_role("button", name="复制群规").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    for path in (
        "industries/index.html",
        "rules/index.html",
        "rules/group-rules.html",
        "handbook/index.html",
        "contribute/index.html",
    ):
        page.goto(folder + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_today_from_a_folder(folder: str, open_file: Page) -> None:
    open_file.goto(f"{folder}today.html?playbook=dining-lunch&date=2027-03-03")
    expect(open_file.get_by_text("今日菜单图文").first).to_be_visible()


def test_a_groups_life_from_a_folder(folder: str, open_file: Page) -> None:
    open_file.goto(f"{folder}industries/dining/launch.html")
    open_file.get_by_label("建群日期").fill("2026-12-07")
    with open_file.expect_download() as download:
        open_file.get_by_role("button", name="下载日历").click()
    assert "BEGIN:VEVENT" in download.value.path().read_text("utf-8")


def test_the_search_from_a_folder(folder: str, open_file: Page) -> None:
    open_file.goto(f"{folder}industries/dining/lunch.html")
    open_file.locator("label.md-header__button[for=__search]").click()
    open_file.get_by_role("textbox", name="搜索").fill("群规怎么写")
    found = open_file.locator(".md-search-result__item a").first
    expect(found).to_be_visible()
    found.click()
    expect(open_file).to_have_url(re.compile(r"^file:.*\.html"))
    expect(open_file.get_by_role("heading", level=1)).to_contain_text("群规")
