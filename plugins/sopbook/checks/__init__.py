"""What is checked on a handbook that has been read: one module a check, and a registry that names them all."""

from __future__ import annotations

from collections.abc import Callable

from sopbook.checks import provisional
from sopbook.findings import Finding
from sopbook.handbook import Handbook

CHECKS: tuple[Callable[[Handbook], list[Finding]], ...] = (provisional.check,)
"""Every check, by the order of its code."""


def run(handbook: Handbook) -> list[Finding]:
    """Return the findings of every check."""
    return [finding for check in CHECKS for finding in check(handbook)]
