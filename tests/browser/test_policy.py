"""Under the policy, sent by a real nginx: every kind of page does what it is for, and nothing that an author writes runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nginx
import pytest
import yaml
from hostile.cases import CONFIG, EXTENSIONS, OPTIONS, SOUND, Case, cases
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from waiting import wait_until

from sopbook.checks import unsafe_markup
from sopbook.render.policy import content_policy, with_policy

served = __import__("served")  # conftest.py leads there
pytestmark = pytest.mark.browser

Open = Callable[..., Page]
TODAY = "2026-12-08"
PLAYBOOK = "industries/dining/lunch/"
MONTH = "industries/mother-baby/calendar/2026-12/"
KINDS = (
    "",
    "handbook/",
    "handbook/rhythm/",
    "handbook/glossary/",
    "industries/",
    "industries/dining/",
    PLAYBOOK,
    f"{PLAYBOOK}?h=菜单",
    "industries/dining/launch/?start=2026-12-07",
    "industries/mother-baby/journey/",
    MONTH,
    f"{MONTH}?view=week",
    f"{MONTH}?view=people",
    "rules/",
    "rules/group-rules/",
    "today/",
    "today/?playbook=dining-lunch",
    "onboarding/",
    "onboarding/exercises/",
    "faq/dining/",
    "contribute/when/",
    "contribute/front-matter/",
    "contribute/checks/groups/",
    "contribute/coverage/",
    "404.html",
)
REPORT = 'addEventListener("securitypolicyviolation", e => console.error(`violation: ${e.violatedDirective} ${e.blockedURI}`));'


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the bundled handbook, as nginx serves it with our file."""
    with (
        served.built_folder() as folder,
        nginx.serving(folder, tmp_path_factory.mktemp("nginx")) as address,
    ):
        yield address


@pytest.fixture
def open_watched(open_page: Open) -> Open:
    """Open pages that say what the policy refuses as an error, which `open_page` takes for a fault."""

    def opened(**options: Any) -> Page:
        page = open_page(**options)
        page.add_init_script(REPORT)
        return page

    return opened


# --- every kind of page ---


@pytest.mark.parametrize("path", KINDS)
def test_no_page_asks_for_what_the_policy_refuses(
    path: str, hosted: str, open_watched: Open, viewport: dict[str, int]
) -> None:
    page = open_watched(viewport=viewport)
    answer = page.goto(hosted + path, wait_until="networkidle")
    assert answer is not None
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert page.locator('head > meta[http-equiv="Content-Security-Policy"]').count() == 1
    expect(page.locator("html")).to_have_class(re.compile(r"\bjs\b"))
    page.emulate_media(media="print")
    assert page.locator("script:not([src]):not([type])").count() == 0


def test_the_search_finds(hosted: str, open_watched: Open, viewport: dict[str, int]) -> None:
    page = open_watched(viewport=viewport)
    page.goto(hosted)
    page.get_by_role("button", name="搜话术").click()
    page.get_by_role("textbox", name="搜索").fill("群规模板")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_a_text_is_copied_and_a_tab_chosen(hosted: str, open_watched: Open) -> None:
    page = open_watched()
    page.goto(hosted + PLAYBOOK)
    section = page.locator("section", has=page.get_by_role("heading", name="群规（完整版）"))
    section.get_by_role("button", name="复制群规").click()
    expect(section.get_by_role("button", name="已复制")).to_be_visible()
    assert len(page.evaluate("navigator.clipboard.readText()")) > 50


def test_a_months_days_are_filtered_and_its_week_drawn(hosted: str, open_watched: Open) -> None:
    page = open_watched()
    page.goto(hosted + MONTH)
    posts = page.locator(".sop-post:visible")
    everything = posts.count()
    page.locator("select[name=kind]").select_option("service")
    expect(page).to_have_url(re.compile("kind=service"))
    assert 0 < posts.count() < everything
    page.get_by_role("radio", name="周", exact=True).check(force=True)
    expect(page.locator(".sop-plan")).to_be_visible()
    assert page.locator(".sop-plan *").count() > 20


def test_the_choice_of_dark_stays_from_page_to_page(hosted: str, open_watched: Open) -> None:
    page = open_watched()
    page.goto(hosted)
    page.locator('label[title="切换到深色"]').click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.add_init_script(
        "new MutationObserver((_, me) => { const { body } = document; if (body) { me.disconnect();"
        " new PerformanceObserver(() => { window.shown = body.dataset.mdColorScheme; })"
        ".observe({ type: 'paint', buffered: true }); } }).observe(document, { childList: true, subtree: true });"
    )
    page.goto(hosted + PLAYBOOK)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    wait_until(page, "window.shown")
    assert page.evaluate("window.shown") == "slate"


def test_a_month_has_its_shape_before_it_is_shown(hosted: str, open_watched: Open) -> None:
    page = open_watched(viewport=served.PHONE)
    page.route(re.compile(r"/(calendar|week)\.js"), lambda route: route.fulfill(body=""))
    page.goto(hosted + MONTH)
    assert page.locator(".sop-calendar").get_attribute("data-view") == "list"
    expect(page.locator(".sop-month")).not_to_have_class(re.compile("is-grid"))
    assert page.locator("td.is-past").count() == 7
    assert page.locator("head > script[src*=calendar-first]").count() == 1  # which nothing is shown before


def test_the_worker_keeps_pages_and_says_what_it_has_without_a_network(hosted: str, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    said = _said(context)
    page = context.new_page()
    page.goto(hosted + PLAYBOOK, wait_until="networkidle")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    wait_until(page, "!!navigator.serviceWorker.controller")
    page.reload(wait_until="networkidle")
    page.wait_for_timeout(300)
    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("午市福利群")
    page.goto(hosted + "handbook/rhythm/")
    expect(page.get_by_role("heading", name="现在没有网络")).to_be_visible()
    context.set_offline(False)  # the page waits for it, with a script of the worker's
    expect(page.get_by_role("heading", level=1)).to_contain_text("节奏")
    assert [text for text in said if "Content Security Policy" in text or "violation" in text] == []
    context.close()


def _said(context: BrowserContext) -> list[str]:
    said: list[str] = []
    context.add_init_script(REPORT)
    context.on("console", lambda message: said.append(message.text))
    return said


# --- what the policy is for: a page that something has slipped into ---

HOSTILE = """\
<!doctype html><html><head><title>x</title></head><body>
<script>canary.push("inline")</script>
<script src="data:text/javascript,canary.push('data')"></script>
<img src="nowhere.png" onerror="canary.push('handler')">
<svg onload="canary.push('svg')"></svg>
<iframe srcdoc="<script>top.canary.push('frame')</script>"></iframe>
<a id="link" href="javascript:canary.push('link')">x</a>
<form action="javascript:canary.push('form')"><button id="button">x</button></form>
<div id="eval"></div>
</body></html>
"""


@pytest.mark.parametrize("says", ["server", "page", "nobody"])
def test_the_policy_bites(says: str, browser: Browser, tmp_path: Path) -> None:
    """The same page without a policy runs them all: that each would run is no guess."""
    site = tmp_path / "site"
    site.mkdir()
    html = with_policy(HOSTILE, content_policy()) if says == "page" else HOSTILE
    (site / "index.html").write_text(html, "utf-8")
    with nginx.serving(site, tmp_path, sends_policy=says == "server") as address:
        context = browser.new_context()
        context.add_init_script("if (top === self) window.canary = [];")
        said = _said(context)
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        for clicked in ("#link", "#button"):
            page.locator(clicked).click()
            page.wait_for_timeout(50)
        ran = set(page.evaluate("canary"))
        context.close()
    assert ran == (
        {"inline", "data", "handler", "svg", "frame", "link", "form"} if says == "nobody" else set()
    )
    assert (sum("violation: " in text for text in said) >= 6) == (says != "nobody")


# --- what authors may try: every case of the corpus as a page, its check only a warning ---

OWN = {
    "plain": "<script>window.canary=1</script>",
    "handler": '<img src="x.png" onerror="window.canary=1"> <b onmouseover="window.canary=1">b</b>',
    "svg": "<svg onload='window.canary=1'><animate onbegin='window.canary=1' attributeName='x' dur='1s'/></svg>",
    "link": "[x](javascript:window.canary=1) <a href='java&#10;script:window.canary=1'>y</a> <javascript:window.canary=1>",
    "frame": '<iframe srcdoc="<script>top.canary=1</script>"></iframe>',
    "base": '<base href="https://example.org/"> <meta http-equiv="refresh" content="0;url=https://example.org/">',
    "attributes": "字{ onclick=window.canary=1 }\n\n## 题 { onmouseover=window.canary=1 }",
    "config": '<script id="__config" type="application/json">{"base":"https://example.org"}</script>',
    "style": '<p style="position:fixed;inset:0;z-index:9999;background:url(javascript:window.canary=1)">盖住</p>',
    "math": '<math><mi//xlink:href="data:x,<script>window.canary=1</script>"></math>',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=window.canary=1>"></noscript>',
    "comment": "<!--><img src=x onerror=window.canary=1>--> <!-- --!><img src=x onerror=window.canary=1> -->",
    "details": "<details open ontoggle='window.canary=1'><summary>x</summary>y</details>",
    "form": "<form action='javascript:window.canary=1'><button formaction='javascript:window.canary=1'>x</button></form>",
}
TOUCH = """() => {
  const leave = e => { const a = e.target.closest?.("a[href], area[href]");
    if (!a || !/^(javascript|data|vbscript):/i.test(a.protocol)) e.preventDefault(); };
  addEventListener("click", leave, true);
  for (const element of document.querySelectorAll("article, article *")) {
    for (const type of ["mouseover", "focus", "toggle", "error", "load"]) element.dispatchEvent(new Event(type));
    element.click?.();
  }
}"""


def _published(case: Case) -> bool:
    """Tell whether a handbook can choose to publish the case: what is wrong with it is this check's matter."""
    return case.run == "build" and all(
        finding.startswith(unsafe_markup.CHECK.code) for finding in case.findings
    )


def _pages() -> Mapping[str, str]:
    """Return every page by its path, those of each case in a folder of its own."""
    pages = {f"own/{name}.md": f"# {name}\n\n{text}\n" for name, text in OWN.items()}
    for case in filter(_published, cases("markup")):
        for path, content in case.files.items():
            folder, _, name = path.rpartition("/")
            is_playbook = folder.startswith("industries/") and isinstance(content, str)
            if isinstance(content, str) and path.endswith(".md") and not path.startswith("../"):
                pages[f"industries/{case.name}/{name}" if is_playbook else f"{case.name}/{path}"] = content
    return pages


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site of all of them."""
    root = tmp_path_factory.mktemp("hostile")
    extensions = {
        str(one): one for case in cases("markup") for one in (*EXTENSIONS, *case.extensions)
    }.values()
    options = {**OPTIONS, "checks": {unsafe_markup.CHECK.code: {"severity": "warning"}}}
    config = {**CONFIG, "plugins": ["search", {"sopbook": options}], "markdown_extensions": [*extensions]}
    for path, text in {**SOUND, **_pages(), "../mkdocs.yml": yaml.safe_dump(config)}.items():
        file = root / "playbooks" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    with served.built_folder(root / "mkdocs.yml") as folder:
        yield folder


@pytest.mark.parametrize("sends_policy", [True, False])
def test_nothing_that_an_author_writes_runs(
    sends_policy: bool, hostile: Path, browser: Browser, tmp_path: Path
) -> None:
    harm: list[str] = []
    context = browser.new_context(service_workers="block")
    context.on(
        "dialog", lambda dialog: (harm.append(f"{dialog.page.url}: {dialog.message}"), dialog.dismiss())
    )
    context.on("request", lambda request: harm.extend(_runs(request)))
    with nginx.serving(hostile, tmp_path, sends_policy=sends_policy) as address:
        context.route(lambda url: not url.startswith(address), lambda route: route.abort())
        page = context.new_page()
        # Every page under the policy that it carries itself; where a server sends one as well, some for a sample.
        for name in _of_authors(hostile)[:: 5 if sends_policy else 1]:
            url = address + name.removesuffix("index.html")
            page.goto(url, wait_until="load")
            page.evaluate(TOUCH)
            page.wait_for_timeout(20)
            if page.url.split("#")[0] != url:
                harm.append(f"{url}: led to {page.url}")
            if any(frame.evaluate("'canary' in window") for frame in page.frames):
                harm.append(f"{url}: canary")
            harm += [f"{url}: opened {other.url}" for other in context.pages[1:]]
    context.close()
    assert harm == []


def _of_authors(site: Path) -> list[str]:
    """Return the pages with something of an author's, in order."""
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return [name for name in names if not name.startswith("contribute/")]


def _runs(request: Request) -> list[str]:
    is_foreign = "//127.0.0.1:" not in request.url and not request.url.startswith(("data:", "blob:"))
    return [f"{request.frame.url}: {request.url}"] if is_foreign and request.resource_type != "image" else []
