"""The worker and the manifest that a build writes, and a site that is opened from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.site

CONFIG = """\
site_name: 手册
site_url: https://example.org/sop/
docs_dir: playbooks
theme: {{name: material, language: {lang}, font: false, features: [navigation.instant, navigation.tabs]}}
plugins: [{plugins}search, sopbook: {{today: 2026-12-07{options}}}]
"""
LINKS = """\
# 首页

[午市](industries/dining/lunch/?from=home#schedule) [网址](https://example.org/sop/rules/) [别处](https://example.com/x/)
<a href="today/">今天</a>
"""
Build = Callable[..., Any]
Draw = Callable[..., Path]
Write = Callable[..., str]


@pytest.fixture
def project(draw: Draw, write: Write) -> Callable[..., Path]:
    """Return a function that draws a small handbook."""

    def drawn(lang: str = "zh", plugins: str = "", **options: str) -> Path:
        said = "".join(f", {key}: {value}" for key, value in options.items())
        files = {
            "index.md": LINKS,
            "industries/dining/lunch.md": write("每天 11:00 | 菜单", body="[行业](../)\n"),
            "industries/dining/launch.md": write("建群第1天 10:00"),
        }
        return draw(files, CONFIG.format(lang=lang, plugins=plugins, options=said))

    return drawn


def test_equal_input_makes_an_equal_worker_and_a_change_another_version(
    project: Callable[..., Path], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = build(root).text("sw.js")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # the sitemap says another day
    assert build(root).text("sw.js") == first
    page = root / "playbooks/index.md"
    page.write_text(page.read_text("utf-8") + "更多。\n", "utf-8")
    after = build(root).text("sw.js")
    version = re.compile(r'const VERSION = "[0-9a-f]{16}";')
    assert after != first and version.sub("", after) == version.sub("", first)


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_manifest_names_what_is_there(
    lang: str, tag: str, project: Callable[..., Path], build: Build
) -> None:
    site = build(project(lang))
    about = json.loads(site.text("manifest.webmanifest"))
    assert about["name"] == "手册" and about["lang"] == tag and about["display"] == "standalone"
    assert (site.folder / about["start_url"] / "index.html").is_file()
    purposes = {(icon["sizes"], icon["purpose"]) for icon in about["icons"]}
    assert purposes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in about["icons"]:
        width = int(icon["sizes"].partition("x")[0])
        content = (site.folder / icon["src"]).read_bytes()
        assert content[16:24] == width.to_bytes(4, "big") * 2 and len(content) < 5_000
    page = site.text("industries/dining/lunch/")
    assert '<link rel="manifest" href="../../../manifest.webmanifest">' in page
    assert (site.folder / "assets/images/icon-apple.png").is_file() and "icon-apple.png" in page
    assert (
        len(
            re.findall(
                r'<meta name="theme-color"[^>]* media="\(prefers-color-scheme: (?:light|dark)\)">', page
            )
        )
        == 2
    )
    assert 'src="../../../assets/sopbook/offline.js?v=' in page


@pytest.mark.parametrize("how", ["option", "preview"])
def test_switched_off_and_in_a_preview_the_worker_takes_itself_away(
    how: str, project: Callable[..., Path], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "preview":
        monkeypatch.setattr("mkdocs.plugins.PluginCollection.on_startup", _as_preview)
    site = build(project(offline="false") if how == "option" else project())
    assert "registration.unregister()" in site.text("sw.js") and "fetch" not in site.text("sw.js")
    assert "offline.js" not in site.text("industries/dining/lunch/")


def _as_preview(self: Any, *, command: str, dirty: bool) -> None:
    self.run_event("startup", command="serve", dirty=dirty)


def test_an_assets_address_changes_with_its_content_only(project: Callable[..., Path], build: Build) -> None:
    root = project()
    named = re.compile(r"assets/sopbook/(\w+\.\w+)\?v=([0-9a-f]{8})\"")
    before = dict(named.findall(build(root).text("industries/dining/lunch/")))
    assert {"sopbook.css", "sopbook.js", "search.js", "offline.js", "playbook.js"} <= set(before)
    own = root / "templates/theme/assets/sopbook/playbook.js"
    own.parent.mkdir(parents=True)
    own.write_text("/* ours */\n", "utf-8")
    after = dict(named.findall(build(root).text("industries/dining/lunch/")))
    assert {name for name in before if before[name] != after[name]} == {"playbook.js"}


# ---------------------------------------------------------------------------------------------------------------------
# a site that is opened from a folder


def links_of(site: Path) -> dict[str, set[str]]:
    """Return every address in the site's pages, with the pages that have it."""
    found: dict[str, set[str]] = {}
    for page in site.rglob("*.html"):
        for url in re.findall(r'<[a-z][^<>]*?\s(?:href|src|data-link)="([^"]*)"', page.read_text("utf-8")):
            found.setdefault(unescape(url), set()).add(page.relative_to(site).as_posix())
    return found


def test_from_a_folder_every_link_leads_to_a_file(
    project: Callable[..., Path], run_build: Callable[..., str], tmp_path: Path
) -> None:
    run_build(project(), "--offline")
    site = tmp_path / "site"
    for url, pages in links_of(site).items():
        parts = urlsplit(url)
        if parts.scheme:
            assert parts.hostname in ("example.com", "squidfunk.github.io"), url
        elif parts.path:
            assert all((site / page).parent.joinpath(unquote(parts.path)).is_file() for page in pages), url
    home = (site / "index.html").read_text("utf-8")
    assert 'href="industries/dining/lunch.html?from=home#schedule"' in home
    assert 'href="rules/index.html">网址' in home and 'href="today.html">今天' in home
    assert '<a href="index.html">行业' in (site / "industries/dining/lunch.html").read_text("utf-8")


def test_from_a_folder_nothing_is_left_that_needs_a_server(
    project: Callable[..., Path], run_build: Callable[..., str], tmp_path: Path
) -> None:
    said = run_build(project(plugins="offline, "), "--offline")
    assert "offline：不需要，没有用它" in said
    site = tmp_path / "site"
    made = {path.relative_to(site).as_posix() for path in site.rglob("*")}
    assert not made & {"sw.js", "manifest.webmanifest", "404.html", "sitemap.xml", "sitemap.xml.gz"}
    text = "\n".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    for absent in (
        "https://example.org",
        "unpkg.com",
        "navigation.instant",
        'rel="manifest"',
        "offline.js",
        "?v=",
    ):
        assert absent not in text, absent
    data = [name for name in made if name.startswith("data/") and name.endswith(".json")]
    assert data and all(f"{name}.js" in made for name in data)


def test_an_ordinary_build_after_it_is_as_before(
    project: Callable[..., Path], run_build: Callable[..., str], tmp_path: Path
) -> None:
    root = project()
    run_build(root)
    before = {path.relative_to(tmp_path) for path in (tmp_path / "site").rglob("*")}
    run_build(root, "--offline")
    run_build(root)
    assert {path.relative_to(tmp_path) for path in (tmp_path / "site").rglob("*")} == before


@pytest.fixture
def run_build(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that runs `sopbook build` in a project and returns what it said."""
    from click.testing import CliRunner

    from sopbook.cli import main

    def built(root: Path, *arguments: str) -> str:
        monkeypatch.chdir(root)
        result = CliRunner().invoke(main, ["build", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    return built
