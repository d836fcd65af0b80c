"""What a built site holds: every page, nothing hostile, and a way back from everywhere."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from mkdocs.exceptions import Abort

pytestmark = pytest.mark.site


class Links(HTMLParser):
    """Collects what a page links to and the ids it has; a hidden link is the script's to show."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if (given := found.get("id")) is not None:
            self.ids.append(given)
        for name in ("href", "src"):
            if (link := found.get(name)) is not None and "hidden" not in found:
                self.links.append(link)


def parsed(text: str) -> Links:
    page = Links()
    page.feed(text)
    return page


PAGES = {
    "",
    "industries/",
    "industries/dining/",
    "industries/dining/lunch/",
    "industries/dining/hostile/",
    "industries/retail/",
    "industries/retail/store/",
    "industries/dining/calendar/2026-12/",
    "industries/dining/calendar/2027-12/",
    "rules/",
    "rules/welcome/",
    "rules/group-rules/",
    "handbook/",
    "handbook/rules/",
}
FILES = {
    "feeds/all.ics",
    "feeds/dining.ics",
    "feeds/dining/admin.ics",
    "feeds/dining/host.ics",
    "feeds/playbook/dining-lunch.ics",
    "rules/welcome/dining-lunch.txt",
    "data/dining/2026-12.json",
    "data/dining.json",
    "sheets/dining.csv",
    "sheets/dining.xlsx",
    "sheets/playbook/dining-lunch.csv",
    "search/search_index.json",
}


def test_every_page_and_file_is_there(site: Any) -> None:
    tree = set(site.tree())
    assert {f"{page}index.html" for page in PAGES} | FILES <= tree
    assert not [
        name
        for name in tree
        if name.startswith(("industries/dining/calendar/2028", "industries/retail/calendar", "feeds/retail"))
    ]
    assert not [name for name in tree if name.endswith(".md")]


def test_every_link_leads_somewhere(site: Any) -> None:
    """Pages, files and anchors alike; the address of the site itself counts as ours."""
    tree = site.tree()
    pages = {
        name: parsed(text.decode())
        for name, text in tree.items()
        if name.endswith(".html") and name != "404.html"
    }
    lost = []
    for name, page in pages.items():
        base = f"https://example.org/sop/{name.removesuffix('index.html')}"
        for link in page.links:
            target = urljoin(base, link)
            if not target.startswith("https://example.org/sop/"):
                continue
            path, _, anchor = unquote(target.removeprefix("https://example.org/sop/")).partition("#")
            path = path.partition("?")[0]
            found = f"{path}index.html" if path.endswith("/") or not path else path
            if found not in tree or (
                anchor and found in pages and anchor not in (*pages[found].ids, "__skip")
            ):
                lost.append(f"{name}: {link}")
    assert lost == []


def test_no_id_stands_twice_on_a_page(site: Any) -> None:
    for page in sorted(PAGES):
        ids = parsed(site.text(page)).ids
        assert [one for one in set(ids) if ids.count(one) > 1] == [], page


def test_nothing_comes_from_another_host(site: Any) -> None:
    for page in sorted(PAGES):
        for link in parsed(site.text(page)).links:
            outside = link.startswith(("http:", "https:", "//")) and not link.startswith(
                "https://example.org/sop/"
            )
            assert not outside or "squidfunk.github.io" in link, f"{page}: {link}"


def test_a_hostile_title_is_inert_everywhere(site: Any) -> None:
    for name, content in site.tree().items():
        text = content.decode("utf-8", "ignore")
        if name.endswith(".html"):
            assert "<script>alert" not in text, name
            assert re.search(r"<title>[^<]*</title>", text), name
            assert "alert(1)" not in "".join(re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)), (
                name
            )
            for attribute in re.findall(r'(?:content|title|alt|aria-label)="([^"]*alert\(1\)[^"]*)"', text):
                assert "<" not in attribute, f"{name}: {attribute}"
    shown = site.text("industries/dining/hostile/")
    assert "&lt;/title&gt;&lt;script&gt;alert(1)" in shown
    assert "&amp;lt;" not in shown, "escaped twice"


def test_a_hostile_title_is_inert_in_the_search(site: Any) -> None:
    """The search's results are set as HTML by the theme's script."""
    for doc in site.search():
        for key in ("title", "text"):
            assert "<script" not in doc[key], doc
    assert any("alert(1)" in doc["title"] for doc in site.search())


def test_a_hostile_title_is_one_text_in_a_feed(site: Any) -> None:
    lines = site.text("feeds/playbook/dining-hostile.ics").replace("\r\n ", "").splitlines()
    assert "X-WR-CALNAME:</title><script>alert(1)</script>" in lines
    assert sum(line.startswith("SUMMARY:</title>") for line in lines) == 1


def breadcrumbs(text: str) -> list[tuple[str, str]]:
    path = re.search(r'<nav class="md-path".*?</nav>', text, re.DOTALL)
    assert path
    return [
        (re.sub(r"<.*?>|\s+", "", title), href)
        for href, title in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', path[0], re.DOTALL)
    ]


@pytest.mark.parametrize(
    ("page", "crumbs"),
    [
        ("industries/dining/lunch/", [("首页", "../../.."), ("行业", "../.."), ("餐饮", "..")]),
        (
            "industries/dining/calendar/2026-12/",
            [("首页", "../../../.."), ("行业", "../../.."), ("餐饮", "../..")],
        ),
        ("industries/retail/store/", [("首页", "../../.."), ("行业", "../.."), ("retail", "..")]),
    ],
)
def test_breadcrumbs_lead_back(site: Any, page: str, crumbs: list[tuple[str, str]]) -> None:
    assert [(title, href.rstrip("/")) for title, href in breadcrumbs(site.text(page))] == crumbs


@pytest.mark.parametrize(
    "page", ["industries/dining/lunch/", "industries/dining/calendar/2026-12/", "industries/dining/"]
)
def test_the_industry_is_highlighted_in_the_navigation(site: Any, page: str) -> None:
    text = site.text(page)
    active = re.findall(
        r'<li class="md-tabs__item md-tabs__item--active">\s*<a[^>]*>(.*?)</a>', text, re.DOTALL
    )
    assert [one.strip() for one in active] == ["行业"]
    items = re.findall(
        r'<li class="md-nav__item md-nav__item--active[^"]*">.*?<span class="md-ellipsis">\s*(.*?)\s*<',
        text,
        re.DOTALL,
    )
    assert "餐饮" in items


def test_navigation_holds_no_playbook_and_no_month(site: Any) -> None:
    nav = re.search(
        r'class="md-nav md-nav--primary.*?class="md-sidebar md-sidebar--secondary',
        site.text("handbook/"),
        re.DOTALL,
    )
    assert nav
    links = parsed(nav[0]).links
    assert any(link.endswith("industries/dining/") for link in links)
    assert not [link for link in links if "lunch" in link or "calendar" in link]


def test_chinese_anchors_are_kept(site: Any) -> None:
    assert 'id="怎么开始"' in site.text("")
    assert {"为什么存在", "schedule", "slot-slot-1", "typical-week", "next-days"} <= set(
        parsed(site.text("industries/dining/lunch/")).ids
    )
    toc = re.findall(r'<a href="#([^"]+)" class="md-nav__link">', site.text("industries/dining/lunch/"))
    assert {"schedule", "typical-week"} <= set(toc) and "为什么存在" in {unquote(one) for one in toc}


def test_the_search_knows_playbooks_and_no_month(site: Any) -> None:
    places = {doc["location"] for doc in site.search()}
    assert "industries/dining/lunch/" in places
    assert not [place for place in places if "/calendar/" in place]
    (digest,) = [doc for doc in site.search() if doc["location"] == "industries/dining/lunch/"]
    assert "每天 11:00 今日菜单" in digest["text"].replace("\u200b", "")  # what stands between words


def test_a_page_shows_nothing_of_its_front_matter_and_no_leftover_variable(site: Any) -> None:
    text = site.text("industries/dining/lunch/")
    assert "schedule:" not in text and "{{" not in text
    assert "欢迎来午市福利群" in text
    assert site.text("rules/welcome/dining-lunch.txt") == "欢迎来午市福利群\n"


BARE = "site_name: x\ndocs_dir: playbooks\nplugins: [search, sopbook]\n"


def test_the_two_plugins_alone_give_every_page(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    """No theme, no language, no home page, no site's address, no index of an industry."""
    text = write("每天 11:00", welcome="hi")
    config = BARE.replace("plugins", "theme: material\nplugins")
    site = build(draw({"industries/dining/lunch.md": text}, config), strict=True)
    month = re.search(r"industries/dining/calendar/(\d{4}-\d\d)/", "\n".join(site.tree()))
    assert month
    for page in (
        "",
        "industries/",
        "industries/dining/",
        "industries/dining/lunch/",
        "rules/",
        "rules/welcome/",
        f"industries/dining/calendar/{month[1]}/",
    ):
        assert "<h1" in site.text(page), page
    assert {"feeds/all.ics", "feeds/dining.ics", "feeds/playbook/dining-lunch.ics"} <= set(site.tree())
    assert "Schedule" in site.text("industries/dining/lunch/")


def test_plain_urls_lead_somewhere_as_well(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    config = BARE.replace("plugins", "theme: material\nuse_directory_urls: false\nplugins")
    site = build(
        draw(
            {
                "industries/dining/lunch.md": write("每天 11:00", welcome="hi"),
                "industries/dining/index.md": "# 餐饮\n",
            },
            config,
        )
    )
    tree = site.tree()
    for name in (
        "index.html",
        "industries/dining/index.html",
        "industries/dining/lunch.html",
        "rules/index.html",
    ):
        for link in parsed(tree[name].decode()).links:
            if re.match(r"[a-z]+:|#|//|javascript|\.$", link) or not link:
                continue
            target = os.path.normpath(
                PurePosixPath(name).parent / unquote(link.partition("#")[0].partition("?")[0])
            )
            assert target in tree, f"{name}: {link}"


def test_a_handbooks_templates_replace_ours_file_by_file(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    root = draw(
        {"industries/dining/lunch.md": write("每天 11:00 | 菜单", welcome="hi", rules="{allowed: 晒单}")}
    )
    own = {
        "pages/post.html": "<b class=own>{{ slot.post }}</b>",
        "rules/welcome.txt": "---\ntitle: 我们的欢迎语\ndescription: x\nneeds: [welcome]\n---\n自己的：{{ welcome }} <&>\n",
        "rules/parting.txt": "---\ntitle: 告别\ndescription: x\n---\n再见，{{ title }}\n",
        "theme/partials/copyright.html": "<p>自己的页脚</p>",
    }
    for name, text in own.items():
        path = root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    site = build(root)
    months = sorted(name for name in site.tree() if "/calendar/" in name)
    assert "<b class=own>菜单</b>" in site.text(months[0])
    assert site.text("rules/welcome/dining-lunch.txt") == "自己的：hi <&>\n"
    assert site.text("rules/parting/dining-lunch.txt") == "再见，午市福利群\n"
    assert (
        "我们的欢迎语" in site.text("rules/")
        and "告别" in site.text("rules/")
        and "群规（完整版）" in site.text("rules/")
    )
    assert "自己的页脚" in site.text("")
    assert "typical-week" in site.text("industries/dining/lunch/")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("rules/bad.txt", "---\ntitle: x\n---\n", "bad.txt:2:1: SOP102"),
        ("rules/bad.txt", "---\ntitle: x\ndescription: x\n---\n一\n{% if %}\n", "bad.txt:6"),
        ("rules/bad.txt", "---\ntitle: x\0\n---\n", "bad.txt:2:9: SOP001"),
    ],
)
def test_a_broken_rule_template_is_named(
    name: str,
    text: str,
    said: str,
    build: Callable[..., Any],
    draw: Callable[..., Path],
    write: Callable[..., str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    root = draw({"industries/dining/lunch.md": write()})
    (root / "templates" / name).parent.mkdir(parents=True)
    (root / "templates" / name).write_text(text, "utf-8")
    with pytest.raises(Abort):
        build(root)
    assert said in caplog.text
    assert not (root / "site").exists()


@pytest.mark.parametrize(("welcome", "sound"), [("'{{ nobody }}'", False), ("'{{ title }}'", True)])
def test_strict_fails_on_a_warning_and_on_nothing_else(
    welcome: str, sound: bool, build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    root = draw({"industries/dining/lunch.md": write(welcome=welcome), "index.md": "# 首页\n"})
    if sound:
        build(root, strict=True)
    else:
        with pytest.raises(Abort, match="1 warnings in strict mode"):
            build(root, strict=True)


def test_an_authored_navigation_is_kept(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    files = {
        "index.md": "# 首页\n",
        "industries/dining/lunch.md": write(),
        "industries/dining/index.md": "# 餐饮\n",
    }
    config = BARE.replace(
        "plugins", "theme: material\nnav: [{甲: index.md}, {乙: industries/dining/index.md}]\nplugins"
    )
    site = build(draw(files, config))
    titles = re.findall(r'<span class="md-ellipsis">\s*(.*?)\s*<', site.text("industries/dining/lunch/"))
    assert {"甲", "乙"} <= set(titles)


def test_two_builds_are_the_same_in_any_folder_zone_and_locale(
    build: Callable[..., Any],
    draw: Callable[..., Path],
    write: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import time

    files = {
        "index.md": "# 首页\n",
        "industries/dining/lunch.md": write("每天 11:00", "工作日 9:00", welcome="hi"),
        "industries/a/b.md": write(),
    }
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796572800")
    trees = []
    for name, zone, lang in (
        ("one", "Asia/Shanghai", "C"),
        ("two/deeper", "America/Los_Angeles", "de_DE.UTF-8"),
    ):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LANG", lang)
        time.tzset()
        trees.append(build(draw(files, root=tmp_path / name)).tree())
    monkeypatch.undo()
    time.tzset()
    one, two = trees
    assert set(one) == set(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert "industries/dining/calendar/2026-12/index.html" in one, "midnight in Shanghai is the 7th"


def test_an_unknown_icon_is_a_warning_and_no_failure(
    build: Callable[..., Any], draw: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    files = {
        "index.md": "# 首页\n",
        "a/index.md": "---\nicon: nope\n---\n\n# 甲\n",
        "b.md": "---\nicon: material/food\n---\n\n# 乙\n",
    }
    site = build(draw(files))
    assert "甲" in site.text("a/")
    assert [record.getMessage() for record in caplog.records if "nope" in record.getMessage()] == [
        "a/index.md: 没有「nope」这个图标 / the theme has no such icon"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules/own.txt", "---\ntitle: x\ndescription: x\n---\n{{ nobody }}\n"),
        ("pages/post.html", "{{ nobody }}"),
        ("pages/playbook.html", "{% if %}"),
        ("pages/industry.html", "{% include 'nowhere.html' %}"),
    ],
)
def test_a_template_that_cannot_be_filled_is_named(
    name: str,
    text: str,
    build: Callable[..., Any],
    draw: Callable[..., Path],
    write: Callable[..., str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    root = draw({"industries/dining/lunch.md": write()})
    (root / "templates" / name).parent.mkdir(parents=True)
    (root / "templates" / name).write_text(text, "utf-8")
    with pytest.raises(Abort):
        build(root)
    assert f"templates/{name}: " in caplog.text


def test_titles_of_folders_are_inert_in_the_navigation(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    titled = "---\ntitle: </title><script>alert(1)</script>\n---\n"
    files = {"industries/a/x.md": write(), "industries/a/index.md": titled, "handbook/index.md": titled}
    site = build(draw(files))
    for name, content in site.tree().items():
        assert not name.endswith(".html") or b"<script>alert" not in content, name
    assert site.text("").count("&lt;/title&gt;&lt;script&gt;") > 2


def test_an_authors_headings_keep_apart_from_ours(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    body = "## Schedule\n\n## Schedule\n\n## Roles\n\n## Positioning\n\n## Why\n"
    pages = {"index.md": "# Home\n\n## Schedule\n", "industries/a/index.md": "## Playbooks\n\n## Feeds\n"}
    position = "{purpose: 复购, channels: [台卡]}"
    site = build(draw({"industries/a/x.md": write(body=body, positioning=position), **pages}))
    for page in ("", "industries/a/", "industries/a/x/"):
        ids = parsed(site.text(page)).ids
        assert [one for one in set(ids) if ids.count(one) > 1] == [], page
    assert {"schedule", "schedule-1", "roles", "why"} <= set(parsed(site.text("industries/a/x/")).ids)
    assert "schedule" in parsed(site.text("")).ids


@pytest.mark.parametrize("theme", ["", "theme: mkdocs\n", "theme: {name: null, custom_dir: own}\n"])
def test_another_theme_is_one_message(
    theme: str,
    build: Callable[..., Any],
    draw: Callable[..., Path],
    write: Callable[..., str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    root = draw({"industries/a/x.md": write()}, BARE + theme)
    (root / "own").mkdir()
    with pytest.raises(Abort):
        build(root)
    assert "theme: material" in caplog.text
    assert not (root / "site").exists()


@pytest.mark.parametrize("key", ["exclude_docs", "draft_docs"])
def test_what_is_not_published_is_nowhere(
    key: str, build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    files = {"industries/a/x.md": write(), "industries/a/y.md": write(title="未完成")}
    tree = build(draw(files, f"{BARE}theme: material\n{key}: y.md\n")).tree()
    assert not [name for name, content in tree.items() if "未完成".encode() in content]
    assert "feeds/playbook/a-x.ics" in tree


def test_an_authored_navigation_need_not_list_what_we_add(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    strict = "theme: material\nvalidation: {omitted_files: warn}\n"
    files = {"index.md": "# 首页\n", "industries/a/x.md": write(welcome="hi")}
    build(draw(files, f"{BARE}{strict}nav: [index.md]\n"), strict=True)
    site = build(draw(files, f"{BARE}{strict}nav: [index.md, rules/index.md]\n"), strict=True)
    assert 'href="rules/"' in site.text("")


def test_the_shortest_configuration_asks_no_other_host_and_keeps_scripts_alive(
    draw: Callable[..., Path], build: Callable[..., Any], write: Callable[..., str]
) -> None:
    config = """\
site_name: 手册
site_url: https://example.org/
docs_dir: playbooks
theme: {name: material, features: [navigation.instant, navigation.instant.progress, navigation.top]}
plugins: [search, sopbook]
"""
    site = build(draw({"industries/dining/lunch.md": write()}, config))
    page = site.text("industries/dining/lunch/")
    assert "fonts.g" not in page
    features = json.loads(re.search(r'<script id="__config"[^>]*>(.*?)</script>', page)[1])["features"]
    assert features == ["navigation.top"]
    own = config.replace("features:", "font: {text: Noto Sans SC}, features:")
    assert "Noto+Sans+SC" in build(draw({"industries/dining/lunch.md": write()}, own)).text("")
