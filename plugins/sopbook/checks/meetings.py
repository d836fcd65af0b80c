"""Posts of one person that meet, found without trying out pairs: thousands of playbooks may share a few people.

Posts are gone through by time. Each is held against the days that the minutes just before it have taken, all at once, and
of the posts there only the one that took a day first is remembered: whoever comes later has met that one already.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from sopbook.handbook import Entry


class Post(NamedTuple):
    """A post by hand at one time of day."""

    start: int
    days: int
    """The days of the coming year on which it comes, as a bit set."""

    entry: Entry


def clashes(posts: list[Post], minutes: int, told: set[str]) -> Iterator[tuple[Post, Post]]:
    """Yield a clash at most for each playbook not yet told of; the later of two posts is the one to be told."""
    if posts[0].entry.playbook is posts[-1].entry.playbook:
        return  # they came playbook by playbook: there is only one
    posts.sort(key=itemgetter(0))
    recent: list[_Minute] = []
    for post in posts:
        if not recent or recent[-1].start != post.start:
            recent = [one for one in recent if post.start - one.start <= minutes]
            recent.append(_Minute(post.start))
        playbook = post.entry.playbook
        if playbook.id not in told:
            other = next((one for minute in recent for one in minute.met_by(post)), None)
            if other is not None:
                told.add(playbook.id)
                yield other, post
        recent[-1].add(post)


class _Minute:
    """The days taken at one minute, each by the post that came first: at most one for every day of the year."""

    def __init__(self, start: int) -> None:
        self.start = start
        self._taken = 0
        self._posts: list[Post] = []

    def add(self, post: Post) -> None:
        if post.days & ~self._taken:
            self._posts.append(post)
            self._taken |= post.days

    def met_by(self, post: Post) -> Iterator[Post]:
        """Yield the posts for other playbooks on a day of this one."""
        if self._taken & post.days:
            playbook = post.entry.playbook
            yield from (
                one for one in self._posts if one.days & post.days and one.entry.playbook is not playbook
            )
