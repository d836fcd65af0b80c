"""The filter takes away what does harm and nothing else; the scan sees what runs; neither can be kept busy for long."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from time import process_time
from typing import Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material.extensions import emoji

from sopbook.limits import PageLimits
from sopbook.markup import active, filtered, is_tangled, unpublished
from sopbook.markup.glance import is_quiet
from sopbook.markup.scan import _in_html

EVERYTHING = Path(__file__).with_name("everything.md")
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "nl2br",
    "sane_lists",
    "smarty",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.progressbar",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.blocks.caption",
]
OPTIONS: dict[str, dict[str, Any]] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.critic": {"mode": "view"},
    "pymdownx.emoji": {"emoji_index": emoji.twemoji, "emoji_generator": emoji.to_svg},
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span"},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "toc": {"permalink": True},
}
LOST = {"data-x", "data-copy", "markdown", ("p", "type"), "map", "area"}
"""What the page below has on purpose and nothing needs."""


class _Tags(HTMLParser):
    """Every tag with each of its attributes, and the text; without what parsers add or leave out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LOST or tag in ("tbody", "p"):
            return
        self.seen.append(tag)
        for name, value in attrs:
            if name not in LOST and (tag, name) not in LOST:
                self.seen.append(f"{tag} {name}={value or ''}")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.text += "".join(data.split())


def test_nothing_that_markdown_and_material_make_is_lost() -> None:
    made = markdown.markdown(
        EVERYTHING.read_text("utf-8"), extensions=[*EXTENSIONS], extension_configs=OPTIONS
    )
    before, after = _Tags(made), _Tags(filtered(made))
    assert len(before.seen) > 300
    assert sorted(before.seen) == sorted(after.seen)
    assert before.text == after.text


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("<script>canary=1</script>a", "a"),
        ('<p onclick="canary=1">a</p>', "<p>a</p>"),
        ('<a href="java\tscript:canary=1">a</a>', "<a>a</a>"),
        ('<a href=" &#106;avascript:canary=1">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'),
        ('<img src="data:image/svg+xml,x">', "<img>"),
        ('<a href="weixin://dl/x">a</a>', '<a href="weixin://dl/x">a</a>'),
        ('<p class="md-overlay note">a</p>', '<p class="note">a</p>'),
        ('<a class="md-button">a</a>', '<a class="md-button">a</a>'),
        ('<p style="position:fixed;text-align:center">a</p>', '<p style="text-align:center">a</p>'),
        ('<p style="background:url(//x)">a</p>', "<p>a</p>"),
        ('<p id="__config">a</p>', "<p>a</p>"),
        ('<p id="sop-copy">a</p>', "<p>a</p>"),
        ('<label for="__drawer">a</label>', "<label>a</label>"),
        ('<img name="currentScript">', "<img>"),
        ('<b title="<img onerror=1>">a</b>', '<b title="＜img onerror=1>">a</b>'),
        ("<form action=x><b>a</b></form>", "<b>a</b>"),
        ("<iframe>a</iframe>b<template>c</template>", "b"),
        ('<svg><path d="M1 1" fill="url(//x)"></path><set></set></svg>', '<svg><path d="M1 1"></path></svg>'),
        ('<a target="other" href="x">a</a>', '<a href="x">a</a>'),
    ],
)
def test_what_does_harm_is_taken_away_and_the_rest_stays(written: str, published: str) -> None:
    assert filtered(written).replace("&gt;", ">") == published


@pytest.mark.parametrize(
    "html",
    [
        "<script>a</script>",
        "<script src=//x.example/a.js></script>",
        "<svg/onload=a>",
        "<svg><a xlink:href=javascript:a>b</a></svg>",
        "<a href='&#106;ava&Tab;script&colon;a'>b</a>",
        "<a href='javascri\npt:a'>b</a>",
        "<template><b onclick=a></template>",
        "<noscript><p title='</noscript><img src=x onerror=a>'></noscript>",
        "<form action=https://x.example></form>",
        "<meta http-equiv=refresh content=0>",
        "<link rel=stylesheet href=https://x.example/a.css>",
        '<svg xmlns="http://www.w3.org/2000/svg"><title><textarea><script>1</script></textarea></title></svg>',
        '<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script>1</x:script></x:svg>',
        '<?xml-stylesheet href="x"?><svg/>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
    ],
)
def test_the_scan_sees_what_runs(html: str) -> None:
    assert active(html)
    assert active(f"<!doctype html>\n<html><body><p>a</p>{html}") or html.startswith(
        ("<!", "<?", "<x:", "<svg x")
    )


def test_the_scan_trusts_what_it_is_told_to() -> None:
    page = '<!doctype html><script src="https://cdn.example/a/b.js"></script>'
    assert active(page, ["https://cdn.example"]) == active(page, ["https://cdn.example/a/b.js"]) == []
    assert active(page, ["https://cdn.exam"]) and active(page)


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<a",
        'href="',
        "<a\thref='",
        '">',
        "'>",
        "javascri",
        "pt:",
        ":",
        "java&#10;scri",
        "&#10;",
        "&colon;",
        "onclick=",
        "ONLOAD",
        "=",
        "x",
        "<script",
        "<svg",
        "<link",
        'rel="stylesheet"',
        'href="a.css">',
        "<form",
        ">",
        "/",
        'src="a.js"></script>',
        "<meta",
        "http-equiv=",
        "\n",
        "\t",
        "data:",
        "text/html",
        "<iframe",
        "<template>",
        "</template>",
        "<noscript>",
        "-->",
        "<!--",
        "<x:script>",
        "<set",
        "attributeName=href",
        "<base",
        "<math",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_a_glance_never_misses_what_the_parser_sees(pieces: list[str]) -> None:
    html = "<!doctype html>" + "".join(pieces)
    content = html.encode()
    if is_quiet(content.lower()):
        for scripting in (True, False):
            assert [*_in_html(content, content.lower(), (), scripting=scripting)] == []


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_nothing_active_passes_the_filter(pieces: list[str]) -> None:
    once = filtered("".join(pieces))
    assert active(once) == []
    assert active(filtered(once)) == []


@pytest.mark.parametrize(
    "html",
    [
        "".join(f"<p><b class=c{n}>" for n in range(7000)),
        "".join(f'<p><b class=c{n} title="</b>">' for n in range(3000)),
        "".join(f"<p><b class=c{n}><!--</b>-->" for n in range(3000)),
        "".join(f"<p><b class=c{n}><style></b></style>" for n in range(3000)),
        "</em><p><li><code class=x>" * 3000,
        "<div>" * 1000,
        "<a " + " ".join(f"x{n}" for n in range(60_000)),
    ],
)
def test_a_tangle_is_known_before_a_parser_sees_it(html: str) -> None:
    assert is_tangled(html)


@pytest.mark.parametrize(
    "unit", ["<p>a <b>x</b> <a href='x'>y</a></p>\n", "<li>", "</p>", "<", "<a", "<!--", "<div></div>"]
)
def test_what_is_no_tangle_takes_no_time(unit: str) -> None:
    html = unit * (300_000 // len(unit))
    began = process_time()
    assert not is_tangled(html)
    filtered(html)
    assert process_time() - began < 2


def test_losses_are_told_where_they_stand() -> None:
    text = 'a < b <3 <https://x.cn> <u@x.cn> [a](b.md "t: y") { .x width=3 }\n<b onclick="x"> [x](javascript:1) <name>'
    assert [(text[loss.at :][: len(loss.text)], loss.is_harmful) for loss in sorted(unpublished(text))] == [
        ('onclick="x"', True),
        ("javascript:1", True),
        ("<name>", False),
    ]


def test_markdown_that_takes_too_long_is_given_up() -> None:
    limits = PageLimits(seconds=0.2)
    limits.path = "a.md"
    md = markdown.Markdown(extensions=["attr_list", limits])
    began = process_time()
    assert md.convert("[](" * 20_000) == ""
    assert process_time() - began < 2
    assert md.reset().convert("a") == "<p>a</p>"
