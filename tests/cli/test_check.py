"""`sopbook check`: every finding in one run, and an exit code that says how it went."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from conftest import CONFIG
from rich.console import Console

from sopbook.checks import CHECKS
from sopbook.cli import main

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]


def places(result: Result) -> list[str]:
    """Return the line of each finding, without excerpts and count."""
    return [line for line in result.stdout.splitlines()[:-1] if not line.startswith(" ")]


QUIET = CONFIG.replace("sopbook]", f"sopbook: {{checks: {json.dumps(dict.fromkeys(CHECKS, False))}}}]")
"""Reading alone speaks: the craft's own checks are off."""

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
    return draw(files, QUIET)


def test_one_run_names_everything(run: Run, broken: Path) -> None:
    result = run(broken, "check")
    assert result.exit_code == 1
    lines, total = places(result), result.stdout.splitlines()[-1]
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
    command = r"::error file=playbooks/\S+\.md,line=\d+,col=\d+,title=(SOP\d{3}) [a-z-]+::\1 "
    assert all(re.match(command, line) for line in result.stdout.splitlines())


SITE = "site_url: https://handbook.example/sop\n"


@pytest.mark.parametrize(
    ("config", "page"),
    [
        (SITE, "https://handbook.example/sop/contribute/checks/times/#sop201"),
        (
            f"{SITE}use_directory_urls: false\n",
            "https://handbook.example/sop/contribute/checks/times.html#sop201",
        ),
        ("", None),
    ],
)
def test_sarif(
    run: Run, draw: Callable[..., Path], write: Callable[..., str], config: str, page: str | None
) -> None:
    root = draw({"industries/a/x.md": write("20:00 每天天")}, CONFIG + config)
    result = run(root, "check", "--format", "sarif")
    assert result.exit_code == 1
    (log,) = json.loads(result.stdout)["runs"]
    rule = log["tool"]["driver"]["rules"][log["results"][0]["ruleIndex"]]
    assert (rule["id"], rule.get("helpUri")) == ("SOP201", page)
    location = log["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "playbooks/industries/a/x.md", "uriBaseId": "SRCROOT"}


def test_the_line_of_each_finding_stands_below_it(run: Run, broken: Path) -> None:
    lines = run(broken, "check", "playbooks/industries/a/role.md").stdout.splitlines()
    line, column = re.match(r"playbooks/industries/a/role.md:(\d+):(\d+): ", lines[0]).groups()
    assert lines[1].split(" | ") == [line.rjust(6), "    by: chef"]
    assert lines[2] == f"       | {' ' * (int(column) - 1)}^"


def test_a_terminal_shows_colours(run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=80, color_system="standard", highlight=False)
    monkeypatch.setattr(sys.modules["sopbook.cli.check"], "terminal", lambda: console)
    assert run(broken, "check").exit_code == 1
    plain = re.sub(r"\x1b\[[\d;]*m", "", out.getvalue())
    assert "\x1b[1;31mSOP201\x1b[0m" in out.getvalue()
    piped = run_piped(run, broken, monkeypatch)
    assert [line for line in plain.splitlines() if line] == piped.splitlines()


def run_piped(run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys.modules["sopbook.cli.check"], "terminal", lambda: None)
    return run(broken, "check").stdout


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
    root = draw({"industries/a/x.md": write(welcome="'{{ nobody }}'")}, QUIET)
    assert (run(root, "check").exit_code, run(root, "check", "--strict").exit_code) == (0, 1)
    assert "SOP110" in run(root, "check").stdout


def test_nothing_wrong_is_exit_code_0(run: Run, draw: Callable[..., Path], write: Callable[..., str]) -> None:
    root = draw({"industries/a/x.md": write(), "index.md": "# 首页\n"}, QUIET)
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


def test_the_hook_runs_a_command_that_there_is() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, command = hook["entry"].split()
    assert (hook["id"], program, command in main.commands) == ("sopbook-check", "sopbook", True)
    assert [
        name for name in ("playbooks/a/b.md", "mkdocs.yml", "README.md") if re.search(hook["files"], name)
    ] == [
        "playbooks/a/b.md",
        "mkdocs.yml",
    ]
