"""Browsers inside apps, which neither download nor subscribe: a dialog with the way out, and the link to copy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
PLAYBOOK = "industries/dining/lunch/"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Version/4.0 Chrome/122.0 Mobile Safari/537.36"
)
APPS = {
    "微信": f"{IPHONE} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN",
    "企业微信": f"{ANDROID} wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh",
    "QQ": f"{ANDROID} V1_AND_SQ_9.0.0 QQ/9.0.0.14110 NetType/WIFI",
    "钉钉": f"{ANDROID} AliApp(DingTalk/7.5.0) com.alibaba.android.rimet",
    "飞书": f"{IPHONE} Mobile/15E148 Safari/604.1 Lark/7.10.5 LarkLocale/zh_CN",
    "微博": f"{IPHONE} Mobile/15E148 Weibo (iPhone15,2__weibo__14.1.0__iphone__os17.5)",
    "小红书": f"{ANDROID} xiaohongshu/8.20.0 XYPlatform/android",
    "抖音": f"{ANDROID} aweme_290800 JsSdk/1.0 NetType/WIFI",
}
BROWSERS = {
    "Safari": f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1",
    "QQ browser": f"{ANDROID} MQQBrowser/14.9",
}


def file_link(page: Page, name: str) -> Locator:
    return page.locator(".sop-feed").first.get_by_role("link", name=name)


@pytest.mark.parametrize("app", APPS)
def test_an_app_says_how_to_get_out_of_it(app: str, site: str, open_page: Open) -> None:
    page = open_page(viewport=PHONE, user_agent=APPS[app])
    page.goto(site + PLAYBOOK)
    dialog = page.get_by_role("dialog", name=f"{app}里下载不了")
    for name in ("下载", "订阅日历"):
        file_link(page, name).click()
        expect(dialog).to_contain_text("点右上角的「…」")
        expect(dialog).to_contain_text(f"{site}feeds/playbook/dining-lunch.ics")
        expect(dialog).to_be_in_viewport(ratio=1)
        dialog.get_by_role("button", name="知道了").click()
        expect(dialog).to_be_hidden()
    expect(page).to_have_url(site + PLAYBOOK)


@pytest.mark.parametrize("refuses", ["nothing", "the clipboard", "all copying"])
def test_the_link_can_be_copied_in_every_way(refuses: str, site: str, open_page: Open) -> None:
    page = open_page(viewport=PHONE, user_agent=APPS["微信"])
    page.add_init_script(
        {"nothing": "", "the clipboard": NO_CLIPBOARD, "all copying": NO_CLIPBOARD + NO_COMMAND}[refuses]
    )
    page.goto(site + "industries/dining/")
    page.get_by_role("link", name=re.compile("Excel")).click()
    dialog = page.get_by_role("dialog")
    link = f"{site}sheets/dining.xlsx"
    dialog.get_by_role("button", name="复制链接").click()
    if refuses == "all copying":
        expect(dialog.get_by_role("button", name="请长按选中后复制")).to_be_visible()
        assert page.evaluate("getSelection().toString()") == link
        return
    expect(dialog.get_by_role("button", name="已复制")).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    page.locator("#paste").focus()
    page.keyboard.press("ControlOrMeta+V")
    expect(page.locator("#paste")).to_have_value(link)


NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
NO_COMMAND = "document.execCommand = () => false;"


def test_the_events_are_there_as_text(site: str, open_page: Open) -> None:
    page = open_page(viewport=PHONE, user_agent=APPS["微信"])
    page.goto(site + PLAYBOOK)
    file_link(page, "下载").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="不下载也行").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("heading", name="时间表")).to_be_in_viewport()
    page.goto(site + "industries/dining/")
    file_link(page, "下载").click()
    dialog.get_by_role("link", name="不下载也行").click()
    expect(page).to_have_url(f"{site}industries/dining/calendar/2026-12/")


@pytest.mark.parametrize("name", BROWSERS)
def test_a_browser_downloads(name: str, site: str, open_page: Open) -> None:
    page = open_page(viewport=PHONE, user_agent=BROWSERS[name])
    page.goto(site + PLAYBOOK)
    with page.expect_download() as download:
        file_link(page, "下载").click()
    assert download.value.suggested_filename == "dining-lunch.ics"
    expect(page.get_by_role("dialog", name="下载不了")).to_be_hidden()
