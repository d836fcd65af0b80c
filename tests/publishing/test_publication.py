"""A fresh folder on its way to the site's place: with and without an exchange, after a kill, beside other builds."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sopbook import publishing
from sopbook.errors import SopbookError
from sopbook.publishing import Publication

WAYS = pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two steps"])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site whose only page says old."""
    (tmp_path / "docs").mkdir()
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "page").write_text("old")
    (folder / ".gitignore").write_text("*")
    return folder


def begun(site: Path, text: str = "new", *, exchanges: bool = True) -> Publication:
    """Return a build of the site that has written its page."""
    publication = Publication(site, site.parent / "docs", exchanges=exchanges)
    (publication.folder / "page").write_text(text)
    return publication


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def killed(work: Callable[[], object]) -> None:
    """Do the work in a process that ends as if killed, if the work does not end it before."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(9)
    os.waitpid(child, 0)


@WAYS
def test_the_new_site_takes_the_place_of_the_old(site: Path, exchanges: bool) -> None:
    site.chmod(0o750)
    publication = begun(site, exchanges=exchanges)
    assert (site / "page").read_text() == "old"
    publication.publish()
    assert (site / "page").read_text() == "new"
    assert names(site.parent) == ["docs", "site"] and names(site) == [".gitignore", "page"]
    assert site.stat().st_mode & 0o777 == 0o750


@WAYS
def test_a_first_site(tmp_path: Path, exchanges: bool) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/docs").mkdir()
    begun(tmp_path / "deep/site", exchanges=exchanges).publish()
    assert names(tmp_path / "deep") == ["docs", "site"]


def test_the_system_exchanges_folders_in_one_step(site: Path) -> None:
    other = site.with_name("other")
    other.mkdir()
    if not publishing._exchange(other, site):
        pytest.skip("this system or file system exchanges no folders")
    assert (other / "page").is_file() and names(site) == []


def test_a_discarded_build_leaves_nothing(site: Path) -> None:
    publication = begun(site)
    publication.discard()
    publication.discard()
    assert (site / "page").read_text() == "old" and names(site.parent) == ["docs", "site"]


@WAYS
def test_what_is_hidden_is_kept_unless_the_build_makes_it(site: Path, exchanges: bool) -> None:
    (site / ".git").write_text("gitdir: elsewhere")
    (site / ".well-known").mkdir()
    (site / ".well-known/mine").write_text("mine")
    (site / ".nojekyll").symlink_to("page")
    publication = begun(site, exchanges=exchanges)
    (publication.folder / ".gitignore").write_text("ours")
    publication.publish()
    assert names(site) == [".git", ".gitignore", ".nojekyll", ".well-known", "page"]
    assert (site / ".gitignore").read_text() == "ours" and (site / ".well-known/mine").read_text() == "mine"
    assert (site / ".nojekyll").is_symlink()


def test_a_link_stays_one(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    site.rename(tmp_path / "elsewhere/real")
    site.symlink_to("elsewhere/real")
    publication = begun(site)
    assert publication.folder.parent.name == "elsewhere"
    publication.publish()
    assert (
        site.is_symlink()
        and (site / "page").read_text() == "new"
        and names(tmp_path / "elsewhere") == ["real"]
    )


@pytest.mark.parametrize("step", range(1, 6))
def test_killed_between_two_steps(site: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build finds the old site or the new one and finishes what was begun, even if it fails itself."""
    taken = 0

    def stepwise(function: Callable[..., object]) -> Callable[..., object]:
        def one(*given: object, **named: object) -> object:
            nonlocal taken
            taken += 1
            if taken == step:
                os._exit(9)
            return function(*given, **named)

        return one

    def work() -> None:
        publication = begun(site, exchanges=False)
        monkeypatch.setattr(Path, "rename", stepwise(Path.rename))
        monkeypatch.setattr(publishing.shutil, "rmtree", stepwise(publishing.shutil.rmtree))
        publication.publish()

    killed(work)
    begun(site).discard()
    assert (site / "page").read_text() in ("old", "new")
    assert names(site) == [".gitignore", "page"] and names(site.parent) == ["docs", "site"]


def test_a_site_in_a_lower_layer_of_an_overlay(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an image brought can be removed in a container, but not moved."""
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == site:
            raise OSError(18, "Invalid cross-device link", str(self), None, str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    begun(site, exchanges=False).publish()
    assert (site / "page").read_text() == "new" and names(site.parent) == ["docs", "site"]


def test_a_swap_that_fails_leaves_the_old_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if target == site and ".ready-" in self.name:
            raise OSError(5, "Input/output error", str(self))
        return rename(self, target)

    publication = begun(site, exchanges=False)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SopbookError, match="Input/output error"):
        publication.publish()
    publication.discard()
    assert (site / "page").read_text() == "old" and names(site.parent) == ["docs", "site"]


def test_the_next_build_takes_away_what_a_killed_one_left(site: Path) -> None:
    killed(lambda: begun(site))
    assert len(names(site.parent)) == 3
    begun(site).discard()
    assert names(site.parent) == ["docs", "site"]


@WAYS
def test_two_builds_each_have_their_folder(site: Path, exchanges: bool) -> None:
    one, other = begun(site, "one", exchanges=exchanges), begun(site, "other", exchanges=exchanges)
    other.publish()
    assert (one.folder / "page").read_text() == "one", "a living build's folder is nobody else's to remove"
    assert (site / "page").read_text() == "other"
    one.publish()
    assert (site / "page").read_text() == "one" and names(site.parent) == ["docs", "site"]


@pytest.mark.parametrize("change", ["touched", "new", "gone"])
def test_a_handbook_that_changes_is_not_published(site: Path, change: str) -> None:
    docs = site.parent / "docs"
    (docs / "a.md").write_text("a")
    publication = begun(site)
    (docs / "a.md").unlink() if change == "gone" else (
        docs / f"{'a' if change == 'touched' else 'b'}.md"
    ).write_text("b!")
    with pytest.raises(SopbookError, match=r"docs/[ab]\.md.*再生成一次"):
        publication.publish()
    publication.discard()
    assert (site / "page").read_text() == "old"


def test_a_message_names_the_site_and_not_the_folder_it_was_built_in(site: Path) -> None:
    error = OSError(
        28, "No space left on device", str(site.with_name(".site.new-0123abcd") / "feeds/all.ics")
    )
    said = publishing.reason_of(error, site)
    assert "site/feeds/all.ics: 磁盘满了" in said and ".new" not in said


def test_a_name_does_nothing_to_the_terminal(site: Path) -> None:
    publication = begun(site)
    (site.parent / "docs/\x1b[2J.md").write_text("x")
    with pytest.raises(SopbookError, match=r"2J\.md") as error:
        publication.publish()
    publication.discard()
    assert "\x1b" not in str(error.value)
