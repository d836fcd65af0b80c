"""What has been read before is not read again, and never stands in for what must be refused."""

from __future__ import annotations

from sopbook.almanac import STANDARD
from sopbook.when import Refusal, When, parse, standard_names


def test_a_time_that_was_read_does_not_excuse_a_missing_space() -> None:
    names = standard_names(STANDARD)
    assert isinstance(parse("每天 20:00", names), When)
    refused = parse("每月8日20:00", names)
    assert isinstance(parse("每月8日 20:00", names), When)
    assert type(refused) is type(parse("每月8日20:00", standard_names(STANDARD)))


def test_the_same_words_mean_the_same_and_other_names_are_read_anew() -> None:
    names = standard_names(STANDARD)
    first = parse("双11 前3天 20:00", names)
    assert parse("双11 前3天 20:00", names) is first
    assert parse("双11 前3天 21:30", names) != first
    assert isinstance(parse("开课 前3天 20:00", names), Refusal)
    assert isinstance(parse("开课 前3天 20:00", names.with_anchors(["开课"])), When)
    assert isinstance(parse("开课 前3天 20:00", names), Refusal)
