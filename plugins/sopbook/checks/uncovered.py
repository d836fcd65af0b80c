"""SOP306: a row of coverage.yml that no page and no check covers, or a page that claims what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from sopbook.checks.codes import near_code
from sopbook.checks.kit import Check, NoOptions, Problem
from sopbook.checks.pages import anchors_on
from sopbook.coverage import Claim, claims_of
from sopbook.fields import did_you_mean
from sopbook.findings import Severity, Text
from sopbook.handbook import Handbook
from sopbook.settings import Row


def check(handbook: Handbook, options: NoOptions) -> Iterator[Problem]:
    """Yield a problem for each row that is open, each check that it names in vain, and each claim that leads nowhere."""
    rows = {row.id: row for row in handbook.settings.coverage}
    if not rows:
        return
    claims = list(claims_of(handbook))
    claimed = {claim.row for claim in claims}
    for row in rows.values():
        yield from _unknown_checks(row)
        if row.id not in claimed and not row.checks:
            yield _open(row)
    for claim in claims:
        if claim.row not in rows:
            yield _no_row(claim, rows)
        elif claim.anchor and claim.anchor not in (known := anchors_on(claim.page)):
            yield _no_heading(claim, known)


def _open(row: Row) -> Problem:
    message = Text(
        f"「{row.id} {row.title}」还没有哪一页讲到", f"no page covers `{row.id}` ({row.title}) yet"
    )
    help_ = Text(
        f'写一页，在它的抬头里加上 covers: ["{row.id}"]；不讲了就从这里删去',
        f'write a page with covers: ["{row.id}"] in its front matter, or remove the row',
    )
    return Problem(row.place, message, help_)


def _unknown_checks(row: Row) -> Iterator[Problem]:
    from sopbook.checks import DOCS  # the registry imports this module

    for code in row.checks:
        if code not in DOCS:
            message = Text(f"没有「{code[:20]}」这项检查", f"there is no check `{code[:20]}`")
            yield Problem(
                row.place,
                message,
                near_code(code, DOCS) or Text("写检查的编号，如 SOP401", "write a code, such as SOP401"),
            )


def _no_row(claim: Claim, rows: dict[str, Row]) -> Problem:
    message = Text(
        f"要讲的内容里没有「{claim.row[:40]}」这一条", f"`{claim.row[:40]}` is no row of the coverage"
    )
    help_ = did_you_mean(claim.row, rows) or Text(
        "对照 coverage.yml 里的编号，写 8 或 8#小标题", "see coverage.yml; write 8 or 8#heading"
    )
    return Problem(claim.place, message, help_)


def _no_heading(claim: Claim, known: set[str]) -> Problem:
    message = Text(
        f"这一页没有「#{claim.anchor[:60]}」这个小标题", f"this page has no heading `#{claim.anchor[:60]}`"
    )
    help_ = did_you_mean(claim.anchor, known) or Text(
        "改成现在的小标题，或去掉 # 和后面的字", "write the heading as it is now, or leave it out"
    )
    return Problem(claim.place, message, help_)


_EXAMPLE = """\
covers: [dining]
=== coverage.yml
- title: 行业节奏
  rows:
    dining: 餐饮一天三次
    bakery: 烘焙抽奖
=== handbook/draw.md
---
title: 抽奖
covers: [{claim}]
---

一等奖送蛋糕。
"""

CHECK = Check(
    code="SOP306",
    name="not-covered",
    title=Text("要讲的内容都有一页讲到", "all that the handbook must cover has a page"),
    severity=Severity.WARNING,
    why=Text(
        "手册要讲的内容列在 `coverage.yml` 里。列了没人写，新人照着手册做就会少一块。",
        "`coverage.yml` lists what the handbook must cover. A row that nobody wrote is a gap that newcomers fall into.",
    ),
    mend=Text(
        "写上这一页，在抬头里认领：`covers: [dining]`；只有一节讲到，写 `covers: [dining#小标题]`。编号写错的，照提示改。",
        "Write the page and claim the row in its front matter: `covers: [dining]`, or `covers: [dining#heading]` for a section.",
    ),
    source=Text("sopbook 自己的默认值。", "sopbook's own default."),
    bad=_EXAMPLE.format(claim="bakary"),
    good=_EXAMPLE.format(claim="bakery"),
    whole=check,
)
