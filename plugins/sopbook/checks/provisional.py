"""SOP302: posts hang on public holidays of a year that nobody has published yet.

工作日 is then Monday to Friday, 休息日 Saturday and Sunday, and `holidays:` does nothing: nothing is guessed. One finding a
year, at the first place that hangs on it; a hint until that year has begun, then a warning.
"""

from __future__ import annotations

from datetime import timedelta

from sopbook import source as sources
from sopbook.findings import Finding, Place, Severity, Text
from sopbook.handbook import Handbook
from sopbook.model import Playbook
from sopbook.when import DaysOff, Holiday, MonthWorkday, When, Workdays

CODE = "SOP302"
_BY_PUBLIC_HOLIDAYS = (Workdays, DaysOff, MonthWorkday, Holiday)


def check(handbook: Handbook) -> list[Finding]:
    """Return a finding for each published year that is not known and on which some playbook hangs."""
    last = (handbook.published.end - timedelta(days=1)).year
    years = [
        year
        for year in range(handbook.today.year, last + 1)
        if not handbook.settings.almanac.is_published(year)
    ]
    where = _first_place(handbook) if years else None
    return [_finding(year, where, handbook) for year in years] if where is not None else []


def _first_place(handbook: Handbook) -> Place | None:
    for playbook in handbook.playbooks.values():
        path = _path(playbook)
        if path and playbook.source.front is not None:
            return sources.place(sources.locate(playbook.source.front, path))
    return None


def _path(playbook: Playbook) -> tuple[str | int, ...]:
    """Return where the playbook first hangs on public holidays, or nothing."""
    if playbook.terms.holidays != "keep":
        return ("holidays",)
    for name, whens in playbook.terms.anchors.items():
        if any(map(_hangs, whens)):
            return ("anchors", name)
    for index, whens in enumerate(playbook.whens):
        for n, when in enumerate(whens):
            if _hangs(when):
                return ("schedule", index, "when", n)
    return ()


def _hangs(when: When) -> bool:
    return isinstance(when.rule, _BY_PUBLIC_HOLIDAYS)


def _finding(year: int, where: Place, handbook: Handbook) -> Finding:
    begun = year <= handbook.today.year
    message = Text(
        f"{year} 年的放假安排还没有公布：工作日先按周一到周五算，标「待定」；从假期数起的动作先不排",
        f"the public holidays of {year} are not published: workdays are Monday to Friday, marked provisional, and what"
        " counts from a holiday has no date yet",
    )
    help_ = Text(
        f"公布后升级程序，或在 mkdocs.yml 旁边的 holidays.yml 里写上 {year} 年的安排",
        f"once they are, upgrade, or write {year} into holidays.yml beside mkdocs.yml",
    )
    severity = Severity.WARNING if begun else Severity.HINT
    return Finding(code=CODE, severity=severity, place=where, message=message, help=help_)
