"""What a handbook must cover: the file of rows, the pages' claims, the check and the page that shows both."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from core.checks.helpers import found

from sopbook.checks import DOCS
from sopbook.checks.uncovered import check
from sopbook.coverage import claims_of, read_coverage
from sopbook.files import load_templates
from sopbook.handbook import Handbook
from sopbook.pipeline import equip, publish, read
from sopbook.reading import read_handbook
from sopbook.render.coverage_page import PATH
from sopbook.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = """\
- title: 体系
  rows:
    1: 定位
    "24:dining": {title: 餐饮, checks: [SOP401]}
- title: 数字
  rows:
    size: 群人数
"""


def covering(*pages: str, rows: str = ROWS) -> Handbook:
    """Return a handbook of pages that claim rows, one `covers` each."""
    listed, findings = read_coverage("../coverage.yml", rows)
    assert findings == []
    texts = {
        f"handbook/page-{n}.md": f"---\ntitle: 第{n}页\ncovers: {claims}\n---\n\n## 五样 {{#five}}\n"
        for n, claims in enumerate(pages, 1)
    }
    handbook, findings = read(texts.items(), Settings(coverage=listed), date(2026, 12, 7))
    assert findings == []
    return handbook


def test_rows_are_read_in_order_with_their_places() -> None:
    rows, findings = read_coverage("../coverage.yml", ROWS)
    assert findings == []
    assert [(row.id, row.title, row.section, row.checks) for row in rows] == [
        ("1", "定位", "体系", ()),
        ("24:dining", "餐饮", "体系", ("SOP401",)),
        ("size", "群人数", "数字", ()),
    ]
    assert [(row.place.line, row.place.column) for row in rows] == [(3, 5), (4, 5), (7, 5)]


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("- title: 甲\n  row: {1: 定位}\n", "SOP101", 2),
        ("- {title: 甲, rows: {1: 定位}}\n- {title: 乙, rows: {1: 定位}}\n", "SOP010", 2),
        ("- title: 甲\n", "SOP102", 1),
        ("甲: 乙\n", "SOP101", 1),
    ],
)
def test_what_is_wrong_with_the_file_is_named_at_its_line(written: str, code: str, line: int) -> None:
    _, findings = read_coverage("../coverage.yml", written)
    assert (code, line) in {(finding.code, finding.place.line) for finding in findings}


def test_an_empty_file_asks_for_nothing() -> None:
    assert read_coverage("../coverage.yml", "\n") == ((), [])


def test_pages_and_playbooks_claim_rows(write: Callable[..., str]) -> None:
    texts = {
        "handbook/size.md": "---\ntitle: 人数\ncovers: size\n---\n",
        "industries/dining/lunch.md": write("每天 11:00", covers="['1#five', '24:dining']"),
    }
    handbook, _ = read(texts.items(), Settings(), date(2026, 12, 7))
    claims = [(claim.row, claim.anchor, claim.title) for claim in claims_of(handbook)]
    assert claims == [("size", "", "人数"), ("1", "five", "午市福利群"), ("24:dining", "", "午市福利群")]


def test_a_row_that_nothing_covers_is_found_at_its_line() -> None:
    problems = list(check(covering("[1]"), None))  # type: ignore[arg-type]  # has no options
    assert [(problem.where.path, problem.where.line) for problem in problems] == [("../coverage.yml", 7)]


@pytest.mark.parametrize(
    ("claims", "helps"),
    [
        ("[1, sise]", "「size」"),
        ("[1, size, '24:dinning']", "「24:dining」"),
        ("['1#fife', size]", "「five」"),
    ],
)
def test_a_claim_that_leads_nowhere_is_found_at_the_value(claims: str, helps: str) -> None:
    problems = list(check(covering(claims), None))  # type: ignore[arg-type]
    assert problems[0].where.path in ("handbook/page-1.md", "../coverage.yml")
    assert any(helps in problem.help.zh for problem in problems)


def test_without_a_list_nothing_is_asked_for() -> None:
    assert found("SOP306", "covers: [1]") == []


def test_a_check_that_does_not_exist_holds_no_row() -> None:
    handbook = covering("[a]", rows="- title: 甲\n  rows: {a: {title: 乙, checks: [SOP4011]}}\n")
    (problem,) = check(handbook, None)  # type: ignore[arg-type]
    assert "「SOP4011」" in problem.message.zh and "SOP4" in problem.help.zh


def test_the_page_links_pages_and_checks_and_marks_what_is_open() -> None:
    handbook = covering("['1#five']", "[1]")
    parts = publish(equip(handbook, *load_templates(None))).parts
    html = parts[PATH].html()
    assert '<a href="../../handbook/page-1/#five">第1页</a>' in html
    assert '<a href="../../handbook/page-2/">第2页</a>' in html
    assert re.search(r'<a href="\.\./checks/[\w-]+/#sop401">SOP401</a>', html)
    assert html.count("还没有人写") == 1 and "还有 1 条没有写" in html


def test_without_a_list_there_is_no_page() -> None:
    handbook, _ = read([], Settings(), date(2026, 12, 7))
    assert PATH not in publish(equip(handbook, *load_templates(None))).parts


def test_every_row_of_the_bundled_handbook_has_a_page_or_a_check() -> None:
    rows, findings = read_coverage("../coverage.yml", (ROOT / "coverage.yml").read_text("utf-8"))
    assert findings == []
    sources, _ = read_handbook(ROOT / "playbooks")
    handbook, _ = read(sources, Settings(coverage=rows), date(2026, 12, 7))
    assert [problem.message.zh for problem in check(handbook, None)] == []  # type: ignore[arg-type]


def test_the_bundled_list_has_every_system_and_every_industry() -> None:
    rows = {row.id for row in read_coverage("c", (ROOT / "coverage.yml").read_text("utf-8"))[0]}
    assert {str(n) for n in range(1, 43)} <= rows
    assert len([row for row in rows if row.startswith("24:")]) == 12
    assert yaml.safe_load((ROOT / "coverage.yml").read_text("utf-8"))
    assert {
        code
        for one in read_coverage("c", (ROOT / "coverage.yml").read_text("utf-8"))[0]
        for code in one.checks
    } <= DOCS.keys()
