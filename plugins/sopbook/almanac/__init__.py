"""Festivals, solar terms, shopping days, days off and make-up workdays; says what it does not know.

    >>> from datetime import date
    >>> STANDARD.names["双十一"]
    'double-11'
    >>> STANDARD.festival("spring-festival", 2027)
    ((datetime.date(2027, 2, 6), datetime.date(2027, 2, 6)),)
    >>> STANDARD.is_workday(date(2026, 10, 10))  # a Saturday, worked for 国庆
    True

Pure: no disk, no clock. Dates are those of China's standard time; years are Gregorian.
"""

from __future__ import annotations

from sopbook.almanac.book import STANDARD, Almanac, DayNote, Own, Status
from sopbook.almanac.rules import Fixed, Window
from sopbook.almanac.statutory import Notice

__all__ = ["STANDARD", "Almanac", "DayNote", "Fixed", "Notice", "Own", "Status", "Window"]
