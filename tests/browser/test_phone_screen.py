"""The phone preview overflows if and only if the check says so: `sopbook.screen` counts lines as the browser breaks them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from sopbook import screen

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

OVERFLOWS = """screens => screens.map(one => [
    one.querySelector('.sop-bubble').textContent, one.scrollHeight > one.clientHeight])"""
FILLED = """([one, texts]) => texts.map(text => {
    one.querySelector('.sop-bubble').textContent = text;
    return one.scrollHeight > one.clientHeight;
})"""


def around_the_limit(count: int) -> list[str]:
    """Return texts of one line fewer than a screen shows up to two more, as the module counts them, in equal parts."""
    chance, texts = random.Random(20261122), list[str]()
    while len(texts) < count:
        wanted, lines = screen.LINES - 1 + len(texts) % 4, list[str]()
        while screen.lines_of("\n".join(lines)) < wanted:
            lines.append("".join(chance.choices(SENTENCES, k=chance.randint(1, 4))) * chance.randint(0, 1))
        if screen.lines_of("\n".join(lines)) == wanted:
            texts.append("\n".join(lines) + ("" if lines[-1] else "好"))
    return texts


@pytest.mark.parametrize("page", ["rules/group-rules/", "rules/rules-warm/", "rules/announcement/"])
def test_bundled_texts_overflow_when_the_check_says_so(site: str, open_page: Open, page: str) -> None:
    opened = open_page(viewport=PHONE)
    opened.goto(site + page)
    previews = opened.locator(".sop-phone__screen").evaluate_all(OVERFLOWS)
    assert len(previews) >= 5
    assert [text for text, overflows in previews if overflows is screen.fits(text)] == []


def test_texts_around_the_limit_overflow_when_the_check_says_so(site: str, open_page: Open) -> None:
    opened = open_page(viewport=PHONE)
    opened.goto(f"{site}industries/dining/lunch/")
    texts = around_the_limit(120)
    preview = opened.locator(".sop-phone__screen").first.element_handle()
    overflows = opened.evaluate(FILLED, [preview, texts])
    assert {screen.fits(text) for text in texts} == {True, False}
    assert [text for text, over in zip(texts, overflows, strict=True) if over is screen.fits(text)] == []
