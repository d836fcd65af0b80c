"""No link of an author's lies over what stands below it, in a real browser with the site's styles."""

from __future__ import annotations

from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser

from sopbook.markup import filtered

pytestmark = pytest.mark.browser

_OURS = Path(__file__).resolve().parents[2] / "templates/theme/assets/sopbook/sopbook.css"
_THEMES = Path(material.__file__).parent / "templates/assets/stylesheets"
_PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_LINK = f'<a href="x"><img src="{_PIXEL}" style="max-width:900px;width:900px;height:1900px"></a>'
_LARGE = '<span style="font-size:300%">'
_OVERHANG = 20
"""Points, of some 12,000: a large letter reaches a little below its line."""

_HITS = """() => {
  const box = document.querySelector("main").getBoundingClientRect()
  let hits = 0
  for (let y = box.top + 2; y < box.bottom; y += 8)
    for (let x = box.left + 2; x < box.right; x += 16)
      hits += document.elementFromPoint(x, y)?.closest("a[href]") ? 1 : 0
  return hits
}"""


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="x" style="font-size:3000px;line-height:0;opacity:0">█</a></p>',
        '<p><a href="x"><svg width="20" height="20" transform="scale(300)" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg></a></p>',
        '<p style="text-indent:-900px;line-height:0"><a href="x" style="font-size:1500px">■■■■</a></p>',
        '<p><a href="x" style="padding:500px">a</a></p>',
        f'<p><sup><a href="x">{"<big>" * 25}█{"</big>" * 25}</a></sup></p>',
        f'<p><sup><a href="x">{_LARGE * 4}█{"</span>" * 4}</a></sup></p>',
        f'<p style="line-height:1"><a href="x">{_LARGE * 9}█{"</span>" * 9}</a></p>',
        f'<div style="height:0">{_LINK}</div>',
        f'<div style="float:left;width:1px">{_LINK}</div>',
        f'<span class="twemoji">{_LINK}</span>',
    ],
)
def test_no_link_lies_over_what_stands_below_it(html: str, browser: Browser) -> None:
    styles = "".join(path.read_text("utf-8") for path in (*_THEMES.glob("main.*.min.css"), _OURS))
    page = browser.new_page(viewport={"width": 1200, "height": 6000})
    try:
        page.set_content(
            f'<!doctype html><style>{styles}</style><body dir="ltr"><div class="md-typeset">{filtered(html)}'
            f"<main>{'<p>好 好 好</p>' * 40}</main></div>"
        )
        assert page.evaluate(_HITS) < _OVERHANG
    finally:
        page.close()
