"""Which styles an author's HTML may have: what sets a text or a picture, and lays nothing over its neighbours.

A text lies over others where it is larger than its line, or stands elsewhere than its place in the flow. So sizes are
bounded, lines are at least as high as their text whatever is nested in them, and nothing is moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Rule = Callable[[str, str], bool]
"""Whether a tag may have a value."""

_LENGTH = re.compile(r"\+?(\d{1,5}(?:\.\d{0,4})?|\.\d{1,4})(px|pt|em|rem|%|vw)?", re.IGNORECASE)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
_REPLACED = re.compile("audio|hr|img|meter|progress|svg|video")
"""Tags that hold no text which a height could make stick out."""


def harmless(tag: str, declaration: str) -> bool:
    """Tell whether one `property: value` may be published."""
    name, _, value = declaration.partition(":")
    rule = _STYLES.get(name.strip().lower())
    return rule is not None and rule(tag, value.strip())


def within(value: str, most: float, percent: float = 0) -> bool:
    """Tell whether a length is 0 to `most` pixels; of percents, 0 to `percent` of them."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        return False
    number, unit = float(match[1]), (match[2] or "").lower()
    return number <= percent if unit in ("%", "vw") else number * _PIXELS[unit] <= most


def _lengths(most: float, percent: float = 0, words: str = "") -> Rule:
    known = words.split()
    return lambda _, value: all(
        token in known or within(token, most, percent) for token in value.lower().split() or [""]
    )


def _like(pattern: str) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda _, value: compiled.fullmatch(value) is not None


_COLOUR = r"(?:[a-z-]+|#[\da-f]+|var\(--[\w-]+\)|(?:rgb|hsl)a?\([\d\s.,%/]+\))"
_COLOURS = _like(rf"{_COLOUR}(?:\s+{_COLOUR})*")
_WORDS = _like(r"[a-z\d -]+")
_SHARE = _like(r"[\d.]+%?")
_SIZE = _lengths(2000, 100, "auto inherit initial fit-content min-content")
_FONT_SIZES = "xx-small x-small small medium large x-large xx-large smaller inherit initial"

_STYLES: Mapping[str, Rule] = {
    **dict.fromkeys(
        ("color", "background-color", "border-color", "fill", "stroke", "text-decoration"), _COLOURS
    ),
    **dict.fromkeys(
        ("clear", "float", "font-style", "font-weight", "list-style-type", "text-align", "text-anchor"),
        _WORDS,
    ),
    **dict.fromkeys(
        ("text-transform", "white-space", "word-break", "stroke-linecap", "stroke-linejoin"), _WORDS
    ),
    **dict.fromkeys(("fill-opacity", "stroke-opacity", "stroke-miterlimit"), _SHARE),
    **dict.fromkeys(("stroke-dasharray", "stroke-dashoffset", "stroke-width"), _like(r"[\w\s.,%-]+")),
    **dict.fromkeys(("width", "min-width", "max-width"), _SIZE),
    **dict.fromkeys(
        ("height", "max-height"),
        lambda tag, value: (
            value.lower() == "auto" or (_REPLACED.fullmatch(tag) is not None and _SIZE(tag, value))
        ),
    ),
    **dict.fromkeys(
        ("margin", *(f"margin-{side}" for side in ("top", "right", "bottom", "left"))),
        _lengths(96, 20, "auto"),
    ),
    **dict.fromkeys(
        ("padding", *(f"padding-{side}" for side in ("top", "right", "bottom", "left"))), _lengths(32)
    ),
    "display": _like("block|inline|inline-block"),
    "font-family": _like(r"(?:[\w\s,'\"-]|var\(--[\w-]+\))+"),
    "font-size": _lengths(48, 300, _FONT_SIZES),
    "line-height": _like(
        r"normal|[12](?:\.\d+)?|3(?:\.0+)?"
    ),  # with a unit it would not grow with what is nested
    "letter-spacing": _lengths(16, words="normal"),
    "opacity": _like(r"1(?:\.0+)?|0?\.[5-9]\d*|(?:[5-9]\d|100)%"),
    "text-indent": _lengths(64),
    "vertical-align": _like("baseline|sub|super|top|text-top|middle|bottom|text-bottom"),
}
