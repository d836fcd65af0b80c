"""How the texts of a front matter become values: one small reader a type, used by `model`.

A reader gets what was written (a text, None for a value left empty, a list or a dict) and returns the value, or
raises `FieldError` with what was expected. Chinese and English words for a choice mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from sopbook.findings import Text
from sopbook.when import Refusal, Span, parse_span
from sopbook.when.rows import YEARS

MAX_IDENTIFIER = 40
"""Characters of an id: a feed's UID joins two of them and must stay short."""

MAX_ICON = 100
"""Characters of an icon's name."""

MAX_TITLE = 100
MAX_DESCRIPTION = 500
"""Characters of what a page is called, and of what it is about."""


class FieldError(ValueError):
    """A value that its field cannot take: what was expected, and how to mend it."""

    def __init__(self, message: Text, help_: Text) -> None:
        super().__init__(message.en)
        self.message = message
        self.help = help_


def about(zh: str, en: str, default: Any = None) -> Any:
    """Declare a field with its documentation in both languages; `...` as the default makes it required."""
    return Field(default, description=zh, json_schema_extra={"x-description-en": en})


CHOICES: dict[str, dict[str, Text]] = {
    "section": {
        "rules": Text("群规和处罚", "rules and penalties"),
        "welcome": Text("欢迎和头三天", "welcome and the first three days"),
        "notice": Text("通知", "notices"),
        "talk": Text("互动和直播", "interaction and live streams"),
        "sale": Text("卖货和售后", "selling and after-sales"),
        "trouble": Text("投诉", "complaints"),
        "private": Text("私聊", "private chats"),
        "life": Text("满群、搬家、散群", "full, moving, closing"),
        "other": Text("其他", "others"),
    },
    "group": {
        "traffic": Text("福利", "traffic"),
        "content": Text("内容", "content"),
        "flash": Text("快闪", "flash"),
        "check-in": Text("打卡", "check-in"),
    },
    "kind": {
        "activity": Text("活动", "activity"),
        "content": Text("内容", "content"),
        "interaction": Text("互动", "interaction"),
        "service": Text("服务", "service"),
    },
    "via": {
        "group": Text("群", "group"),
        "notice": Text("群公告", "notice"),
        "moments": Text("朋友圈", "moments"),
        "private": Text("私聊", "private"),
        "live": Text("直播", "live"),
    },
    "send": {
        "manual": Text("手动", "manual"),
        "mass": Text("群发", "mass"),
        "auto": Text("自动", "auto"),
    },
    "holidays": {
        "keep": Text("照发", "keep"),
        "skip": Text("跳过", "skip"),
        "next-workday": Text("顺延到下一个工作日", "next-workday"),
        "previous-workday": Text("提前到上一个工作日", "previous-workday"),
    },
}
"""The words of every choice: key -> how it is called in either language; both may be written."""

_WORDS = {
    name: {word.lower(): key for key, label in options.items() for word in (key, *label)}
    for name, options in CHOICES.items()
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Marks a field as a choice: its words in either language are read as the key."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "enum": [*CHOICES[self.name], *(t.zh for t in CHOICES[self.name].values())]}

    def read(self, value: object) -> str:
        """Return the key that `value` names."""
        key = choice_of(self.name, text(value))
        if key is None:
            raise self._refused(text(value))
        return key

    def _refused(self, found: str) -> FieldError:
        options = CHOICES[self.name]
        zh = "、".join(f"{key} {label.zh}" for key, label in options.items())
        return FieldError(
            Text(
                f"没有「{found}」这个选项，应当是：{zh}",
                f"no choice `{found}`; expected one of {', '.join(options)}",
            ),
            near_choice(self.name, found)
            or Text("从上面几个词里选一个，中英文都可以", "take one of these words, in either language"),
        )


_ALIASES = {"group": {"流量": "traffic", "引流": "traffic", "闪": "flash"}}
"""What else the field calls a choice, without 群: not read, for it may mean something else as well, but offered."""


def choice_of(name: str, found: str) -> str | None:
    """Return the key that a word in either language means among the choices called `name`."""
    return _WORDS[name].get(found.lower())


def near_choice(name: str, found: str) -> Text | None:
    """Return a question that offers the choice that may have been meant."""
    key = _ALIASES.get(name, {}).get(found.removesuffix("群"))
    if key is None:
        return did_you_mean(found, _WORDS[name])
    return Text(f"是不是想写「{CHOICES[name][key].zh}」（{key}）？", offer(key).en)


def offer(word: str) -> Text:
    """Return the question whether `word` was meant."""
    return Text(f"是不是想写「{word}」？", f"did you mean `{word}`?")


def did_you_mean(found: str, known: Iterable[str]) -> Text | None:
    """Return a question that offers the nearest of the `known` words, or None when none is near."""
    from difflib import get_close_matches

    as_written = {word.lower(): word for word in known}
    near = [as_written[word] for word in get_close_matches(found.lower(), list(as_written), n=1, cutoff=0.6)]
    return offer(near[0]) if near else None


def text(value: object) -> str:
    """Return the text that was written."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if value is None or isinstance(value, str):
        raise FieldError(
            Text("这里是空的", "this is empty"),
            Text("写上内容，或整行删去", "fill it in, or remove the line"),
        )
    raise FieldError(
        Text("这里应当是一段文字，却写成了列表或键值", "expected a text, found a list or a mapping"),
        Text("以 [ 或 { 开头的文字要用英文引号括起来", "a text that begins with [ or { needs quotes"),
    )


def one_or_many(value: object) -> object:
    """Read a bare text as a list of one."""
    return (value,) if isinstance(value, str) else value


def channels(value: object) -> object:
    """Read a bare text among the channels as its source."""
    if not isinstance(value, list):
        return value
    return [{"from": item} if isinstance(item, str) else item for item in value]


_IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
IdentifierText = Annotated[str, Field(pattern=f"^{_IDENTIFIER.pattern}$", max_length=MAX_IDENTIFIER)]
"""An id as an editor may check it; so are the two below."""


def identifier(value: object) -> str:
    """Read an id: lower-case ASCII letters, digits, `-` and `_` between them; at most `MAX_IDENTIFIER` characters."""
    found = text(value)
    if _IDENTIFIER.fullmatch(found) and len(found) <= MAX_IDENTIFIER:
        return found
    raise FieldError(
        Text(
            f"「{found[:60]}」不能作编号：只用小写英文字母、数字和连字符，最多 {MAX_IDENTIFIER} 个字符",
            f"`{found[:60]}` cannot be an id: lower-case letters, digits and hyphens, at most {MAX_IDENTIFIER}",
        ),
        Text("例如 menu、lunch-menu", "for example `menu` or `lunch-menu`"),
    )


_ICON = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*")
IconText = Annotated[str, Field(pattern=f"^{_ICON.pattern}$")]


def icon(value: object) -> str:
    """Read an icon's name, which becomes a path in the theme: it has no dots that could lead out of there."""
    found = text(value)
    if _ICON.fullmatch(found) and len(found) <= MAX_ICON:
        return found
    raise FieldError(
        Text(f"「{found[:60]}」不是图标的名字", f"`{found[:60]}` is no icon's name"),
        Text("例如 material/food", "for example material/food"),
    )


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_EXAMPLE = Text("例如 2026-11-11", "for example 2026-11-11")
DayText = Annotated[str, Field(pattern=f"^{_DAY.pattern}$")]


def day(value: object) -> date:
    """Read a date written `2026-11-11`, in a year that calendars are made of."""
    found = text(value)
    match = _DAY.fullmatch(found)
    try:
        if match is None:
            raise ValueError
        written = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise FieldError(
            Text(
                f"「{found[:40]}」不是日期，应当是 年-月-日",
                f"`{found[:40]}` is no date; expected YYYY-MM-DD",
            ),
            _DAY_EXAMPLE,
        ) from None
    if written.year not in YEARS:
        first, last = YEARS[0], YEARS[-1]
        raise FieldError(
            Text(
                f"「{found}」：年份应在 {first} 到 {last} 之间",
                f"`{found}`: expected a year from {first} to {last}",
            ),
            _DAY_EXAMPLE,
        )
    return written


_UNITS = {"d": "days", "天": "days", "h": "hours", "小时": "hours", "min": "minutes", "分钟": "minutes"}
_DURATION = re.compile(rf"([1-9]\d{{0,4}})\s?({'|'.join(_UNITS)})", re.IGNORECASE)
DurationText = Annotated[str, Field(pattern=f"^{_DURATION.pattern}$")]


def duration(value: object) -> timedelta:
    """Read a duration: a whole number of days, hours or minutes, as in `30d`, `2h`, `5min`."""
    found = text(value)
    match = _DURATION.fullmatch(found)
    if match is not None:
        return timedelta(**{_UNITS[match[2].lower()]: int(match[1])})
    raise FieldError(
        Text(f"「{found[:40]}」不是时长", f"`{found[:40]}` is no duration"),
        Text("数字加单位：30d（天）、2h（小时）、5min（分钟）", "a number and its unit: 30d, 2h, 5min"),
    )


def count(value: object) -> int:
    """Read a whole number of at least 1."""
    found = text(value)
    if re.fullmatch(r"[1-9][0-9]{0,8}", found):
        return int(found)
    raise FieldError(
        Text(f"「{found[:40]}」不是正整数", f"`{found[:40]}` is no whole number above 0"),
        Text("只写数字，例如 180", "digits only, for example 180"),
    )


def flag(value: object) -> bool:
    """Read `true` or `false` (是 or 否)."""
    if isinstance(value, bool):
        return value
    answer = {"true": True, "是": True, "false": False, "否": False}.get(text(value).lower())
    if answer is not None:
        return answer
    raise FieldError(
        Text(
            f"「{text(value)[:40]}」应当是 true（是）或 false（否）",
            f"`{text(value)[:40]}`: expected true or false",
        ),
        Text("写 true 或 false", "write true or false"),
    )


def hours(value: object) -> tuple[Span, ...]:
    """Read the hours in which somebody answers: a window such as `10:00-21:30`, or a list of them."""
    windows = value if isinstance(value, list) else [value]
    return tuple(sorted(_window(text(window)) for window in windows))


def _window(found: str) -> Span:
    span = parse_span(found)
    if isinstance(span, Span):
        return span
    assert isinstance(span, Refusal)
    raise FieldError(span.message, Text("例如 10:00-21:30", "for example 10:00-21:30"))


_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")


def _variable_name(value: object) -> str:
    found = text(value)
    if _VARIABLE.fullmatch(found):
        return found
    raise FieldError(
        Text(f"「{found[:40]}」不能作变量名", f"`{found[:40]}` cannot be the name of a variable"),
        Text("用英文字母开头，例如 store", "begin with a letter, for example `store`"),
    )


MAX_VARIABLE = 200
"""Characters of a variable's value: a text may name it a thousand times."""


def _variable_value(value: object) -> str:
    found = text(value)
    if len(found) <= MAX_VARIABLE:
        return found
    raise FieldError(
        Text(
            f"变量的值有 {len(found)} 个字，上限是 {MAX_VARIABLE}",
            f"a variable's value of {len(found)} characters; at most {MAX_VARIABLE}",
        ),
        Text("长文字直接写进话术", "write a long text where it is posted"),
    )


VariableValue = Annotated[
    str,
    BeforeValidator(
        _variable_value,
        json_schema_input_type=Annotated[str, Field(min_length=1, max_length=MAX_VARIABLE)],
    ),
]
VariableName = Annotated[str, BeforeValidator(_variable_name)]
