"""`sopbook explain`: what a code means, with what its example really prints."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sopbook.checks import CHECKS, DOCS
from sopbook.checks.kit import options_of

Run = Callable[..., Result]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", DOCS)
def test_a_code_is_explained(code: str, lang: str, run: Run, tmp_path: Path) -> None:
    doc = DOCS[code]
    result = run(tmp_path, "explain", code.lower(), "--lang", lang)
    assert result.exit_code == 0
    for text in (doc.title, doc.why, doc.mend, doc.source):
        assert (text.zh if lang == "zh" else text.en) in result.stdout
    for line in (*doc.bad.splitlines(), *doc.good.splitlines()):
        assert line.strip() in result.stdout
    assert f": {code} " in result.stdout, "the output of the bad example"


@pytest.mark.parametrize("code", CHECKS)
def test_what_can_be_set_is_told(code: str, run: Run, tmp_path: Path) -> None:
    told = run(tmp_path, "explain", code).stdout
    assert f"        {code}: " in told
    for name, (_, about) in options_of(CHECKS[code]).items():
        assert f"  {name}: " in told and about.zh in told


def test_without_a_code_all_are_listed(run: Run, tmp_path: Path) -> None:
    listed = run(tmp_path, "explain")
    assert listed.exit_code == 0
    assert all(f"  {code}  {doc.title.zh} · " in listed.stdout for code, doc in DOCS.items())


def test_an_unknown_code_offers_the_nearest(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path, "explain", "SOP4170", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no such code: SOP4170. did you mean `SOP417`?" in result.stderr
    far = run(tmp_path, "explain", "x")
    assert far.exit_code == 1 and "没有「x」这个编号" in far.stderr


def test_a_retired_code_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["sopbook.cli.explain"], "RETIRED", {"SOP499": "群名太长"})
    result = run(tmp_path, "explain", "sop499")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "SOP499 已经不用了：群名太长" in result.stderr


@pytest.mark.parametrize(
    ("code", "meant"), [("SOP4O1", "SOP401"), ("sop-406", "SOP406"), ("SOP42l", "SOP421")]
)
def test_letters_may_stand_for_digits(code: str, meant: str, run: Run, tmp_path: Path) -> None:
    assert f"是不是想写「{meant}」" in run(tmp_path, "explain", code).stderr


def test_a_code_of_no_family_is_not_guessed(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path, "explain", "SOP999")
    assert result.exit_code == 1 and "是不是" not in result.stderr


@pytest.mark.parametrize("code", ["SOP303", "SOP304", "SOP305", "SOP306", "SOP110"])
def test_what_cannot_be_waived_is_told(code: str, run: Run, tmp_path: Path) -> None:
    zh = run(tmp_path, "explain", code).stdout
    en = run(tmp_path, "explain", code, "--lang", "en").stdout
    assert "别的页面" in zh and "不能豁免" in zh
    assert "other pages" in en


def test_coverage_is_set_in_the_policy(run: Run, tmp_path: Path) -> None:
    told = run(tmp_path, "explain", "SOP306").stdout
    assert "coverage.yml" in told.split("怎么调整")[1] and "mkdocs.yml" in told.split("怎么调整")[1]


@pytest.mark.parametrize("code", ["SOP501", "SOP502", "SOP503"])
def test_waivers_are_not_waived(code: str, run: Run, tmp_path: Path) -> None:
    assert "不能关，也不能豁免" in run(tmp_path, "explain", code).stdout
