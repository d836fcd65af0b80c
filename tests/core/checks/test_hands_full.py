"""One person posting by hand in several groups at once (SOP409)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from core.checks import helpers

from sopbook.checks import examples
from sopbook.checks.meetings import Post, clashes
from sopbook.findings import Severity
from sopbook.handbook import Entry
from sopbook.pipeline import check, read
from sopbook.settings import Settings


def playbook(name: str, when: str, more: str = "", top: str = "", slot: str = "one") -> str:
    return f"""\
title: {name}群
id: dining-{name}
selling: false
{top}
schedule:
  - id: {slot}
    when: {when}
    post: {name}的内容
    kind: content
    by: admin
    copy: 看图。
    {more}
"""


def found(*playbooks: str, checks: Any = None, folder: str = "dining") -> list[Any]:
    example = "".join(
        f"=== industries/{folder if n else 'dining'}/p{n}.md\n{text}" for n, text in enumerate(playbooks)
    )
    return helpers.found("SOP409", example, checks)


def test_it_names_person_day_playbooks_and_slots_once() -> None:
    (one,) = found(playbook("a", "每天 11:00", slot="noon"), playbook("b", "每周三 11:05", slot="late"))
    assert one.severity is Severity.HINT
    assert one.place.path == "industries/dining/p1.md"
    for said in ("2026-11-04", "值班经理", "a群", "a的内容", "11:00", "b群", "b的内容", "11:05"):
        assert said in one.message.zh
    for said in ("2026-11-04", "dining-a", "`noon`", "dining-b", "`late`"):
        assert said in one.message.en


def test_people_stand_in_backticks_in_english() -> None:
    (one,) = found(playbook("a", "每天 11:00"), playbook("b", "每天 11:05"))
    assert "(`值班经理`)" in one.message.en


def test_groups_of_one_title_are_told_apart_by_their_ids() -> None:
    pair = playbook("a", "每天 11:00"), playbook("b", "每天 11:05").replace("title: b群", "title: a群")
    (one,) = found(*pair)
    assert "「a群」（dining-a）" in one.message.zh and "「a群」（dining-b）" in one.message.zh
    (other,) = found(pair[0], playbook("b", "每天 11:05"))
    assert "dining-a" not in other.message.zh


@pytest.mark.parametrize(("when", "count"), [("每天 11:10", 1), ("每天 11:11", 0), ("每天 10:50", 1)])
def test_ten_minutes_are_near(when: str, count: int) -> None:
    assert len(found(playbook("a", "每天 11:00"), playbook("b", when))) == count


def test_the_handbook_may_say_how_near() -> None:
    pair = playbook("a", "每天 11:00"), playbook("b", "每天 11:20")
    assert len(found(*pair, checks={"SOP409": {"minutes": 20}})) == 1
    assert found(*pair, checks={"SOP409": False}) == []


@pytest.mark.parametrize(
    "other",
    [
        playbook("b", "每天 11:00", "send: auto"),
        playbook("b", "每天 11:00", "send: mass"),
        playbook("b", "每天 11:00", top="roles: {admin: 副经理, service: 前台}"),
        playbook("b", "每天 11:00", top="timezone: Asia/Tokyo"),
        playbook("b", "每天 11:00-13:00"),
        playbook("b", "建群第1天 11:00"),
        playbook("b", "2026-11-01 11:00"),
        playbook("b", "每天 11:00", top="until: 2026-11-01"),
    ],
)
def test_what_does_not_meet(other: str) -> None:
    assert found(playbook("a", "每天 11:00"), other) == []


def test_different_days_do_not_meet() -> None:
    assert found(playbook("a", "每周一 11:00"), playbook("b", "每周二 11:00")) == []


def test_an_hour_long_window_does_not_leave_room() -> None:
    assert len(found(playbook("a", "每天 11:00"), playbook("b", "每天 11:00-12:00"))) == 1


def test_people_of_different_industries_are_different() -> None:
    assert found(playbook("a", "每天 11:00"), playbook("b", "每天 11:00"), folder="bakery") == []


def test_slots_of_one_playbook_are_not_its_business() -> None:
    assert found(playbook("a", "[每天 11:00, 每天 11:05]"), playbook("b", "每天 18:00")) == []


def test_each_playbook_is_told_once_and_one_is_left_to_stay() -> None:
    several = [playbook(name, "[每天 11:00, 每天 18:00]") for name in "abc"]
    assert [one.place.path[-5:] for one in found(*several)] == ["p1.md", "p2.md"]


def test_a_meeting_behind_posts_that_do_not_meet_is_found() -> None:
    days = [playbook(name, f"每周{day} 11:00") for name, day in zip("abc", "一二三", strict=True)]
    (one,) = found(*days, playbook("d", "每周三 11:00"))
    assert "c群" in one.message.zh and "d群" in one.message.zh


def test_a_short_published_range_hides_nothing() -> None:
    example = f"=== industries/dining/p0.md\n{playbook('a', '每天 11:00')}"
    example += f"=== industries/dining/p1.md\n{playbook('b', '2027-10-30 11:00')}"
    files = examples.handbook_of(example)
    for months in (2, 13, 30):
        findings = check(*read(files.items(), Settings(months=months), examples.TODAY))
        (one,) = [finding for finding in findings if finding.code == "SOP409"]
        assert "2027-10-30" in one.message.zh


class Days(int):
    """A bit set that counts how often it is looked at."""

    looks = 0

    def __and__(self, other: int) -> int:
        Days.looks += 1
        return int(self) & int(other)

    __rand__ = __and__


def looks(count: int) -> int:
    """Return the looks that so many playbooks cost, none of which meet."""
    Days.looks = 0
    posts = []
    for n in range(count):
        entry = SimpleNamespace(playbook=SimpleNamespace(id=str(n)))
        posts.append(Post(600 + n // 360, Days(1 << n % 360), cast(Entry, entry)))
    assert list(clashes(posts, 0, set())) == []
    return Days.looks


def test_a_crowd_that_never_meets_costs_no_more_a_head() -> None:
    assert looks(3600) <= 10 * looks(360)
    assert looks(360) <= 3 * 360
