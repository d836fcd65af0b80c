"""An author's text in the book: what reaches out of its chapter stays outside, and links lead where they can."""

from __future__ import annotations

import re

import pytest

from sopbook.render.pdf_text import MAX_DEPTH, MAX_SPANS, Binding, Chapter, bound

OVERVIEW = Chapter(name="overview", url="industries/a/")
LUNCH = Chapter(name="c1", url="industries/a/lunch/")
SITE = "https://sop.example.com/"


def text(html: str, chapter: Chapter = LUNCH, site_url: str = "") -> str:
    binding = Binding(chapters={one.url: one for one in (OVERVIEW, LUNCH)}, site_url=site_url)
    return bound(html, chapter, binding)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p { background: url(http://a.example/x) }</style>",
        "<svg><style>@import url(http://a.example/x)</style></svg>",
        '<link rel="stylesheet" href="http://a.example/x">',
        '<base href="http://a.example/">',
        '<meta name="author" content="me">',
        '<iframe src="http://a.example/"></iframe>',
        '<object data="file:///etc/passwd">text</object>',
        '<embed src="file:///etc/passwd">',
        '<svg><image href="file:///etc/passwd"></image></svg>',
        '<svg><use href="http://a.example/x.svg#a"></use></svg>',
        '<p style="background: url(http://a.example/x)" onclick="x()" class="cover">&nbsp;</p>',
        '<svg><rect fill="url(http://a.example/x)"></rect></svg>',
        '<input type="image" src="http://a.example/x">',
        '<video src="http://a.example/x"></video>',
        '<template><img src="x.png"></template>',
        '<noscript><img src="http://a.example/x"></noscript>',
        "<!-- a comment --><?php x ?><!DOCTYPE html>",
    ],
)
def test_what_fetches_or_styles_stays_outside(html: str) -> None:
    found = text(html)
    for word in ("url", "example", "passwd", "x.png", "alert", "onclick", "cover", "<!", "<?", "author"):
        assert word not in found


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("</section></div><p>一", "<p>一</p>"),
        ("<b><i>一</b>二</i>", "<b><i>一</i></b>二"),
        ("<blink>一</blink>", "一"),
        ("一 &lt;b&gt; &amp; 二", "一 &lt;b&gt; &amp; 二"),
        ("<h1>题</h1><h1>再题</h1>", "<h2>再题</h2>"),
        ('<h2 id="how">怎么做<a class="headerlink" href="#how">¶</a></h2>', '<h2 id="c1-how">怎么做</h2>'),
        ('<p class="sop-intro">摘要</p>', ""),
        ('<td style="text-align: right;">9</td>', '<td class="right">9</td>'),
        ('<td colspan="2" rowspan=" 0">9</td>', '<td colspan="2" rowspan="0">9</td>'),
        ('<td colspan="200000" rowspan="+00101">9</td>', '<td colspan="100" rowspan="100">9</td>'),
        (f'<col span="{"9" * 5000}">', '<col span="100">'),
        ('<td colspan="-1" rowspan="٣">9</td>', "<td>9</td>"),
        (
            '<li><input type="checkbox" disabled checked>好</li>',
            '<li><span class="box is-done"></span>好</li>',
        ),
        ('<rect fill="url(#red)" width="3"></rect>', '<rect fill="url(#c1-red)" width="3"></rect>'),
        ('<ol start="3"><li>一</ol>', '<ol start="3"><li>一</li></ol>'),
        ("<p><script>x</p>", "<p></p>"),
    ],
)
def test_what_remains_is_whole(html: str, expected: str) -> None:
    assert text(html) == expected


def test_elements_inside_each_other_end_somewhere() -> None:
    found = text("<div>" * 5000 + "一")
    assert found.count("<div>") == found.count("</div>") == MAX_DEPTH
    assert "一" in found


@pytest.mark.parametrize(
    ("href", "without_site", "with_site"),
    [
        ("#how", "#c1-how", "#c1-how"),
        ("../", "#overview", "#overview"),
        ("../#first-week", "#overview-first-week", "#overview-first-week"),
        ("../lunch/", "#c1", "#c1"),
        ("../../../handbook/rules/#a", "", f"{SITE}handbook/rules/#a"),
        ("../../../", "", SITE),
        ("../../../../../elsewhere/", "", ""),
        ("/handbook/", "", f"{SITE}handbook/"),
        ("https://a.example/?q=1&b=2", "https://a.example/?q=1&b=2", "https://a.example/?q=1&b=2"),
        ("mailto:a@b.example", "mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", "", ""),
        ("file:///etc/passwd", "", ""),
        ("//a.example/x", "", ""),
        ("http://[broken", "", ""),
    ],
)
def test_links_lead_into_the_book_else_to_the_site(href: str, without_site: str, with_site: str) -> None:
    for site, target in (("", without_site), (SITE, with_site)):
        found = text(f'<a href="{href.replace("&", "&amp;")}">看</a>', site_url=site)
        assert f'href="{target.replace("&", "&amp;")}"' in found if target else found == "<a>看</a>"


def test_without_directories_links_lead_to_the_same_chapters() -> None:
    overview, lunch = (
        Chapter(name="overview", url="industries/a/index.html"),
        Chapter(name="c1", url="industries/a/午市.html"),
    )
    binding = Binding(chapters={one.url: one for one in (overview, lunch)})
    found = bound('<a href="%E5%8D%88%E5%B8%82.html#x">一</a><a href="index.html">二</a>', overview, binding)
    assert found == '<a href="#c1-x">一</a><a href="#overview">二</a>'


def test_an_address_is_printed_unless_the_text_says_it() -> None:
    assert text('<a href="https://a.example/">看</a>') == '<a href="https://a.example/" class="out">看</a>'
    assert "out" not in text('<a href="https://a.example/?a=1&amp;b=2">https://a.example/?a=1&amp;b=2</a>')
    assert "out" not in text('<a href="../../../handbook/">看</a>', site_url=SITE)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("../menu.png", "handbook:/industries/a/menu.png"),
        ("../../../images/%E8%8F%9C.png?v=2#x", "handbook:/images/%E8%8F%9C.png"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
    ],
)
def test_pictures_are_named_by_their_place_in_the_handbook(source: str, expected: str) -> None:
    assert text(f'<img src="{source}" alt="菜单" onerror="x()">') == f'<img src="{expected}" alt="菜单">'


@pytest.mark.parametrize(
    "source",
    [
        "http://a.example/x.png",
        "//a.example/x.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "../../../../../etc/passwd",
        "data:text/html,x",
        "http://[broken",
        "",
    ],
)
def test_other_pictures_are_words_and_are_told(source: str) -> None:
    binding = Binding(chapters={LUNCH.url: LUNCH})
    assert bound(f'<img src="{source}" alt="菜&lt;单">', LUNCH, binding) == "菜&lt;单"
    assert binding.left_out == [source]


def test_cells_cover_a_bounded_room_together() -> None:
    spans = [
        int(span) for span in re.findall('colspan="([0-9]+)"', text('<td colspan="100"></td>' * MAX_SPANS))
    ]
    assert len(spans) <= MAX_SPANS
    assert sum(span - 1 for span in spans) == MAX_SPANS
