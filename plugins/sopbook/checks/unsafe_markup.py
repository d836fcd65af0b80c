"""SOP307: HTML in a page that is not published: what runs, covers the page or leads astray, and what the filter does not know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.pages import place_of, written_pages
from sopbook.checks.prose import without_blocks, without_spans
from sopbook.findings import Place, Severity, Text
from sopbook.handbook import Handbook
from sopbook.markup import Loss, unpublished
from sopbook.source import Source

MOST = 20
"""Problems told of one page."""

_SIGNS = ("<", "](", "]:", "{")
_WHAT = {
    "tag": Text("标签「{}」", "the tag `{}`"),
    "attribute": Text("属性「{}」", "the attribute `{}`"),
    "style": Text("样式「{}」里有一部分", "part of the style `{}`"),
    "address": Text("地址「{}」", "the address `{}`"),
    "diagram": Text("属性「{}」", "the attribute `{}`"),
}
_DELETE = Text(
    "删掉它；按钮、折叠、标签页、图片大小都可以用 Markdown 的写法。要给人看代码，前后加反引号",
    "remove it: Markdown has its own buttons, folds, tabs and sizes of pictures. Code to be read stands in backquotes",
)
_MEND = {
    "tag": Text(
        "要显示尖括号里的字，前后加反引号，或把 < 写成 &lt;；不要就删掉",
        "to show what is between the brackets, put it in backquotes or write &lt; for <; else remove it",
    ),
    "attribute": Text("删掉这个属性，留着也没有作用", "remove the attribute: it has no effect"),
    "style": Text(
        "可以写颜色、对齐、宽度、字号（最大 300%、48px）、行高（1 到 3，不带单位）、首行缩进（最多 4em）、不为负的边距；别的删掉",
        "colours, alignment, widths, font sizes up to 300% or 48px, line heights of 1 to 3 without a unit, an indent of up to "
        "4em and margins that are not negative may be written; remove the rest",
    ),
    "address": Text(
        "链接写 https://、mailto:、tel: 或 weixin:// 开头的地址，或手册里的文件",
        "link to what begins with https://, mailto:, tel: or weixin://, or to a file of the handbook",
    ),
    "diagram": Text(
        "Mermaid 图写成 ```mermaid 代码块，再照 deploy/README.md 在 mkdocs.yml 里配好；或换成图片",
        "write Mermaid's diagrams as blocks of code, ```mermaid, and configure them as deploy/README.md says; or take a picture",
    ),
}


def check(handbook: Handbook, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each thing on each page that will not be published; the same thing once a page."""
    for page in written_pages(handbook).values():
        yield from islice(_on(page.source), MOST)


def _on(source: Source) -> Iterator[Problem]:
    if not any(sign in source.body for sign in _SIGNS):
        return
    told: set[str] = set()
    for loss in sorted(unpublished(without_spans(without_blocks(source.body)))):
        if loss.text not in told:
            told.add(loss.text)
            yield _problem(loss, place_of(source, loss.at))


def _problem(loss: Loss, where: Place) -> Problem:
    what = _WHAT[loss.kind]
    zh, en = what.zh.format(loss.text), what.en.format(loss.text)
    if loss.is_harmful:
        message = Text(
            f"{zh}不会发布：它能在读者的手机上运行程序、盖住页面，或把人带去别处",
            f"{en} is not published: it could run a program, cover the page or lead readers astray",
        )
        return Problem(where, message, _MEND["style"] if loss.kind == "style" else _DELETE)
    message = Text(f"{zh}不会发布：网页上看不到它", f"{en} is not published: readers will not see it")
    return Problem(where, message, _MEND[loss.kind], Severity.WARNING)


def hidden(where: Place, found: str) -> Problem:
    """Return the problem of a page whose HTML, once made, holds something that was not seen in its source."""
    return Problem(
        where,
        Text(
            f"这一页生成的网页里有「{found}」，不会发布：它能在读者的手机上运行程序",
            f"the HTML made of this page holds `{found}`, which is not published: it could run a program",
        ),
        Text(
            "找出正文里写 HTML 或链接的地方，删掉它",
            "look for HTML or links in the page's text, and remove it",
        ),
    )


CHECK = Check(
    code="SOP307",
    name="unsafe-markup",
    title=Text("页面里的 HTML 都能放心发布", "the HTML of pages is safe to publish"),
    severity=Severity.ERROR,
    why=Text(
        "正文里可以写 HTML，可是会运行的、会盖住页面的、带人去别处的，谁读到谁受害，所以一律不发布。",
        "A page may hold HTML. What runs, covers the page or leads elsewhere harms whoever reads it, and is left out.",
    ),
    mend=Text(
        "删掉它，改用 Markdown 的写法；要给人看的代码，放在反引号里。",
        "Remove it and use Markdown; put code that is to be read in backquotes.",
    ),
    source=Text("sopbook 自己的规定。", "A rule of sopbook's own."),
    bad='size: 180\n---\n\n## 菜单在哪里\n\n<p onclick="location=1">点这里看菜单</p>\n',
    good='size: 180\n---\n\n## 菜单在哪里\n\n<p class="menu">在《今日菜单》里看，按 <kbd>菜单</kbd>。</p>\n',
    whole=check,
)
