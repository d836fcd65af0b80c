"""Kinds of options: what a value in `mkdocs.yml` must be, and what is said of one that is not."""

from __future__ import annotations

import json
import re

from sopbook.findings import Text

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d|24:00")
_WIDEST = 40
"""Characters that are shown of what was found."""

_WORDS = 3
"""Words that are shown of a list."""


def misfit(value: object, default: object) -> Text | None:
    """Return what is wrong with a value for an option with this default; None if nothing is."""
    if _fits(value, default):
        return None
    called, example = _kind_of(default), _example(default)
    shown = written(value)
    zh, en = ("是空的", "found nothing") if value is None else (f"写的是 {shown}", f"found {shown}")
    return Text(
        f"{zh}，应当是{called.zh}，例如 {example}", f"{en}, expected {called.en}, for example {example}"
    )


def as_option(value: object) -> object:
    """Return a value as a check's options have it."""
    return tuple(value) if isinstance(value, list) else value


def _fits(value: object, default: object) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int):
        return isinstance(value, int) and value >= 0
    if isinstance(default, float):
        return isinstance(value, int | float) and 0 <= value <= 1
    if isinstance(default, tuple):
        return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
    return isinstance(value, str) and (not _is_time(default) or _is_time(value))


def _is_time(value: object) -> bool:
    return isinstance(value, str) and _CLOCK.fullmatch(value.strip()) is not None


def _kind_of(default: object) -> Text:
    if isinstance(default, bool):
        return Text(" true 或 false", "true or false")
    if isinstance(default, int):
        return Text("从 0 起的整数", "a whole number from 0")
    if isinstance(default, float):
        return Text(" 0 到 1 之间的比例", "a share between 0 and 1")
    if isinstance(default, tuple):
        return Text("方括号里的几个词", "a list of words in [ ]")
    if _is_time(default):
        return Text("加引号的时间", "a time in quotes")
    return Text("一段文字", "a text")


def _example(default: object) -> str:
    if not isinstance(default, tuple):
        return json.dumps(default, ensure_ascii=False)
    words = [json.dumps(word, ensure_ascii=False) for word in default[:_WORDS] or ("…",)]
    return f"[{', '.join((*words, '…') if len(default) > _WORDS else words)}]"


def written(value: object) -> str:
    """Return a value as it may have been written, cut if it is long: texts are quoted, numbers are not."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"
