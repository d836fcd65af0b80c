"""`sopbook build`, `render` and `schema`: what is published is whole, or what was there stays."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Spawn = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.site


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def project(draw: Callable[..., Path], write: Callable[..., str]) -> Path:
    """Return a project with one playbook, and a former site that is nobody's to touch."""
    root = draw({"industries/a/x.md": write("每天 11:00 | 菜单", welcome="欢迎"), "index.md": "# 首页\n"})
    (root / "site/old").mkdir(parents=True)
    (root / "site/.gitignore").write_text("*\n!.gitignore\n", "utf-8")
    (root / "site/old/index.html").write_text("<p>从前的站点", "utf-8")
    return root


def test_a_build_takes_the_place_of_the_former_site(run: Run, project: Path) -> None:
    result = run(project, "build", "--today", "2026-12-07")
    assert result.exit_code == 0, result.output
    site = tree(project / "site")
    assert site[".gitignore"] == b"*\n!.gitignore\n"
    assert not any(name.startswith("old/") for name in site)
    assert {
        "index.html",
        "industries/a/index.html",
        "industries/a/x/index.html",
        "industries/a/calendar/2026-12/index.html",
        "industries/a/calendar/2027-12/index.html",
        "feeds/all.ics",
        "feeds/a.ics",
        "rules/index.html",
    } <= set(site)
    assert sorted(path.name for path in project.iterdir()) == ["mkdocs.yml", "playbooks", "site"]


def test_a_site_that_is_a_link_stays_one(run: Run, project: Path, tmp_path: Path) -> None:
    (project / "site").rename(tmp_path / "published")
    (project / "site").symlink_to(tmp_path / "published")
    assert run(project, "build").exit_code == 0
    assert (project / "site").is_symlink() and (tmp_path / "published/index.html").is_file()
    assert not any(path.name.startswith(".") for path in [*project.iterdir(), *tmp_path.iterdir()])


def test_a_file_in_the_sites_place_is_one_message(run: Run, project: Path) -> None:
    (project / "mkdocs.yml").write_text(
        (project / "mkdocs.yml").read_text("utf-8") + "site_dir: mine\n", "utf-8"
    )
    (project / "mine").write_text("mine", "utf-8")
    result = run(project, "build")
    assert result.exit_code == 1 and "mine" in result.stderr
    assert (project / "mine").read_text("utf-8") == "mine"


def test_a_first_build_makes_the_site(run: Run, project: Path) -> None:
    for path in (project / "site").rglob("*"):
        if path.is_file():
            path.unlink()
    (project / "site/old").rmdir()
    (project / "site").rmdir()
    assert run(project, "build").exit_code == 0
    assert (project / "site/index.html").is_file()
    assert (project / "site").stat().st_mode & 0o777 == 0o755


ERRORS = {"playbook": ("industries/a/x.md", "title：午市\n"), "page": ("index.md", "---\ntitel: x\n---\n")}


@pytest.mark.parametrize(("name", "text"), ERRORS.values(), ids=list(ERRORS))
@pytest.mark.parametrize(
    "command",
    [
        ("sopbook", "build"),
        ("sopbook", "build", "--strict"),
        ("mkdocs", "build"),
        ("mkdocs", "build", "--strict"),
    ],
    ids=" ".join,
)
def test_an_error_publishes_nothing_and_leaves_the_former_site_whole(
    name: str, text: str, command: tuple[str, ...], spawn: Spawn, project: Path
) -> None:
    before = tree(project)
    path = project / "playbooks" / name
    path.write_text("---\ntitle：午市\n---\n" if name != "index.md" else text, "utf-8")
    result = spawn(project, *command)
    assert result.returncode == 1
    assert f"playbooks/{name}:2:" in result.stderr, result.stderr
    assert "Traceback" not in result.stderr
    path.write_bytes(before[f"playbooks/{name}"])
    assert tree(project) == before


def test_a_failure_half_way_leaves_the_former_site_whole(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(project)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device", "feeds/all.ics")

    monkeypatch.setattr("sopbook.files.write_all", full)
    result = run(project, "build")
    assert result.exit_code == 1 and "No space left" in result.stderr
    assert tree(project) == before and sorted(path.name for path in project.iterdir()) == [
        "mkdocs.yml",
        "playbooks",
        "site",
    ]


@pytest.mark.parametrize("broken", ["{% if %}", "{% include 'none.html' %}", "{{ nope.here.there }}"])
def test_a_broken_template_of_the_theme_is_one_message(run: Run, project: Path, broken: str) -> None:
    before = tree(project / "site")
    (project / "templates/theme").mkdir(parents=True)
    (project / "templates/theme/sopbook.html").write_text(broken, "utf-8")
    result = run(project, "build")
    assert result.exit_code == 1 and "template" in result.stderr and "None" not in result.stderr
    assert tree(project / "site") == before


def test_a_swap_that_fails_puts_the_former_site_back(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, rename = tree(project), Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "site" and ".ready-" in self.name:
            raise OSError(13, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr("sopbook.publishing._exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse)
    result = run(project, "build")
    assert result.exit_code == 1 and "Permission denied" in result.stderr, result.stderr
    assert tree(project) == before
    assert sorted(path.name for path in project.iterdir()) == ["mkdocs.yml", "playbooks", "site"]


def test_strict_fails_on_a_warning_says_it_and_publishes_nothing(
    spawn: Spawn, project: Path, write: Callable[..., str]
) -> None:
    (project / "playbooks/industries/a/x.md").write_text(write(welcome="'{{ nobody }}'"), "utf-8")
    before = tree(project)
    result = spawn(project, "sopbook", "build", "--strict")
    assert result.returncode == 1
    assert "playbooks/industries/a/x.md:5:" in result.stderr and "SOP110" in result.stderr, result.stderr
    assert "Traceback" not in result.stderr
    assert tree(project) == before
    assert spawn(project, "sopbook", "build").returncode == 0


def test_a_folder_that_no_configuration_calls_its_own_cannot_be_built(run: Run, project: Path) -> None:
    (project / "other").mkdir()
    result = run(project, "build", "--playbooks", "other")
    assert result.exit_code == 1 and "mkdocs.yml" in result.stderr


def test_a_configuration_without_the_plugin_says_so(run: Run, project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: x\ndocs_dir: playbooks\nplugins: [search]\n", "utf-8")
    result = run(project, "build")
    assert result.exit_code == 1 and "sopbook" in result.stderr


def test_a_build_from_another_folder_is_the_same(run: Run, project: Path, tmp_path: Path) -> None:
    assert run(project, "build", "--today", "2026-12-07").exit_code == 0
    before = tree(project / "site")
    (project / "elsewhere").mkdir()
    result = run(project / "elsewhere", "build", "--playbooks", "../playbooks", "--today", "2026-12-07")
    assert result.exit_code == 0, result.output
    after = tree(project / "site")
    timed = ("sitemap.xml.gz", "sitemap.xml")
    assert {name: text for name, text in after.items() if name not in timed} == {
        n: t for n, t in before.items() if n not in timed
    }


# ---------------------------------------------------------------------------------------------------------------------
# render, schema


def test_render_writes_pages_that_any_generator_takes(run: Run, project: Path) -> None:
    result = run(project, "render", "--out", "out", "--today", "2026-12-07")
    assert result.exit_code == 0, result.output
    out = tree(project / "out")
    page = out["industries/a/x.md"].decode()
    assert page.startswith("---\ntitle: 午市福利群\n---\n") and page.count("\n---\n") == 1
    assert "正文" in page and 'id="slot-slot-1"' in page and "schedule:" not in page
    assert "菜单" in out["industries/a/calendar/2026-12.md"].decode()
    assert {
        "index.md",
        "industries/index.md",
        "industries/a/index.md",
        "rules/index.md",
        "feeds/all.ics",
        "rules/welcome/a-x.txt",
    } <= set(out)
    for name, content in out.items():
        if name.endswith(".md"):
            inside = content.decode().partition("<div>")[2].rpartition("</div>")[0].split("</div>\n\n")[0]
            assert "\n\n" not in inside, f"{name}: a blank line ends a block of HTML"
    assert run(project, "render", "--out", "out", "--today", "2026-12-07", "--lang", "en").exit_code == 0
    assert tree(project / "out") == out


def test_render_needs_somewhere_to_write(run: Run, project: Path) -> None:
    assert run(project, "render").exit_code == 2
    assert run(project, "render", "--out", "mkdocs.yml").exit_code == 2
    result = run(project, "render", "--out", "mkdocs.yml/out")
    assert result.exit_code == 1 and "mkdocs.yml/out" in result.stderr


def test_render_with_an_error_writes_nothing(run: Run, project: Path, write: Callable[..., str]) -> None:
    (project / "playbooks/industries/a/x.md").write_text(write("每天"), "utf-8")
    result = run(project, "render", "--out", "out")
    assert result.exit_code == 1 and "playbooks/industries/a/x.md:7:" in result.stderr
    assert not (project / "out").exists()


def test_schema_is_printed(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path, "schema")
    assert result.exit_code == 0
    assert {"title", "group", "roles", "schedule"} == set(json.loads(result.stdout)["required"])


@pytest.mark.parametrize(
    ("arguments", "is_chinese"), [((), True), (("--lang", "zh"), True), (("--lang", "en"), False)]
)
def test_schema_says_what_each_key_means(
    arguments: tuple[str, ...], is_chinese: bool, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    described = re.findall(r'"description": "(.*)"', run(tmp_path, "schema", *arguments).stdout)
    assert len(described) > 50
    assert [text for text in described if bool(re.search("[\u4e00-\u9fff]", text)) is not is_chinese] == []


def test_a_closed_pipe_is_no_traceback(project: Path) -> None:
    import sys

    command = f"{sys.executable} -m sopbook schema | head -c 10; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, text=True, timeout=30)
    assert "Traceback" not in result.stderr and "Broken" not in result.stderr
