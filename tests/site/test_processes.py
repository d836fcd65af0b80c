"""The product as strangers run it: another MkDocs, a wheel in a fresh environment, and a live preview."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.site


def run(folder: Path, *command: str | Path) -> str:
    """Run a command that must succeed; return what it wrote."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    result = subprocess.run(
        command,
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


def test_properdocs_builds_it_as_well(draw: Callable[..., Path], write: Callable[..., str]) -> None:
    root = draw({"industries/dining/lunch.md": write(welcome="hi"), "index.md": "# 首页\n"})
    run(root, sys.executable, "-m", "properdocs", "build", "-f", "mkdocs.yml", "--strict")
    for name in ("index.html", "industries/dining/lunch/index.html", "rules/index.html", "feeds/dining.ics"):
        assert (root / "site" / name).is_file(), name


def test_mkdocs_itself_builds_the_bundled_handbook(tmp_path: Path) -> None:
    site = tmp_path / "site"
    run(ROOT, sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site)
    for industry in ("education", "dining", "clothing", "mother-baby"):
        assert (site / f"industries/{industry}/index.html").is_file()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `bin` of a fresh environment with our wheel in it, and our dependencies within its reach."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run(ROOT, *pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ".")
    (wheel,) = folder.glob("sopbook-*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env/bin/python"
    run(folder, *pip, "--python", python, "install", "-q", "--no-deps", "--no-index", wheel)
    # A path in a .pth file is searched after the environment's own, and the .pth files in it are not read: our editable
    # install stays out of sight.
    (own,) = (folder / "env/lib").glob("python*/site-packages")
    ours = next(path for path in sys.path if path.endswith("site-packages"))
    (own / "dependencies.pth").write_text(f"{ours}\n", "utf-8")
    where = run(folder, python, "-c", "import sopbook; print(sopbook.__file__)")
    assert Path(where.strip()).is_relative_to(folder)
    return folder / "env/bin"


def test_a_wheel_outside_the_repository_builds_a_handbook(
    installed: Path, draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    root = draw(
        {"industries/dining/lunch.md": write(welcome="hi")},
        "site_name: x\ndocs_dir: playbooks\ntheme: material\nplugins: [search, sopbook]\n",
    )
    run(root, installed / "sopbook", "build", "--strict", "--today", "2026-12-07")
    for name in (
        "index.html",
        "industries/dining/calendar/2026-12/index.html",
        "rules/welcome/dining-lunch.txt",
        "feeds/all.ics",
        "assets/sopbook/sopbook.css",
        "assets/sopbook/sopbook.js",
    ):
        assert (root / "site" / name).is_file(), name
    run(root, installed / "sopbook", "check", "--strict")


# ---------------------------------------------------------------------------------------------------------------------
# A live preview


class Preview:
    """`sopbook serve` in a process of its own."""

    def __init__(self, root: Path, *arguments: str) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self.log = root / "serve.log"
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "sopbook", "serve", "--address", f"127.0.0.1:{port}", *arguments]
            self.process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log)

    def read(self, path: str) -> str:
        """Return a page, or nothing while there is none."""
        try:
            with urlopen(f"{self.url}{path}", timeout=5) as response:
                return str(response.read().decode())
        except (URLError, ConnectionError, TimeoutError):
            return ""

    def until(self, path: str, said: str) -> str:
        """Return the page as soon as it says what is expected."""
        end = monotonic() + 20
        while monotonic() < end:
            assert self.process.poll() is None, self.log.read_text("utf-8")
            text = self.read(path)
            if said in text:
                return text
            sleep(0.1)
        raise AssertionError(f"{path} never says {said!r}\n{self.log.read_text('utf-8')}")

    def builds(self) -> int:
        """Return how often the site was built."""
        return len(re.findall("Building documentation", self.log.read_text("utf-8")))


@pytest.fixture
def preview(draw: Callable[..., Path], write: Callable[..., str]) -> Iterator[tuple[Preview, Path]]:
    root = draw(
        {
            "industries/dining/lunch.md": write("每天 11:00 | 今日菜单"),
            "industries/dining/index.md": "# 餐饮\n",
        }
    )
    served = Preview(root, "--today", "2026-12-07")
    try:
        yield served, root
    finally:
        served.process.terminate()
        served.process.wait(10)


def test_a_preview_shows_an_edited_playbook_and_never_loops(
    preview: tuple[Preview, Path], write: Callable[..., str]
) -> None:
    served, root = preview
    served.until("industries/dining/lunch/", "今日菜单")
    assert "今日菜单" in served.read("industries/dining/calendar/2026-12/")
    assert served.builds() == 1
    playbook = root / "playbooks/industries/dining/lunch.md"
    playbook.write_text(write("每天 12:00 | 明日菜单"), "utf-8")
    assert "今日菜单" not in served.until("industries/dining/lunch/", "明日菜单")
    month = served.read("industries/dining/calendar/2026-12/")
    assert "明日菜单" in month and "12:00" in month and "今日菜单" not in month
    assert "明日菜单" in served.read("feeds/dining.ics")
    new = root / "playbooks/industries/dining/dinner.md"
    new.write_text(write("每天 18:00 | 晚市", title="晚市群"), "utf-8")
    served.until("industries/dining/", "晚市群")
    served.until("industries/dining/dinner/", "晚市")
    builds = served.builds()
    sleep(3)
    assert served.builds() == builds, "built again though nothing changed"
    playbook.write_text(write("每天"), "utf-8")
    _wait(lambda: "SOP201" in served.log.read_text("utf-8"))
    assert "playbooks/industries/dining/lunch.md:7:" in served.log.read_text("utf-8")
    playbook.write_text(write("每天 9:00 | 早市"), "utf-8")
    served.until("industries/dining/lunch/", "早市")


def _wait(happened: Callable[[], bool]) -> None:
    end = monotonic() + 20
    while not happened():
        assert monotonic() < end
        sleep(0.1)
