"""The bundled handbook, built for a fixed day and served on localhost, for the screenshots and the browser tests."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime.fromisoformat("2026-12-08T10:40:00+08:00")
"""A Tuesday: lunch is near, and the evening has a class."""
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


TEXTS = {".css", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"}


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Host(Quiet):
    """Serves as hosts of static pages do: connections kept, texts as gzip, everything kept for ten minutes.

    What is served must not change.
    """

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Say how long the answer may be kept."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send a text as gzip to those who take it, anything else as it is."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes or path.suffix not in TEXTS or not path.is_file():
            return super().send_head()
        content = _packed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return BytesIO(content)


@contextmanager
def built_folder(config: Path = ROOT / "mkdocs.yml", now: datetime = NOW) -> Iterator[Path]:
    """Build a handbook for `now` into a temporary folder; yield it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "-f",
            str(config),
            "-d",
            f"{folder}/site",
        ]
        fixed = {"SOURCE_DATE_EPOCH": str(int(now.timestamp())), "NO_MKDOCS_2_WARNING": "1"}
        subprocess.run(command, cwd=ROOT, env={**os.environ, **fixed}, check=True)
        yield Path(folder, "site")


@contextmanager
def built_site(config: Path = ROOT / "mkdocs.yml", now: datetime = NOW) -> Iterator[str]:
    """Build a handbook for `now` into a temporary folder and serve it; yield its address."""
    with built_folder(config, now) as folder:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()


def browser_path() -> str:
    """Return the browser to drive: $CHROMIUM, or the one that scripts/browser.sh found."""
    return os.environ.get("CHROMIUM") or (ROOT / ".venv/browser-path").read_text(encoding="utf-8").strip()
