"""A handbook's policy: which checks look, how grave they are, and where their limits lie, by type of group.

    checks:
      SOP401: {hint: 4, warning: 6}       # limits of its own
      SOP406: off                         # not here
      SOP407: {severity: warning}         # graver than usual
      flash:
        SOP401: {warning: 15}             # for one type of group only

What the handbook says of a type of group goes before what it says of all, and that before a check's own profile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sopbook.checks.kinds import as_option
from sopbook.checks.kit import Check
from sopbook.checks.policy_slips import SEVERITIES, Said, slips
from sopbook.errors import SopbookError
from sopbook.fields import choice_of
from sopbook.findings import Severity

_SWITCH = {"on": True, "off": False}


class Ruling(NamedTuple):
    """How one check looks at one type of group."""

    options: Any
    severity: Severity | None
    """What the handbook says; None leaves it to the check."""


class Policy:
    """What a handbook says about checks; raises SopbookError for what cannot be meant, all of it at once.

    `codes` are all there are: those that are no checks cannot be set.
    """

    def __init__(
        self, checks: Mapping[str, Check], said: Mapping[Any, Any], codes: Collection[str] = ()
    ) -> None:
        self._said, twice = _sorted_out(said)
        problems = [*twice, *slips(self._said, checks, codes)]
        if problems:
            raise SopbookError("\n".join(f"mkdocs.yml: sopbook.checks.{problem}" for problem in problems))
        self._rulings: dict[tuple[str, str | None], Ruling | None] = {}

    def of(self, check: Check, group: str | None = None) -> Ruling | None:
        """Return how `check` looks at groups of this type (None: at the handbook), or None where it does not."""
        key = (check.code, group)
        if key not in self._rulings:
            self._rulings[key] = self._rule(check, group)
        return self._rulings[key]

    def _rule(self, check: Check, group: str | None) -> Ruling | None:
        is_on, severity = check.is_on, None
        options = dict(check.profiles.get(group or "", {}))
        for said in self._said.of(check.code, group):
            if isinstance(said, bool):
                is_on = said
            else:
                is_on = True
                severity = SEVERITIES.get(said.get("severity", ""), severity)
                options |= {
                    name.replace("-", "_"): as_option(one) for name, one in said.items() if name != "severity"
                }
        return Ruling(dataclasses.replace(check.options, **options), severity) if is_on else None


def _sorted_out(said: Mapping[Any, Any]) -> tuple[Said, list[str]]:
    """Return what is said, by code and by group, whichever of its names a group has; and groups that are there twice."""
    general: dict[str, Any] = {}
    by_group: dict[str, Any] = {}
    twice: list[str] = []
    for key, value in said.items():
        name = str(key)
        group = choice_of("group", name)
        if group is None:
            general[name] = _switched(value)
        elif group in by_group:
            twice.append(
                f"{name}: 和 {group} 是同一种群，合成一处 / the same groups as `{group}`: make them one"
            )
        elif isinstance(value, Mapping):
            by_group[group] = {str(code): _switched(one) for code, one in value.items()}
        else:
            by_group[group] = {} if value is None else value
    return Said(general, by_group), twice


def _switched(value: object) -> object:
    """Return on and off as what they mean, though they stand in quotes."""
    return _SWITCH.get(value.strip().lower(), value) if isinstance(value, str) else value
