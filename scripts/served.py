"""The bundled handbook, built for a fixed day and served on localhost, for the screenshots and the browser tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

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


@contextmanager
def built_site(config: Path = ROOT / "mkdocs.yml") -> Iterator[str]:
    """Build a handbook for NOW into a temporary folder and serve it; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", folder]
        fixed = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "NO_MKDOCS_2_WARNING": "1"}
        subprocess.run(command, cwd=ROOT, env={**os.environ, **fixed}, check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()


def browser_path() -> str:
    """Return the browser to drive: $CHROMIUM, or the one that scripts/browser.sh found."""
    return os.environ.get("CHROMIUM") or (ROOT / ".venv/browser-path").read_text(encoding="utf-8").strip()
