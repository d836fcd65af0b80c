"""The repository keeps its promises: what is in git, what is locked, who imports whom."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = ROOT / ".github" / "workflows"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# A class in each word keeps this line from finding itself.
MACHINE_PATH = re.compile(
    r"(?<![\w.:/~-])/(?:ro[o]t/|hom[e]/\w+/|User[s]/\w+/|wor[k]/(?:main|shared)|tm[p]/\w+/)"
)
INDEX_ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host|file:")


def git(*arguments: str) -> str:
    """Return what git says of this repository; skip where there is none, as in an unpacked archive."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git work tree")
    return subprocess.run(
        ["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


def texts_in_git() -> list[Path]:
    """Return the files that are in git or would be added, less those that are not text."""
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    paths = [ROOT / name for name in dict.fromkeys(names) if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]


def test_site_in_git_holds_only_its_gitignore() -> None:
    assert git("ls-files", "--cached", "--others", "--exclude-standard", "site").split() == [
        "site/.gitignore"
    ]


def test_there_are_lock_files() -> None:
    assert [lock.name for lock in LOCKS] == ["fuzz.txt", "lint.txt", "release.txt", "site.txt", "test.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_file_pins_and_hashes_everything_and_names_no_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    assert len(entries) > 20
    pinned = re.compile(r"[\w.-]+==\S+ (?:;.*)?\\\n    --hash=sha256:")
    assert [entry for entry in entries if not pinned.match(entry)] == []
    assert INDEX_ADDRESS.findall(text) == []


def test_locks_agree_with_one_another() -> None:
    """All targets share one environment: none may pull another's packages back."""
    pins: dict[str, set[str]] = {}
    for lock in LOCKS:
        found: dict[str, set[str]] = {}
        for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(version)
        for name, versions in found.items():
            assert pins.setdefault(name, versions) == versions, f"{lock.name}: {name}"


def workflows() -> dict[str, dict[Any, Any]]:
    """Return the workflows by name; YAML 1.1 reads the key `on` as True."""
    return {path.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted(WORKFLOWS.glob("*.yml"))}


def jobs() -> list[tuple[str, dict[Any, Any]]]:
    """Return every job of every workflow, with a name to tell it by."""
    return [
        (f"{name}: {job}", its) for name, flow in workflows().items() for job, its in flow["jobs"].items()
    ]


def steps() -> list[tuple[str, dict[Any, Any]]]:
    """Return every step of every job."""
    return [(name, step) for name, job in jobs() for step in job["steps"]]


@pytest.mark.parametrize("workflow", workflows().values(), ids=workflows())
def test_a_workflow_may_read_and_a_job_says_what_more_it_needs(workflow: dict[Any, Any]) -> None:
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for job in workflow["jobs"].values():
        assert isinstance(job.get("permissions", {}), dict), "no write-all"
        assert job["timeout-minutes"] <= 60


def test_what_may_write_runs_no_code_of_the_repository() -> None:
    """A job whose token can write checks nothing out and installs nothing."""
    for name, job in jobs():
        if "write" in job.get("permissions", {}).values():
            assert not any("actions/checkout@" in step.get("uses", "") for step in job["steps"]), name
            assert not any(re.search(r"make|pip|scripts/", step.get("run", "")) for step in job["steps"]), (
                name
            )


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.name)
def test_pull_requests_are_built_without_secrets(path: Path) -> None:
    text, events = path.read_text("utf-8"), workflows()[path.name][True]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(events)
    if "pull_request" in events:
        assert not re.search(r"secrets\.|github\.token", text)


def test_every_action_is_pinned_by_its_commit() -> None:
    """A tag can be moved to other code; the comment tells people which version it is."""
    uses = [
        line.strip()
        for path in WORKFLOWS.glob("*.yml")
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    pinned = re.compile(r"(?:- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert uses and [line for line in uses if not pinned.fullmatch(line)] == []
    assert len(set(uses)) == len({re.sub(r"@.*", "", line) for line in uses}), "one version of each"


def test_a_checkout_leaves_no_token_behind() -> None:
    for name, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, name


def test_no_script_of_a_workflow_is_put_together_from_what_others_wrote() -> None:
    """`${{ … }}` in `run:` is pasted into the script: a branch's name could be a command."""
    assert [name for name, step in steps() if "${{" in step.get("run", "")] == []


def test_code_and_what_steers_it_needs_its_owners() -> None:
    lines = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]

    def owner(path: str) -> str:
        return [team for start, team in rows if start == "*" or path.startswith(start[1:])][-1]

    assert owner("playbooks/industries/dining/lunch.md") == "@sopbook/editors"
    code = "mkdocs.yml templates/theme/main.html plugins/sopbook/cli/x.py scripts/x.sh .github/workflows/x.yml tests/x.py"
    assert {owner(path) for path in code.split()} == {"@sopbook/maintainers"}


def test_locks_hold_every_runtime_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[<>=!~;\[ ]", line)[0].lower().replace("_", "-") for line in project["dependencies"]}
    locked = set(
        re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8"))
    )
    assert named - locked == set()


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    places = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in texts_in_git()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if MACHINE_PATH.search(line)
    ]
    assert places == []


def test_imports_run_in_one_direction() -> None:
    lint_imports = "from importlinter.cli import lint_imports_command as main; main()"
    run = subprocess.run(
        [sys.executable, "-c", lint_imports, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr
