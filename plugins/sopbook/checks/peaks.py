"""The day on which most is posted into a group: on the calendar, and in the group's life."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from sopbook.checks.subject import Dated, LifeStep, Subject, day_of
from sopbook.checks.tallies import first_of, most
from sopbook.findings import Text

_SHOWN = 8
"""Posts that are listed."""


class Peak(NamedTuple):
    """A day and what is posted on it, by time."""

    day: Text
    posts: list[Dated] | list[LifeStep]
    special: Dated | LifeStep
    """The post that makes the day what it is: where to look first when there are too many."""

    @property
    def listed(self) -> Text:
        """The posts with their times; in English by their ids."""
        zh = "、".join(f"{post.clock} {post.slot.post}" for post in self.posts[:_SHOWN])
        en = ", ".join(f"{post.clock} {post.slot.id}" for post in self.posts[:_SHOWN])
        return Text(f"{zh}……", f"{en}, …") if len(self.posts) > _SHOWN else Text(zh, en)


def on_calendar(subject: Subject, counts: list[int], among: int, above: int) -> Peak | None:
    """Return the first of the fullest days of `among`, by the tally of the group's posts; None if not `above` it."""
    count, days = most(counts, among)
    if count <= above:
        return None
    day = first_of(days)
    posts = [post for post in subject.group_posts if post.line.days >> day & 1]
    # What comes most rarely makes the day what it is; of equals the last in the schedule.
    rarest = min(posts, key=lambda post: (post.line.days.bit_count(), -post.at, -post.n))
    return Peak(_with_festivals(subject, day), posts, rarest)


def in_life(subject: Subject, above: int) -> Peak | None:
    """Return the first of the fullest days of the group's life; None if not `above` it."""
    steps = sorted(subject.group_life, key=lambda step: (step.day, step.span.start))
    days = [[*posts] for _, posts in groupby(steps, key=lambda step: step.day)]
    posts = max(days, key=len, default=[])
    if len(posts) <= above:
        return None
    day = Text(f"建群第 {posts[0].day} 天", f"on day {posts[0].day} of the group's life")
    return Peak(day, posts, max(posts, key=lambda post: post.at))


def _with_festivals(subject: Subject, index: int) -> Text:
    day = day_of(subject, index)
    festivals = subject.handbook.settings.almanac.describe(subject.year.frame.date(index)).festivals
    if not festivals:
        return Text(f"{day} ", f"on {day}")
    zh, en = "、".join(name.zh for name in festivals), ", ".join(name.en for name in festivals)
    return Text(f"{day}（{zh}）", f"on {day} ({en})")
