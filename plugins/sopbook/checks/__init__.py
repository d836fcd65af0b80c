"""What is checked on a handbook that has been read: one module a check, and a registry that names them all.

CHECKS      every check, by code
DOCS        what is told about every code there is, those of reading included
run()       handbook -> findings that no waiver excuses
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sopbook.checks import (
    absolute_claims,
    activity_share,
    activity_share_traffic,
    anchor_unused,
    blank_lines,
    channels,
    commercial_days,
    compliance,
    copy_length,
    counted,
    dead_link,
    duty_after_post,
    flash_life,
    friends_a_day,
    group_size,
    hands_full,
    industry_without_calendar,
    link_not_https,
    mass_sends,
    micro_course,
    monthly_draw,
    one_screen,
    owner_missing,
    placeholder,
    positioning,
    posts_a_day,
    provisional,
    quiet_hours,
    reading,
    reply_promise,
    review_overdue,
    role_unfilled,
    rules_forbidden,
    rules_penalty,
    rules_sections,
    same_moment,
    seeding_length,
    silence,
    slot_content,
    uncovered,
    unreachable_page,
    unsafe_markup,
    waivers,
    weekly_talk,
    welcome,
    welcome_reward,
)
from sopbook.checks.kit import Check, Doc, EachPlaybook, Preview, Problem, place_in
from sopbook.checks.policy import Policy, Ruling
from sopbook.checks.subject import Subject
from sopbook.findings import Finding, Place
from sopbook.handbook import Handbook
from sopbook.model import Playbook

__all__ = ["CHECKS", "DOCS", "RETIRED", "Check", "Doc", "policy_of", "run"]

_MODULES = (
    one_screen,
    copy_length,
    provisional,
    dead_link,
    unreachable_page,
    unsafe_markup,
    industry_without_calendar,
    uncovered,
    posts_a_day,
    activity_share,
    activity_share_traffic,
    commercial_days,
    mass_sends,
    quiet_hours,
    silence,
    same_moment,
    hands_full,
    anchor_unused,
    micro_course,
    flash_life,
    weekly_talk,
    monthly_draw,
    duty_after_post,
    reply_promise,
    group_size,
    slot_content,
    owner_missing,
    rules_sections,
    rules_penalty,
    rules_forbidden,
    welcome,
    welcome_reward,
    blank_lines,
    review_overdue,
    positioning,
    channels,
    counted,
    role_unfilled,
    placeholder,
    absolute_claims,
    link_not_https,
    compliance,
    seeding_length,
    friends_a_day,
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


def policy_of(said: Mapping[Any, Any]) -> Policy:
    """Return the policy that `checks:` in `mkdocs.yml` makes; raises SopbookError for what cannot be meant."""
    return Policy(CHECKS, said, DOCS)


def run(handbook: Handbook, found: Iterable[Finding] = (), previews: Iterable[Preview] = ()) -> list[Finding]:
    """Return the findings of every check and those `found` before, without what waivers excuse.

    `previews` are the texts that rule templates make of the playbooks.
    """
    policy = policy_of(handbook.settings.checks)
    findings = [*found, *_of_playbooks(handbook, policy), *_of_handbook(handbook, policy)]
    findings += _of_previews(previews, policy)
    return waivers.waived(findings, handbook, DOCS)


def _of_playbooks(handbook: Handbook, policy: Policy) -> Iterator[Finding]:
    plans: dict[str, list[tuple[Check, EachPlaybook, Ruling]]] = {}
    for playbook in handbook.playbooks.values():
        group = playbook.front.group
        if group not in plans:
            plans[group] = [
                (check, check.each, ruling)
                for check in CHECKS.values()
                if check.each is not None and (ruling := policy.of(check, group)) is not None
            ]
        subject = Subject(playbook, handbook)
        for check, look, ruling in plans[group]:
            for problem in look(subject, ruling.options):
                yield _finding(check, ruling, problem, playbook)


def _of_handbook(handbook: Handbook, policy: Policy) -> Iterator[Finding]:
    for check in CHECKS.values():
        ruling = policy.of(check)
        if ruling is not None and check.whole is not None:
            for problem in check.whole(handbook, ruling.options):
                yield _finding(check, ruling, problem, None)


def _of_previews(previews: Iterable[Preview], policy: Policy) -> Iterator[Finding]:
    checks = [(check, check.previews) for check in CHECKS.values() if check.previews is not None]
    by_playbook: dict[str, list[Preview]] = {}
    for preview in previews:
        by_playbook.setdefault(preview.playbook.id, []).append(preview)
    for of_playbook in by_playbook.values():
        playbook = of_playbook[0].playbook
        for check, look in checks:
            ruling = policy.of(check, playbook.front.group)
            if ruling is not None:
                for problem in look(of_playbook, ruling.options):
                    yield _finding(check, ruling, problem, playbook)


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
