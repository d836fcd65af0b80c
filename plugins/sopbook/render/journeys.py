"""A member's journeys, for a playbook's page: slots that count from an event of theirs. No calendar holds them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from sopbook.expand import JourneyStep, journey
from sopbook.handbook import whens_of
from sopbook.model import Playbook, Slot
from sopbook.render.parts import Studio
from sopbook.render.timeline import slot_view
from sopbook.render.week import clock
from sopbook.render.words import Words, duration_text
from sopbook.when import Names

_MINUTES_A_DAY = 24 * 60
_USED_UP, _RECEIPT = "used-up", "receipt"


def journeys_view(playbook: Playbook, studio: Studio) -> list[SimpleNamespace]:
    """Return a timeline for each event of a member that slots count from, in the order of the handbook's events."""
    names, cycle = studio.handbook.settings.names, playbook.front.usage_cycle
    by_event: dict[str, list[tuple[JourneyStep, Slot]]] = {}
    for slot, _, when in whens_of(playbook):
        if when.family == "journey":
            for step in journey(when, None, playbook.terms):
                by_event.setdefault(step.event, []).append((step, slot))
    return [
        _journey_view(event, by_event[event], names, cycle, studio.words)
        for event in names.events
        if event in by_event
    ]


def _journey_view(
    event: str, steps: list[tuple[JourneyStep, Slot]], names: Names, cycle: timedelta | None, t: Words
) -> SimpleNamespace:
    """Return one event's stations in order of time, the event itself among them."""
    name = names.event(event, t.lang)
    known = cycle if event == _USED_UP else None
    receipt = names.event(_RECEIPT, t.lang)
    marker = SimpleNamespace(
        name=name, also=f"{receipt} + {duration_text(known, t)}" if known else "", posts=[]
    )
    before: dict[str, SimpleNamespace] = {}
    after: dict[str, SimpleNamespace] = {}
    for step, slot in sorted(steps, key=lambda found: _order(found[0])):
        called = step_name(step, name, t)
        stations = before if (step.days or step.minutes or 0) < 0 else after
        station = stations.setdefault(
            called, SimpleNamespace(name=called, also=_also(step, known, receipt, t), posts=[])
        )
        time = clock(step.span) if step.span else ""
        station.posts.append(SimpleNamespace(time=time, **slot_view(slot, t)))
    return SimpleNamespace(
        name=t.journey_of.format(event=name), before=[*before.values()], event=marker, after=[*after.values()]
    )


def _order(step: JourneyStep) -> tuple[int, int, int]:
    """Order steps by time: minutes after the event come before that day's times of day, minutes before it after them."""
    if step.minutes is not None:
        return step.minutes // _MINUTES_A_DAY, 2 if step.minutes < 0 else 0, step.minutes
    return step.days or 0, 1, step.span.start if step.span else 0


def step_name(step: JourneyStep, event: str, t: Words) -> str:
    """Return when a step is, in words; its time of day apart."""
    if step.minutes is None:
        return _days_from(event, step.days or 0, t)
    pattern = t.event_time_before if step.minutes < 0 else t.event_time_after
    return pattern.format(event=event, time=duration_text(timedelta(minutes=abs(step.minutes)), t))


def _days_from(event: str, days: int, t: Words) -> str:
    if days == 0:
        return t.event_day.format(event=event)
    return (t.event_day_before if days < 0 else t.event_day_after).format(event=event, n=abs(days))


def _also(step: JourneyStep, cycle: timedelta | None, receipt: str, t: Words) -> str:
    """Return a day before or after the product is used up as a day counted from its receipt."""
    if cycle is None or step.days is None or cycle % timedelta(days=1):
        return ""
    return t.same_as.format(day=_days_from(receipt, cycle.days + step.days, t))
