"""Printing a book as a PDF: the only place that knows WeasyPrint, which is loaded when something is printed.

Contributors' texts are semi-trusted, so nothing is fetched but pictures of the handbook and those within a page's HTML.
"""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sopbook.errors import SopbookError
from sopbook.findings import Text
from sopbook.render.parts import File
from sopbook.render.pdf import Book, book, pdf_url
from sopbook.render.pdf_text import PICTURE

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

    from sopbook.render.month import Calendar

log = logging.getLogger("mkdocs.plugins.sopbook")

_PICTURES = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"))
_MAX_PICTURE = 20 * 1024 * 1024
"""Bytes of one picture that are read."""
_DPI = 200
"""Resolution above which pictures are scaled down."""
_NO_PICTURE = "Failed to load image at '"
_NO_GLYPH = ".notdef glyph"
"""What WeasyPrint says begins with it: of a picture that is refused or broken, of a character that no font has."""
_HAN = range(0x4E00, 0xA000)


def require() -> None:
    """Raise SopbookError, which says what to install, unless books can be printed here."""
    try:
        from weasyprint.urls import URLFetcher  # noqa: F401
    except ImportError:
        raise SopbookError(
            "打印 PDF 要装 WeasyPrint：pip install 'sopbook[pdf]' / PDFs need WeasyPrint: pip install 'sopbook[pdf]'"
        ) from None
    except OSError as error:
        raise SopbookError(
            "打印 PDF 要有 Pango 和 HarfBuzz（Debian、Ubuntu：apt-get install libpango-1.0-0 libpangoft2-1.0-0"
            " libharfbuzz-subset0；macOS：brew install pango） / PDFs need Pango and HarfBuzz:"
            f" {str(error).splitlines()[0]}"
        ) from None


def books(calendars: Iterable[Calendar], files: Files, folder: Path) -> Iterator[File]:
    """Yield the handbook of each industry as a PDF, printed when it is asked for; what its readers will miss is logged."""
    contents = {file.src_uri: file.page.content or "" for file in files.documentation_pages() if file.page}
    for calendar in calendars:
        if calendar.industry.playbooks:
            content, missing = printed(book(calendar, contents), folder)
            url = pdf_url(calendar.industry.id)
            for text in missing:
                log.warning("%s: %s / %s", url, text.zh, text.en)
            yield File(url, content)


def printed(book: Book, folder: Path) -> tuple[bytes, list[Text]]:
    """Return a book as a PDF, and what its readers will miss; pictures are read from `folder`, the handbook's.

    Equal books make equal bytes. Call `require` first. Raises SopbookError where WeasyPrint gives up.
    """
    from weasyprint import HTML

    with _said() as said:
        try:
            content = HTML(string=book.html, base_url=PICTURE, url_fetcher=_fetcher(folder)).write_pdf(
                pdf_tags=True,
                pdf_identifier=sha256(book.html.encode()).digest()[:16],
                dpi=_DPI,
                optimize_images=True,
                jpeg_quality=85,
            )
        except (
            Exception
        ) as error:  # what contributors draw and write reaches a library that is not made for strangers
            raise SopbookError(
                f"WeasyPrint 打不出这本 PDF / WeasyPrint cannot print this book: {type(error).__name__}: {error}"
            ) from error
    return content, [*_without_picture(book.left_out, said), *_without_font(said)]


def _fetcher(folder: Path) -> Any:
    """Return what hands WeasyPrint pictures; it refuses what is none, or lies outside `folder`."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pictures(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no annotations
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/"):
                return super().fetch(url, headers)
            path, kind = picture_at(url, folder), mimetypes.guess_type(url)[0] or ""
            if path is None or kind not in _PICTURES:
                raise ValueError(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return Pictures(allowed_protocols=("data",))


def picture_at(url: str, folder: Path) -> Path | None:
    """Return the file of a picture's address; None where the handbook in `folder` has no such file to show."""
    base = folder.resolve()
    path = Path(base, unquote(url.removeprefix(PICTURE))).resolve()
    is_ours = url.startswith(PICTURE) and path.is_relative_to(base) and path.is_file()
    if not is_ours or any(part.startswith(".") for part in path.relative_to(base).parts):
        return None
    return path if path.stat().st_size <= _MAX_PICTURE else None


@contextmanager
def _said() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs instead of showing it: most of it is about style sheets."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _without_picture(left_out: Iterable[str], said: Iterable[str]) -> Iterator[Text]:
    """Yield each picture that is not in the PDF."""
    lost = (line.removeprefix(_NO_PICTURE).partition("'")[0] for line in said if line.startswith(_NO_PICTURE))
    for address in dict.fromkeys((*left_out, *(unquote(one.removeprefix(PICTURE)) for one in lost))):
        yield Text(f"图片没有放进 PDF：{address}", f"left out of the PDF: {address}")


def _without_font(said: list[str]) -> Iterator[Text]:
    """Yield once that characters are missing, and whether they are Chinese."""
    lost = [line.split('"')[1] for line in said if line.startswith(_NO_GLYPH) and line.count('"') > 1]
    if any(len(char) == 1 and ord(char) in _HAN for char in lost):
        yield Text(
            "这台电脑没有中文字体，PDF 里的汉字成了方框（Debian、Ubuntu：apt-get install fonts-noto-cjk）",
            "no Chinese font here: characters are boxes in the PDF (Debian, Ubuntu: apt-get install fonts-noto-cjk)",
        )
    elif lost:
        shown = "".join(dict.fromkeys(lost))[:20]
        yield Text(
            f"字体里没有这些字，PDF 里是方框：{shown}", f"no font has these, boxes in the PDF: {shown}"
        )
