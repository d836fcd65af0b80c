"""`sopbook pdf` and `pdf: true`: the book of an industry, read back with another library than the one that printed it."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import Result

from sopbook import printing
from sopbook.render.pdf import Book

Run = Callable[..., Result]
Spawn = Callable[..., subprocess.CompletedProcess[str]]
Draw = Callable[..., Path]
Write = Callable[..., str]
pytestmark = pytest.mark.site

TODAY = ("--today", "2026-12-07")
CONFIG = """\
site_name: 手册
site_url: https://sop.example.com/
docs_dir: playbooks
theme: {name: material, language: zh, font: false}
plugins: [search, sopbook]
markdown_extensions: [tables, attr_list]
"""
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
COPY = "羁旅的客人，镕记「老酒」今天到店，回复 1 留一份。"


def plain(pdf: pypdf.PdfReader | pypdf.PageObject) -> str:
    """Return all text without white space, which a line's end would put into sentences."""
    pages = pdf.pages if isinstance(pdf, pypdf.PdfReader) else [pdf]
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def outline(pdf: pypdf.PdfReader) -> list[tuple[int, str, int]]:
    """Return bookmarks as (depth, title, page); depth and page count from 1."""

    def walk(items: list[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                number = pdf.get_destination_page_number(item)
                assert number is not None
                yield depth, str(item.title), number + 1

    return list(walk(pdf.outline, 1))


def links(pdf: pypdf.PdfReader) -> list[str]:
    """Return the addresses that links of the document lead to."""
    found = [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]
    return [note["/A"]["/URI"] for note in found if "/A" in note and "/URI" in note["/A"]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, write: Write) -> Path:
    root = tmp_path_factory.mktemp("book")
    slot = f"每天 11:00 | 今日菜单 | host | activity\ncopy: {COPY}\nnote: 十点半核对"
    lunch = write(
        slot,
        "每周三 20:00 | 小课堂 | admin | content",
        title="午市福利群",
        size="180",
        welcome="欢迎光临",
        rules="{forbidden: [广告], penalty: 移出群}",
        body="## 怎么做\n\n先看[行业首页](index.md)，再看[词表](../../terms.md)和[外面](https://a.example/)。\n",
    )
    life = write(
        "建群第1天 10:00 | 开群 | host | service", "入群后0分钟 | 打招呼", title="快闪群", group="flash"
    )
    files = {
        "mkdocs.yml": CONFIG,
        "playbooks/index.md": "# 首页\n",
        "playbooks/terms.md": "# 词表\n",
        "playbooks/industries/dining/index.md": "---\ntitle: 餐饮\n---\n\n行业正文。\n",
        "playbooks/industries/dining/lunch.md": lunch,
        "playbooks/industries/dining/pop.md": life,
        "playbooks/industries/empty/index.md": "---\ntitle: 空行业\n---\n\n还没有。\n",
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sopbook", "pdf", *TODAY],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def printed(project: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(project / "pdf/dining.pdf")


def test_only_industries_with_playbooks_have_a_book(project: Path) -> None:
    assert [path.name for path in (project / "pdf").iterdir()] == ["dining.pdf"]


def test_what_the_group_needs_can_be_searched_and_copied(printed: pypdf.PdfReader) -> None:
    text = plain(printed)
    for sentence in (
        COPY,
        "欢迎光临",
        "行业正文。",
        "今日菜单",
        "每天11:00",
        "十点半核对",
        "180人以内",
        "2026-12-07的内容",
    ):
        assert re.sub(r"\s", "", sentence) in text
    assert "第1天" in text and "入群后0分钟" in text
    last = len(printed.pages)
    assert f"第{last}页，共{last}页" in plain(printed.pages[-1])
    assert "元旦" in plain(printed.pages[-1]) and "2027年1月" in plain(printed.pages[-1])


def test_fonts_are_embedded_in_part(printed: pypdf.PdfReader, project: Path) -> None:
    fonts = [font.get_object() for page in printed.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        about = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert re.match(r"/[A-Z]{6}\+", about["/FontName"])
        assert {"/FontFile2", "/FontFile3"} & about.keys()
    assert (project / "pdf/dining.pdf").stat().st_size < 400_000


def test_contents_and_bookmarks_say_where_chapters_begin(printed: pypdf.PdfReader) -> None:
    listed = outline(printed)
    chapters = [(title, page) for depth, title, page in listed if depth == 1]
    assert [title for title, _ in chapters] == [
        "餐饮",
        "午市福利群",
        "快闪群",
        "餐饮 · 2026年12月日历",
        "餐饮 · 2027年1月日历",
    ]
    contents = printed.pages[1].extract_text()
    for _, title, page in [one for one in listed if one[1] not in ("群SOP", "怎么做")]:
        assert re.search(rf"{re.escape(title)}[ .]+ {page}$", contents, re.MULTILINE), title
    for title, page in chapters:
        assert title.replace(" ", "") in plain(printed.pages[page - 1])
    assert len({page for _, page in chapters}) == len(chapters), "a chapter begins on a page of its own"
    assert (3, "怎么做") in [(depth, title) for depth, title, _ in listed]


def test_links_stay_in_the_book_or_lead_to_the_site(printed: pypdf.PdfReader) -> None:
    assert set(links(printed)) == {"https://sop.example.com/terms/", "https://a.example/"}
    assert "外面(https://a.example/)" in plain(printed)


def test_months_lie_across_the_page_and_codes_lead_to_the_site(printed: pypdf.PdfReader) -> None:
    wide = [page.mediabox.width > page.mediabox.height for page in printed.pages]
    assert wide == [False] * (len(wide) - 2) + [True, True]
    assert plain(printed).count("扫码看网页") == 3


def test_a_build_prints_the_same_bytes_and_the_industry_offers_them(run: Run, project: Path) -> None:
    config = CONFIG.replace("sopbook]", "{sopbook: {pdf: true}}]")
    (project / "mkdocs.yml").write_text(config, "utf-8")
    result = run(project, "build", *TODAY)
    assert result.exit_code == 0, result.output
    assert (project / "site/pdf/dining.pdf").read_bytes() == (project / "pdf/dining.pdf").read_bytes()
    assert 'href="../../pdf/dining.pdf"' in (project / "site/industries/dining/index.html").read_text("utf-8")
    assert "pdf/" not in (project / "site/industries/empty/index.html").read_text("utf-8")
    assert not (project / "site/pdf/empty.pdf").exists()


@pytest.fixture
def small(draw: Draw, write: Write) -> Path:
    """Return a project of two industries, quick to print."""
    files = {f"industries/{name}/x.md": write("每天 11:00 | 菜单") for name in ("a", "b")}
    return draw(files | {"industries/a/index.md": "---\ntitle: 餐饮\n---\n"})


def test_an_industry_is_chosen_by_folder_or_title(run: Run, small: Path) -> None:
    result = run(small, "pdf", "--industry", "餐饮", "--out", "books/one.pdf", *TODAY)
    assert result.exit_code == 0, result.output
    assert [path.name for path in (small / "books").iterdir()] == ["one.pdf"]
    assert pypdf.PdfReader(small / "books/one.pdf").metadata["/Title"] == "手册 · 餐饮"


def test_an_unknown_industry_is_told_with_those_there_are(run: Run, small: Path) -> None:
    result = run(small, "pdf", "--industry", "d", *TODAY)
    assert result.exit_code == 1
    assert "没有「d」这个行业 / no such industry：a（餐饮）、b（b）" in result.output
    assert not (small / "pdf").exists()


def test_one_file_holds_one_industry(run: Run, small: Path) -> None:
    result = run(small, "pdf", "--out", "all.pdf", *TODAY)
    assert result.exit_code == 1 and "一个文件放一个行业" in result.output
    assert not (small / "all.pdf").exists()


def test_an_error_in_the_handbook_leaves_the_former_book(run: Run, small: Path, write: Write) -> None:
    (small / "pdf").mkdir()
    (small / "pdf/a.pdf").write_bytes(b"former")
    (small / "playbooks/industries/b/x.md").write_text(write("每天 25:00"), "utf-8")
    result = run(small, "pdf", *TODAY)
    assert result.exit_code == 1 and "b/x.md:" in result.output and "25:00" in result.output
    assert (small / "pdf/a.pdf").read_bytes() == b"former"
    assert [path.name for path in (small / "pdf").iterdir()] == ["a.pdf"]


@pytest.mark.parametrize(
    ("gone", "told"),
    [(ImportError("weasyprint"), "pip install 'sopbook[pdf]'"), (OSError("libpango"), "libpango-1.0-0")],
)
def test_what_is_missing_is_told_before_anything_is_published(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, gone: Exception, told: str
) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise gone

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    (small / "site").mkdir()
    (small / "site/former.html").write_text("从前", "utf-8")
    (small / "mkdocs.yml").write_text(CONFIG.replace("sopbook]", "{sopbook: {pdf: true}}]"), "utf-8")
    for command in ("pdf", "build"):
        result = run(small, command, *TODAY)
        assert result.exit_code == 1 and told in result.output, command
    assert sorted(path.name for path in small.iterdir()) == ["mkdocs.yml", "playbooks", "site"]
    assert (small / "site/former.html").is_file()


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    serving = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}", asked
    serving.shutdown()
    serving.server_close()


def drawing(*inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 20">{"".join(inside)}</svg>'


def test_nothing_is_fetched_but_pictures_of_the_handbook(
    run: Run, draw: Draw, write: Write, server: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, asked = server
    (tmp_path / "secret.svg").write_text(drawing("<text y='9'>outside-secret</text>"), "utf-8")
    docs = tmp_path / "playbooks/industries/a"
    secret = (tmp_path / "secret.svg").as_uri()
    lines = [
        f'<img src="{address}/img.png" alt="网上的图">',
        f'<img src="{secret}" alt="外面的图">',
        '<img src="../../../../../secret.svg" alt="上面的图">',
        '<img src="../notes.txt" alt="文字">',
        '<img src="../dot.png" alt="好图"> <img src="../drawn.svg" alt="画">',
        f'<link rel="stylesheet" href="{address}/a.css"><style>@import url({address}/b.css);</style>',
        f'<object data="{secret}"></object><embed src="{secret}"><iframe src="{address}/frame"></iframe>',
        f'<p style="background: url({address}/c.png)">段落</p>',
        drawing(f'<image href="{secret}"/><image href="{address}/d.png"/><use href="{secret}#a"/>'),
    ]
    files = {
        "industries/a/x.md": write("每天 11:00", body="\n\n".join(lines)),
        "industries/a/notes.txt": "plain-notes",
        "industries/a/drawn.svg": drawing(
            "<text y='9'>drawn-here</text>",
        ),
    }
    root = draw(files)
    config = CONFIG.replace("sopbook]", "{sopbook: {checks: {SOP307: {severity: hint}}}}]")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    (docs / "dot.png").write_bytes(PIXEL)
    result = run(root, "pdf", "--out", "a.pdf", *TODAY)
    assert result.exit_code == 0, result.output
    assert asked == []
    text = plain(pypdf.PdfReader(root / "a.pdf"))
    assert "outside-secret" not in text and "plain-notes" not in text
    assert "drawn-here" in text and "段落" in text
    for words in ("网上的图", "外面的图", "上面的图", "文字"):
        assert words in text
    for left_out in (
        f"{address}/img.png",
        "industries/a/notes.txt",
    ):
        assert f"图片没有放进 PDF：{left_out} /" in result.output
    assert "dot.png" not in result.output
    foreign = (
        f"<image width='9' height='9' href='{address}/f.png'/><image width='9' height='9' href='{secret}'/>"
    )
    (docs / "drawn.svg").write_text(
        drawing(f"<style>@import url({address}/e.css);</style>", foreign), "utf-8"
    )
    printed, _ = printing.printed(
        Book('<p>段落</p><img src="handbook:/industries/a/drawn.svg" alt="画">', ()), root
    )
    assert asked == [] and b"outside-secret" not in printed  # though reading refuses such drawings before


@pytest.mark.parametrize(
    "where", ["../secret.png", "%2e%2e/secret.png", ".hidden/x.png", "linked.png", "none.png", ""]
)
def test_a_picture_is_a_file_of_the_handbook(tmp_path: Path, where: str) -> None:
    docs = tmp_path / "docs"
    (docs / ".hidden").mkdir(parents=True)
    for name in ("secret.png", "docs/.hidden/x.png", "docs/菜 单.png"):
        (tmp_path / name).write_bytes(PIXEL)
    (docs / "linked.png").symlink_to(tmp_path / "secret.png")
    assert printing.picture_at(f"handbook:/{where}", docs) is None
    assert printing.picture_at("handbook:/%E8%8F%9C%20%E5%8D%95.png", docs) == docs / "菜 单.png"
    assert printing.picture_at((docs / "菜 单.png").as_uri(), docs) is None


def test_characters_that_no_font_has_are_told_once(tmp_path: Path) -> None:
    _, missing = printing.printed(Book("<p>\U0010fffd\U0010fffc\U0010fffd</p>", ()), tmp_path)
    assert [text.zh for text in missing] == ["字体里没有这些字，PDF 里是方框：\U0010fffd\U0010fffc"]
