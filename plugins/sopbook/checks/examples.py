"""The example playbook that every check's documentation varies: sound, so that each variation shows just its own code.

An example is written as the few lines that matter. They replace the same top-level keys of the example playbook, or
come in addition; what follows a line `---` is the body. `=== path` begins another file of the same handbook, likewise
as lines that vary the example playbook, or whole when it begins with `---`. A file `mkdocs.yml` gives the navigation;
`holidays.yml` and `coverage.yml` are what stands beside it.
"""

from __future__ import annotations

import re
from datetime import date

import yaml

from sopbook.settings import pages_in

PATH = "industries/dining/lunch.md"
TODAY = date(2026, 11, 2)
"""The day on which the examples are checked."""

BASE = """\
---
title: 午市福利群
id: dining-lunch
group: traffic
owner: 运营部
review-by: 2027-05-01
positioning:
  purpose: 午市复购
  members: {age: 22-40, region: 门店 3 公里, occupation: 上班族}
  value: 每天 11 点看到今日菜单，并领到当天优惠
  entry: free
  channels:
    - {from: 收银台台卡, benefit: 扫码领新人券, follow-up: 前台私信打招呼}
roles: {host: 店长, admin: 值班经理, service: 前台}
duty: {service: 10:00-21:30}
size: 180
reply-within: 5min
vars: {store: 人民路店}
rules:
  name-card: 改成“称呼-公司”
  services: [每天 11 点发菜单]
  questions: 群里 @前台
  forbidden: [外部广告和二维码, 攻击他人]
  allowed: [晒餐, 提建议]
  penalty: 先私信提醒，再犯移出群
welcome: |
  欢迎来到{{ store }}午市群～

  每天 11 点看菜单，当天优惠先到先得。

  群里不发广告，不攻击人。

  见面礼：私信前台“新人”，领一张新人券。
schedule:
  - id: menu
    when: 每天 11:00
    post: 今日菜单图文
    kind: activity
    by: admin
    copy: |
      中午吃什么？今天的菜单在图里。
  - id: quiz
    when: 每天 15:00
    post: 猜菜名
    kind: interaction
    by: admin
    copy: |
      猜猜图里是哪道菜，猜中的明天加一份小菜。
  - id: pack
    when: 周一至周五 18:00
    post: 次日秒杀包
    kind: activity
    by: admin
    copy: |
      明天的秒杀包现在开抢，卖完就收。
---

## 这个群为什么存在

中午让附近的上班族不用想吃什么。
"""
CONFIG = "mkdocs.yml"
INDUSTRY = "---\ntitle: 餐饮\n---\n\n做附近客人的生意。\n"

_FILE = re.compile(r"^=== (.+)$", re.MULTILINE)
_KEY = re.compile(r"^[^\s#-][^\s:：]*", re.MULTILINE)


def handbook_of(example: str) -> dict[str, str]:
    """Return the files, by path, of the handbook that an example stands for."""
    first, *rest = _FILE.split(example)
    files = {"industries/dining/index.md": INDUSTRY}
    if first.strip() or not rest:
        files[PATH] = varied(first)
    for path, text in zip(rest[::2], rest[1::2], strict=True):
        text = text.removeprefix("\n")
        if path != CONFIG:
            files[path] = text if text.startswith("---") or not _is_playbook(path) else varied(text)
    return files


def nav_of(example: str) -> frozenset[str] | None:
    """Return the pages that the example's navigation names; None where it writes none."""
    _, *rest = _FILE.split(example)
    config = yaml.safe_load(dict(zip(rest[::2], rest[1::2], strict=True)).get(CONFIG, "")) or {}
    return pages_in(config.get("nav"))


def varied(lines: str) -> str:
    """Return the example playbook with `lines` in place of the same keys, or in addition; whole text if it is whole."""
    if lines.startswith("---"):
        return lines
    front, mark, body = lines.partition("\n---\n")
    _, base, base_body = BASE.split("---\n", 2)
    blocks = _blocks(base)
    for key, block in _blocks(front.rstrip("\n") + "\n").items():
        blocks[key] = block
    return f"---\n{''.join(blocks.values())}---\n{body if mark else base_body}"


def _is_playbook(path: str) -> bool:
    return path.startswith("industries/") and not path.endswith("/index.md")


def _blocks(front: str) -> dict[str, str]:
    """Return the top-level keys of a front matter, each with its lines."""
    starts = [*_KEY.finditer(front)]
    ends = [*(match.start() for match in starts[1:]), len(front)][: len(starts)]
    return {match[0]: front[match.start() : end] for match, end in zip(starts, ends, strict=True)}
