"""A group's life and a member's journeys, as readers use them: a date chosen, today marked, the calendar downloaded."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Page, expect

from sopbook.cli.common import project
from sopbook.expand import timeline
from sopbook.handbook import whens_of

served = sys.modules["served"]  # tests/browser/conftest.py has brought it
pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Event = tuple[str, datetime, datetime, str]
LAUNCH = "industries/dining/launch/"
JOURNEY = "industries/mother-baby/journey/"
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/122.0 Mobile MicroMessenger/8.0.49"
CONFIG = """\
site_name: 手册
docs_dir: playbooks
theme: {name: material, language: zh, font: false}
plugins:
  - search
  - sopbook: {alarm: 10}
"""
HOLIDAYS = """\
2027:
  source: 只为这里的测试
  holidays: {元旦: 2027-01-01..2027-01-03, 春节: 2027-02-05..2027-02-11}
  workdays: [2027-02-20]
"""
DAYS = ("建群第1-9天 2:30、3:30", "建群第2天 23:30-2:30", "建群第3-4天 2:15-2:45", "建群第40天 20:00")
LIVES: dict[str, dict[str, str]] = {
    "plain": {},
    "berlin": {"timezone": "Europe/Berlin"},
    "new-york": {"timezone": "America/New_York", "skip": "2027-03-14..2027-03-15"},
    "santiago": {"timezone": "America/Santiago", "holidays": "skip"},
    "skipping": {
        "skip": "[2026-12-24..2026-12-26, 春节 前1天至后3天]",
        "from_": "2026-12-05",
        "until": "2027-06-30",
    },
    "no-work": {"holidays": "skip"},
    "later": {"holidays": "next-workday", "skip": "2027-02-13"},
    "earlier": {"holidays": "previous-workday"},
}
"""Playbooks by name: what their front matter says besides."""


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., str]) -> Path:
    """A project of playbooks that live in other zones, skip days and heed public holidays."""
    root = tmp_path_factory.mktemp("lives")
    folder = root / "playbooks" / "industries" / "a"
    folder.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (root / "holidays.yml").write_text(HOLIDAYS, encoding="utf-8")
    for name, terms in LIVES.items():
        text = write(*(f"{when} | {name}，{place}" for place, when in enumerate(DAYS)), **terms)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    long = write("建群第1-60天 20:00 | 打卡", "每天 9:00 | 早安")
    (folder / "long.md").write_text(long, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def lives_site(lives: Path) -> Iterator[str]:
    """The address of that project's site."""
    with served.built_site(lives / "mkdocs.yml") as address:
        yield address


def choose(page: Page, day: str) -> None:
    page.get_by_label("建群日期").fill(day)


def downloaded(page: Page) -> list[Event]:
    """Return the events of the calendar that the page hands out."""
    with page.expect_download() as found:
        page.get_by_role("button", name="下载日历").click()
    return events(Path(found.value.path()).read_bytes())


def events(feed: bytes) -> list[Event]:
    assert feed.count(b"\n") == feed.count(b"\r\n")
    assert all(0 < len(line) <= 75 for line in feed.removesuffix(b"\r\n").split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(feed)
    found = [
        (
            str(event["UID"]),
            event["DTSTART"].dt.astimezone(UTC),
            event["DTEND"].dt.astimezone(UTC),
            str(event["SUMMARY"]),
        )
        for event in calendar.walk("VEVENT")
    ]
    assert len({uid for uid, *_ in found}) == len(found)
    return sorted(found, key=lambda one: (one[1], one[0]))


def commanded(root: Path, playbook: str, day: str) -> list[dict[str, Any]]:
    """Return what `sopbook calendar --start` lists."""
    command = [sys.executable, "-m", "sopbook", "calendar", "--playbook", playbook, "--start", day]
    command += ["--today", "2026-12-08", "--format", "json"]
    found = subprocess.run(command, cwd=root, capture_output=True, check=True)
    listed = json.loads(found.stdout)
    assert isinstance(listed, list)
    return listed


def as_listed(one: dict[str, Any]) -> tuple[datetime, datetime, str]:
    start = datetime.fromisoformat(one["start"]).astimezone(UTC)
    end = datetime.fromisoformat(one["end"]).astimezone(UTC) if one["end"] else start + timedelta(minutes=15)
    return start, end, one["title"]


ROOT = Path(__file__).resolve().parents[2]


def test_a_chosen_day_dates_the_life_and_stays(site: str, open_page: Open, viewport: dict[str, int]) -> None:
    page = open_page(viewport=viewport)
    page.goto(site + LAUNCH)
    days = page.locator(".sop-life__day")
    expect(days.first.get_by_role("heading")).to_have_text("第1天")
    expect(days.first).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("button", name="下载日历")).to_be_hidden()
    choose(page, "2026-12-07")
    expect(page).to_have_url(re.compile(r"\?start=2026-12-07$"))
    for _ in range(2):
        expect(days.get_by_role("heading")).to_have_text(
            [
                re.compile("第1天.*12-7.*周一"),
                re.compile("今天.*第2天.*12-8.*周二"),
                re.compile("第3天.*12-9.*周三"),
            ]
        )
        expect(page.locator('.sop-life [aria-current="date"]')).to_have_count(1)
        page.reload()
    page.goto("about:blank")
    page.goto(site + LAUNCH)  # the browser remembers
    expect(page).to_have_url(re.compile(r"\?start=2026-12-07$"))
    days.nth(1).get_by_role("link", name=re.compile("新品限量预订")).click()
    expect(page).to_have_url(re.compile(r"\?start=2026-12-07#slot-preorder$"))
    choose(page, "")
    expect(days.first.get_by_role("heading")).to_have_text("第1天")
    assert "start" not in page.url
    page.reload()
    expect(page.get_by_label("建群日期")).to_have_value("")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_download_is_what_the_command_lists(site: str, open_page: Open) -> None:
    page = open_page(timezone_id="America/Los_Angeles")
    page.goto(f"{site}{LAUNCH}?start=2027-02-27")
    found = downloaded(page)
    listed = commanded(ROOT, "dining-launch", "2027-02-27")
    assert len(found) == 7
    assert [event[1:] for event in found] == [as_listed(one) for one in listed]
    assert [event[0] for event in found] == [
        f"dining-launch.{one['slot']}.0.{one['start'][:10].replace('-', '')}@sopbook" for one in listed
    ]


@pytest.mark.parametrize("name", LIVES)
def test_zones_skips_and_holidays_are_heeded(
    name: str, lives: Path, lives_site: str, open_page: Open
) -> None:
    page = open_page()
    page.goto(f"{lives_site}industries/a/{name}/")
    dates = [date(2026, 11, 1) + timedelta(7 * week + week % 5) for week in range(60)]
    dates += [date(2027, 3, 13), date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 31), date(2027, 1, 1)]
    expected = engine(lives, f"a-{name}", dates)
    feeds = page.evaluate(FEEDS, [day.isoformat() for day in dates])
    for day, feed in zip(dates, feeds, strict=True):
        assert events(feed.encode()) == expected[day], day


def engine(root: Path, name: str, dates: list[date]) -> dict[date, list[Event]]:
    """Return what the engine makes of groups founded on these days."""
    work = project(root / "playbooks")
    playbook = work.read_sound(served.NOW.date(), "zh").playbooks[name]
    found: dict[date, list[Event]] = {day: [] for day in dates}
    for slot, n, when in whens_of(playbook):
        for day in dates:
            for step in timeline(when, day, playbook.terms, work.settings.almanac):
                moment, place = step.moment, when.times.index(step.span)
                assert moment is not None
                uid = f"{name}.{slot.id}.{n}{f'-{place}' if place else ''}.{moment.nominal:%Y%m%d}@sopbook"
                start = moment.start.astimezone(UTC)
                end = moment.end.astimezone(UTC) if moment.end else start + timedelta(minutes=15)
                found[day].append((uid, start, end, slot.post))
    return {day: sorted(them, key=lambda one: (one[1], one[0])) for day, them in found.items()}


FEEDS = """async days => {
  const input = document.querySelector('.sop-life input'), button = document.querySelector('.sop-life button');
  const made = [], make = URL.createObjectURL;
  URL.createObjectURL = blob => { made.push(blob); return "#"; };
  const feeds = [];
  for (const day of days) {
    input.value = day;
    input.dispatchEvent(new Event('change'));
    made.length = 0;
    button.click();
    feeds.push(await made[0].text());
  }
  URL.createObjectURL = make;
  return feeds;
}"""


def test_what_is_not_posted_and_what_is_moved_is_said(lives_site: str, open_page: Open) -> None:
    page = open_page()
    page.clock.set_fixed_time(datetime.fromisoformat("2027-02-12T08:00:00+08:00"))
    page.goto(f"{lives_site}industries/a/later/?start=2027-02-03")
    days = page.locator(".sop-life__day")
    expect(days.nth(0)).not_to_contain_text("改到")
    moved = days.nth(2).get_by_role("link").first
    expect(moved).to_contain_text("改到 2-12 周五")
    expect(moved).to_contain_text("今天")
    expect(days.nth(3).get_by_role("link").first).to_contain_text("这天不发")
    expect(page.locator("h3 .sop-today")).to_have_count(1)
    page.goto(f"{lives_site}industries/a/skipping/?start=2027-12-01")
    expect(page.get_by_text("没有一条在执行期内")).to_be_visible()
    expect(page.get_by_role("button", name="下载日历")).to_be_hidden()


def test_today_in_days_without_posts(lives_site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{lives_site}industries/a/plain/?start=2026-11-20")
    marked = page.locator('.sop-life [aria-current="date"]')
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("第10–39天")
    expect(marked).to_contain_text("没有安排")


def test_a_long_life_is_dated_day_by_day(lives_site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{lives_site}industries/a/long/")
    days = page.locator(".sop-life__day")
    expect(days).to_have_count(1)
    expect(days).to_contain_text("第1–60天")
    choose(page, "2026-12-01")
    expect(days).to_have_count(60)
    expect(days.nth(7)).to_contain_text("今天")
    assert len(downloaded(page)) == 60


@pytest.mark.parametrize("start", ["2020-01-01", "2028-01-01", "2026-02-30", "nonsense", "<b>x</b>"])
def test_a_day_that_cannot_be_dated_is_said(start: str, lives_site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{lives_site}industries/a/berlin/?start={start}")
    expect(page.get_by_text("只能选 2026-10-23 到 2027-12-31 之间的一天")).to_be_visible()
    expect(page.get_by_role("heading", name="第1天", exact=True)).to_have_text("第1天")
    expect(page.get_by_role("button", name="下载日历")).to_be_hidden()
    choose(page, "2026-12-08")
    expect(page.get_by_text("只能选")).to_have_count(0)
    assert len(downloaded(page)) > 10


def test_inside_wechat_there_is_a_link_to_copy(site: str, open_page: Open) -> None:
    page = open_page(user_agent=WECHAT)
    page.goto(f"{site}{LAUNCH}?start=2026-12-07")
    choose(page, "2026-12-08")
    page.get_by_role("button", name="下载日历").click()
    dialog = page.get_by_role("dialog", name="微信里下载不了")
    dialog.get_by_role("button", name="复制链接").click()
    expect(dialog.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{LAUNCH}?start=2026-12-08"


REFUSED = """for (const name of ['getItem', 'setItem']) {
  const plain = Storage.prototype[name];
  Storage.prototype[name] = function (key, value) {
    if (key.startsWith('sopbook')) throw new DOMException('no', 'SecurityError');
    return plain.call(this, key, value);
  };
}"""
"""The theme keeps its own things, and would complain."""


def test_where_nothing_may_be_kept_the_address_keeps_it(site: str, open_page: Open) -> None:
    page = open_page()
    page.add_init_script(REFUSED)
    page.goto(site + LAUNCH)
    choose(page, "2026-12-08")
    expect(page.locator(".sop-life .is-today")).to_contain_text("第1天")
    page.reload()
    expect(page.locator(".sop-life .is-today")).to_contain_text("第1天")


def test_the_clock_is_the_playbooks(lives_site: str, open_page: Open) -> None:
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(datetime.fromisoformat("2026-12-09T02:00:00+08:00"))
    page.goto(f"{lives_site}industries/a/new-york/?start=2026-12-08")
    expect(page.locator(".sop-life .is-today")).to_contain_text("第1天")


def test_without_javascript_everything_is_there_but_the_date(
    site: str, open_page: Open, viewport: dict[str, int]
) -> None:
    page = open_page(java_script_enabled=False, viewport=viewport)
    page.goto(site + LAUNCH)
    expect(page.get_by_label("建群日期")).to_be_hidden()
    expect(page.locator(".sop-life__day").get_by_role("heading")).to_have_text(["第1天", "第2天", "第3天"])
    expect(page.locator(".sop-life a.sop-line")).to_have_count(7)
    page.goto(site + JOURNEY)
    expect(page.locator(".sop-journey").get_by_role("heading").first).to_have_text("从入群数起")


def test_a_journey_counts_from_the_receipt_too(site: str, open_page: Open, viewport: dict[str, int]) -> None:
    page = open_page(viewport=viewport)
    page.goto(site + JOURNEY)
    step = page.locator(".sop-station", has_text="用完前 5 天")
    expect(step).to_contain_text("收货后第 25 天")
    expect(page.locator(".sop-journey").first).to_be_in_viewport()
    step.get_by_role("link").click()
    expect(page.locator("#slot-refill .sop-copy__text")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
