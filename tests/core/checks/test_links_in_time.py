"""Links and anchors of bodies that nobody means: they are looked at in time."""

from __future__ import annotations

import time

import pytest
from core.checks.helpers import found

from sopbook.checks.dead_link import MOST
from sopbook.checks.markdown import anchors_of, links_of


@pytest.mark.parametrize(
    "mark", ["[", "](", "`", "```\n", "<!--", "{#", "# #", "![", "~~~a\n", "    [", "\\"]
)
def test_a_body_of_nothing_but_marks_is_read_in_time(mark: str) -> None:
    body = mark * 20_000
    links_of(f"{body} [x](y.md)")
    anchors_of(body)


_NUMBERED = "".join(f"# a_{number}\n" for number in range(8_000))


@pytest.mark.parametrize(
    "body",
    [
        "# a\n" * 15_000,
        f"{_NUMBERED}{_NUMBERED}",
        "## " + "#" * 1_900_000 + "x",
        f"# {'<' * 280}x\n" * 3_500,
        f"# {' _a' * 95}\n" * 3_500,
        f"# {'[](' * 95}\n" * 3_500,
    ],
)
def test_anchors_are_found_in_time(body: str) -> None:
    begun = time.process_time()
    anchors_of(body)
    assert time.process_time() - begun < 4


def test_dead_links_by_the_thousand_are_told_in_time() -> None:
    there = "".join(f"=== handbook/an-old-page-of-the-handbook-{n}.md\n# {n}\n" for n in range(300))
    dead = "\n".join(f"[{n}](an-odd-page-of-this-handbook-{n}.md)" for n in range(1_500))
    anchors = "\n".join(
        f"# the title of this part {n}\n[{n}](#the-title-of-that-part-{n})" for n in range(600)
    )
    begun = time.process_time()
    told = found(
        "SOP303", f"size: 180\n---\n{there}=== handbook/dead.md\n{dead}\n=== handbook/anchors.md\n{anchors}\n"
    )
    assert time.process_time() - begun < 4
    assert 50 < sum("是不是想写" in one.help.zh for one in told) < 150
    assert len(told) == 2 * (MOST + 1)
    assert "还有 1400 个链接" in told[-1].message.zh
