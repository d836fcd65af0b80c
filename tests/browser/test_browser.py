"""The site as its readers use it, in a real browser: phone and laptop, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Viewport = dict[str, int]
PHONE = {"width": 390, "height": 844}
TODAY = "2026-12-08"
MONTH = "industries/mother-baby/calendar/2026-12/"
PLAYBOOK = "industries/dining/lunch/"
PAGES = [
    "",
    "industries/",
    "industries/dining/",
    MONTH,
    PLAYBOOK,
    "rules/",
    "rules/group-rules/",
    "handbook/",
]


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def plain_text(page: Page, section: Locator) -> str:
    """Return what the link to the plain text beside a rule leads to."""
    address = section.get_by_role("link", name="纯文本").evaluate("link => link.href")
    return page.request.get(address).text()


def rules_section(page: Page) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name="群规（完整版）"))


def test_from_home_to_a_copied_rule(site: str, open_page: Open, viewport: Viewport) -> None:
    page = open_page(viewport=viewport)
    page.goto(site)
    page.get_by_role("article").get_by_role("link", name="餐饮", exact=True).click()
    month = page.get_by_role("link", name="2026年12月", exact=True)
    expect(month).to_have_attribute("aria-current", "date")
    month.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2026年12月")
    page.locator(f'[data-date="{TODAY}"]').get_by_role("link", name="今日菜单图文").click()
    expect(page).to_have_url(re.compile(r"/dining/lunch/#slot-menu$"))
    slot = page.locator("#slot-menu")
    slot.get_by_role("button", name="复制这条").first.click()
    expect(slot.get_by_role("button", name="已复制")).to_be_visible()
    assert clipboard(page).startswith("中午吃什么？")
    section = rules_section(page)
    section.get_by_role("button", name="复制群规").click()
    expect(section.get_by_role("button", name="已复制")).to_be_visible()
    assert clipboard(page) == plain_text(page, section)


def test_copying_without_the_clipboard_interface(site: str, open_page: Open) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(site + PLAYBOOK)
    section = rules_section(page)
    section.get_by_role("button", name="复制群规").click()
    expect(section.get_by_role("button", name="已复制")).to_be_visible()
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    page.locator("#paste").focus()
    page.keyboard.press("ControlOrMeta+V")
    expect(page.locator("#paste")).to_have_value(plain_text(page, section))


def test_when_nothing_can_copy_the_text_stands_selected_in_a_field(site: str, open_page: Open) -> None:
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false"
    )
    page.goto(site + PLAYBOOK)
    section = rules_section(page)
    section.get_by_role("button", name="复制群规").click()
    expect(section.get_by_role("button", name="请长按选中后复制")).to_be_visible()
    field = section.get_by_role("textbox", name="请长按选中后复制")
    expect(field).to_be_focused()
    selected = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert field.evaluate(selected).strip() == plain_text(page, section).strip()


def test_a_feed_is_subscribed_to_and_its_link_copied(site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(site + PLAYBOOK)
    feed = page.locator(".sop-feed").first
    address = f"{site}feeds/playbook/dining-lunch.ics"
    subscribe = feed.get_by_role("link", name="订阅日历")
    expect(subscribe).to_have_attribute("href", address.replace("http://", "webcal://"))
    with page.expect_download() as download:
        feed.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename == "dining-lunch.ics"
    feed.get_by_role("button").click()
    expect(feed.get_by_role("button")).to_have_text("已复制")
    assert clipboard(page) == address


def test_next_days_follow_the_clock_in_the_playbooks_zone(site: str, open_page: Open) -> None:
    page = open_page(timezone_id="America/Los_Angeles", viewport=PHONE)
    page.clock.set_fixed_time(datetime.fromisoformat("2027-03-01T11:30:00+08:00"))
    page.goto(site + PLAYBOOK)
    today = page.locator(".sop-next > .sop-day")
    expect(today).to_have_attribute("data-date", "2027-03-01")
    expect(today).to_contain_text("今天")
    expect(today).to_contain_text("3-1")
    expect(today).to_contain_text("周一")
    expect(today).to_be_in_viewport(ratio=1)
    expect(today.get_by_role("link", name=re.compile("出餐短视频"))).to_contain_text("下一条")
    expected = [(datetime(2027, 3, 1) + timedelta(days=index)).strftime("%Y-%m-%d") for index in range(7)]
    dates = page.locator(".sop-day").evaluate_all("days => days.map(day => day.dataset.date)")
    assert dates == expected


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(path: str, site: str, open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_home_on_a_phone_begins_with_today_and_the_search(site: str, open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site)
    today = page.get_by_role("article").get_by_role("link", name="今天发什么")
    expect(today).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="搜话术").click()
    expect(page.get_by_role("textbox", name="搜索")).to_be_focused()
    page.keyboard.press("Escape")
    today.click()
    expect(page).to_have_url(f"{site}today/")


def test_a_playbook_on_a_phone_says_at_once_how_often_who_and_what_comes_today(
    site: str, open_page: Open
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site + PLAYBOOK)
    for text in ("每天 3 条", "值班经理", "今日菜单图文"):
        expect(page.get_by_role("article").get_by_text(text).first).to_be_in_viewport()
    page.get_by_role("link", name="今天发什么").click()
    expect(page).to_have_url(re.compile(r"/today/\?.*playbook=dining-lunch"))


def test_a_playbook_on_paper_shows_its_texts(site: str, open_page: Open) -> None:
    page = open_page()
    page.goto(site + PLAYBOOK)
    text = page.get_by_text("群友券：午市立减 3 元")
    assert not text.evaluate("element => element.checkVisibility({ contentVisibilityAuto: true })")
    page.emulate_media(media="print")
    assert text.evaluate("element => element.getBoundingClientRect().height") > 0
    expect(page.get_by_role("button", name="复制群规")).to_be_hidden()
    for gone in ("接下来 7 天", "订阅"):
        expect(page.get_by_role("heading", name=gone)).to_have_count(0)
    expect(page.get_by_role("heading", name="典型一周")).to_be_visible()


def test_a_rule_template_leads_a_reader_to_her_own_group_without_javascript(
    site: str, open_page: Open
) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site + "rules/group-rules/")
    page.get_by_text("找到你的群").click()
    page.locator(".sop-find").get_by_role("link", name="午市福利群").click()
    expect(page.get_by_role("heading", name="午市福利群", level=2)).to_be_in_viewport(ratio=1)


def test_a_tick_stays_on_its_page_and_nowhere_else(site: str, open_page: Open, viewport: Viewport) -> None:
    page = open_page(viewport=viewport)
    page.goto(site + "onboarding/")
    ticked = page.get_by_role("checkbox", name="我说得出这个群的目的", exact=True)
    by_key = page.get_by_role("checkbox", name="定位表填满，同事听得懂", exact=True)
    expect(ticked).to_be_enabled()
    page.get_by_role("listitem").get_by_text("我说得出这个群的目的").click()
    by_key.press("Space")
    page.reload()
    expect(ticked).to_be_checked()
    expect(by_key).to_be_checked()
    assert page.locator(".task-list-item :checked").count() == 2
    page.goto(site + "faq/dining/")
    assert page.locator(".task-list-item :checked").count() == 0
    assert page.locator(".task-list-item").first.evaluate("item => item.offsetHeight") >= 40
    page.goto(site + "onboarding/")
    ticked.press("Space")
    page.reload()
    expect(ticked).not_to_be_checked()
    expect(by_key).to_be_checked()


def test_a_checklist_without_javascript_is_read_and_not_ticked(site: str, open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site + "onboarding/")
    expect(page.get_by_role("checkbox", name="我说得出这个群的目的", exact=True)).to_be_disabled()


def test_dark_mode(site: str, open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    page.goto(site + PLAYBOOK)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    for name in (
        ".sop-next > .sop-day .sop-line",
        ".sop-kind",
        ".sop-bubble",
        ".sop-copy__button",
        ".sop-tagline",
    ):
        assert contrast(page.locator(name).first) >= 4.5, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kinds_stand_out_from_what_they_stand_on(scheme: Any, site: str, open_page: Open) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(site)
    for kind in page.locator(".sop-legend .sop-kind").all():
        assert contrast(kind) >= 4.5, kind.text_content()


def contrast(element: Locator) -> float:
    """Return the contrast of an element's text with what it stands on, after WCAG 2."""
    return element.evaluate(
        """element => {
          const numbers = colour => {
            const area = document.createElement("canvas").getContext("2d");
            area.fillStyle = colour; area.fillRect(0, 0, 1, 1);
            return area.getImageData(0, 0, 1, 1).data;
          };
          const light = colour => {
            const [r, g, b] = [...colour].slice(0, 3).map(c => c / 255)
              .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
            return .2126 * r + .7152 * g + .0722 * b;
          };
          let ground = element;
          while (numbers(getComputedStyle(ground).backgroundColor)[3] < 255) ground = ground.parentElement;
          const text = light(numbers(getComputedStyle(element).color));
          const behind = light(numbers(getComputedStyle(ground).backgroundColor));
          return (Math.max(text, behind) + .05) / (Math.min(text, behind) + .05);
        }"""
    )
