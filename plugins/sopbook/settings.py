"""A handbook's settings: what `mkdocs.yml` may say to the plugin, as plain values. Every one has a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sopbook.almanac import STANDARD, Almanac
from sopbook.findings import Lang
from sopbook.when import Names, standard_names

ALARM = 10
"""Minutes before a post at which subscribed calendars remind, unless the handbook says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the whole handbook.

    `months` counts month calendars from the current month on. `day_limit` is the number of posts on one day of an
    industry's calendar above which days show counts instead. `site_url` ends with `/`, or is empty when unknown.
    """

    name: str = "sopbook"
    lang: Lang = "zh"
    site_url: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    directory_urls: bool = True
    months: int = 13
    day_limit: int = 12
    alarm: int = ALARM
    sheets: bool = True
    checks: Mapping[str, Any] = field(default_factory=dict)
    """What `checks:` says, as it was written; see `sopbook.checks.policy`."""

    almanac: Almanac = STANDARD
    names: Names = field(default_factory=lambda: standard_names(STANDARD))
