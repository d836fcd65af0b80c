"""SOP409: one person has to post by hand in two groups at nearly the same time.

Who a person is, is what `roles` says, within an industry: the same words are the same person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sopbook.checks.kit import Check, Problem, option, place_in
from sopbook.checks.meetings import Post, clashes
from sopbook.checks.subject import clock
from sopbook.checks.tallies import first_of
from sopbook.findings import Severity, Text
from sopbook.handbook import Handbook
from sopbook.model import Playbook

_ROOM = 60
"""A window of more minutes than this leaves room to post now in one group, then in the other."""

Bucket = tuple[str, ZoneInfo, str]
"""Industry, time zone and person: whose posts may meet."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How near is too near."""

    minutes: int = option(10, "相隔不超过这么多分钟算撞在一起", "minutes within which two posts meet")


def check(handbook: Handbook, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each playbook in which somebody has to post while posting elsewhere."""
    told: set[str] = set()
    for (_, _, person), posts in _by_person(handbook).items():
        for earlier, later in clashes(posts, limits.minutes, told):
            yield _problem(handbook, person, earlier, later)


def _by_person(handbook: Handbook) -> dict[Bucket, list[Post]]:
    year, published = handbook.coming_year, handbook.published
    is_published = year.end <= published.end  # then its entries are at hand: `coming` would make each anew
    skipped = (year.start - published.start).days if is_published else 0
    found: dict[Bucket, list[Post]] = {}
    full = year.frame.full
    for playbook in handbook.playbooks.values():
        roles, zone = playbook.front.roles, playbook.terms.zone
        for entry in handbook.entries(playbook) if is_published else handbook.coming(playbook):
            slot, span, days = entry.slot, entry.line.span, entry.line.days >> skipped & full
            has_room = span.end is not None and span.end - span.start > _ROOM
            if days and slot.send == "manual" and slot.by in roles and not has_room:
                bucket = (playbook.industry, zone, roles[slot.by])
                found.setdefault(bucket, []).append(Post(span.start, days, entry))
    return found


def _problem(handbook: Handbook, person: str, one: Post, other: Post) -> Problem:
    earlier, later = one.entry, other.entry
    day = handbook.today + timedelta(days=first_of(one.days & other.days))
    at = next(index for index, slot in enumerate(later.playbook.front.schedule) if slot is later.slot)
    titles = _told_apart(earlier.playbook, later.playbook)
    first, second = clock(earlier.line.span), clock(later.line.span)
    return Problem(
        where=place_in(later.playbook, ("schedule", at, "when", later.n)),
        message=Text(
            f"{day} 这天，{person}要同时手动发两条：{first} 在{titles[0]}发「{earlier.slot.post}」，"
            f"{second} 在{titles[1]}发「{later.slot.post}」",
            f"on {day} one person (`{person}`) posts by hand in two groups: `{earlier.slot.id}` of `{earlier.playbook.id}`"
            f" at {first}, `{later.slot.id}` of `{later.playbook.id}` at {second}",
        ),
        help=Text(
            "挪开一条，换个人发（by），或改成群发、自动（send: mass 或 auto）；其实不是同一个人，就在 roles 里写清是谁",
            "move one, give it to somebody else (by), or send it by `mass` or `auto`; if these are two people, say so in"
            " `roles`",
        ),
    )


def _told_apart(one: Playbook, other: Playbook) -> tuple[str, str]:
    """Return the playbooks' titles, with their ids if the titles are the same."""
    titles = one.front.title, other.front.title
    if titles[0] != titles[1]:
        return f"「{titles[0]}」", f"「{titles[1]}」"
    return f"「{titles[0]}」（{one.id}）", f"「{titles[1]}」（{other.id}）"


_EXAMPLE = """\
selling: false
schedule:
  - id: dish
    when: {when}
    post: 一道家常菜的做法
    kind: content
    by: admin
    copy: 今天这道菜三步就好，做法在图里。
=== industries/dining/breakfast.md
title: 早市福利群
id: dining-breakfast
selling: false
schedule:
  - id: porridge
    when: 每天 11:00
    post: 熬粥的窍门
    kind: content
    by: admin
    copy: 米先泡半小时，粥更稠，别的窍门在图里。
"""

CHECK = Check(
    code="SOP409",
    name="hands-full",
    title=Text("一个人不要同时在两个群手动发", "nobody posts by hand in two groups at once"),
    severity=Severity.HINT,
    why=Text(
        "发一条要配图、核价、看着回话。十分钟里跑两个群，总有一个群晚了、发错了，或者没人接话。",
        "A post takes pictures, prices and an eye on the answers. In two groups at once, one is late, wrong or unanswered.",
    ),
    mend=Text(
        "错开十分钟以上，换个人，或者改成群发、自动。同一行业里 `roles` 写得一样的算同一个人；不是的，就写上名字或门店。",
        "Keep them more than ten minutes apart, let somebody else post, or send by `mass` or `auto`. Within an industry the"
        " same words in `roles` are the same person; where they are not, add a name or a shop.",
    ),
    source=Text("sopbook 自己的默认值。", "A default of sopbook's own."),
    bad=_EXAMPLE.format(when="每天 11:05"),
    good=_EXAMPLE.format(when="每天 11:30"),
    options=Limits(),
    whole=check,
)
