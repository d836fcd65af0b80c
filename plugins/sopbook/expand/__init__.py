"""(schedule, half-open range) -> moments; bounded, pure, fast.

Days are bit sets: whole numbers whose bit i stands for a range's first day + i. A rule is a repeating pattern or a mask
that all playbooks share, a skip is an and-not, an offset a shift, so that most schedules cost a handful of operations
however long the range; moments are then picked from rows that all schedules of a zone and time of day share.

    days()     when, terms, range -> bit set of days, everything applied
    moments()  the same -> moments with their zone's wall-clock times
    timeline() a group's life, journey() a member's: the values that no calendar holds
"""

from __future__ import annotations

from sopbook.expand.clock import Moment
from sopbook.expand.frame import Range, bits_to_days, iter_days
from sopbook.expand.moments import days, moments, plain_days
from sopbook.expand.timeline import JourneyStep, Step, journey, timeline
from sopbook.model import Terms

__all__ = [
    "JourneyStep",
    "Moment",
    "Range",
    "Step",
    "Terms",
    "bits_to_days",
    "days",
    "iter_days",
    "journey",
    "moments",
    "plain_days",
    "timeline",
]
