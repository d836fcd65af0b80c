"""The allow-list: the tags, attributes and values that an author's HTML may have.

It holds what Python-Markdown, PyMdown and Material make of Markdown, and the plain HTML that people write into it.
What is not here is not published. The rules say nothing of what is dangerous: what nobody thought of is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sopbook.markup.styles import harmless, within


def words(text: str) -> frozenset[str]:
    """Return the words of a text: a list of names, as it is written here."""
    return frozenset(text.split())


_TEXT = (
    "a abbr acronym b bdi big br center cite code del dfn em font i ins kbd mark q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_BLOCKS = (
    "address article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr "
    "li nav ol p pre section summary ul"
)
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_MEDIA = "audio img picture source track video"
_CONTROLS = "input label meter progress"
_SHAPES = "circle ellipse g line path polygon polyline rect svg text tspan"

TAGS = words(" ".join((_TEXT, _BLOCKS, _TABLES, _MEDIA, _CONTROLS, _SHAPES)))
"""Every tag that is published."""

SILENT = words(
    "iframe math noembed noframes noscript object plaintext script style template textarea title xmp"
)
"""Tags whose content goes with them: it is no text for readers."""

_ANYWHERE = words("aria-hidden aria-label class data-search-exclude dir id lang role style title")
_DRAWING = words(
    "cx cy d dominant-baseline dx dy fill fill-opacity fill-rule clip-rule font-family font-size font-weight height "
    "opacity points preserveAspectRatio r rx ry stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width text-anchor viewBox width x x1 x2 xmlns y y1 y2"
)
_CELL = "align colspan headers rowspan scope valign width"
_BLOCK = "align"
_OF_TAGS = {
    "a": "href target name rel download hreflang data-preview",
    "audio": "src controls loop muted preload autoplay",
    "blockquote": "cite",
    "col": "span width align",
    "colgroup": "span width align",
    "del": "cite datetime",
    "details": "open name",
    "div": "align data-tabs",
    "font": "color face size",
    "h1": _BLOCK,
    "h2": _BLOCK,
    "h3": _BLOCK,
    "h4": _BLOCK,
    "h5": _BLOCK,
    "h6": _BLOCK,
    "hr": "align width",
    "img": "src srcset sizes alt width height align loading decoding",
    "input": "type name checked disabled",
    "ins": "cite datetime",
    "label": "for",
    "li": "value type",
    "meter": "value min max low high optimum",
    "ol": "start type reversed",
    "p": _BLOCK,
    "pre": "width",
    "progress": "value max",
    "q": "cite",
    "source": "src srcset sizes type media width height",
    "span": "data-linenos",
    "table": "align border width",
    "td": _CELL,
    "th": f"{_CELL} abbr",
    "time": "datetime",
    "tr": "align valign",
    "track": "src kind srclang label default",
    "ul": "type",
    "video": "src poster controls loop muted playsinline preload width height autoplay",
}
_INNER = words(_SHAPES) - {"svg"}
"""Shapes that are cut off at the edge of their drawing, wherever they are moved; the drawing itself stays in its place."""

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    tag: _ANYWHERE
    | words(_OF_TAGS.get(tag, ""))
    | (_DRAWING if tag in words(_SHAPES) else frozenset())
    | ({"transform"} if tag in _INNER else frozenset())
    for tag in TAGS
}
"""The attributes that each tag may have; `kept` says with which values."""

SCHEMES = words("http https mailto tel sms geo webcal weixin wxwork dingtalk feishu lark alipays taobao")
"""What a link may begin with; all of them leave the page as it is."""

_IGNORED = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
"""What browsers leave out of an address before they read its scheme (URL Standard, "basic URL parser")."""
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_IMAGE = re.compile(r"data:image/(?:png|gif|jpeg|webp);base64,[a-zA-Z0-9+/=]*", re.IGNORECASE)

DIAGRAM = "mermaid"
"""The class for which Material's script loads another from another host; `filtered` says when it may."""

OWN_CLASSES = words(
    "md-button md-button--primary md-button--stretch md-tag md-tags sop-doors sop-figure sop-term"
)
"""Classes of Material's and ours that an author may use; any other of theirs makes a control or an overlay of a text."""

_RESERVED_CLASS = re.compile(rf"md-|sop-|__|tabbed-control|{DIAGRAM}$")
_RESERVED_NAME = re.compile(r"(?:__|sop-)(?!tabbed_\d+(?:_\d+)?$|codelineno-[\w-]+$|span-[\w-]+$)")
_CODE_LINE = re.compile(r"__codelineno-[\w-]+")
_TAB_GROUP = re.compile(r"__tabbed_\d+")
_PLAIN_PAINT = re.compile(r"(?!.*\burl\b)[\w\s#%.,()\-]*", re.IGNORECASE | re.DOTALL)


def kept(tag: str, name: str, value: str) -> str | None:
    """Return what of an attribute's value is published, or None when the attribute is not."""
    if name not in ATTRIBUTES.get(tag, ()):
        return None
    rule = _RULES.get(name)
    return value if rule is None else rule(tag, value)


def scheme_of(url: str) -> str:
    """Return the scheme of an address in small letters as a browser reads it, "" when it has none."""
    match = _SCHEME.match(bare_url(url))
    return match[1].lower() if match else ""


def bare_url(url: str) -> str:
    """Return an address without what browsers leave out of it."""
    return _IGNORED.sub("", url)


def _url(tag: str, url: str) -> str | None:
    scheme = scheme_of(url)
    if scheme == "data":
        return url if tag == "img" and _IMAGE.fullmatch(url.strip()) else None
    return url if not scheme or scheme in SCHEMES else None


def _urls(tag: str, candidates: str) -> str | None:
    """Keep a `srcset` all of whose addresses may be loaded."""
    return candidates if all(_url(tag, one) for one in candidates.split(",")) else None


def _classes(_: str, names: str) -> str | None:
    listed = names.split()
    ours = [name for name in listed if name in OWN_CLASSES or not _RESERVED_CLASS.match(name)]
    return names if len(ours) == len(listed) else " ".join(ours) or None


def _id(_: str, name: str) -> str | None:
    return None if _RESERVED_NAME.match(name) else name


def _name(tag: str, name: str) -> str | None:
    """Keep names of anchors and of tabs: others would stand in for properties of the document."""
    if tag == "input":
        return name if _TAB_GROUP.fullmatch(name) else None
    return name if not name.startswith("__") or _CODE_LINE.fullmatch(name) else None


def _type(tag: str, kind: str) -> str | None:
    return kind if tag != "input" or kind in ("radio", "checkbox") else None


def _style(tag: str, style: str) -> str | None:
    listed = [one for one in style.split(";") if one.strip()]
    left = [one for one in listed if harmless(tag, one)]
    return style if len(left) == len(listed) else ";".join(left) or None


def _size(tag: str, value: str) -> str | None:
    """Keep the sizes of a drawing small; of a picture the theme does."""
    return value if tag != "svg" or value == "auto" or within(value, 2000, 100) else None


def _title(_: str, text: str) -> str:
    """Keep a tooltip a text: Material shows it as HTML where `content.tooltips` is on."""
    return text.replace("<", "＜")


def _paint(_: str, value: str) -> str | None:
    return value if _PLAIN_PAINT.fullmatch(value) else None


def _one_of(*values: str) -> Callable[[str, str], str | None]:
    return lambda _, value: value if value.lower() in values else None


_RULES: Mapping[str, Callable[[str, str], str | None]] = {
    **dict.fromkeys(("href", "src", "poster", "cite"), _url),
    **dict.fromkeys(("fill", "stroke", "transform"), _paint),
    **dict.fromkeys(("width", "height"), _size),
    "srcset": _urls,
    "class": _classes,
    "id": _id,
    "for": _id,
    "name": _name,
    "type": _type,
    "style": _style,
    "title": _title,
    "target": _one_of("_blank", "_self"),
    "rel": _one_of("noopener", "noreferrer", "nofollow", "noopener noreferrer", "external"),
    "role": _one_of("img", "none", "note", "presentation", "doc-backlink", "doc-endnotes", "doc-noteref"),
    "dir": _one_of("ltr", "rtl", "auto"),
    "data-tabs": lambda _, value: value if re.fullmatch(r"\d+:\d+", value) else None,
}
