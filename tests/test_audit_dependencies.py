"""`scripts/audit_dependencies.py`: a vulnerability fails, silence is told, and nobody waits for it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import audit_dependencies as audit  # noqa: E402

SITE = ROOT / "requirements" / "site.txt"


def answer(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


SOUND = {"name": "click", "version": "8.1.7", "vulns": []}
BROKEN = {"name": "jinja2", "version": "3.0", "vulns": [{"id": "CVE-2024-1", "fix_versions": ["3.1.6"]}]}
UNKNOWN = {"name": "rich", "skip_reason": "Dependency not found on PyPI"}


def test_a_vulnerability_is_told_with_the_version_that_mends_it() -> None:
    found = audit.vulnerabilities_in(answer(SOUND, BROKEN))
    assert [str(one) for one in found] == ["jinja2 3.0: CVE-2024-1 (mended in 3.1.6)"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "Connection refused"),
        ("[]", "Connection refused"),
        (answer(SOUND, UNKNOWN), "1 of 2 packages, such as rich"),
    ],
)
def test_no_answer_is_no_clean_bill(said: str, reason: str) -> None:
    with pytest.raises(audit.Unreachable, match=reason):
        audit.vulnerabilities_in(said, "pip_audit: trying\nConnection refused\n")


def test_every_package_of_a_lock_is_asked_for_with_its_hashes() -> None:
    entries = audit.entries_of(SITE.read_text("utf-8"))
    assert {entry.partition("==")[0] for entry in entries} >= {"mkdocs", "nh3", "jinja2", "pyyaml"}
    assert all("--hash=sha256:" in entry and "#" not in entry for entry in entries)


@pytest.mark.parametrize(
    ("said", "required", "code", "printed"),
    [
        (answer(SOUND), False, 0, ""),
        (answer(BROKEN), False, 1, "jinja2 3.0: CVE-2024-1"),
        ("", False, 0, "skipped, its data cannot be reached (timed out)"),
        ("", True, 1, "skipped, its data cannot be reached (timed out)"),
    ],
)
def test_what_lint_and_the_weekly_run_make_of_it(
    said: str,
    required: bool,
    code: int,
    printed: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(audit, "_run", lambda *_: (said, "timed out\n"))
    assert audit.main([*(["--required"] if required else []), str(SITE)]) == code
    out = capsys.readouterr().out
    assert printed in out and out.count("\n") == bool(printed)
