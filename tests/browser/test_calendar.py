"""A month's four views, its filters, keys, days too full to be shown at once, and paper, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

served = import_module("served")

Open = Callable[..., Page]
Viewport = dict[str, int]
TODAY = "2026-12-08"
MONTH = "industries/mother-baby/calendar/2026-12/"
DINING = "industries/dining/calendar/2026-12/"
BUSY = "industries/busy/calendar/"

CONFIG = """\
site_name: 手册
docs_dir: playbooks
theme: {name: material, language: zh, font: false}
plugins: [search, sopbook]
"""


@pytest.fixture(scope="module")
def busy_site(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., str]) -> Iterator[str]:
    """The address of a handbook with twelve posts a day in two groups, which one person looks after."""
    root = tmp_path_factory.mktemp("busy")
    folder = root / "playbooks" / "industries" / "busy"
    folder.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "index.md").write_text("---\ntitle: 生鲜\n---\n", encoding="utf-8")
    kinds = ("activity", "content", "interaction", "service")
    slots = [f"每天 {8 + index}:30 | 动作{index} | admin | {kinds[index % 4]}" for index in range(8)]
    shop = write("每天 20:00 | 晚间快报", *slots, title="门店群")
    flash = write(
        "周二 20:00 | 快闪开场",
        "周三 20:10 | 快闪加场",
        "每天 14:00-18:00 | 下午窗口",
        "每天 9:00",
        title="快闪群",
        group="flash",
        roles="{host: 店长}",
    )
    (folder / "shop.md").write_text(shop, encoding="utf-8")
    (folder / "flash.md").write_text(flash, encoding="utf-8")
    with served.built_site(root / "mkdocs.yml") as address:
        yield address


def day(page: Page, iso: str) -> Locator:
    return page.locator(f'td[data-date="{iso}"]')


def choose(page: Page, view: str) -> None:
    page.get_by_role("radio", name=view, exact=True).locator("xpath=..").click()


# ---------------------------------------------------------------------------------------------------------------------
# Views and filters


def test_filter_by_role_and_the_address_keeps_it(site: str, open_page: Open, viewport: Viewport) -> None:
    page = open_page(viewport=viewport)
    page.goto(site + MONTH + "?view=list")
    shown = page.locator(".sop-post:visible")
    everything = shown.count()
    page.get_by_label("角色").select_option(label="群主")
    expect(page).to_have_url(re.compile(r"[?&]role=host$"))
    for _ in range(2):
        assert 0 < shown.count() < everything
        assert set(shown.evaluate_all("posts => posts.map(post => post.dataset.role)")) == {"host"}
        following = page.get_by_role("link", name="2027年1月")
        expect(following).to_have_attribute("href", re.compile(r"[?&]role=host$"))
        page.reload()
        expect(page.get_by_label("角色")).to_have_value("host")
    page.get_by_label("类型").select_option("service")
    expect(page.get_by_role("status").filter(has_text="没有符合条件")).to_be_visible()
    expect(shown).to_have_count(0)
    page.get_by_label("类型").select_option("")
    page.get_by_label("角色").select_option("")
    expect(shown).to_have_count(everything)
    assert "role" not in page.url


def test_the_view_is_the_devices_own_unless_the_address_says_another(site: str, open_page: Open) -> None:
    for viewport, own, other in ((served.PHONE, "列表", "月"), (served.LAPTOP, "月", "列表")):
        page = open_page(viewport=viewport)
        page.goto(site + DINING)
        expect(page.get_by_role("radio", name=own, exact=True)).to_be_checked()
        assert "?" not in page.url
        choose(page, other)
        expect(page).to_have_url(re.compile(r"\?view=(month|list)$"))
        page.get_by_role("link", name="2027年1月").click()
        expect(page).to_have_url(re.compile(r"2027-01/\?view=(month|list)$"))
        expect(page.get_by_role("radio", name=other, exact=True)).to_be_checked()


def test_a_list_begins_today_with_what_is_past_folded(site: str, open_page: Open, viewport: Viewport) -> None:
    page = open_page(viewport=viewport)
    page.goto(site + DINING + "?view=list")
    expect(day(page, TODAY)).to_be_in_viewport()
    expect(day(page, "2026-12-07")).to_be_hidden()
    past = page.get_by_role("button", name="看已过去的 7 天")
    past.click()
    expect(past).to_have_attribute("aria-expanded", "true")
    expect(day(page, "2026-12-07")).to_contain_text("今日菜单图文")
    expect(
        page.get_by_role("listitem").filter(has=page.locator("time[datetime='2026-12-07']"))
    ).to_be_visible()


def test_today_is_marked_in_a_month(site: str, open_page: Open, viewport: Viewport) -> None:
    page = open_page(viewport=viewport)
    page.goto(site + DINING)
    marked = page.locator('td[aria-current="date"]')
    expect(marked).to_have_count(1)
    expect(marked).to_have_attribute("data-date", TODAY)
    expect(marked).to_contain_text("今天")
    page.goto(site + "industries/dining/calendar/2027-01/")
    expect(page.locator("td[data-date]").first).to_be_visible()
    expect(marked).to_have_count(0)
    page.get_by_role("link", name="回到今天").click()
    expect(page).to_have_url(re.compile(r"/2026-12/$"))
    expect(marked).to_be_in_viewport()


def test_today_without_posts_shows_on_a_phone(site: str, open_page: Open) -> None:
    page = open_page(viewport=served.PHONE)
    page.goto(site + MONTH)
    page.get_by_role("link", name="回到今天").click()
    expect(day(page, TODAY)).to_be_in_viewport()
    expect(day(page, TODAY)).to_contain_text("没有安排")
    expect(day(page, "2026-12-15")).to_be_hidden()


def test_a_week_steps_across_months_and_shows_both(site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(site + DINING + "?view=week&day=2026-12-22&role=admin")
    strip = page.get_by_role("group", name="12月21日 周一 – 12月27日 周日").get_by_role("button")
    expect(strip).to_have_count(7)
    page.get_by_role("link", name="下一周").click()
    across = page.get_by_role("region", name="1月2日 周六")
    expect(
        across.get_by_role("link", name=re.compile("11:00 活动 今日菜单图文 午市福利群 群管理 · 值班经理"))
    ).to_be_visible()
    expect(page).to_have_url(re.compile(r"/2026-12/\?view=week&day=2026-12-29&role=admin$"))
    page.get_by_role("link", name="下一周").click()
    expect(page).to_have_url(re.compile(r"/2027-01/\?.*role=admin.*"))
    expect(page.get_by_role("group", name="1月4日 周一 – 1月10日 周日")).to_be_visible()
    expect(page.get_by_label("角色")).to_have_value("admin")


def test_a_window_is_as_long_as_its_hours(busy_site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(busy_site + BUSY + "2026-12/?view=week")
    today = page.get_by_role("region", name="12月8日 周二")
    window = today.locator(".sop-block", has_text="下午窗口").bounding_box()
    first = today.locator(".sop-block", has_text="14:30").bounding_box()
    last = today.locator(".sop-block", has_text="15:30").bounding_box()
    after = today.locator(".sop-block", has_text="20:00").first.bounding_box()
    assert window and first and last and after
    assert window["y"] <= first["y"] and last["y"] + last["height"] <= window["y"] + window["height"]
    assert window["y"] + window["height"] <= after["y"]
    assert window["x"] + window["width"] <= first["x"] or first["x"] + first["width"] <= window["x"]


def test_a_week_on_a_phone_is_a_day_at_a_time(busy_site: str, open_page: Open) -> None:
    page = open_page(viewport=served.PHONE)
    page.goto(busy_site + BUSY + "2026-12/?view=week")
    expect(page.get_by_role("link", name=re.compile("快闪开场"))).to_be_visible()
    page.get_by_role("button", name=re.compile("12月9日 周三")).click()
    expect(page).to_have_url(re.compile(r"day=2026-12-09"))
    expect(page.get_by_role("link", name=re.compile("快闪加场"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("快闪开场"))).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= served.PHONE["width"]


def test_people_show_who_is_wanted_by_two_groups_at_once(
    busy_site: str, open_page: Open, viewport: Viewport
) -> None:
    page = open_page(viewport=viewport)
    page.goto(busy_site + BUSY + "2026-12/?view=people")
    host = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile("^店长")))
    expect(host.get_by_role("rowheader")).to_contain_text("撞 2 次")
    clashes = host.locator(".sop-clash")
    expect(clashes.nth(0)).to_contain_text("同一分钟要顾 2 个群")
    expect(clashes.nth(0)).to_contain_text("晚间快报")
    expect(clashes.nth(0)).to_contain_text("快闪开场")
    expect(clashes.nth(1)).to_contain_text("15 分钟里要顾 2 个群")
    expect(clashes).to_have_count(2)
    page.get_by_label("群SOP").select_option(label="门店群")
    expect(clashes).to_have_count(0)
    expect(page.get_by_role("rowheader", name=re.compile("^值班经理"))).to_contain_text("56 条动作")


# ---------------------------------------------------------------------------------------------------------------------
# Keys


def focused(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    )


def test_the_keyboard_walks_through_a_month_and_opens_a_day(site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(site + DINING)
    grid = page.get_by_role("grid", name="2026年12月")
    expect(grid.locator("[tabindex='0']")).to_have_count(1)
    page.get_by_label("类型").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "12月8日 周二 今天 3 条动作"
    for key, name in (
        ("ArrowRight", "12月9日 周三 3 条动作"),
        ("ArrowDown", "12月16日 周三 3 条动作"),
        ("Home", "12月14日 周一 3 条动作"),
        ("End", "12月20日 周日 3 条动作"),
        ("ArrowUp", "12月13日 周日 3 条动作"),
        ("ArrowLeft", "12月12日 周六 3 条动作 双12"),
    ):
        page.keyboard.press(key)
        assert focused(page) == name
    page.keyboard.press("Enter")
    opened = page.get_by_role("dialog", name="12月12日 周六")
    expect(opened.get_by_role("link").first).to_be_focused()
    expect(opened.get_by_role("link")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    assert focused(page) == "12月12日 周六 3 条动作 双12"
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile(r"/2027-01/$"))
    expect(day(page, "2027-01-12")).to_be_focused()


def test_the_keyboard_walks_through_weeks(site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(site + DINING + "?view=week")
    page.get_by_role("button", name="12月8日 周二 今天 3 条动作").focus()
    for key, name in (("End", "12月13日 周日"), ("ArrowRight", "12月14日 周一"), ("ArrowUp", "12月7日 周一")):
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="12月7日 周一").get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="12月7日 周一")).to_be_focused()


# ---------------------------------------------------------------------------------------------------------------------
# Days too full to be shown at once


def test_an_overfull_day_opens_and_closes(dense_site: str, open_page: Open, viewport: Viewport) -> None:
    page = open_page(viewport=viewport)
    page.goto(dense_site + DINING + "?view=month")
    today = day(page, TODAY)
    expect(today.locator(".sop-post")).to_have_count(0)
    today.click()
    opened = page.get_by_role("dialog", name="12月8日 周二")
    expect(opened.get_by_role("link")).to_have_count(3)
    expect(opened.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(today).to_be_focused()
    today.click()
    opened.get_by_role("link", name=re.compile("出餐短视频")).click()
    expect(page).to_have_url(re.compile(r"/dining/lunch/#slot-kitchen-video$"))


def test_filters_count_in_overfull_days_and_show_what_has_room(dense_site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(dense_site + DINING)
    today = day(page, TODAY)
    expect(today).to_contain_text(re.compile(r"活动\s*2.*内容\s*1.*看这 3 条"))
    page.get_by_label("群SOP").select_option("dining-lunch")
    page.get_by_label("类型").select_option("activity")
    expect(today).to_contain_text(re.compile(r"活动\s*2.*看这 2 条"))
    expect(today).not_to_contain_text("内容")
    page.get_by_label("类型").select_option("content")
    expect(today.locator(".sop-post:visible")).to_have_text([re.compile("12:00.*出餐短视频")])
    page.reload()
    expect(today.locator(".sop-post:visible")).to_have_count(1)
    assert today.get_attribute("aria-label") == "12月8日 周二 今天 1 条动作"


def test_a_day_that_cannot_be_loaded_says_so(dense_site: str, open_page: Open) -> None:
    page = open_page()
    page.route("**/data/dining/*.json", lambda route: route.fulfill(body="no JSON"))
    page.goto(dense_site + DINING)
    day(page, TODAY).click()
    opened = page.get_by_role("dialog", name="12月8日 周二")
    expect(opened.get_by_role("status")).to_have_text(re.compile("没有打开"))
    opened.get_by_role("button", name="关闭").click()
    expect(opened).to_be_hidden()


# ---------------------------------------------------------------------------------------------------------------------
# Without JavaScript, and on paper


def test_a_month_is_readable_without_javascript(site: str, open_page: Open, viewport: Viewport) -> None:
    page = open_page(java_script_enabled=False, viewport=viewport)
    page.goto(site + MONTH)
    assert page.locator(".sop-post:visible").count() > 20
    for dead in (
        page.get_by_label("角色"),
        page.get_by_label("列表"),
        page.get_by_role("button", name="已过去"),
    ):
        expect(dead).to_be_hidden()
    expect(page.get_by_role("link", name="回到今天")).to_be_hidden()
    expect(day(page, "2026-12-09")).to_contain_text("育儿小讲座")


@pytest.mark.parametrize(
    "path", ["2026-12/", "2027-05/?view=people", "2027-05/?view=list", "2027-05/?view=week"]
)
def test_a_full_month_prints_on_one_landscape_page(
    path: str, busy_site: str, open_page: Open, viewport: Viewport, tmp_path: Path
) -> None:
    page = open_page(viewport=viewport)
    page.goto(busy_site + BUSY + path)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert box is not None
    width, height = map(float, box.groups())
    assert width > height


def test_paper_says_what_it_is_and_tells_kinds_apart(busy_site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(busy_site + BUSY + "2026-12/?view=people")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_have_text("生鲜 · 2026年12月日历")
    expect(page.locator(".sop-legend")).to_be_visible()
    expect(page.get_by_role("radio", name="人员")).to_be_hidden()
    expect(page.get_by_role("rowheader")).to_have_count(0)
    assert page.locator("td[data-date] .sop-post:visible").count() == 31 * 11 + 5 + 5
    shapes = "posts => new Set(posts.map(post => getComputedStyle(post, '::before').clipPath)).size"
    assert page.locator(".sop-post time").evaluate_all(shapes) == 4


def test_a_month_gone_by_is_not_folded(site: str, open_page: Open) -> None:
    page = open_page(viewport=served.PHONE)
    page.clock.set_fixed_time(date(2027, 2, 3).isoformat() + "T10:00:00+08:00")
    page.goto(site + DINING)
    expect(day(page, "2026-12-01")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("已过去"))).to_be_hidden()
