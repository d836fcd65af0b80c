"""Files are read for what they are: bytes that are no text, names that collide, types that run, and what changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sopbook.decoding import decoded
from sopbook.drawings import check_drawing
from sopbook.errors import SopbookError
from sopbook.findings import Finding
from sopbook.names import collisions, printable, untaken, unusable
from sopbook.options import scope_of
from sopbook.reading import MAX_OTHER, changes, read_handbook, snapshot

TEXT = "---\ntitle: 午市\n---\n"


@pytest.mark.parametrize(
    ("content", "line", "column", "says"),
    [
        (TEXT.encode("gbk"), 2, 8, "GBK"),
        (TEXT.encode("utf-16"), 1, 1, "UTF-16"),
        (TEXT.encode("utf-16-le"), 1, 1, "UTF-16"),
        (TEXT.encode("utf-16-be"), 1, 1, "UTF-16"),
        (TEXT.encode("utf-32"), 1, 1, "UTF-32"),
        (TEXT.encode("utf-32-be"), 1, 1, "UTF-32"),
        ("甲\r\n乙\ud800".encode("utf-8", "surrogatepass"), 2, 2, "代理码"),
        ("甲\r乙".encode() + b"\xc0\xaf", 2, 2, "0xC0"),
        (b"\xef\xbb\xbf\xe5\x8d", 1, 1, "断了"),
        ("甲\n乙丙\0".encode(), 2, 3, "NUL"),
    ],
)
def test_what_is_no_utf_8_is_named_where_it_begins(content: bytes, line: int, column: int, says: str) -> None:
    found = decoded("a.md", content)
    assert isinstance(found, Finding)
    assert (found.code, found.place.line, found.place.column) == ("SOP001", line, column)
    assert says in found.message.zh


def test_a_mark_of_utf_8_and_other_line_ends_do_no_harm() -> None:
    assert decoded("a.md", b"\xef\xbb\xbf1\r\n2\r3") == "1\n2\n3"


@pytest.mark.parametrize(
    "name",
    [
        "a?b.md",
        "a%2e.md",
        "a:b.md",
        "con",
        "LPT1.txt",
        "a .md",
        "a.",
        " a",
        "-a",
        "a\nb",
        "a\u202eb",
        "\udcff",
        "x" * 201,
    ],
)
def test_a_name_that_some_computer_or_address_cannot_hold_is_refused(name: str) -> None:
    found = unusable(f"a/{name}")
    assert found is not None and found.code == "SOP015"
    found.place.path.encode()


@pytest.mark.parametrize(
    "name", ["群规（五段式）+1.md", "a b.png", "console.md", "👨‍👩‍👧.png", ".well-known", "a_b-c.d.md"]
)
def test_an_ordinary_name_is_taken(name: str) -> None:
    assert unusable(f"a/{name}") is None


def test_a_name_of_other_bytes_can_be_printed() -> None:
    assert printable("a\udcff") == "a\\xff"


@pytest.mark.parametrize(
    ("name", "code"), [("a.HTML", "SOP014"), ("CNAME", "SOP014"), ("a.MD", "SOP001"), ("a.mkd", "SOP001")]
)
def test_a_type_that_runs_or_is_unknown_is_refused(name: str, code: str) -> None:
    found = untaken(name)
    assert found is not None and found.code == code
    assert untaken("a.md") is None and untaken("a.JPG") is None


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a.md", "A.md"], ["a.md"]),
        (["caf\u00e9.png", "cafe\u0301.png"], ["caf\u00e9.png"]),
        (["a.md", "a/index.md"], ["a/index.md"]),
        (["a.md", "a/README.md"], ["a/README.md"]),
        (["a/README.md", "a/index.md"], []),
        (["a.md", "a.png", "b/a.md", "index.md"], []),
        (["feeds/x.png", "rules/a/b.txt", "rules/a.md"], ["feeds/x.png", "rules/a/b.txt"]),
    ],
)
def test_two_files_in_one_place_are_named(paths: list[str], expected: list[str]) -> None:
    assert [found.place.path for found in collisions(paths)] == expected


DOCTYPES = (
    "<!DOCTYPE svg>",
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg">\n{}</svg>'


@pytest.mark.parametrize(
    "inner",
    [
        "<script/>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg"/>',
        '<b xmlns="http://www.w3.org/1999/xhtml"/>',
        '<g ONload="x"/>',
        '<a href="data:text/html,x"/>',
        '<use href="//evil.example/a.svg#a"/>',
        '<animate attributeName="xlink:href" to="javascript:x"/>',
        '<g style="fill:url( https://evil.example )"/>',
        '<g fill="url(&quot;x.svg#a&quot;)"/>',
        "<style><![CDATA[@im\\port 'x']]></style>",
        "<style><b/>@import 'x'</style>",
        "<g style='background:image-set(&quot;x.png&quot; 1x)'/>",
        "<style>a{background:-webkit-image-set('x.png' 1x)}</style>",
        "<style>a{fill:src('x')}</style>",
        "<style>a{fill:url(' https://evil.example')}</style>",
        "<set attributeName='onclick' to='x'/>",
        "<?xml-stylesheet href='x'?>",
        "<g>",
    ],
)
def test_what_a_browser_would_run_or_fetch_in_a_drawing_is_refused(inner: str) -> None:
    found = check_drawing("a.svg", SVG.format(inner))
    assert found is not None and (found.code, found.place.line) == ("SOP014", 2)


def test_a_drawing_of_shapes_is_taken_and_no_other_root() -> None:
    shapes = '<style>a{fill:url( #b )}</style><use href="#a"/><a href="https://example.org/"/>'
    assert check_drawing("a.svg", SVG.format(shapes)) is None
    for harmless in ("", *DOCTYPES):
        assert check_drawing("a.svg", f"{harmless}\n" + SVG.format(shapes)) is None
    for told in ("html", "svg [<!ENTITY a 'b'>]", "svg SYSTEM 'https://evil.example/a.dtd'", "svg []"):
        assert check_drawing("a.svg", f"<!DOCTYPE {told}>" + SVG.format("")) is not None
    assert check_drawing("a.svg", "<html/>") is not None
    assert check_drawing("a.svg", '<?xml version="1.0" encoding="UTF-7"?>' + SVG.format("")) is not None


def put(folder: Path, *names: str, text: str = "x") -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def places(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((found.place.path, found.code) for found in findings)


def test_what_the_configuration_leaves_out_or_names_is_its_own(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.md",
        "junk.exe",
        "tools/a.js",
        "tools/b.js",
        "over/main.html",
        ".x/y.exe",
        "templates/z.md",
    )
    site = {
        "docs_dir": str(tmp_path),
        "exclude_docs": "*.exe",
        "extra_javascript": [{"path": "tools/a.js"}],
        "theme": {"custom_dir": str(tmp_path / "over")},
    }
    files, findings = read_handbook(tmp_path, scope_of(site, str(tmp_path.parent / "mkdocs.yml")))
    assert ([name for name, _ in files], places(findings)) == (["a.md"], [("tools/b.js", "SOP014")])
    with pytest.raises(SopbookError, match="exclude_docs"):
        scope_of({"exclude_docs": ["*.exe"]}, None)


def test_links_pipes_and_sizes_are_refused_without_opening_what_they_lead_to(tmp_path: Path) -> None:
    put(tmp_path, "a.md", ".hidden/b.md")
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / ".hidden/up").symlink_to(tmp_path)
    (tmp_path / ".#a.md").symlink_to("nobody@nowhere")
    os.mkfifo(tmp_path / "pipe.png")
    with (tmp_path / "film.mp4").open("wb") as file:
        file.truncate(MAX_OTHER + 1)
    files, findings = read_handbook(tmp_path)
    assert files == [("a.md", "x")]
    assert places(findings) == [(name, "SOP001") for name in (".hidden/up", "film.mp4", "link", "pipe.png")]


def test_a_web_page_is_no_picture_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "a.png", "a.txt", text="\n <!doctype html>")
    assert places(read_handbook(tmp_path)[1]) == [("a.png", "SOP014")]


def test_a_snapshot_tells_what_came_went_and_changed(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "b/c.md", "d.md", ".e")
    before = snapshot(tmp_path)
    assert sorted(before) == ["a.md", "b/c.md", "d.md"]
    put(tmp_path, "b/c.md", text="longer")
    put(tmp_path, "f.md", ".e", text="y")
    (tmp_path / "d.md").unlink()
    assert changes(before, snapshot(tmp_path)) == ["b/c.md", "d.md", "f.md"]
    assert changes(before, before) == []
