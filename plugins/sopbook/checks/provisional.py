"""SOP302: posts hang on public holidays of a year that nobody has published yet.

工作日 is then Monday to Friday, 休息日 Saturday and Sunday, and `holidays:` does nothing: nothing is guessed. One finding a
year, at the first place that hangs on it; a hint until that year has begun, then a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sopbook.checks.kit import Check, NoOptions, Problem, place_in
from sopbook.findings import Place, Severity, Text
from sopbook.handbook import Handbook
from sopbook.model import Playbook
from sopbook.when import DaysOff, Holiday, MonthWorkday, When, Workdays

_BY_PUBLIC_HOLIDAYS = (Workdays, DaysOff, MonthWorkday, Holiday)


def check(handbook: Handbook, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each published year that is not known and on which some playbook hangs."""
    last = (handbook.published.end - timedelta(days=1)).year
    years = [
        year
        for year in range(handbook.today.year, last + 1)
        if not handbook.settings.almanac.is_published(year)
    ]
    where = _first_place(handbook) if years else None
    if where is not None:
        for year in years:
            yield _problem(year, where, handbook)


def _first_place(handbook: Handbook) -> Place | None:
    for playbook in handbook.playbooks.values():
        path = _path(playbook)
        if path:
            return place_in(playbook, path)
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


def _problem(year: int, where: Place, handbook: Handbook) -> Problem:
    message = Text(
        f"{year} 年的放假安排还没有公布：工作日先按周一到周五算，标「待定」；从假期数起的动作先不排",
        f"the public holidays of {year} are not published: workdays are Monday to Friday, marked provisional, and what"
        " counts from a holiday has no date yet",
    )
    help_ = Text(
        f"公布后升级程序，或在 mkdocs.yml 旁边的 holidays.yml 里写上 {year} 年的安排",
        f"once they are, upgrade, or write {year} into holidays.yml beside mkdocs.yml",
    )
    return Problem(where, message, help_, None if year <= handbook.today.year else Severity.HINT)


_EXAMPLE = """\
schedule:
  - id: menu
    when: {when}
    post: 今日营业时间
    kind: service
    by: admin
    copy: 今天开到晚上九点半。
"""

CHECK = Check(
    code="SOP302",
    name="holidays-not-published",
    title=Text("放假安排还没公布的年份", "a year whose public holidays are not published"),
    severity=Severity.WARNING,
    why=Text(
        "工作日、休息日、假期都以公布的安排为准。没公布之前，工作日先按周一到周五算，页面和订阅里标「待定」，别的都不猜。",
        "Workdays and holidays are what is published. Until then workdays are Monday to Friday, marked provisional.",
    ),
    mend=Text(
        "每年一般在十一月前后公布。公布后升级程序，或在 `mkdocs.yml` 旁边的 `holidays.yml` 里写上那一年的安排。",
        "Once it is published, upgrade, or write that year into `holidays.yml` beside `mkdocs.yml`.",
    ),
    source=Text("放假安排以当年公布的通知为准。", "The yearly notice of public holidays."),
    bad=_EXAMPLE.format(when="工作日 11:00"),
    good=_EXAMPLE.format(when="每天 11:00"),
    whole=check,
)
