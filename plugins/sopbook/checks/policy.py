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
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from sopbook.checks.kit import Check, options_of
from sopbook.errors import SopbookError
from sopbook.fields import did_you_mean
from sopbook.findings import Severity
from sopbook.model import GroupType

GROUPS: tuple[str, ...] = get_args(GroupType)
_SEVERITIES = {"warning": Severity.WARNING, "hint": Severity.HINT}


class Ruling(NamedTuple):
    """How one check looks at one type of group."""

    options: Any
    severity: Severity | None
    """What the handbook says; None leaves it to the check."""


class Policy:
    """What a handbook says about checks; raises SopbookError for what cannot be meant, all of it at once."""

    def __init__(self, checks: Mapping[str, Check], said: Mapping[str, Any]) -> None:
        self._checks = checks
        self._general = {key: value for key, value in said.items() if key not in GROUPS}
        self._by_group = {group: said.get(group) or {} for group in GROUPS}
        problems = [*self._problems()]
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
        for said in (self._general.get(check.code), self._by_group.get(group or "", {}).get(check.code)):
            if isinstance(said, bool):
                is_on = said
            elif said is not None:
                is_on = True
                severity = _SEVERITIES.get(said.get("severity", ""), severity)
                options |= {
                    name.replace("-", "_"): _value(one) for name, one in said.items() if name != "severity"
                }
        return Ruling(dataclasses.replace(check.options, **options), severity) if is_on else None

    def _problems(self) -> Iterator[str]:
        yield from self._wrong(self._general, "", (*self._checks, *GROUPS))
        for group, said in self._by_group.items():
            if isinstance(said, Mapping):
                yield from self._wrong(said, f"{group}.", tuple(self._checks))
            else:
                yield f"{group}: 应当是一行行「编号: …」 / expected lines of `code: …`"

    def _wrong(self, said: Mapping[str, Any], before: str, known: tuple[str, ...]) -> Iterator[str]:
        for code, value in said.items():
            check = self._checks.get(code)
            if check is None:
                near = did_you_mean(str(code), known)
                yield f"{before}{code}: 没有这项检查 / no such check" + (
                    f"；{near.zh} / {near.en}" if near else ""
                )
            elif isinstance(value, Mapping):
                yield from (f"{before}{code}.{problem}" for problem in _wrong_options(check, value))
            elif not isinstance(value, bool):
                yield f"{before}{code}: 写 off、on 或 {{选项: 值}} / expected off, on or {{option: value}}"


def _wrong_options(check: Check, said: Mapping[str, Any]) -> Iterator[str]:
    known = options_of(check)
    for name, value in said.items():
        if name == "severity":
            if value not in _SEVERITIES:
                yield "severity: 写 warning 或 hint / expected warning or hint"
        elif name not in known:
            listed = ", ".join((*known, "severity"))
            yield f"{name}: 没有这个选项，可以写 / no such option, known: {listed}"
        elif not _fits(value, known[name][0]):
            yield f"{name}: 例如 / for example {_shown(known[name][0])}"


def _fits(value: object, default: object) -> bool:
    """Tell whether a value is of the default's kind: a whole number, a share, a text or a list of texts."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        return isinstance(value, int if isinstance(default, int) else int | float) and value >= 0
    if isinstance(default, tuple):
        return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    return isinstance(value, str)


def _value(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _shown(default: object) -> str:
    return f"[{', '.join(map(str, default))}]" if isinstance(default, tuple) else str(default)
