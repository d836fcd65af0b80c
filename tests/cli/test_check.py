"""`sopbook check`: every finding in one run, and an exit code that says how it went."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

BROKEN = {
    "yaml-line": ("owner: [运营部\n", "SOP"),
    "duplicate-key": ("owner: 甲\nowner: 乙\n", "SOP010"),
    "unknown-key": ("schedul: x\n", "SOP101"),
    "colon": ("owner：运营部\n", "SOP005"),
    "hash": ("owner: 运营部 #1\n", "SOP009"),
}


@pytest.fixture
def broken(draw: Callable[..., Path], write: Callable[..., str]) -> Path:
    """Return a project with a slip in each playbook, and one that is sound."""
    sound = write("每天 11:00")
    files = {
        f"industries/a/{name}.md": sound.replace("schedule:", f"{slip}schedule:")
        for name, (slip, _) in BROKEN.items()
    }
    files |= {
        "industries/a/when.md": write("20:00 每天天"),
        "industries/a/role.md": write("每天 11:00 | 菜单 | chef"),
        "industries/a/slot.md": write("每天 11:00", "每天 12:00").replace("slot-2", "slot-1"),
        "industries/b/sound.md": sound,
    }
    return draw(files)


def test_one_run_names_everything(run: Run, broken: Path) -> None:
    result = run(broken, "check")
    assert result.exit_code == 1
    *lines, total = result.stdout.splitlines()
    assert total == "8 处错误，0 处提醒，0 处建议"
    assert all(re.match(r"playbooks/industries/a/[\w-]+\.md:\d+:\d+: SOP\d{3} \S", line) for line in lines)
    by_file = {re.split(r"[/.]", line)[3]: line for line in lines}
    assert set(by_file) == {*BROKEN, "when", "role", "slot"}
    assert all(code in by_file[name] for name, (_, code) in BROKEN.items())
    assert [by_file[name].split()[1] for name in ("when", "role", "slot")] == ["SOP201", "SOP105", "SOP106"]


def test_json(run: Run, broken: Path) -> None:
    result = run(broken, "check", "--format", "json", "--lang", "en")
    data = json.loads(result.stdout)
    assert list(data) == ["findings"] and len(data["findings"]) == 8 and result.exit_code == 1
    for one in data["findings"]:
        assert list(one) == ["code", "severity", "path", "line", "column", "message", "help"]
        assert (broken / one["path"]).is_file() and one["severity"] == "error"
        assert isinstance(one["line"], int) and isinstance(one["column"], int)


def test_github(run: Run, broken: Path) -> None:
    result = run(broken, "check", "--format", "github")
    assert result.exit_code == 1
    assert all(
        re.match(r"::error file=playbooks/\S+\.md,line=\d+,col=\d+::SOP\d{3} ", line)
        for line in result.stdout.splitlines()
    )


def test_only_the_given_paths_are_reported(run: Run, broken: Path) -> None:
    one = run(broken, "check", "playbooks/industries/a/when.md")
    assert one.exit_code == 1 and one.stdout.count("SOP") == 1
    assert run(broken, "check", "playbooks/industries/b").exit_code == 0
    two = run(broken, "check", "playbooks/industries/a/when.md", "playbooks/industries/a/role.md")
    assert two.stdout.count(": SOP") == 2
    assert run(broken, "check", "playbooks").stdout == run(broken, "check").stdout
    assert run(broken / "playbooks", "check", "industries/b", "--playbooks", ".").exit_code == 0


def test_a_folder_elsewhere_is_a_handbook_of_its_own(run: Run, broken: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    assert run(tmp_path / "elsewhere", "check", str(broken / "playbooks")).stdout.count(": SOP") == 8


def test_a_folder_around_the_handbook_means_all_of_it(run: Run, broken: Path) -> None:
    assert run(broken, "check", ".").stdout == run(broken, "check").stdout


def test_a_file_of_no_handbook_is_wrong_usage(run: Run, broken: Path) -> None:
    result = run(broken, "check", "mkdocs.yml")
    assert result.exit_code == 2 and "mkdocs.yml" in result.stderr and result.stdout == ""


def test_a_link_is_reported_by_its_own_name(run: Run, broken: Path) -> None:
    (broken / "playbooks/link.md").symlink_to(broken / "mkdocs.yml")
    assert "link.md:1:1: SOP001" in run(broken, "check", "playbooks/link.md").stdout


def test_a_path_that_is_not_there_is_wrong_usage(run: Run, broken: Path) -> None:
    result = run(broken, "check", "playbooks/nowhere.md")
    assert result.exit_code == 2 and "nowhere.md" in result.stderr and result.stdout == ""


def test_strict_fails_on_warnings(run: Run, draw: Callable[..., Path], write: Callable[..., str]) -> None:
    root = draw({"industries/a/x.md": write(welcome="'{{ nobody }}'")})
    assert (run(root, "check").exit_code, run(root, "check", "--strict").exit_code) == (0, 1)
    assert "SOP110" in run(root, "check").stdout


def test_nothing_wrong_is_exit_code_0(run: Run, draw: Callable[..., Path], write: Callable[..., str]) -> None:
    root = draw({"industries/a/x.md": write(), "index.md": "# 首页\n"})
    result = run(root, "check", "--strict", "--today", "2026-12-07")
    assert (result.exit_code, result.stdout) == (0, "0 处错误，0 处提醒，0 处建议\n")
    assert json.loads(run(root, "check", "--format", "json").stdout) == {"findings": []}
    assert run(root, "check", "--format", "github").stdout == ""


@pytest.mark.parametrize(
    "arguments", [("--format", "pdf"), ("--today", "soon"), ("--lang", "fr"), ("--nothing",)]
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...], run: Run, broken: Path) -> None:
    assert run(broken, "check", *arguments).exit_code == 2


def test_the_bundled_handbook_is_sound(run: Run) -> None:
    result = run(Path(__file__).resolve().parents[2], "check")
    said = result.stdout.splitlines()[-1]
    assert (result.exit_code, said.startswith("0 处错误，0 处提醒，")) == (0, True), result.stdout
