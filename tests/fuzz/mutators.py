"""Changes that keep most of a text's structure: lines, keys and values, indents, words that mean something here.

A byte more or less is what libFuzzer tries by itself; these reach what lies behind the first syntax error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

WORDS = (
    "---\n", "...\n", ": ", "：", "- ", "? ", "| \n", ">-\n", "[", "]", "{", "}", ", ", "#", " #", "'",
    '"', "&a ", "*a ", "!!x ", "<<: ", "{{ store }}", "{{", "{% if %}", "%", "@", "`", "\t", "    ", "\n",
    "\u2028", "\x85", "\ufeff", "\u200b", "\u202e", "\x00", "\x1b[2J", "\ud800", '"\\e[31m"', '"\\u202e"',
    '"\\0"', "𝟛", "²", "İ", "ß", "=1+1", "-", "~", "null", "true", "1e999", "99999999999999999999", "0x10",
    "title", "id", "group", "roles", "schedule", "when", "post", "kind", "by", "note", "via", "send",
    "copy", "grace", "targets", "from", "until", "skip", "holidays", "anchors", "usage-cycle", "vars",
    "rules", "welcome", "waive", "size", "reply-within", "timezone", "positioning", "channels", "members",
    "duty", "tags", "owner", "backup", "review-by", "extends", "icon", "hide", "traffic", "activity",
    "host", "admin", "next-workday", "30d", "5min", "2026-12-31", "0001-01-01", "9999-12-31", "Asia/Tokyo",
    "每天", "每周一、三", "每2周 周二", "每月8、18日", "每月最后一天", "每月第2个周六", "工作日", "休息日",
    "每年11-11", "每年02-29", "春节 前7天", "双11 前14天至前1天", "国庆 假期第1天",
    "国庆 节前最后一个工作日", "春节 节后第一个工作日", "开课 前30分钟", "建群第1-3天", "入群后0分钟",
    "用完前5天", "daily", "weekly Mon, Wed", "every 2 weeks Tue", "monthly 2nd Sat", "day 1-3",
    "Spring Festival -7d", "Double 11 -14d..-1d", "lesson -30min", "used-up -5d", "except", "20:00",
    "14:00-18:00", "24:00", "晚8点半", "9 pm", "RRULE:FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY",
    ";BYMONTHDAY=30;BYMONTH=2", ";COUNT=0", ";INTERVAL=0", ";UNTIL=20261231T235959Z", ";BYSETPOS=-1",
    ";BYWEEKNO=53", ";BYYEARDAY=366", ";BYEASTER=1", "至", "、", "（除周一）", "<b>", "</b>",
    "<img src=x onerror=canary()>", "<script>canary=1</script>", "[a](javascript:canary())", "<!--", "-->",
    "```\n", "<svg/onload=canary()>", "<a href='", "&#106;", "<math>", "<p style='", "{ onclick=x }",
    "<https://x.cn>", "**", "__", "![",
)  # fmt: skip
"""What texts of a handbook are made of, and what has broken readers before."""

_PARTS = re.compile(r"\w+|\s+|[^\w\s]")
_VALUE = re.compile(r"(?<=: ).*")

Change = Callable[[str, Random], str]


def mutated(text: str, random: Random, others: Sequence[str], longest: int) -> str:
    """Return `text` with one to four changes, cut to `longest` characters; `others` lend their lines."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 4))):
        if others and random.random() < 0.15:
            text = _crossed(text, random.choice(others), random)
        else:
            text = random.choice(_CHANGES)(text, random)
    return text[:longest]


def _word_in(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(WORDS) + text[at:]


def _word_for_word(text: str, random: Random) -> str:
    return _on_part(text, random, lambda _: random.choice(WORDS))


def _word_out(text: str, random: Random) -> str:
    return _on_part(text, random, lambda _: "")


def _word_again(text: str, random: Random) -> str:
    return _on_part(text, random, lambda part: part * random.choice((2, 3, 30, 300)))


def _number(text: str, random: Random) -> str:
    figures = list(re.finditer(r"\d+", text))
    if not figures:
        return _word_in(text, random)
    match = random.choice(figures)
    other = str(
        random.choice((0, 1, 2, 12, 24, 29, 30, 31, 32, 53, 59, 60, 365, 366, 367, 9999, 10**6, 10**20))
    )
    return text[: match.start()] + other + text[match.end() :]


def _value(text: str, random: Random) -> str:
    values = list(_VALUE.finditer(text))
    if not values:
        return _word_in(text, random)
    match = random.choice(values)
    new = " ".join(random.choice(WORDS) for _ in range(random.choice((0, 1, 2, 3))))
    return text[: match.start()] + new + text[match.end() :]


def _line_again(text: str, random: Random) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
    return "\n".join(lines)


def _line_out(text: str, random: Random) -> str:
    lines = text.split("\n")
    del lines[random.randrange(len(lines))]
    return "\n".join(lines)


def _indent(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    lines[at] = (
        random.choice(("  ", "    ", "\t", "> ", "- ", " " * 400)) + lines[at]
        if random.random() < 0.6
        else lines[at].lstrip()
    )
    return "\n".join(lines)


def _width(text: str, random: Random) -> str:
    """Write one ASCII character in full width, as a Chinese keyboard does."""
    at = random.randrange(len(text) + 1)
    return (
        text[:at]
        + "".join(chr(ord(char) + 0xFEE0) for char in text[at : at + 1] if "!" <= char <= "~")
        + text[at + 1 :]
    )


_CHANGES: tuple[Change, ...] = (
    _word_in, _word_for_word, _word_out, _word_again, _number, _value, _value, _line_again, _line_out, _indent, _width,
)  # fmt: skip


def _on_part(text: str, random: Random, change: Callable[[str], str]) -> str:
    parts = _PARTS.findall(text)
    if not parts:
        return random.choice(WORDS)
    at = random.randrange(len(parts))
    parts[at] = change(parts[at])
    return "".join(parts)


def _crossed(text: str, other: str, random: Random) -> str:
    """Put some lines of another text in."""
    lines, lent = text.split("\n"), other.split("\n")
    begin = random.randrange(len(lent))
    at = random.randrange(len(lines) + 1)
    lines[at : at + random.choice((0, 0, 1, 3))] = lent[begin : begin + random.choice((1, 2, 8))]
    return "\n".join(lines)
