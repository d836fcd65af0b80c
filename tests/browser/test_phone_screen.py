"""The phone preview breaks lines where `sopbook.screen` does, on each of its three phones; the fold stands where it says."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sopbook import screen
from sopbook.screen import Screen

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
PHONE = {"width": 390, "height": 844}

SENTENCES = (
    "改成“称呼-公司”，方便对单",
    "11 点菜单，12 点出餐视频，18 点放明天的限量秒杀包",
    "群里 @前台，营业时间 5 分钟内回",
    "外部广告、二维码、拉人；攻击他人、传没核实的消息",
    "先私信提醒，再犯移出群。",
    "会员日（每月 8 号）全场 88 折，满 ¥99 减 20！",
    "早上 7:30-9:00，晚上 21:00 以后",
    "《亲子阅读》第 3 课：怎么选书？",
    "想要的回复 1……",
    "WiFi 密码问前台 Amy",
    "欢迎来到人民路店午市群～",
    "——店长",
)

LINES = """bubble => {
    const style = getComputedStyle(bubble);
    const height = bubble.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    return height / parseFloat(style.lineHeight);
}"""
FILLED = f"([bubble, texts]) => texts.map(text => {{ bubble.textContent = text; return ({LINES})(bubble); }})"
SHOWN = f"""phones => phones.map(phone => {{
    const bubble = phone.querySelector('.sop-bubble'), fold = phone.querySelector('.sop-fold');
    const top = bubble.getBoundingClientRect().top + parseFloat(getComputedStyle(bubble).paddingTop);
    const line = parseFloat(getComputedStyle(bubble).lineHeight);
    return [bubble.textContent, ({LINES})(bubble),
        fold.offsetParent ? (fold.getBoundingClientRect().top - top) / line : null];
}})"""


def texts_of(phone: Screen, count: int) -> list[str]:
    """Return texts of one line fewer than a screen shows up to two more, as the module counts them, in equal parts."""
    chance, texts = random.Random(20261122), list[str]()
    while len(texts) < count:
        wanted, lines = phone.lines - 1 + len(texts) % 4, list[str]()
        while screen.lines_of("\n".join(lines), phone.width) < wanted:
            lines.append("".join(chance.choices(SENTENCES, k=chance.randint(1, 4))) * chance.randint(0, 1))
        if screen.lines_of("\n".join(lines), phone.width) == wanted:
            texts.append("\n".join(lines) + ("" if lines[-1] else "好"))
    return texts


def on(opened: Page, phone: Screen) -> None:
    for size in opened.locator(f".sop-size[data-screen='{phone.name}']").all():
        size.click()


@pytest.mark.parametrize("phone", screen.SCREENS, ids=lambda phone: phone.name)
def test_bundled_texts_take_the_lines_that_are_counted(phone: Screen, site: str, open_page: Open) -> None:
    opened = open_page(viewport=PHONE)
    opened.goto(f"{site}rules/group-rules/")
    on(opened, phone)
    shown = opened.locator(".sop-phone").evaluate_all(SHOWN)
    assert len(shown) >= 5
    for text, lines, fold in shown:
        assert lines == pytest.approx(screen.lines_of(text, phone.width), abs=0.05), text
        assert fold == (pytest.approx(phone.lines, abs=0.1) if lines > phone.lines + 0.5 else None), text


@pytest.mark.parametrize("phone", screen.SCREENS, ids=lambda phone: phone.name)
def test_texts_around_the_limit_take_the_lines_that_are_counted(
    phone: Screen, site: str, open_page: Open
) -> None:
    opened = open_page(viewport=PHONE)
    opened.goto(f"{site}industries/dining/lunch/")
    on(opened, phone)
    texts = texts_of(phone, 60)
    taken = opened.evaluate(FILLED, [opened.locator(".sop-phone .sop-bubble").first.element_handle(), texts])
    counted = [screen.lines_of(text, phone.width) for text in texts]
    assert [round(lines, 1) for lines in taken] == counted


def test_the_phones_say_which_of_them_hold_the_text(site: str, open_page: Open) -> None:
    opened = open_page(viewport=PHONE)
    opened.goto(f"{site}rules/group-rules/")
    for phone in opened.locator(".sop-phone").all()[:6]:
        over = screen.too_long(phone.locator(".sop-bubble").text_content() or "")
        for name, lines in over.items():
            size = phone.locator(f".sop-size[data-screen='{name}']")
            expect(size).to_contain_text(f"多出 {lines} 行" if lines else "一屏放得下")
