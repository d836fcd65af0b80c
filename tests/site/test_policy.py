"""Scripts that templates put into pages become files, whatever came in with a value does not; pages carry the policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nginx
import pytest
from jinja2 import DictLoader, Environment, pass_context
from markupsafe import Markup
from mkdocs.exceptions import Abort

from sopbook.provenance import Marks
from sopbook.render.links import relative

Build = Callable[..., Any]
Draw = Callable[..., Path]
Write = Callable[..., str]

BASIC = """\
site_name: 手册
docs_dir: playbooks
theme: {name: material, language: zh, font: false, palette: [{scheme: default, toggle: {icon: material/eye, name: x}}]}
"""
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


def settled(template: str, url: str = "a/b/", **values: str) -> tuple[str, Mapping[str, str]]:
    """Return a page made from a template, and the scripts that it gave away."""
    env = Environment(loader=DictLoader({"page.html": template}), autoescape=False)
    env.filters["script_tag"] = pass_context(lambda _, address: Markup(f'<script src="{address}"></script>'))
    marks = Marks(env)
    html = marks.settled(env.get_template("page.html").render(values), partial(relative, base=url))
    assert "sop-" not in html
    return html, {file.path: str(file.content) for file in marks.files()}


def test_a_templates_script_becomes_a_file_at_the_same_place() -> None:
    html, files = settled("<p>1</p><script>one()</script><p>2</p><script id=x>one()</script>")
    [(path, code)] = files.items()
    assert code == "one()"
    tag = f'<script src="../../{path}"'
    assert html == f"<p>1</p>{tag}></script><p>2</p>{tag} id=x></script>"


def test_a_script_that_came_in_with_a_value_stays_where_it_is() -> None:
    html, files = settled(
        "<script>own('{{ name }}')</script>{{ text }}",
        name="</script><script>foreign()</script>",
        text="<script>foreign()</script><SCRIPT>foreign()</SCRIPT>",
    )
    assert [*files.values()] == ["own('"]
    assert html.count("foreign()") == 3


def test_what_is_filled_into_a_script_is_in_its_file() -> None:
    codes = {
        code for name in ("a", "b", "a") for code in settled("<script>{{ x }}()</script>", x=name)[1].values()
    }
    assert codes == {"a()", "b()"}


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="x.js" defer></script>',
        '<script type="application/json" id="__config">{}</script>',
        "<script type=text/x-template><b></script>",
    ],
)
def test_files_and_data_stay_as_they_are(tag: str) -> None:
    assert settled(tag) == (tag, {})


@pytest.mark.parametrize("kind", ["module", "text/javascript", '"application/javascript"', '""'])
def test_whatever_a_browser_runs_is_given_away(kind: str) -> None:
    html, files = settled(f"<SCRIPT data-a='>' type={kind}>run('<script>')</SCRIPT >")
    assert [*files.values()] == ["run('<script>')"]
    assert "run" not in html and f"data-a='>' type={kind}></script>" in html


def test_a_file_of_the_configuration_is_loaded_as_it_was() -> None:
    html, files = settled("{{ 'x.js' | script_tag }}{{ 'y' | upper }}")
    assert (html, files) == ('<script src="x.js"></script>Y', {})


def test_a_comment_and_a_broken_tag_keep_no_mark() -> None:
    assert settled("<!-- <script> --><scripty><script>never closed")[0].endswith("<script>never closed")


def test_every_page_is_free_of_scripts_and_carries_the_policy(
    build: Build, draw: Draw, write: Write, tmp_path: Path
) -> None:
    files = {
        "index.md": "# 手册\n",
        "a/b.md": "# 页\n",
        "industries/x/index.md": "# 行业\n",
        "industries/x/y.md": write("每天 11:00"),
        "../overrides/partials/comments.html": "<script>mine('{{ page.title | e }}')</script>",
    }
    config = BASIC.replace("theme: {", "theme: {custom_dir: overrides, ")
    site = build(
        draw(files, f"{config}site_url: https://example.org/sop/\nplugins: [sopbook: {{months: 1}}]\n")
    )
    pages = {name: text.decode() for name, text in site.tree().items() if name.endswith(".html")}
    assert len(pages) > 10
    for name, html in pages.items():
        assert html.count("Content-Security-Policy") == 1, name
        assert [code for attributes, code in SCRIPT.findall(html) if "json" not in attributes and code] == []
        sources = re.findall(r'<script src="([^"?]*)', html)
        root = "/sop/" if name == "404.html" else "../" * name.count("/")
        assert len(sources) > 5
        for source in sources:
            assert source.startswith(f"{root}assets/"), (name, source)
            assert (site.folder / source.removeprefix(root)).is_file()
    own = {path.read_text("utf-8") for path in (site.folder / "assets/sopbook/inline").iterdir()}
    assert "mine('首页')" in own
    assert "default-src 'none'" in (site.folder / "_headers").read_text("utf-8")


@pytest.mark.parametrize("option", ["policy: false", "hosts: [https://cdn.example.org]"])
def test_a_handbook_may_do_without_or_load_from_elsewhere(
    option: str, build: Build, draw: Draw, write: Write
) -> None:
    more = "extra_javascript: ['https://a.example.org/x.js?v=1']\nrepo_url: https://github.com/a/b\n"
    config = BASIC.replace("font: false", "font: {text: Inter}")
    site = build(
        draw({"index.md": "# 手册\n"}, f"{config}{more}plugins: [sopbook: {{months: 1, {option}}}]\n")
    )
    html = site.text("")
    if "false" in option:
        assert "Content-Security-Policy" not in html and not (site.folder / "_headers").exists()
        assert "<script>var palette" in html
        return
    assert "script-src 'self' https://a.example.org/x.js https://cdn.example.org;" in html
    assert "https://fonts.googleapis.com https://cdn.example.org;" in html
    assert "font-src 'self' https://fonts.gstatic.com https://cdn.example.org;" in html
    assert "connect-src 'self' https://api.github.com https://cdn.example.org;" in html
    assert '<script src="https://a.example.org/x.js?v=1">' in html


@pytest.mark.parametrize(
    "host", ["cdn.example.org", "http://a.org", "https://a.org/x", "https://a.org;script-src *", "*"]
)
def test_a_host_is_an_origin_and_nothing_else(
    host: str, build: Build, draw: Draw, caplog: pytest.LogCaptureFixture
) -> None:
    config = f"{BASIC}plugins: [sopbook: {{hosts: ['{host}']}}]\n"
    with pytest.raises(Abort):
        build(draw({"index.md": "# 手册\n"}, config))
    assert "mkdocs.yml: sopbook.hosts: " in caplog.text and "expected https://host" in caplog.text


# --- nginx, with the file that people copy ---


@pytest.fixture(scope="module")
def hosted(site: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The address of the site of `conftest.handbook`, served by nginx."""
    with nginx.serving(site.folder, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def answer(address: str, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", f"/{path}", headers=headers)
    response = connection.getresponse()
    found = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    connection.close()
    return found


def asset(site: Any, pattern: str) -> str:
    found = re.search(f'"(?:../)*(assets/{pattern})"', site.text("today/"))
    assert found
    return found[1]


PATHS = (
    "",
    "feeds/all.ics",
    "sheets/dining.csv",
    "manifest.webmanifest",
    "sw.js",
    "nowhere",
    "assets/images/icon-192.png",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_safe_as_headers_make_it(path: str, hosted: str) -> None:
    _, headers, _ = answer(hosted, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["server"] == "nginx"
    is_active = "html" in headers["content-type"] or "javascript" in headers["content-type"]
    assert ("frame-ancestors 'self'" in headers.get("content-security-policy", "")) == is_active


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html"),
        ("feeds/all.ics", "text/calendar"),
        ("sheets/dining.csv", "text/csv"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("search/search_index.json", "application/json"),
    ],
)
def test_texts_are_utf_8_and_packed(path: str, kind: str, hosted: str) -> None:
    status, headers, plain = answer(hosted, path)
    assert (status, headers["content-type"]) == (200, f"{kind}; charset=utf-8")
    _, headers, packed = answer(hosted, path, **{"Accept-Encoding": "gzip"})
    assert headers["vary"] == "Accept-Encoding"
    if len(plain) > 512:
        assert headers["content-encoding"] == "gzip" and len(packed) < len(plain)


def test_what_changes_its_name_is_kept_for_good_and_nothing_else(hosted: str, site: Any) -> None:
    for pattern in (
        r"sopbook/inline/\w+\.js",
        r"sopbook/sopbook\.js\?v=\w+",
        r"javascripts/bundle\.\w+\.min\.js",
    ):
        assert "immutable" in answer(hosted, asset(site, pattern))[1]["cache-control"], pattern
    for path, expected in {
        "": "max-age=300",
        "feeds/all.ics": "max-age=300",
        "assets/sopbook/sopbook.js": "max-age=300",
        "sw.js": "no-cache",
        "assets/sopbook/gone.js?v=12345678": "no-cache",
    }.items():
        assert answer(hosted, path)[1]["cache-control"] == expected, path


@pytest.mark.parametrize("path", ["nowhere/", "_headers", ".gitignore", ".git/config", "feeds/", "a/../../x"])
def test_what_is_no_part_of_the_site_is_not_found(path: str, hosted: str, site: Any) -> None:
    (site.folder / ".gitignore").write_text("*\n", "utf-8")
    status, _, body = answer(hosted, path)
    (site.folder / ".gitignore").unlink()
    assert status in (400, 404)
    if status == 404:
        assert body.decode() == site.text("404.html")


def test_an_address_without_its_slash_leads_to_the_page_on_the_same_host(hosted: str) -> None:
    status, headers, _ = answer(hosted, "today")
    assert (status, headers["location"]) == (301, "/today/")
