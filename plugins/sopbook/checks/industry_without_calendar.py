"""SOP305: an industry for which nothing is planned on any day of the coming year."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.kit import Check, NoOptions, Problem, place_in
from sopbook.findings import Place, Severity, Text
from sopbook.handbook import Handbook, Industry, industry_of
from sopbook.model import Playbook


def check(handbook: Handbook, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each such industry, at its first playbook, or its own page where it has none."""
    read = {*(playbook.path for playbook in handbook.playbooks.values())}
    unread = {
        industry_of(path) for path in handbook.files - read
    }  # has a finding of its own, and may be dated
    for industry in handbook.industries:
        lasting = [playbook for playbook in industry.playbooks if playbook.front.group != "flash"]
        is_all_flash = bool(industry.playbooks) and not lasting  # they have no days until they are opened
        if industry.id not in unread and not is_all_flash and not _is_planned(industry, handbook):
            yield _problem(industry, lasting)


def _is_planned(industry: Industry, handbook: Handbook) -> bool:
    """Tell whether something falls on a day of the coming year."""
    return any(next(handbook.coming(playbook), None) is not None for playbook in industry.playbooks)


def _problem(industry: Industry, lasting: list[Playbook]) -> Problem:
    if lasting:
        return Problem(
            place_in(lasting[0], ("schedule",)),
            Text(
                f"「{industry.title}」今后一年没有一条排到日子的动作，日历是空的",
                f"nothing of `{industry.id}` falls on a day of the coming year: its calendar is empty",
            ),
            Text(
                "至少给一个群SOP写上按日子发的动作，例如「每周三 15:00」；已经停用的，改 until",
                "give one of its playbooks a slot with days, such as `weekly Wed 15:00`; mend `until` if it has passed",
            ),
        )
    return Problem(
        Place(industry.page.source.path if industry.page else f"industries/{industry.id}/index.md"),
        Text(
            f"「{industry.title}」还没有群SOP，日历是空的",
            f"`{industry.id}` has no playbook: its calendar is empty",
        ),
        Text(
            f"在 industries/{industry.id}/ 里写一个群SOP，或删去这个文件夹",
            f"write a playbook in industries/{industry.id}/, or remove the folder",
        ),
    )


_EXAMPLE = """\
schedule:
  - id: hello
    when: {when}
    post: 问候和新人券
    kind: service
    by: service
    copy: 您好，我是前台，新人券发您了，今天中午就能用。
"""

CHECK = Check(
    code="SOP305",
    name="industry-without-calendar",
    title=Text("每个行业都有日历", "every industry has a calendar"),
    severity=Severity.HINT,
    why=Text(
        "行业页上最有用的是日历：哪天发什么。全是“入群后”“建群第几天”的动作，日历就是空的。只有快闪群的行业不算。",
        "What helps most on an industry's page is its calendar; journeys and days of a group's life do not fill it. An"
        " industry of flash groups alone is excepted.",
    ),
    mend=Text(
        "至少给一个群SOP写上按日子发的动作，例如 `每周三 15:00`。",
        "Give one of its playbooks a slot with days, such as `weekly Wed 15:00`.",
    ),
    source=Text(
        "经验法则：各行业有各自的节奏（微信群运营文章），每个行业一份日历。",
        "A rule of thumb: each industry has its own rhythm (an article on running WeChat groups).",
    ),
    bad=_EXAMPLE.format(when="入群后0分钟"),
    good=_EXAMPLE.format(when="每天 15:00"),
    whole=check,
)
