"""QR codes (ISO/IEC 18004) as SVG files, for carrying a link from a screen to a phone."""

from __future__ import annotations

from io import BytesIO

import segno

_MASK = 3
"""One of the eight patterns, taken for all: trying each for the most even picture takes six times as long."""


def svg(text: str) -> str:
    """Return a QR code of `text` on white, with the quiet zone of four modules that scanners ask for."""
    code = segno.make_qr(text, error="m", boost_error=False, mask=_MASK)
    written = BytesIO()
    code.save(written, kind="svg", xmldecl=False, omitsize=True, light="#fff", svgclass=None, lineclass=None)
    return written.getvalue().decode()
