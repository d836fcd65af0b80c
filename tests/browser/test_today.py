"""Today, as a shop assistant uses it: what is due by the clock, the text to copy, ticks, figures and the report."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from sopbook.cli.common import project
from sopbook.handbook import founded

served = sys.modules["served"]  # tests/browser/conftest.py has brought it
pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Write = Callable[..., str]
CONFIG = """\
site_name: {name}
docs_dir: playbooks
theme:
  name: material
  language: {lang}
  font: false
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate}}
plugins: [search, sopbook]
"""
DAY = "2026-12-08T{}:00+08:00"
EVIL = "<img src=x onerror=alert(1)>"
LONG = "很长的话" * 250 + "https://example.org/" + "a" * 300


def slot(when: str, post: str, *, by: str = "host", kind: str = "content", **more: Any) -> str:
    said = "".join(
        f"{key.rstrip('_')}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in more.items()
    )
    return f"{when} | {json.dumps(post, ensure_ascii=False)} | {by} | {kind}\n{said}"


PLAYBOOKS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "a/shop": (
        (
            slot(
                "每天 11:00",
                "菜单",
                by="admin",
                grace="30min",
                copy=["一号话术", "二号话术"],
                assets=["菜单图"],
            ),
            slot("每天 12:00", "没有限度", copy=["不限话术"]),
            slot("每天 14:00-18:00", "值守", kind="service"),
            slot("每天 22:00-1:00", "夜场", grace="10min", copy=["夜场话术"]),
            slot("每周三 9:00", "早安", send="auto", via="private", copy=["早安话术"]),
        ),
        {"title": "门店群"},
    ),
    "a/york": (
        (slot("每天 9:00", "早", grace="1h"), slot("每天 20:00", "晚")),
        {"timezone": "America/New_York"},
    ),
    "a/dst": (
        (slot("每天 2:30", "夜里", grace="2h"), slot("每天 9:00", "早上")),
        {"timezone": "America/New_York"},
    ),
    "a/life": (
        (
            slot("建群第1-30天 20:00", "接龙", copy=["一", "二", "三"]),
            slot("建群第2天 22:30-1:00", "夜谈"),
            slot("建群第40天 9:00", "告别"),
        ),
        {"title": "新群", "skip": "2026-12-24..2026-12-26", "holidays": "next-workday"},
    ),
    "a/journey": (
        (slot("收货后1天 10:00", "问问到没到", copy=["到了吗"]), slot("入群后0分钟", "欢迎")),
        {"title": "会员旅程"},
    ),
    "a/crowd": (
        tuple(
            slot("每天 10:30", f"第{number}条", copy=[f"话术{number}，{LONG if number < 2 else ''}"])
            for number in range(12)
        ),
        {"title": "很多条", "id": "crowd_of_12"},
    ),
    "b/evil": (
        (
            slot("每天 10:30", EVIL, note=EVIL, copy=[EVIL], assets=[EVIL]),
            slot("入群后0分钟", EVIL, copy=[EVIL]),
        ),
        {"title": json.dumps(EVIL), "roles": json.dumps({"host": EVIL})},
    ),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, write: Write) -> Path:
    """A project of everything awkward."""
    return draw(tmp_path_factory.mktemp("today"), write, "zh")


@pytest.fixture(scope="module")
def shop_site(shop: Path) -> Iterator[str]:
    """The address of that project's site."""
    with served.built_site(shop / "mkdocs.yml") as address:
        yield address


def draw(root: Path, write: Write, lang: str) -> Path:
    files = {f"industries/{name}.md": write(*slots, **front) for name, (slots, front) in PLAYBOOKS.items()}
    files |= {
        "industries/a/index.md": "# 甲\n",
        "industries/b/index.md": f"---\ntitle: {json.dumps(EVIL)}\n---\n",
    }
    files |= {"../mkdocs.yml": CONFIG.format(name="手册", lang=lang)}
    for name, text in files.items():
        path = root / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def see(open_page: Open, shop_site: str) -> Callable[..., Page]:
    """Open Today of the project at a time of 8 December, a Tuesday."""

    def seen(query: str = "", time: str = "10:40", page: Page | None = None, **options: Any) -> Page:
        page = page or open_page(viewport=served.PHONE, **options)
        page.clock.set_fixed_time(DAY.format(time) if len(time) == 5 else time)
        page.goto(f"{shop_site}today/{query}")
        page.locator(".sop-bar, .sop-pick").wait_for()
        return page

    return seen


def hero(page: Page) -> Locator:
    return page.locator(".sop-urgent")


def rows(page: Page) -> list[str]:
    """Return each post of the day as its time, its name and its state."""
    return [" ".join(text.split()) for text in page.locator(".sop-rows summary").all_inner_texts()]


def row(page: Page, post: str) -> Locator:
    return page.locator(".sop-row", has_text=post).first


def later(page: Page, time: str) -> None:
    """Let the clock stand at another time and the page look at it."""
    page.clock.set_fixed_time(DAY.format(time) if len(time) == 5 else time)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def unhurried(page: Page) -> None:
    """Wait until a tap is no longer taken for the second one of an impatient thumb."""
    page.wait_for_timeout(650)


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text.replace("\r\n", "\n")


# ---------------------------------------------------------------------------------------------------------------------
# The clock


def test_a_minute_before_and_a_minute_after_its_time(open_page: Open, site: str) -> None:
    page = open_page(viewport=served.PHONE)
    page.clock.set_fixed_time(DAY.format("10:59"))
    page.goto(f"{site}today/?playbook=dining-lunch")
    expect(hero(page).locator(".sop-state")).to_have_text("下一条")
    expect(hero(page)).to_contain_text("还有 1 分钟")
    expect(hero(page).locator("h2")).to_have_text("11:00 今日菜单图文")
    expect(hero(page).get_by_role("button", name="复制话术")).to_be_in_viewport(ratio=1)
    page.clock.set_fixed_time(DAY.format("11:01"))
    page.reload()
    expect(hero(page).locator(".sop-state")).to_have_text("现在发")
    hero(page).get_by_role("button", name="复制话术").click()
    expect(hero(page).get_by_role("button", name="已复制")).to_be_visible()
    assert copied(page) == hero(page).locator(".sop-copy__text").inner_text()


def test_the_page_follows_the_clock_but_not_under_a_typing_hand(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop", "10:58")
    page.clock.set_system_time(DAY.format("10:58"))
    page.clock.pause_at(DAY.format("10:59"))
    page.clock.run_for(10_000)
    expect(hero(page)).to_contain_text("还有 1 分钟")
    row(page, "值守").locator("summary").click()
    page.clock.run_for(2_000)
    row(page, "值守").get_by_role("button", name="发完打勾").click()
    row(page, "值守").locator(".sop-figures summary").click()
    row(page, "值守").get_by_label("看到的人").fill("1")
    page.clock.run_for(60_000)
    expect(hero(page).locator(".sop-state")).to_have_text("下一条")
    page.keyboard.type("20")
    page.locator("h1").click()
    page.clock.run_for(10_000)
    expect(hero(page).locator(".sop-state")).to_have_text("现在发")
    expect(row(page, "值守").get_by_label("看到的人")).to_have_value("120")
    page.clock.run_for(16 * 60_000)
    expect(hero(page)).to_contain_text("晚了 16 分钟，11:30 以前还能补发")
    page.clock.run_for(15 * 60_000)
    expect(hero(page).locator("h2")).to_have_text("12:00 没有限度")
    expect(row(page, "菜单").locator(".sop-state")).to_have_text("过点了")


@pytest.mark.parametrize(
    ("time", "state", "said"),
    [
        ("10:59", "下一条", "还有 1 分钟"),
        ("11:00", "现在发", ""),
        ("11:14", "现在发", ""),
        ("11:15", "晚了", "晚了 15 分钟，11:30 以前还能补发"),
        ("11:30", "晚了", "晚了 30 分钟，11:30 以前还能补发"),
        ("11:31", "过点了", "过了 11:30，不再补发"),
    ],
)
def test_a_post_with_a_limit(see: Callable[..., Page], time: str, state: str, said: str) -> None:
    page = see("?playbook=a-shop", time)
    row(page, "菜单").locator("summary").click()
    expect(row(page, "菜单").locator("summary .sop-state")).to_have_text(state)
    expect(row(page, "菜单").locator(".sop-explained")).to_have_text(said)


def test_what_is_void_cannot_be_copied(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop", "11:31")
    row(page, "菜单").locator("summary").click()
    expect(row(page, "菜单")).to_contain_text("其实发过了？")
    expect(row(page, "菜单").get_by_role("button", name="复制话术")).to_have_count(0)
    assert "号话术" not in page.content()
    row(page, "菜单").get_by_role("button", name="发完打勾").click()
    expect(row(page, "菜单").locator("summary .sop-state")).to_have_text("已发")
    assert "号话术" in page.content()


def test_without_a_limit_late_stays_late_and_gives_way_to_what_is_nearer(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop", "13:00")
    expect(hero(page).locator("h2")).to_have_text("12:00 没有限度")
    expect(hero(page)).to_contain_text("晚了 1 小时，没写补发到几点")
    expect(hero(page).get_by_role("button", name="复制话术")).to_be_visible()
    later(page, "13:01")
    expect(hero(page).locator("h2")).to_have_text("14:00–18:00 值守")
    expect(row(page, "没有限度").locator("summary .sop-state")).to_have_text("晚了")


def test_a_window_is_open_until_its_end_past_midnight_too(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop", "17:59")
    expect(row(page, "值守").locator("summary .sop-state")).to_have_text("现在发")
    later(page, "22:00")
    assert rows(page)[-1] == "22:00–01:00 夜场 现在发"
    later(page, "2026-12-09T00:30:00+08:00")
    assert rows(page)[0] == "22:00–01:00 夜场 现在发"
    expect(hero(page)).to_contain_text("01:00 以前发都行")
    expect(page.locator(".sop-bar time")).to_have_text("12-9")
    unhurried(page)
    hero(page).get_by_role("button", name="发完打勾").click()
    later(page, "2026-12-09T01:11:00+08:00")
    assert rows(page)[0] == "09:00 早安 下一条"
    page.get_by_role("button", name="前一天").click()
    expect(row(page, "夜场").locator("summary .sop-state")).to_have_text("已发")


def test_posts_go_by_the_clock_where_the_group_is(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-york", "22:05")
    expect(page.locator(".sop-bar time")).to_have_text("12-8")
    expect(hero(page).locator("h2")).to_have_text("09:00 早")
    expect(hero(page).locator(".sop-state")).to_have_text("现在发")
    expect(page.get_by_text("那边现在 09:05")).to_contain_text("北美东部时间")
    later(page, "2026-12-09T07:00:00+08:00")
    expect(page.locator(".sop-bar time")).to_have_text("12-8")
    expect(page.get_by_text("那边现在 18:00")).to_be_visible()
    mixed = see("?playbook=a-shop,a-york", "2026-12-09T08:30:00+08:00")
    assert [one for one in rows(mixed) if "晚" in one and one.startswith("20:00")] == [
        "20:00 晚 午市福利群 还没到"
    ]


def test_a_night_on_which_the_clock_changes(see: Callable[..., Page]) -> None:
    # 14 March 2027, 02:00 in New York is 03:00; what is meant for 02:30 comes at 03:30, as in calendars and feeds
    page = see("?playbook=a-dst", "2027-03-14T01:30:00-05:00")
    expect(hero(page)).to_contain_text("还有 1 小时")
    later(page, "2027-03-14T03:29:00-04:00")
    expect(hero(page)).to_contain_text("还有 1 分钟")
    later(page, "2027-03-14T03:31:00-04:00")
    expect(hero(page).locator(".sop-state")).to_have_text("现在发")
    row(page, "早上").locator("summary").click()
    expect(row(page, "早上").locator(".sop-explained")).to_have_text("还有 5 小时 29 分钟")


# ---------------------------------------------------------------------------------------------------------------------
# Choosing


def test_chosen_once(see: Callable[..., Page], shop_site: str) -> None:
    page = see()
    page.get_by_label("甲").check()
    expect(page.get_by_role("button", name="看今天发什么")).to_be_disabled()
    page.get_by_label("门店群").check()
    page.get_by_label("群管理").check()
    page.get_by_role("button", name="看今天发什么").click()
    assert page.url.endswith("today/?industry=a&playbook=a-shop&role=admin")
    assert rows(page) == ["11:00 菜单 下一条"]
    page.goto(f"{shop_site}today/")
    assert rows(page) == ["11:00 菜单 下一条"]
    # an address shows others' groups and leaves one's own alone
    page = see("?playbook=crowd_of_12,b-evil", page=page)
    assert len(rows(page)) == 13
    assert see(page=page).url.endswith("playbook=a-shop&role=admin")


def test_choosing_is_quicker_than_the_network(see: Callable[..., Page]) -> None:
    page = see("?industry=a")
    page.route("**/a-shop.json", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.get_by_role("checkbox", name="门店群").check()
    page.get_by_role("checkbox", name="会员旅程").check()
    expect(page.locator(".sop-groups")).to_have_count(2)
    page.get_by_role("button", name="看今天发什么").click()
    expect(page.locator(".sop-bar__which")).to_have_text("甲 · 门店群 · 会员旅程")


def test_what_an_address_has_wrong_is_said(see: Callable[..., Page], open_page: Open) -> None:
    page = see("?playbook=a-shop&role=nobody")
    assert len(rows(page)) == 4
    for query in ("?playbook=a-shop&date=2026-02-31", "?playbook=a-shop&date=tomorrow"):
        expect(see(query, page=page).locator(".sop-bar time")).to_have_text("12-8")
    see("?playbook=a-shop&date=2031-01-01", page=page)
    expect(page.get_by_text("这一天还没有排期")).to_be_visible()
    page.get_by_role("button", name="回到今天").click()
    assert len(rows(page)) == 4 and "date" not in page.url


def test_an_unknown_industry_leaves_the_choice(see: Callable[..., Page]) -> None:
    page = see("?industry=nowhere")
    expect(page.get_by_label("甲")).not_to_be_checked()
    page.get_by_label("甲").check()
    expect(page.get_by_label("门店群")).to_be_visible()


def test_a_playbook_that_is_gone_is_named_and_let_go(see: Callable[..., Page], open_page: Open) -> None:
    page = open_page()
    page.route("**/gone.json", lambda route: route.fulfill(body="<!doctype html>"))
    see("?playbook=a-shop,gone", page=page)
    expect(page.get_by_text("打不开「gone」")).to_be_visible()
    page.get_by_role("button", name="换群").click()
    page.get_by_role("button", name="看今天发什么").click()
    expect(page.get_by_text("打不开")).to_have_count(0)
    see("?playbook=gone", page=page)
    expect(page.get_by_text("打不开「gone」")).to_be_visible()
    expect(page.get_by_label("甲")).to_be_visible()


def test_groups_are_ticked_one_by_one(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop", "11:01")
    page.get_by_role("button", name="换群").click()
    page.get_by_role("button", name="再加一个群").click()
    page.get_by_role("button", name="再加一个群").click()
    page.get_by_label("群名 3").fill("=1+1")
    page.get_by_role("button", name="看今天发什么").click()
    hero(page).get_by_role("button", name="2 群").click()
    expect(hero(page).locator("h2")).to_have_text("11:00 菜单")
    assert hero(page).locator(".sop-tick").all_inner_texts() == ["1 群", "2 群 11:01 打了勾", "=1+1"]
    hero(page).get_by_role("button", name="1 群").click()
    hero(page).get_by_role("button", name="=1+1").click()
    expect(hero(page).locator("h2")).to_have_text("12:00 没有限度")
    page.get_by_role("button", name="去掉勾").click()
    expect(hero(page).locator("h2")).to_have_text("11:00 菜单")
    page.reload()
    assert [text.split()[0] for text in hero(page).locator(".is-ticked").all_inner_texts()] == ["1", "2"]
    # a new name keeps what was ticked
    page.get_by_role("button", name="换群").click()
    page.get_by_label("群名 1").fill("一店")
    page.get_by_role("button", name="看今天发什么").click()
    assert hero(page).locator(".is-ticked").all_inner_texts() == ["一店 11:01 打了勾", "2 群 11:01 打了勾"]


def test_an_impatient_thumb_ticks_one_post_only(see: Callable[..., Page]) -> None:
    page = see("?playbook=crowd_of_12", "10:31")
    expect(page.locator(".sop-row")).to_have_count(12)
    hero(page).get_by_role("button", name="发完打勾").click()
    unhurried(page)
    hero(page).get_by_role(
        "button", name="发完打勾"
    ).dblclick()  # the next post's stands where this one's stood
    expect(page.get_by_text("12 条，已发 2 条", exact=True)).to_be_visible()
    # posts of one minute go by their ids, as in calendars: 1, 10, 11, …
    expect(hero(page).locator("h2")).to_have_text("10:30 第10条")
    expect(hero(page).get_by_role("button", name="复制话术")).to_be_in_viewport()


def test_what_several_texts_take_turns_in(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop")
    first = hero(page).locator(".sop-copy__text").inner_text()
    hero(page).get_by_role("button", name="换一条").click()
    second = hero(page).locator(".sop-copy__text").inner_text()
    assert {first, second} == {"一号话术", "二号话术"}
    hero(page).get_by_role("button", name="复制话术").click()
    expect(hero(page).get_by_role("button", name="已复制")).to_be_visible()
    assert copied(page) == second
    see("?playbook=a-shop", "2026-12-09T10:40:00+08:00", page=page)
    row(page, "菜单").locator("summary").click()
    assert row(page, "菜单").locator(".sop-copy__text").inner_text() == second


def test_how_a_post_goes_out_is_said(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop", "2026-12-09T08:59:00+08:00")
    expect(hero(page)).to_contain_text("系统自动发")
    expect(hero(page)).to_contain_text("私聊 · 自动")
    later(page, "2026-12-09T14:00:00+08:00")
    row(page, "值守").locator("summary").click()
    expect(row(page, "值守")).to_contain_text("没有现成的话术")


# ---------------------------------------------------------------------------------------------------------------------
# Figures and the report


def test_figures_and_the_report(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop", "11:01")
    page.get_by_role("button", name="换群").click()
    page.get_by_label("群名 1").fill('=1+1,"二店"')
    page.get_by_role("button", name="看今天发什么").click()
    hero(page).get_by_role("button", name="=1+1").click()
    page.get_by_role("button", name="记数据").click()
    page.keyboard.type("120")
    row(page, "菜单").get_by_label("点开的人").fill("-3")
    page.reload()
    row(page, "菜单").locator("summary").first.click()
    row(page, "菜单").locator(".sop-figures summary").click()
    expect(row(page, "菜单").get_by_label("看到的人")).to_have_value("120")
    expect(row(page, "菜单").get_by_label("点开的人")).to_have_value("")
    later(page, "12:20")
    page.get_by_role("button", name="复制日报").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert copied(page).splitlines() == [
        "【日报】12-8 周二 门店群",
        '✅ 11:00 菜单（=1+1,"二店"） 11:01 看到的人 120',
        '⬜ 12:00 没有限度（=1+1,"二店"） 没发',
        '⬜ 14:00–18:00 值守（=1+1,"二店"） 还没到',
        '⬜ 22:00–01:00 夜场（=1+1,"二店"） 还没到',
        "该发 4 条，已发 1 条",
    ]
    with page.expect_download() as found:
        page.get_by_role("button", name="下载日报").click()
    assert found.value.suggested_filename == "2026-12-08-a-shop.csv"
    raw = Path(found.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\n") == raw.count(b"\r\n") == 5
    head, first, second, *_ = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert len(head) == 13
    assert first[3:9] == ['\'=1+1,"二店"', "菜单", "群管理 · 值班经理", "已发", "11:01", "120"]
    assert second[6] == "没发"


def test_inside_an_app_the_report_is_text_only(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop", user_agent="Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.49")
    expect(page.get_by_role("button", name="复制日报")).to_be_visible()
    expect(page.get_by_role("button", name="下载日报")).to_have_count(0)


def test_any_day_by_its_field(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop")
    page.get_by_label("日期").fill("2026-12-16")
    assert "date=2026-12-16" in page.url
    expect(page.get_by_text("不是今天")).to_be_visible()
    expect(hero(page)).to_have_count(0)
    assert rows(page)[0] == "09:00 早安 还没到"
    row(page, "早安").locator("summary").click()
    row(page, "早安").get_by_role("button", name="发完打勾").click()
    expect(row(page, "早安")).to_contain_text("提前 打了勾")
    page.get_by_role("button", name="后一天").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".sop-bar time")).to_have_text("12-18")
    page.reload()
    expect(page.locator(".sop-bar time")).to_have_text("12-18")


def test_a_date_may_be_typed(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-shop")
    page.get_by_label("日期").focus()
    page.keyboard.press("ArrowUp")  # whichever part of the date comes first
    expect(page.get_by_label("日期")).not_to_have_value("2026-12-08")
    expect(page.locator(".sop-bar time")).to_have_text("12-8")
    page.keyboard.press("Enter")
    expect(page.get_by_text("不是今天")).to_be_visible()


# ---------------------------------------------------------------------------------------------------------------------
# A group's life, a member's journey


def test_a_life_is_that_of_the_command_line(see: Callable[..., Page], shop: Path) -> None:
    page = see("?playbook=a-life")
    expect(page.get_by_text("「新群」从建群那天数起")).to_be_visible()
    page.get_by_role("button", name="换群").click()
    page.get_by_label("建群日期").fill("2026-12-07")
    page.get_by_role("button", name="看今天发什么").click()
    assert rows(page) == ["20:00 接龙 下一条", "22:30–01:00 夜谈 还没到"]
    assert hero(page).locator(".sop-copy__text").inner_text() == "二"
    days = """() => { const { dayNumber, isoOf, today } = sopbook, found = [];
        for (let day = dayNumber("2026-12-01"); day < dayNumber("2027-03-01"); day += 1)
          for (const item of today.itemsOn(day)) found.push([item.slot, item.begins, isoOf(day)]);
        return found; }"""
    handbook = project(shop / "playbooks").read_sound(served.NOW.date(), "zh")
    expected = founded([handbook.playbooks["a-life"]], date(2026, 12, 7), handbook.settings)
    assert page.evaluate(days) == [
        [one.slot.id, int(one.moment.start.timestamp()) // 60, one.moment.start.date().isoformat()]
        for one in expected
    ]
    assert len(expected) > 25


def test_a_founding_day_out_of_reach_is_refused(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-life")
    page.get_by_role("button", name="换群").click()
    field = page.get_by_label("建群日期")
    field.fill("1999-01-01")
    page.get_by_role("button", name="看今天发什么").click()
    expect(field).to_be_focused()
    assert field.evaluate("field => field.validity.rangeUnderflow")
    field.fill("")
    page.get_by_role("button", name="看今天发什么").click()
    expect(page.get_by_text("「新群」从建群那天数起")).to_be_visible()


def test_journeys_stand_apart(see: Callable[..., Page]) -> None:
    page = see("?playbook=a-journey")
    expect(page.get_by_text("这一天没有要发的")).to_be_visible()
    events = page.locator(".sop-event")
    expect(events).to_have_count(2)
    events.filter(has_text="收货").locator("summary").first.click()
    events.filter(has_text="收货").locator(".sop-row summary").click()
    events.get_by_role("button", name="复制话术").first.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert copied(page) == "到了吗"


# ---------------------------------------------------------------------------------------------------------------------
# Whatever is written, whatever the browser refuses


def test_what_people_write_is_no_markup(see: Callable[..., Page]) -> None:
    page = see("?playbook=b-evil", "10:31")
    page.get_by_role("button", name="换群").click()
    page.get_by_label("群名 1").fill(EVIL)
    page.get_by_role("button", name="看今天发什么").click()
    hero(page).locator(".sop-tick").click()
    for summary in page.locator(".sop-now summary").all():
        if summary.is_visible():
            summary.click()
    page.get_by_text("日报写了什么").click()
    expect(page.locator(".sop-now img")).to_have_count(0)
    assert page.locator(".sop-now").inner_text().count(EVIL) > 5


def test_a_browser_that_keeps_nothing(open_page: Open, shop_site: str) -> None:
    page = open_page(viewport=served.PHONE)
    page.add_init_script(
        """for (const name of ["getItem", "setItem"]) {
            const own = Storage.prototype[name];
            Storage.prototype[name] = function (key, ...more) {
                if (key.startsWith("sopbook")) throw new DOMException("refused", "SecurityError");
                return own.call(this, key, ...more);
            };
        }"""
    )
    page.clock.set_fixed_time(DAY.format("11:01"))
    page.goto(f"{shop_site}today/?playbook=a-shop&role=admin")
    hero(page).get_by_role("button", name="发完打勾").click()
    expect(page.get_by_text("今天的都发完了")).to_be_visible()
    page.reload()
    assert rows(page) == ["11:00 菜单 现在发"]


def test_two_tabs_keep_each_others_ticks(see: Callable[..., Page]) -> None:
    one = see("?playbook=a-shop", "12:01")
    other = one.context.new_page()
    see("?playbook=a-shop", "12:01", page=other)
    hero(one).get_by_role("button", name="发完打勾").click()
    expect(row(other, "没有限度").locator("summary .sop-state")).to_have_text("已发")
    row(other, "值守").locator("summary").click()
    unhurried(other)
    row(other, "值守").get_by_role("button", name="发完打勾").click()
    one.reload()
    expect(one.get_by_text("4 条，已发 2 条", exact=True)).to_be_visible()


def test_by_keyboard_alone(see: Callable[..., Page]) -> None:
    page = see()
    page.get_by_label("甲").focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="门店群").focus()
    page.keyboard.press("Space")
    page.get_by_label("群管理").wait_for()
    expect(page.get_by_role("checkbox", name="门店群")).to_be_focused()
    page.get_by_role("button", name="看今天发什么").focus()
    page.keyboard.press("Enter")
    hero(page).get_by_role("button", name="发完打勾").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="去掉勾")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 条，已发 0 条", exact=True)).to_be_visible()
    row(page, "夜场").locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row(page, "夜场").get_by_role("button", name="复制话术")).to_be_visible()
    row(page, "夜场").get_by_role("button", name="发完打勾").focus()
    unhurried(page)
    page.keyboard.press("Space")
    expect(row(page, "夜场").get_by_role("button", name="打了勾")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_the_screen(see: Callable[..., Page], width: int) -> None:
    page = see("?playbook=crowd_of_12,a-shop,b-evil,a-journey", "10:31")
    page.set_viewport_size({"width": width, "height": 640})
    page.add_style_tag(content="html { font-size: 187.5% !important }")
    for summary in page.locator(".sop-row summary").all()[:3]:
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(
    see: Callable[..., Page], open_page: Open, viewport: dict[str, int], scheme: str
) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme)
    see("", "11:20", page=page)
    page.get_by_label("甲").check()
    expect(page.get_by_role("checkbox")).to_have_count(6)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="再加一个群").first.click()
    faults(page)
    page.get_by_role("button", name="看今天发什么").click()
    hero(page).locator(".sop-tick").first.click()
    page.get_by_role("button", name="记数据").click()
    page.evaluate("document.querySelectorAll('.sop-now details').forEach(box => { box.open = true; })")
    expect(page.locator(".sop-figures[open]").first).to_be_visible()
    faults(page)


def faults(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_in_english(open_page: Open, tmp_path: Path, write: Write) -> None:
    root = draw(tmp_path, write, "en")
    with served.built_site(root / "mkdocs.yml") as address:
        page = open_page(locale="en-GB")
        page.clock.set_fixed_time(DAY.format("11:20"))
        page.goto(f"{address}today/?playbook=a-shop")
        expect(hero(page)).to_contain_text("20 min late; may still be posted until 11:30")
        hero(page).get_by_role("button", name="Tick when posted").click()
        page.get_by_role("button", name="Copy the report").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert copied(page).startswith("[Report] 12-8 Tue 门店群\n✅ 11:00 菜单 11:20\n")
        assert "undefined" not in page.locator(".sop-now").inner_text()
