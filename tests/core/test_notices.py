"""A handbook's own public holidays, festivals and events, and what is said of a year that nobody has published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sopbook.almanac import STANDARD
from sopbook.errors import SopbookError
from sopbook.findings import Severity
from sopbook.notices import almanac_of, events_of, read_notices
from sopbook.pipeline import check, read
from sopbook.settings import Settings
from sopbook.when import parse, standard_names

NOTICES = """\
# 公布一年，补一年
2027:
  source: 国务院办公厅通知
  holidays: {元旦: 2027-01-01..2027-01-03, National Day: 2027-10-01..2027-10-07}
  workdays: [2027-10-09]
"""

PLAYBOOK = """\
---
title: 早安群
group: content
roles: {admin: 店长}
schedule:
  - {id: hello, when: %s, post: 早安, kind: content, by: admin}
---
"""


def test_a_notice_goes_before_what_the_program_knows() -> None:
    notices, findings = read_notices("holidays.yml", NOTICES)
    almanac = almanac_of(notices, {}, None)
    assert not findings
    assert not STANDARD.is_published(2027), "the test's year must be one that nobody has published"
    assert almanac.is_published(2027) and almanac.source(2027) == "国务院办公厅通知"
    assert not almanac.is_workday(date(2027, 10, 7)) and almanac.is_workday(date(2027, 10, 9))


@pytest.mark.parametrize(
    ("change", "line", "column", "code"),
    [
        (("2027-01-01..", "2028-01-01.."), 4, 18, "SOP104"),
        (("2027-01-01..2027-01-03", "2026-01-01..2026-01-03"), 4, 13, "SOP112"),
        (("元旦", "生日"), 4, 14, "SOP104"),
        (("2027-10-09", "2027-10-11"), 5, 14, "SOP112"),
        (("source:", "sourc:"), 3, 3, "SOP101"),
        (("2027:", "二零二七:"), 2, 1, "SOP112"),
        (("2027-10-09]", "10-09]"), 5, 14, "SOP104"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(
    change: tuple[str, str], line: int, column: int, code: str
) -> None:
    _, findings = read_notices("holidays.yml", NOTICES.replace(*change, 1))
    found = [(finding.place.line, finding.place.column, finding.code) for finding in findings]
    assert (line, column, code) in found


def test_own_festivals_have_names_and_days() -> None:
    almanac = almanac_of(
        {}, {"店庆": "06-18..06-20", "会员日": {"days": ["08-08"], "en": "Member Day"}}, ["03-01..03-05"]
    )
    assert almanac.festival("店庆", 2027) == ((date(2027, 6, 18), date(2027, 6, 20)),)
    assert almanac.festival(almanac.names["member day"], 2027) == ((date(2027, 8, 8), date(2027, 8, 8)),)
    assert almanac.festival(almanac.names["开学季"], 2027) == ((date(2027, 3, 1), date(2027, 3, 5)),)


@pytest.mark.parametrize(
    "given", [{"店庆": "6月18日"}, {"店庆": {"day": "06-18"}}, {"春节": "06-18"}, {"店庆": "02-30"}]
)
def test_a_festival_that_cannot_be_read_is_one_message(given: dict[str, object]) -> None:
    with pytest.raises(SopbookError):
        almanac_of({}, given, None)


def test_own_events_are_read_in_when() -> None:
    names = standard_names(STANDARD, events=events_of({"complaint": {"zh": "投诉"}}))
    assert parse("投诉后1天 10:00", names) == parse("complaint +1d 10:00", names)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("工作日 09:30", 1),
        ("每月最后一个工作日 17:00", 1),
        ("国庆 假期第1天 10:00", 1),
        ("每天 09:30", 0),
        ("国庆 10:00", 0),
    ],
)
def test_an_unpublished_year_is_said_once(when: str, said: int) -> None:
    files = [(f"industries/shop/{name}.md", PLAYBOOK % when) for name in "abc"]
    handbook, found = read(files, Settings(), date(2026, 11, 21))
    findings = [finding for finding in check(handbook, found) if finding.code == "SOP302"]
    assert [(f.code, f.severity) for f in findings] == [("SOP302", Severity.HINT)] * said


def test_an_unpublished_year_that_has_begun_is_a_warning() -> None:
    files = [("industries/shop/a.md", PLAYBOOK % "工作日 09:30")]
    handbook, found = read(files, Settings(), date(2027, 2, 1))
    findings = [finding for finding in check(handbook, found) if finding.code == "SOP302"]
    assert [f.severity for f in findings] == [Severity.WARNING, Severity.HINT]  # 2027, and 2028 ahead


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("每月31日 10:00", True),
        ("每月28日 10:00", False),
        ("每年2-29 10:00", True),
        ("每月最后一天 10:00", False),
    ],
)
def test_a_day_that_some_months_lack_is_a_hint(when: str, said: bool) -> None:
    handbook, findings = read([("industries/shop/a.md", PLAYBOOK % when)], Settings(), date(2026, 11, 21))
    assert bool(findings) == said and all(
        f.code == "SOP206" and f.severity is Severity.HINT for f in findings
    )
    assert handbook.playbooks, "a hint loses no playbook"


def test_options_reach_the_calendar(tmp_path: Path) -> None:
    from sopbook.cli.common import project

    (tmp_path / "playbooks").mkdir()
    (tmp_path / "holidays.yml").write_text(NOTICES, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: playbooks\nplugins:\n  - sopbook:\n      festivals: {店庆: 06-18}\n"
        "      events: {complaint: {zh: 投诉}}\n      opening: [03-01..03-05]\n",
        encoding="utf-8",
    )
    settings = project(tmp_path / "playbooks").settings
    assert settings.almanac.is_published(2027)
    assert parse("店庆 前1天 10:00", settings.names).__class__.__name__ == "When"
    assert parse("投诉后1天 10:00", settings.names).__class__.__name__ == "When"
