"""What the tests of checks share: findings in the handbook that an example stands for (see `sopbook.checks.examples`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sopbook.checks import CHECKS
from sopbook.findings import Finding
from sopbook.pipeline import try_out


def findings_of(example: str, checks: Mapping[str, Any] | None = None) -> list[Finding]:
    """Return what is found, with `checks:` of `mkdocs.yml` as given."""
    return try_out(example, checks or {}).findings


def found(code: str, example: str, checks: Mapping[str, Any] | None = None) -> list[Finding]:
    """Return the findings of one check."""
    return [finding for finding in findings_of(example, checks) if finding.code == code]


def turned_on(code: str) -> dict[str, Any]:
    """Return the policy under which the check with this code looks, even if it is off by default."""
    return {} if code not in CHECKS or CHECKS[code].is_on else {code: True}
