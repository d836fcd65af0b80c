"""What is checked on a handbook that has been read: one module a check, and a registry that names them all.

CHECKS      every check, by code
DOCS        what is told about every code there is, those of reading included
run()       handbook -> findings that no waiver excuses
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sopbook.checks import group_size, provisional, reading, waivers
from sopbook.checks.kit import Check, Doc, Problem, place_in
from sopbook.checks.policy import Policy, Ruling
from sopbook.checks.subject import Subject
from sopbook.findings import Finding, Place
from sopbook.handbook import Handbook
from sopbook.model import Playbook

__all__ = ["CHECKS", "DOCS", "RETIRED", "Check", "Doc", "policy_of", "run"]

_MODULES = (
    provisional,
    group_size,
)

CHECKS: Mapping[str, Check] = {module.CHECK.code: module.CHECK for module in _MODULES}
"""Every check, by its code."""

DOCS: Mapping[str, Doc] = {
    doc.code: doc
    for doc in sorted((*reading.DOCS, *CHECKS.values(), *waivers.DOCS), key=lambda doc: doc.code)
}
"""What is told about every code, in order."""

RETIRED: Mapping[str, str] = {}
"""Codes that once meant something, and what: they are never given again."""


def policy_of(said: Mapping[str, Any]) -> Policy:
    """Return the policy that `checks:` in `mkdocs.yml` makes; raises SopbookError for what cannot be meant."""
    return Policy(CHECKS, said)


def run(handbook: Handbook, found: Iterable[Finding] = ()) -> list[Finding]:
    """Return the findings of every check and those `found` before, without what waivers excuse."""
    policy = policy_of(handbook.settings.checks)
    findings = [*found, *_of_playbooks(handbook, policy), *_of_handbook(handbook, policy)]
    return waivers.waived(findings, handbook, DOCS)


def _of_playbooks(handbook: Handbook, policy: Policy) -> Iterator[Finding]:
    checks = [check for check in CHECKS.values() if check.each is not None]
    for playbook in handbook.playbooks.values():
        subject = Subject(playbook, handbook)
        for check in checks:
            ruling = policy.of(check, playbook.front.group)
            if ruling is not None and check.each is not None:
                for problem in check.each(subject, ruling.options):
                    yield _finding(check, ruling, problem, playbook)


def _of_handbook(handbook: Handbook, policy: Policy) -> Iterator[Finding]:
    for check in CHECKS.values():
        ruling = policy.of(check)
        if ruling is not None and check.whole is not None:
            for problem in check.whole(handbook, ruling.options):
                yield _finding(check, ruling, problem, None)


def _finding(check: Check, ruling: Ruling, problem: Problem, playbook: Playbook | None) -> Finding:
    where = problem.where
    if not isinstance(where, Place):
        if playbook is None:
            raise TypeError(f"{check.code} looks at the whole handbook and must place its problems")
        where = place_in(playbook, where)
    return Finding(
        code=check.code,
        severity=ruling.severity or problem.severity or check.severity,
        place=where,
        message=problem.message,
        help=problem.help,
    )
