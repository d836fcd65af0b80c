"""Characters that mean the same made equal, one for one, so that a column stays a column."""

from __future__ import annotations

_SAME = {
    "-": "−–—‐‑‒―─﹣～~〜∼",
    "'": "’‘′`",
    ":": "∶︰",
    "、": "､",
    " ": "\t\n\r\f\v\x85\xa0\u2002\u2003\u2009\u202f\u3000",
}
_TRADITIONAL = dict(
    zip(
        "週點後號個節鐘時禮東間當斷國慶雙購貨聖誕運營開課羣",
        "周点后号个节钟时礼东间当断国庆双购货圣诞运营开课群",
        strict=True,
    )
)
_FOLD: dict[int, str] = {
    **{code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)},
    **{code: chr(code + 32) for code in range(65, 91)},
    **{ord(char): plain for plain, chars in _SAME.items() for char in chars},
    **{ord(char): plain for char, plain in _TRADITIONAL.items()},
}


def fold(text: str) -> str:
    """Return the text with characters that mean the same made equal, each one for one, so that columns stay."""
    folded = text.translate(_FOLD)
    if folded.isascii():
        return folded
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)
