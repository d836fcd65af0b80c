"""Faults put into real builds: what is read is the old site or the new one, whole, and a message says what happened."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
from pathlib import Path
from time import sleep

import pytest

from publishing.project import Book, copied, tree, wait_for

pytestmark = pytest.mark.site
SOPBOOK, MKDOCS, PROPERDOCS = ("sopbook", "build"), ("mkdocs", "build", "-q"), ("properdocs", "build", "-q")
UNCHANGED = "原来的站点没有改动"


@pytest.mark.parametrize("command", [SOPBOOK, MKDOCS, PROPERDOCS])
def test_a_build_replaces_the_site(book: Book, command: tuple[str, ...]) -> None:
    code, said = book.build(*command)
    assert code == 0, said
    site = tree(book.site)
    assert site.keys() == book.new.keys() and book.beside() == []
    assert site == book.new or command[0] == "properdocs", "it signs its pages"
    assert "industries/a/gone/index.html" in book.old.keys() - book.new.keys(), "what is made no more is gone"


def test_killed_at_any_moment(book: Book) -> None:
    chance = random.Random(7)
    moments = sorted(chance.uniform(0.1, 1.1) for _ in range(10))
    seen = set()
    for moment in moments:
        process = book.begin()
        sleep(moment * book.seconds)
        process.kill()
        process.communicate()
        served = tree(book.site)
        assert served in (book.old, book.new), f"killed after {moment:.2f} of a build"
        seen.add(served == book.new)
    code, said = book.build()
    assert code == 0, said
    assert tree(book.site) == book.new
    assert book.beside() == []


def test_killed_while_the_folders_change_places(book: Book) -> None:
    process = book.begin()
    wait_for(lambda: not (book.site / "industries/a/gone").exists())
    process.kill()
    process.communicate()
    assert tree(book.site) == book.new
    assert book.build()[0] == 0 and book.beside() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_by_a_signal(book: Book, number: signal.Signals) -> None:
    process = book.begin()
    wait_for(lambda: list(book.root.glob(".site.new-*/feeds")))  # two processes are writing
    process.send_signal(number)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1 and UNCHANGED in said and "Traceback" not in said, said
    assert book.is_kept()


def test_an_interrupted_build_of_mkdocs_leaves_nothing(book: Book) -> None:
    process = book.begin(*MKDOCS)
    wait_for(lambda: list(book.root.glob(".site.new-*/feeds")))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 1 and book.is_kept()


@pytest.mark.parametrize(
    ("free", "command"),
    [(0, SOPBOOK), (100_000, SOPBOOK), (3_000_000, SOPBOOK), (1_000_000, MKDOCS), (1_000_000, PROPERDOCS)],
)
def test_a_full_disk(states: Book, disk: Path, free: int, command: tuple[str, ...]) -> None:
    book = copied(states, disk)
    used = sum(map(len, book.new.values()))
    about = os.statvfs(disk)
    ballast = about.f_bavail * about.f_frsize - min(free, used // 2)
    with (disk / "playbooks/.ballast").open("wb") as file:
        file.write(bytes(ballast // 4096 * 4096))
    code, said = book.build(*command)
    assert code == 1 and UNCHANGED in said and "No space left on device" in said, said
    assert "Traceback" not in said and said.count("\n") < 12, said
    assert book.is_kept()


@pytest.mark.parametrize("command", [SOPBOOK, MKDOCS])
def test_files_may_not_be_large(book: Book, command: tuple[str, ...]) -> None:
    """What a quota or `ulimit -f` does, where nothing may be mounted."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        process = book.begin(*command)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1 and UNCHANGED in said and "File too large" in said, said
    assert "Traceback" not in said and book.is_kept()


def test_a_read_only_disk(states: Book, disk: Path) -> None:
    book = copied(states, disk)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    code, said = book.build()
    assert code == 1 and "只读" in said and UNCHANGED in said and "Traceback" not in said, said
    assert book.is_kept()


def test_a_folder_that_only_others_may_write_to(book: Book) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere; test_a_read_only_disk stands for it")
    book.root.chmod(0o555)
    code, said = book.build()
    book.root.chmod(0o755)
    assert code == 1 and "没有权限" in said and UNCHANGED in said, said
    assert book.is_kept()


@pytest.mark.parametrize("what", ["mount", "file"])
def test_what_cannot_be_replaced_is_said_before_anything_is_built(book: Book, disk: Path, what: str) -> None:
    for path in sorted(book.site.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    if what == "mount":
        (disk / "served").mkdir()
        subprocess.run(["mount", "--bind", str(disk / "served"), str(book.site)], check=True)
    else:
        book.site.rmdir()
        book.site.write_text("mine")
    code, said = book.build("mkdocs", "build")
    if what == "mount":
        subprocess.run(["umount", str(book.site)], check=True)
    assert code == 1 and ("挂载点" if what == "mount" else "这是文件") in said and "Traceback" not in said, (
        said
    )
    assert book.beside() == []


def test_a_bind_mount_of_the_same_disk_is_one_too(states: Book, disk: Path) -> None:
    (disk / "a b").mkdir()
    (disk / "served").mkdir()
    book = copied(states, disk / "a b")
    subprocess.run(["mount", "--bind", str(disk / "served"), str(book.site)], check=True)
    code, said = book.build()
    subprocess.run(["umount", str(book.site)], check=True)
    assert code == 1 and "挂载点" in said, said
    assert book.is_kept()


@pytest.mark.parametrize(
    ("name", "command"),
    [("shop.png", SOPBOOK), ("industries/a/x.md", SOPBOOK), ("shop.png", MKDOCS), ("shop.png", PROPERDOCS)],
)
def test_a_file_vanishes(book: Book, name: str, command: tuple[str, ...]) -> None:
    process = book.begin(*command)
    wait_for(book.beside)
    (book.root / "playbooks" / name).unlink()
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1 and name in said and "Traceback" not in said, said
    assert book.is_kept()


@pytest.mark.parametrize("name", ["shop.png", "industries/a/x.md", "new.md"])
def test_a_file_changes(book: Book, name: str) -> None:
    process = book.begin()
    wait_for(book.beside)
    with (book.root / "playbooks" / name).open("a", encoding="utf-8") as file:
        file.write("\n## 又一节\n")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1 and f"playbooks/{name}" in said and "再生成一次" in said, said
    assert "Traceback" not in said and book.is_kept()


def test_two_builds_at_once(book: Book) -> None:
    processes = [book.begin(), book.begin(*MKDOCS)]
    said = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert tree(book.site) == book.new and book.beside() == []


def test_strict_publishes_nothing_with_a_warning(book: Book) -> None:
    (book.root / "playbooks/index.md").write_text("# 首页\n\n[没有](nothing.md)\n", "utf-8")
    for module in ("sopbook", "properdocs"):
        code, said = book.build(module, "build", "--strict")
        assert code == 1 and "Traceback" not in said, said
        assert book.is_kept()
    assert book.build()[0] == 0, "an author's dead link is a warning"
