"""What a policy says that cannot be meant, a line each, Chinese and English in one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from sopbook.checks.codes import near_code
from sopbook.checks.kinds import misfit, written
from sopbook.checks.kit import Check, options_of
from sopbook.fields import did_you_mean, near_choice
from sopbook.findings import Severity, Text

SEVERITIES = {"warning": Severity.WARNING, "hint": Severity.HINT}
_OWN = "severity"
"""What may be set of every check."""


class Said(NamedTuple):
    """What a handbook says of all groups, by code, and of each type of group."""

    general: Mapping[str, Any]
    by_group: Mapping[str, Any]

    def of(self, code: str, group: str | None) -> list[Any]:
        """Return what is said of a check, the more special last."""
        both = (self.general, self.by_group.get(group or "", {}))
        return [said[code] for said in both if code in said]


def slips(said: Said, checks: Mapping[str, Check], codes: Collection[str]) -> Iterator[str]:
    """Yield what is wrong; `checks` can be set, the other `codes` cannot."""
    for code, value in said.general.items():
        yield from _of_code(code, value, checks.get(code), codes, said, None)
    for group, lines in said.by_group.items():
        if not isinstance(lines, Mapping):
            yield (
                f"{group}: 一种群不能整个开关，一行行写「编号: …」，例如 SOP417: off"
                " / a type of group is not switched: write lines of `code: …`, such as SOP417: off"
            )
            continue
        for code, value in lines.items():
            for slip in _of_code(code, value, checks.get(code), codes, said, group):
                yield f"{group}.{slip}"


def _of_code(
    code: str, value: object, check: Check | None, codes: Collection[str], said: Said, group: str | None
) -> Iterator[str]:
    if check is None:
        yield _no_check(code, codes)
    elif group is not None and check.whole is not None:
        yield f"{code}: 这一条看的是整本手册，不能按群的类型设 / looks at the whole handbook: not set by type of group"
    elif isinstance(value, Mapping):
        wrong = [f"{code}.{slip}" for slip in _of_options(check, value)]
        yield from wrong or _of_limits(check, said, group)
    elif not isinstance(value, bool):
        yield f"{code}: 写 off、on 或 {{选项: 值}} / expected off, on or {{option: value}}"


def _no_check(code: str, codes: Collection[str]) -> str:
    if code in codes:
        return f"{code}: 这一条不能设 / this cannot be set"
    near = near_code(code, codes) or near_choice("group", code)
    return f"{code}: 没有这项检查 / no such check{_asked(near)}"


def _asked(near: Text | None) -> str:
    return f"；{near.zh} / {near.en}" if near else ""


def _of_options(check: Check, said: Mapping[Any, Any]) -> Iterator[str]:
    known = options_of(check)
    for name, value in said.items():
        if name == _OWN:
            if not isinstance(value, str) or value not in SEVERITIES:
                shown = written(value)
                yield f"{name}: 写的是 {shown}，应当是 warning 或 hint / found {shown}, expected warning or hint"
        elif name not in known:
            listed = ", ".join((*known, _OWN))
            near = did_you_mean(str(name), (*known, _OWN))
            yield f"{name}: 没有这个选项，可以写 / no such option, known: {listed}{_asked(near)}"
        elif wrong := misfit(value, known[name][0]):
            yield f"{name}: {wrong.zh} / {wrong.en}"


def _of_limits(check: Check, said: Said, group: str | None) -> Iterator[str]:
    """Yield the limits of a check by which a warning would come before the hint."""
    holds: dict[str, Any] = {name: default for name, (default, _) in options_of(check).items()}
    if group is not None:
        holds |= {name.replace("_", "-"): one for name, one in check.profiles.get(group, {}).items()}
    for one in said.of(check.code, group):
        holds |= one if isinstance(one, Mapping) else {}
    for name, most in holds.items():
        least = name.removesuffix("warning") + "hint"
        if name.endswith("warning") and least in holds and most < holds[least]:
            yield (
                f"{check.code}: {name}（{most}）不能小于 {least}（{holds[least]}），两个一起改"
                f" / {name} ({most}) is below {least} ({holds[least]}): set both"
            )
