"""What holds for every command: it says what it does, and ends in order when something is wrong."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

import sopbook.cli
from sopbook.cli import main

Run = Callable[..., Result]
COMMANDS = sorted(main.commands.items())
HERE = Path(__file__).parent


def test_the_commands_of_the_interface_are_there() -> None:
    assert {"build", "calendar", "check", "explain", "render", "schema", "serve", "when"} <= set(
        main.commands
    )


@pytest.mark.parametrize(
    ("name", "command"), COMMANDS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_is_documented_and_tested(name: str, command: click.Command) -> None:
    texts = {path: path.read_text("utf-8") for path in HERE.parent.rglob("test_*.py")}
    tests = "".join(texts.values())
    assert command.help
    assert any(f'"{name}"' in text for path, text in texts.items() if path != Path(__file__)), (
        "tested nowhere"
    )
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, f"{name} {param.opts[0]}"
            assert f'"{param.opts[0]}"' in tests, f"{name} {param.opts[0]} is tested nowhere"


def test_every_command_is_registered() -> None:
    folder = Path(inspect.getfile(sopbook.cli)).parent
    written = re.findall(
        r"@click\.command\(\)[^§]*?\ndef (\w+)", "".join(p.read_text("utf-8") for p in folder.glob("*.py"))
    )
    assert sorted(written) == [name for name, _ in COMMANDS]


def test_help_and_version(run: Run, tmp_path: Path) -> None:
    assert all(name in run(tmp_path, "--help").output for name, _ in COMMANDS)
    assert run(tmp_path, "-h").exit_code == 0
    assert re.fullmatch(r"sopbook, version \d+\.\d+\.\d+\S*\n", run(tmp_path, "--version").output)


FOLDER_COMMANDS = [
    ("check",),
    ("calendar",),
    ("render", "--out", "out"),
    ("build",),
    ("serve",),
    ("when", "开课 前1天 9:00", "--playbook", "x"),
]


@pytest.mark.parametrize("arguments", FOLDER_COMMANDS, ids=lambda arguments: arguments[0])
def test_a_missing_folder_is_one_message(arguments: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    result = run(tmp_path, *arguments, "--playbooks", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr and result.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "config",
    [
        "site_name: [",
        "- 1",
        "docs_dir: playbooks\nplugins: [{sopbook: {months: 99}}]",
        "docs_dir: playbooks\nplugins: [{sopbook: {month: 1}}]",
        "docs_dir: playbooks\nplugins: [{sopbook: {timezone: Mars/Base}}]",
        "docs_dir: playbooks\nplugins: [{sopbook: {months: viele}}]",
        "docs_dir: playbooks\nplugins: [{sopbook: 7}]",
        "docs_dir: playbooks\nplugins: 7",
        "INHERIT: nowhere.yml\ndocs_dir: playbooks",
        "docs_dir: playbooks\nplugins: [{sopbook: {today: soon}}]",
        "",
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_broken_configuration_is_one_message(
    config: str, command: str, run: Run, draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    root = draw({"industries/a/x.md": write()}, config)
    result = run(root, command)
    assert result.exit_code in (0, 1) if not config else result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    assert not (root / "site").exists() or not config


def test_an_unreadable_file_is_a_finding(
    run: Run, draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    root = draw(
        {
            "industries/a/x.md": write(),
            "gbk.md": "",
            "zero.md": "a\n\0b",
            "big.md": "x" * (2 * 1024 * 1024 + 1),
        }
    )
    (root / "playbooks/gbk.md").write_bytes("# 午市".encode("gbk"))
    (root / "playbooks/link.md").symlink_to(root / "mkdocs.yml")
    (root / "playbooks/.hidden.md").write_bytes(b"\xff")
    os.mkfifo(root / "playbooks/pipe.md")
    result = run(root, "check")
    assert result.exit_code == 1
    listed = re.findall(r"^playbooks/(\S+): SOP001", result.stdout, re.MULTILINE)
    assert listed == ["big.md:1:1", "gbk.md:1:3", "link.md:1:1", "pipe.md:1:1", "zero.md:2:1"]


def test_a_markdown_file_by_another_name_is_a_finding(run: Run, draw: Callable[..., Path]) -> None:
    """MkDocs publishes `.markdown` and its like with a title that nobody has escaped."""
    names = ("industries/a/x.markdown", "industries/a/y.MD", "z.mkd")
    root = draw({**dict.fromkeys(names, "---\ntitle: </title>\n---\n"), "notes.txt": ""})
    result = run(root, "check")
    assert result.exit_code == 1
    assert re.findall(r"^playbooks/(\S+):1:1: SOP001", result.stdout, re.MULTILINE) == list(names)


def test_a_file_that_may_not_be_read_is_a_finding(
    run: Run, draw: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = draw({"a.md": "# a\n"})

    opened = os.open

    def refuse(
        path: Path, flags: int, *more: int
    ) -> int:  # to root, who runs the tests in a container, every file is open
        if Path(path).name == "a.md":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    result = run(root, "check")
    assert result.exit_code == 1 and "playbooks/a.md:1:1: SOP001" in result.stdout


def test_a_folder_that_may_not_be_read_is_one_message(
    run: Run, draw: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = draw({"a.md": "# a\n"})

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("sopbook.files.os.scandir", refuse)
    result = run(root, "check")
    assert (result.exit_code, result.stdout) == (1, "") and "playbooks: " in result.stderr


def test_settings_come_from_the_configuration_whose_docs_dir_the_folder_is(
    run: Run, draw: Callable[..., Path], write: Callable[..., str], tmp_path: Path
) -> None:
    files = {"industries/a/x.md": write("每天 11:00")}
    config = (
        "site_name: x\ndocs_dir: {}\ntheme: {{name: material, language: en}}\n"
        "plugins: [{{sopbook: {{timezone: Europe/Berlin}}}}]\n"
    )
    root = draw(files, config.format("playbooks"), tmp_path / "own")
    asked = ("calendar", "--from", "2026-12-07", "--to", "2026-12-08", "--format", "json")
    assert "11:00:00+01:00" in run(root, *asked).stdout
    assert "11:00:00+01:00" in run(tmp_path, *asked, "--playbooks", str(root / "playbooks")).stdout
    other = draw(files, config.format("docs"), tmp_path / "other")
    assert "11:00:00+08:00" in run(other, *asked).stdout


def test_without_a_configuration_nothing_of_the_current_folder_counts(
    run: Run, draw: Callable[..., Path], write: Callable[..., str], tmp_path: Path
) -> None:
    project = draw({"industries/a/x.md": write()})
    (project / "mkdocs.yml").unlink()
    here = tmp_path / "here"
    (here / "templates/rules").mkdir(parents=True)
    (here / "templates/rules/welcome.txt").write_text("?", "utf-8")
    (here / "holidays.yml").write_text("?", "utf-8")
    assert run(here, "check", "--playbooks", "../playbooks").exit_code == 0
    assert run(here, "render", "--playbooks", "../playbooks", "--out", "out").exit_code == 0


def test_inherited_settings_and_python_names_are_understood(
    run: Run, draw: Callable[..., Path], write: Callable[..., str]
) -> None:
    root = draw(
        {"industries/a/x.md": write("每天 11:00")},
        "INHERIT: base.yml\ndocs_dir: playbooks\nplugins:\n  sopbook: {timezone: !ENV [NOBODY_SETS_THIS, Europe/Berlin]}\n",
    )
    (root / "base.yml").write_text(
        "site_name: x\nx: !!python/name:material.extensions.emoji.twemoji\n", "utf-8"
    )
    result = run(root, "calendar", "--from", "2026-12-07", "--to", "2026-12-08", "--format", "json")
    assert "11:00:00+01:00" in result.stdout


def test_the_language_of_messages(
    run: Run, draw: Callable[..., Path], write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = draw({"industries/a/x.md": write()})
    assert "处错误" in run(root, "check").stdout
    assert "errors" in run(root, "check", "--lang", "en").stdout
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "errors" in run(root, "check").stdout
    assert "处错误" in run(root, "check", "--lang", "zh").stdout
