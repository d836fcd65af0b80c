"""Waivers: a playbook's recorded exceptions. One that has run out, or that nothing needs, is a finding itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sopbook.checks import kit
from sopbook.checks.codes import near_code
from sopbook.checks.kit import Doc
from sopbook.findings import Finding, Severity, Text
from sopbook.handbook import Handbook
from sopbook.model import Playbook, Waiver

_OWN = Text(
    "sopbook 自己的规定：例外要有理由和期限。",
    "A rule of sopbook's own: an exception has a reason and an end.",
)

EXPIRED = Doc(
    code="SOP501",
    name="waiver-expired",
    title=Text("豁免过了最后一天", "a waiver has run out"),
    severity=Severity.WARNING,
    why=Text(
        "豁免是临时的。过了期还留着，谁也说不清现在到底按不按规矩来。",
        "A waiver is for a while. One that is left standing hides what holds now.",
    ),
    mend=Text(
        "照检查说的改好，再删去这条豁免；确实还要例外，就写上新的理由和日期。",
        "Mend what the check names and remove the waiver, or give it a new reason and day.",
    ),
    source=_OWN,
    bad="waive:\n  - {check: SOP417, reason: 新店开业拉人, until: 2026-10-31}\n",
    good="size: 260\nwaive:\n  - {check: SOP417, reason: 新店开业拉人, until: 2026-12-31}\n",
)
UNUSED = Doc(
    code="SOP502",
    name="waiver-unused",
    title=Text("豁免没有用上", "a waiver that nothing needs"),
    severity=Severity.WARNING,
    why=Text(
        "检查没有发现这个问题，豁免就是多余的；留着它，以后真出了问题反而看不见。",
        "Nothing is found that it would excuse; left standing, it would hide the next slip.",
    ),
    mend=Text("删去这条豁免。", "Remove it."),
    source=_OWN,
    bad="waive:\n  - {check: SOP417, reason: 新店开业拉人, until: 2026-12-31}\n",
    good="size: 260\nwaive:\n  - {check: SOP417, reason: 新店开业拉人, until: 2026-12-31}\n",
)
UNKNOWN = Doc(
    code="SOP503",
    name="waiver-unknown",
    title=Text("豁免的编号不能豁免", "a waiver of something that cannot be waived"),
    severity=Severity.WARNING,
    why=Text(
        "编号写错，豁免就不起作用。错误（看不懂、会发错时间）和豁免本身都不能豁免。",
        "A wrong code excuses nothing. Errors, and waivers themselves, cannot be waived.",
    ),
    mend=Text("改成检查结果里写的那个编号。", "Write the code that the finding shows."),
    source=_OWN,
    bad="waive:\n  - {check: SOP4170, reason: 新店开业拉人, until: 2026-12-31}\n",
    good="size: 260\nwaive:\n  - {check: SOP417, reason: 新店开业拉人, until: 2026-12-31}\n",
)
DOCS = (EXPIRED, UNUSED, UNKNOWN)


def waived(findings: Iterable[Finding], handbook: Handbook, known: Mapping[str, Doc]) -> list[Finding]:
    """Return the findings that no waiver excuses, and what is to be said of the waivers.

    A waiver excuses findings of its code in its own file up to its last day, included; never an error.
    """
    by_path = {playbook.path: playbook for playbook in handbook.playbooks.values() if playbook.front.waive}
    used: set[tuple[str, int]] = set()
    left = [finding for finding in findings if not _excused(finding, by_path, handbook, used)]
    for playbook in by_path.values():
        for index, waiver in enumerate(playbook.front.waive):
            left += _said_of(waiver, index, playbook, handbook, known, used)
    return left


def _excused(
    finding: Finding, by_path: Mapping[str, Playbook], handbook: Handbook, used: set[tuple[str, int]]
) -> bool:
    playbook = by_path.get(finding.place.path)
    if playbook is None or finding.severity is Severity.ERROR:
        return False
    for index, waiver in enumerate(playbook.front.waive):
        if waiver.check == finding.code:
            used.add((playbook.path, index))
            return handbook.today <= waiver.until
    return False


def _said_of(
    waiver: Waiver,
    index: int,
    playbook: Playbook,
    handbook: Handbook,
    known: Mapping[str, Doc],
    used: set[tuple[str, int]],
) -> Iterator[Finding]:
    doc = known.get(waiver.check)
    if doc is None or doc.severity is Severity.ERROR or doc in DOCS:
        yield _finding(UNKNOWN, playbook, (index, "check"), *_unknown(waiver.check, doc, known))
    elif handbook.today > waiver.until:
        message = Text(
            f"对 {waiver.check} 的豁免到 {waiver.until} 为止，已经过期",
            f"the waiver of {waiver.check} ended on {waiver.until}",
        )
        yield _finding(EXPIRED, playbook, (index, "until"), message, EXPIRED.mend)
    elif (playbook.path, index) not in used:
        message = Text(
            f"{waiver.check} 没有查出问题，这条豁免用不上",
            f"{waiver.check} finds nothing here: the waiver is idle",
        )
        yield _finding(UNUSED, playbook, (index, "check"), message, UNUSED.mend)


def _unknown(code: str, doc: Doc | None, known: Mapping[str, Doc]) -> tuple[Text, Text]:
    if doc is not None:
        message = Text(f"{code} 不能豁免：{doc.title.zh}", f"{code} cannot be waived: {doc.title.en}")
        return message, Text("照检查说的改好，删去这条豁免", "mend what it names and remove the waiver")
    message = Text(f"没有「{code[:40]}」这个编号", f"no such code: `{code[:40]}`")
    codes = [one for one, its in known.items() if its.severity is not Severity.ERROR]
    return message, near_code(code, codes) or UNKNOWN.mend


def _finding(doc: Doc, playbook: Playbook, where: tuple[int, str], message: Text, help_: Text) -> Finding:
    place = kit.place_in(playbook, ("waive", *where))
    return Finding(code=doc.code, severity=doc.severity, place=place, message=message, help=help_)
