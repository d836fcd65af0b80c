"""No page grows with the number of playbooks, those that list an industry's own apart, and none is heavier than 300 KB."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.site

HEAVIEST = 300_000
SLOTS = (
    "每天 11:00 | 今日菜单图文 | admin | activity",
    "每天 18:00 | 明日秒杀预告 | admin | activity",
    "工作日 09:30 | 早安和今天的营业时间 | host | content",
    "每周三 20:00 | 话题：您最想要的新口味 | host | interaction",
    "每周五 14:00-18:00 | 答疑时段 | host | service",
    "每周一、四 12:30 | 出餐短视频 | admin | content",
    "周末 10:00 | 周末套餐 | admin | activity",
    "每月8日 10:00 | 会员日 | host | activity",
    "每月最后一天 20:00 | 月底复盘和下月安排 | host | content",
    "双11 前7天至前1天 20:00 | 双十一预告 | admin | activity",
)
COPY = "copy: |\n  {{ store }}的朋友们，今天十一点开饭，前三十名回复 1 领小菜一份，十二点停。"


def sizes(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str], count: int
) -> dict[str, int]:
    """Return the size in bytes of each page of a handbook with `count` playbooks in one industry, one in another."""
    slots = [f"{slot}\n{COPY}" for slot in SLOTS]
    rules = "{name-card: 称呼-公司, allowed: 晒单, forbidden: [广告, 拉人], penalty: 移出}"
    files = {
        "index.md": "# 手册\n",
        "industries/dining/index.md": "# 餐饮\n",
        "industries/retail/index.md": "# 零售\n",
    }
    for number in range(count + 1):
        title = f"人民路午市福利 {number:03} 群"
        text = write(*slots, title=title, vars="{store: 人民路店}", welcome="欢迎，先看群公告", rules=rules)
        files[f"industries/{'dining' if number else 'retail'}/group-{number:03}.md"] = text
    tree = build(draw(files)).tree()
    return {name: len(content) for name, content in tree.items() if name.endswith(".html")}


def test_pages_stay_light_whatever_the_number_of_playbooks(
    build: Callable[..., Any], draw: Callable[..., Path], write: Callable[..., str], tmp_path: Path
) -> None:
    few, many = (
        sizes(build, lambda files, count=count: draw(files, root=tmp_path / str(count)), write, count)
        for count in (60, 120)
    )
    for name in ("index.html", "industries/dining/index.html", "today/index.html"):
        print(name, few[name], many[name])
    print(sorted(((size, name) for name, size in many.items()), reverse=True)[:5])
    assert few.keys() < many.keys()
    assert {name: size for name, size in many.items() if size > HEAVIEST} == {}
    own = "industries/dining/"
    lists = {name for name in few if name == f"{own}index.html" or name.startswith(f"{own}calendar/")}
    grown = {name: many[name] - few[name] for name in few.keys() - lists if many[name] > few[name] + 200}
    assert grown == {}
