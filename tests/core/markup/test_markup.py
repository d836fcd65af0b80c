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

from sopbook.checks.prose import without_blocks
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
        (
            '<p style="margin: 0 auto; display: block">a</p>',
            '<p style="margin: 0 auto; display: block">a</p>',
        ),
        (
            '<b style="font-size:300%;line-height:1.5;color:rgb(1, 2, 3)">a</b>',
            '<b style="font-size:300%;line-height:1.5;color:rgb(1, 2, 3)">a</b>',
        ),
        ('<pre class="mermaid">a</pre>', "<pre>a</pre>"),
        ('<p class="tabbed-control">a</p>', "<p>a</p>"),
        ('<svg width="3000" height="90%"></svg>', '<svg height="90%"></svg>'),
        (
            '<svg transform="scale(300)"><g transform="scale(2)"></g></svg>',
            '<svg><g transform="scale(2)"></g></svg>',
        ),
        ('<a href="dingtalk://dingtalkclient/x">a</a>', '<a href="dingtalk://dingtalkclient/x">a</a>'),
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
    "style",
    [
        "font-size:3000px",
        "font-size:301%",
        "font-size:4em",
        "font-size:1e3px",
        "font-size:var(--x)",
        "font-size:calc(9px * 99)",
        "line-height:0",
        "line-height:.5",
        "opacity:0",
        "opacity:49%",
        "text-indent:-1px",
        "text-indent:9em",
        "vertical-align:300px",
        "margin:0 -3px",
        "margin-left:30%",
        "padding:99px",
        "width:2001px",
        "max-width:101%",
        "height:0",
        "letter-spacing:-9px",
        "text-decoration:underline 900px",
        "transform:scale(9)",
    ],
)
def test_no_style_lays_a_text_over_another(style: str) -> None:
    assert filtered(f'<p style="{style}">a</p>') == "<p>a</p>"
    assert "height" not in filtered('<table><td style="display:block;height:0">a</td></table>')


@pytest.mark.parametrize(
    ("style", "is_harmful"),
    [
        ("font-size:3000px", True),
        ("line-height: 0", True),
        ("opacity:0", True),
        ("opacity: .01;color:red", True),
        ("text-indent:-900px", True),
        ("vertical-align:300px", True),
        ("margin:0 -3px", True),
        ("width:9000px", True),
        ("transform:scale(9)", True),
        ("font-size:54px", False),
        ("line-height:150%", False),
        ("opacity:.3", False),
        ("vertical-align:-0.125em", False),
        ("border:1px solid #000000", False),
        ("box-shadow:0 -1px 2px", False),
    ],
)
def test_a_style_is_an_error_only_where_it_covers_or_hides(style: str, is_harmful: bool) -> None:
    assert [loss.is_harmful for loss in unpublished(f'<a style="{style}">')] == [is_harmful]


def test_diagrams_stay_where_their_script_may_be_loaded() -> None:
    diagram = '<pre class="mermaid"><code>a</code></pre>'
    assert filtered(diagram, diagrams=True) == diagram
    assert filtered('<b class="mermaid">a</b>', diagrams=True) == "<b>a</b>"


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("如果 a<b 而且 c>d，就好", ("tag", "<b 而且 c>", False)),
        ("<b 而且 onclick=x>", ("tag", "<b 而且 onclick=x>", True)),
        ('![x](a.png){: style="border:1px solid" }', ("style", 'style="border:1px solid"', False)),
        ('<pre class="mermaid">', ("diagram", 'class="mermaid"', False)),
        ('<p style="line-height:150%">', ("style", 'style="line-height:150%"', False)),
        ('<svg transform="scale(9)">', ("attribute", 'transform="scale(9)"', True)),
    ],
)
def test_a_loss_is_told_as_what_it_is(text: str, told: tuple[str, str, bool]) -> None:
    assert [(loss.kind, loss.text, loss.is_harmful) for loss in unpublished(text)] == [told]


@pytest.mark.parametrize(
    "text",
    [
        '![x](a.png){: style="margin:0 auto;display:block" }',
        "[a](feishu://x) [b](lark://x) [c](alipays://x) [d](taobao://x) [e](geo:31.2,121.5)",
    ],
)
def test_what_is_harmless_is_not_told_of(text: str) -> None:
    assert [*unpublished(text)] == []


@pytest.mark.parametrize(
    "body",
    [
        "1. a\n\n2. 第二步\n\n        <b>x</b>\n",
        "- a\n    - b\n\n            <b>x</b>\n",
        "- a\n    - b\n\n        <b>x</b>\n",
        "- a\n\n    <b>x</b>\n",
        "- a\n        <b>x</b>\n",
        '!!! note "a"\n    b\n\n        <b>x</b>\n',
        "- a\n\nb\n\n    <b>x</b>\n",
        "- a\n\n\t\t<b>x</b>\n",
    ],
)
def test_code_in_a_list_is_code_where_markdown_makes_it_so(body: str) -> None:
    made = markdown.markdown(body, extensions=["admonition", "pymdownx.superfences"])
    assert ("<b>" in without_blocks(body)) == ("<b>" in made)


def test_markdown_that_takes_too_long_is_given_up() -> None:
    limits = PageLimits(seconds=0.2)
    limits.path = "a.md"
    md = markdown.Markdown(extensions=["attr_list", limits])
    began = process_time()
    assert md.convert("[](" * 20_000) == ""
    assert process_time() - began < 2
    assert md.reset().convert("a") == "<p>a</p>"
