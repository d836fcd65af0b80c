"""Where pages are and how they link; the typical week; what is published."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.expand import Range
from sopbook.files import load_templates
from sopbook.handbook import Handbook
from sopbook.pipeline import equip, publish
from sopbook.render.links import page_url, relative
from sopbook.render.week import clock, typical_week, weekday_masks
from sopbook.when import Span

ENV, RULES = load_templates(None)


# ---------------------------------------------------------------------------------------------------------------------
# Links


@pytest.mark.parametrize(
    ("path", "pretty", "plain"),
    [
        ("index.md", "", "index.html"),
        ("README.md", "", "index.html"),
        ("a.md", "a/", "a.html"),
        ("a/index.md", "a/", "a/index.html"),
        ("a/b.md", "a/b/", "a/b.html"),
        ("a/餐饮.md", "a/餐饮/", "a/餐饮.html"),
        (
            "industries/dining/calendar/2026-12.md",
            "industries/dining/calendar/2026-12/",
            "industries/dining/calendar/2026-12.html",
        ),
    ],
)
def test_urls_are_those_of_mkdocs(path: str, pretty: str, plain: str) -> None:
    from mkdocs.structure.files import File

    assert page_url(path) == pretty
    assert page_url(path, False) == plain
    for ours, directory_urls in ((pretty, True), (plain, False)):
        theirs = File(path, "docs", "site", directory_urls).dest_uri
        assert theirs == (f"{ours}index.html" if directory_urls else ours)


names = st.sampled_from(("a", "b", "index", "dining", "2026-12", "餐饮"))
paths = st.lists(names, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".md")
files = st.sampled_from(("feeds/all.ics", "rules/welcome/a-b.txt", "data/dining/2026-12.json", "all.ics"))


@given(paths, st.one_of(paths, files), st.booleans())
def test_a_relative_link_leads_there(base: str, target: str, directory_urls: bool) -> None:
    here = page_url(base, directory_urls)
    there = page_url(target, directory_urls) if target.endswith(".md") else target
    link = relative(there, here)
    folder = here if here.endswith("/") else posixpath.dirname(here)
    reached = posixpath.normpath(posixpath.join("/", folder, link))
    assert reached == posixpath.normpath(f"/{there}")
    assert link and not link.startswith("/") and link.endswith("/") == (there.endswith("/") or not there)


# ---------------------------------------------------------------------------------------------------------------------
# The typical week

PUBLISHED = Range(date(2026, 12, 1), date(2028, 1, 1))


def week_of(handbook: Handbook) -> tuple[dict[str, str], list[str]]:
    """Return for each time the weekdays on which something is posted, and what does not repeat by the week."""
    (playbook,) = handbook.playbooks.values()
    rows, others = typical_week(handbook.entries(playbook), handbook.published)
    shown = {
        row.time: "".join(str(index + 1) if day else "-" for index, day in enumerate(row.days))
        for row in rows
    }
    return shown, [entry.slot.post for entry in others]


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("每天 11:00", {"11:00": "1234567"}),
        ("每天（除周一） 11:00", {"11:00": "-234567"}),
        ("每周二、四 20:00、9:00", {"09:00": "-2-4---", "20:00": "-2-4---"}),
        ("工作日 9:00", {"09:00": "12345--"}),
        ("周末 22:00-2:00", {"22:00–02:00": "-----67"}),
        ("周六 14:00-24:00", {"14:00–24:00": "-----6-"}),
        ("每月8日 10:00", {}),
        ("2026-12-09 10:00", {}),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR 17:00", {"17:00": "----5--"}),
        ("每2周 周二 20:00", {"20:00": "-2-----"}),
    ],
)
def test_what_a_typical_week_shows(
    when: str, shown: dict[str, str], write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound({"industries/a/x.md": write(f'"{when}"', from_="2026-09-01")})
    assert week_of(handbook) == (shown, [] if shown else ["动作1"])


def test_what_hangs_on_an_anchor_is_typical_as_well(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {"industries/a/x.md": write("开课 后1天 10:00", anchors="{开课: 每周日 20:00}", until="2027-02-28")}
    )
    assert week_of(handbook)[0] == {"10:00": "1------"}


def test_weekday_masks_share_out_every_day() -> None:
    masks = weekday_masks(PUBLISHED)
    days = (PUBLISHED.end - PUBLISHED.start).days
    for offset in range(days):
        weekday = (PUBLISHED.start + timedelta(days=offset)).weekday()
        assert [mask >> offset & 1 for mask in masks] == [int(index == weekday) for index in range(7)]


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(0), "00:00"),
        (Span(1200), "20:00"),
        (Span(840, 1440), "14:00–24:00"),
        (Span(1320, 1560), "22:00–02:00"),
    ],
)
def test_a_clock(span: Span, text: str) -> None:
    assert clock(span) == text


# ---------------------------------------------------------------------------------------------------------------------
# What is published


def test_parts_cover_every_page_and_files_never_repeat(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    handbook = read_sound(
        {"industries/a/x.md": write(welcome="你好", rules="{allowed: 晒单, penalty: 移出}")}
    )
    site = publish(equip(handbook, ENV, RULES))
    assert {
        "index.md",
        "industries/index.md",
        "industries/a/index.md",
        "industries/a/x.md",
        "rules/index.md",
    } <= set(site.parts)
    names_ = [file.path for file in site.files()]
    assert len(names_) == len(set(names_))
    assert {
        "feeds/all.ics",
        "feeds/a.ics",
        "feeds/a/host.ics",
        "feeds/playbook/a-x.ics",
        "rules/welcome/a-x.txt",
    } <= set(names_)
    for part in site.parts.values():
        for heading in (*part.headings_before, *part.headings):
            assert f'id="{heading.anchor}"' in part.lead() + part.html(), (part.path, heading)


def test_the_search_gets_a_digest_of_at_most_a_kilobyte(
    write: Callable[..., str], read_sound: Callable[..., Handbook]
) -> None:
    text = write(
        *(f"每天 {hour}:00 | {'午市套餐买一送一' * 6}" for hour in range(8, 20)),
        description="给上班族的午市群",
    )
    site = publish(equip(read_sound({"industries/a/x.md": text}), ENV, RULES))
    intro = site.parts["industries/a/x.md"].intro
    assert intro.startswith("给上班族的午市群。每天 08:00 午市套餐")
    assert 1000 < len(intro.encode()) <= 1024
