"""The typical week by days, as a phone shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sopbook.handbook import Handbook
from sopbook.render.week import days_of_week, typical_week


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        (("每天 11:00", "每天 18:00"), [(0, 6, ["11:00", "18:00"])]),
        (("周一至周五 9:30",), [(0, 4, ["09:30"])]),
        (("每周一、三 20:00",), [(0, 0, ["20:00"]), (2, 2, ["20:00"])]),
        (
            ("每天 11:00", "每周二 9:00"),
            [(0, 0, ["11:00"]), (1, 1, ["09:00", "11:00"]), (2, 6, ["11:00"])],
        ),
        (("2026-12-24 20:00",), []),
    ],
)
def test_days_in_a_row_with_the_same_posts_stand_together(
    slots: tuple[str, ...],
    expected: list[tuple[int, int, list[str]]],
    write: Callable[..., str],
    read_sound: Callable[..., Handbook],
) -> None:
    handbook = read_sound({"industries/a/x.md": write(*slots)})
    (playbook,) = handbook.playbooks.values()
    rows, _ = typical_week(handbook.entries(playbook), handbook.published)
    assert [
        (first, last, [time for time, _ in posts]) for first, last, posts in days_of_week(rows)
    ] == expected
