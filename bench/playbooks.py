"""Generated playbooks for the benchmarks: valid, in realistic Chinese, the same for the same numbers.

Ten industries; each playbook has six slots, whose `when` expressions are distinct throughout the handbook. A file has
about 4 kB: half front matter (positioning, rules, welcome, texts to post), half body (headings, lists, tables).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SEED = 20261101

INDUSTRIES = {
    "dining": "餐饮",
    "clothing": "服装",
    "education": "教育",
    "mother-baby": "母婴",
    "beauty": "美业",
    "fitness": "健身",
    "grocery": "生鲜",
    "travel": "旅游",
    "pets": "宠物",
    "home": "家居",
}

WEEKDAYS = "一二三四五六日"
ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

ITEMS = {
    "dining": ("午市套餐", "招牌卤味", "新品甜品", "会员储值卡", "夜宵拼盘"),
    "clothing": ("秋装新款", "通勤西装", "羊绒围巾", "清仓尾货", "搭配套装"),
    "education": ("体验课", "错题本", "阅读打卡", "暑期集训营", "家长课堂"),
    "mother-baby": ("婴儿湿巾", "辅食工具", "孕妇装", "亲子绘本", "学步鞋"),
    "beauty": ("补水护理", "睫毛套餐", "肩颈调理", "新客体验卡", "居家面膜"),
    "fitness": ("私教体验", "团课月卡", "体测服务", "蛋白餐", "跑步训练营"),
    "grocery": ("时令水果", "土鸡蛋", "净菜套餐", "冷冻海鲜", "周末秒杀"),
    "travel": ("周边一日游", "亲子露营", "温泉酒店", "早鸟机票", "研学营"),
    "pets": ("洗护套餐", "驱虫药", "冻干零食", "寄养服务", "体检卡"),
    "home": ("收纳箱", "四件套", "小家电", "灯具", "清洁服务"),
}
FESTIVALS = ("双11", "618", "中秋", "七夕", "春节", "母亲节", "元旦", "妇女节")
SCENES = ("午市福利", "新客破冰", "周末快闪", "会员复购", "打卡陪伴", "老客唤醒", "门店导购", "直播预热")
DISTRICTS = ("人民路", "中山路", "学院路", "滨江", "城南", "高新区", "大学城", "火车站", "湖滨", "老城")
REASONS = (
    "上班族中午时间紧",
    "家长晚上才有空看手机",
    "周末客流是平日的两倍",
    "月底预算见底",
    "新客三天内最容易下单",
)
ACTIONS = (
    "先发图，再发链接，隔五分钟回一轮问题",
    "先问一句需要什么，再给两个选择",
    "把昨天的反馈截图放在最前面",
    "写清楚数量和截止时间，到点就停",
)
SIGNALS = ("十分钟内有三个人问价", "到达率低于六成", "同一个问题出现两次", "有人晒单", "半小时没人说话")
FIXES = (
    "补发一条简短的问答",
    "换成上午再试一周",
    "请值班经理单独回访",
    "当天复盘时记一笔",
    "把库存数字写进下一条",
)
KINDS = ("activity", "activity", "activity", "content", "interaction", "service")
ROLES = ("host", "admin", "service")


@dataclass
class Times:
    """Hands out times of day between 07:00 and 21:59, and makes sure that no expression is given twice."""

    random: random.Random
    used: set[str] = field(default_factory=set)

    def time(self, first: int = 7, last: int = 21) -> str:
        """Return a time of day from `first`:00 to `last`:59."""
        return f"{self.random.randint(first, last):02d}:{self.random.randint(0, 59):02d}"

    def distinct(self, make: Callable[[Times], str]) -> str:
        """Return an expression of this kind that was not given before."""
        while (expression := make(self)) in self.used:
            pass
        self.used.add(expression)
        return expression


def daily(times: Times) -> str:
    """Return every day, at two times or with a day left out, in either language."""
    first, second, off = times.time(7, 12), times.time(13, 21), times.random.randrange(7)
    return times.random.choice(
        (
            f"每天 {first}、{second}",
            f"daily {first}, {second}",
            f"每天（除周{WEEKDAYS[off]}） {second}",
            f"daily except {ENGLISH_WEEKDAYS[off]} {second}",
        )
    )


def weekly(times: Times) -> str:
    """Return several days of the week."""
    days, time = sorted(times.random.sample(range(7), times.random.randint(2, 3))), times.time()
    if times.random.random() < 0.3:
        return f"weekly {', '.join(ENGLISH_WEEKDAYS[day] for day in days)} {time}"
    return f"每周{'、'.join(WEEKDAYS[day] for day in days)} {time}"


def monthly(times: Times) -> str:
    """Return days of the month, its last day, or its nth weekday."""
    time, weekday = times.time(), times.random.randrange(7)
    days = sorted(times.random.sample(range(1, 29), 3))
    return times.random.choice(
        (
            f"每月{'、'.join(map(str, days))}日 {time}",
            f"每月最后一天 {time}",
            f"每月第{times.random.randint(1, 4)}个周{WEEKDAYS[weekday]} {time}",
            f"monthly {', '.join(map(str, days))} {time}",
        )
    )


def fortnightly(times: Times) -> str:
    """Return every two weeks, counted from the playbook's `from`."""
    weekday, time = times.random.randrange(7), times.time()
    return times.random.choice(
        (f"每2周 周{WEEKDAYS[weekday]} {time}", f"every 2 weeks {ENGLISH_WEEKDAYS[weekday]} {time}")
    )


def now_and_then(times: Times) -> str:
    """Return days of the month, or every two weeks."""
    return times.random.choice((monthly, fortnightly))(times)


def festival(times: Times) -> str:
    """Return days around a festival or a shopping day."""
    name, days = times.random.choice(FESTIVALS), times.random.randint(1, 14)
    return times.random.choice(
        (f"{name} 前{days}天 {times.time()}", f"{name} 前{days}天至前1天 {times.time()}")
    )


def anchored(times: Times) -> str:
    """Return days from the playbook's anchor."""
    return f"主场 {times.random.choice('前后')}{times.random.randint(1, 20)}天 {times.time()}"


def window(times: Times) -> str:
    """Return a window on a day of the week."""
    weekday, start, end = times.random.randrange(7), times.time(8, 13), times.time(14, 21)
    return f"每周{WEEKDAYS[weekday]} {start}-{end}"


SLOTS = (
    ("menu", daily, "福利图文"),
    ("talk", weekly, "话题互动"),
    ("day", now_and_then, "会员日"),
    ("festival", festival, "节日预热"),
    ("preview", anchored, "主场预告"),
    ("service", window, "答疑时段"),
)


def slot(name: str, when: str, post: str, item: str, chance: random.Random) -> str:
    """Return one slot of the schedule as YAML."""
    return f"""\
  - id: {name}
    when: {when}
    post: {item}{post}
    kind: {chance.choice(KINDS)}
    by: {chance.choice(ROLES)}
    note: {chance.choice(ACTIONS)}
    copy: |
      {{{{ store }}}}的朋友们，{item}今天准备好了，{chance.choice(REASONS)}，名额{chance.randint(20, 90)}份，回复1领取。
"""


def front_matter(industry: str, number: int, title: str, times: Times) -> str:
    """Return a playbook's front matter."""
    chance, item = times.random, times.random.choice(ITEMS[industry])
    schedule = "".join(
        slot(name, times.distinct(make), post, chance.choice(ITEMS[industry]), chance)
        for name, make, post in SLOTS
    )
    anchor = f"每周{WEEKDAYS[chance.randrange(7)]} {times.time(18, 20)}"
    return f"""\
---
title: {title}
id: {industry}-{number:04d}
group: {chance.choice(("traffic", "content", "flash", "check-in"))}
owner: 运营{WEEKDAYS[chance.randrange(5)]}部
backup: 王主管
review-by: 2027-05-01
positioning:
  purpose: 提高{item}的复购
  members: {{age: 22-40, sex: any, region: 门店 3 公里, occupation: 上班族}}
  value: 每天看到{item}的消息，并拿到当天限量券
  entry: free
  channels:
    - {{from: 收银台台卡, benefit: 扫码领 5 元券, follow-up: 店长一对一打招呼}}
roles: {{host: {title}店长, admin: {title}值班经理, service: {title}前台}}
duty: {{service: 06:30-24:00}}
size: {chance.randint(80, 200)}
reply-within: 5min
anchors: {{主场: {anchor}}}
vars: {{store: {chance.choice(DISTRICTS)}店, item: {item}}}
rules:
  name-card: 改成“称呼-小区”，方便送货
  services: [每天一条福利, 值班时段五分钟内回复]
  questions: 直接 @ 客服，写明订单号后四位
  forbidden: [广告和外链, 人身攻击]
  allowed: [晒单, 提建议, 约拼单]
  penalty: 提醒一次，第二次移出群
welcome: |
  欢迎来到{{{{ store }}}}，每天 {{{{ item }}}} 先到先得，群里不发广告。

  先看群公告领 5 元券，有事找值班经理。
from: 2026-{chance.randint(1, 9):02d}-{chance.randint(1, 28):02d}
schedule:
{schedule}---
"""


def body(industry: str, title: str, chance: random.Random) -> str:
    """Return a playbook's body: headings, paragraphs, lists and tables, and a link to the industry."""
    one, two = chance.sample(ITEMS[industry], 2)
    targets = "\n".join(
        f"| 第{week}周 | {chance.randint(30, 180)} | {chance.randint(5, 60)} | {chance.choice(FIXES)} |"
        for week in range(1, 5)
    )
    steps = "\n".join(
        f"{step}. **{item}**：{chance.choice(REASONS)}，{chance.choice(ACTIONS)}。"
        for step, item in enumerate(chance.sample(ITEMS[industry], 3), start=1)
    )
    return f"""
{title}面向{chance.choice(DISTRICTS)}一带的常客，主推{one}，搭配{two}。背景见[行业首页](index.md)。

## 为什么这样做

{chance.choice(REASONS)}，所以{chance.choice(ACTIONS)}。看到“{chance.choice(SIGNALS)}”就说明节奏对了。

## 每周怎么做

{steps}

### 遇到这些情况

| 看到什么 | 马上做什么 | 谁来做 |
|---|---|---|
| {chance.choice(SIGNALS)} | {chance.choice(FIXES)} | 值班经理 |
| {chance.choice(SIGNALS)} | {chance.choice(FIXES)} | 前台 |

!!! tip "新人先看"
    第一周只做{one}，每天收工前用五分钟复盘，把`到达`和`成交`记进表里。

## 目标

| 周次 | 到达 | 成交 | 没达到怎么办 |
|---|---:|---:|---|
{targets}

## 收工前核对

- [ ] {two}的库存已更新，群公告已换成明天的
- [ ] {chance.choice(SIGNALS)}的情况已{chance.choice(FIXES)}
"""


def playbooks(count: int) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each of `count` playbooks, spread evenly over the industries."""
    times = Times(random.Random(SEED))
    for index in range(count):
        industry = list(INDUSTRIES)[index % len(INDUSTRIES)]
        number = index // len(INDUSTRIES) + 1
        title = f"{times.random.choice(DISTRICTS)}{times.random.choice(SCENES)}{number}群"
        text = front_matter(industry, number, title, times) + body(industry, title, times.random)
        yield f"industries/{industry}/playbook-{number:04d}.md", text


def write(folder: Path, count: int) -> None:
    """Write a handbook of `count` playbooks into `folder`: a home page, an index page an industry, the playbooks."""
    links = [f"- [{name}](industries/{industry}/index.md)" for industry, name in INDUSTRIES.items()]
    pages = {"index.md": "---\ntitle: 社群运营手册\n---\n\n# 社群运营手册\n\n" + "\n".join(links) + "\n"}
    for industry, name in INDUSTRIES.items():
        pages[f"industries/{industry}/index.md"] = (
            f"---\ntitle: {name}\n---\n\n# {name}\n\n这里是{name}行业的全部群SOP。\n"
        )
    for path, text in (*pages.items(), *playbooks(count)):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
