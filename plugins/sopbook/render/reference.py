"""Reference pages for contributors, made from the code they describe: the front matter, and the grammar of `when`."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sopbook.fields import CHOICES, Choice
from sopbook.findings import Lang, Text
from sopbook.model import FrontMatter, record_in
from sopbook.render.parts import ASIDE, Heading, Part, Studio
from sopbook.render.words import label
from sopbook.when import When, parse, to_text

FRONT_MATTER = "contribute/front-matter.md"
GRAMMAR = "contribute/when.md"

FORMS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("每天，可以几个时间", "every day, several times"), ("每天 11:00、18:00", "每天（除周一） 11:00")),
    (Text("一段时间，不是一个时刻", "a window rather than a moment"), ("每周三 14:00-18:00",)),
    (Text("星期几", "days of the week"), ("每周一、三 20:00", "周一至周五 09:30", "周末 10:00")),
    (
        Text("工作日、休息日（含调休）", "working days and days off, as published"),
        ("工作日 09:30", "休息日 10:00"),
    ),
    (Text("每几周一次（抬头里要有 from）", "every n weeks (needs `from`)"), ("每2周 周二 20:00",)),
    (
        Text("每月", "every month"),
        (
            "每月8、18、28日 10:00",
            "每月最后一天 20:00",
            "每月第2个周六 15:00",
            "每月第一个工作日 09:30",
            "每月最后一个工作日 17:00",
        ),
    ),
    (Text("每年、某一天", "every year, one date"), ("每年11-11 20:00", "2026-11-11 20:00")),
    (
        Text("节日、节气、购物节，前后几天", "festivals, solar terms, shopping days, with offsets"),
        ("春节 前7天 10:00", "双11 前14天至前1天 20:00", "七夕 10:00"),
    ),
    (
        Text("法定假期前后", "around a public holiday"),
        ("国庆 假期第1天 10:00", "国庆 节前最后一个工作日 17:00", "春节 节后第一个工作日 09:30"),
    ),
    (
        Text(
            "从命名时刻数起（例：anchors 里有「开课」）",
            "from a named moment (here 开课 stands in `anchors`)",
        ),
        ("开课 前1天 19:00", "开课 前30分钟", "开课 后1天 10:00"),
    ),
    (
        Text("建群第几天（建群当天是第 1 天）", "day of the group's life"),
        ("建群第1天 10:00", "建群第1-3天 20:00"),
    ),
    (
        Text("成员的一件事之后或之前", "around an event of a member"),
        (
            "入群后0分钟",
            "收货后1天 10:00",
            "用完前5天 10:00",
            "沉默后7天 10:00",
            "生日前1天 10:00",
            "券到期前2天 10:00",
        ),
    ),
    (Text("其余写法：RFC 5545", "anything else: RFC 5545"), ("RRULE:FREQ=MONTHLY;BYDAY=-1FR 20:00",)),
)
"""What can be written, by meaning; the English is printed from what the Chinese is read as."""


def reference_parts(studio: Studio) -> Iterator[Part]:
    """Yield the reference pages."""
    t = studio.words
    sections = list(_sections(FrontMatter, t.lang))
    yield Part(
        path=FRONT_MATTER,
        boost=ASIDE,
        title=t.reference_front_matter,
        html=lambda: studio.html("front_matter", FRONT_MATTER, sections=sections),
        headings=tuple(Heading(section.anchor, section.title) for section in sections),
    )
    yield Part(
        path=GRAMMAR,
        boost=ASIDE,
        title=t.reference_when,
        html=lambda: studio.html("grammar", GRAMMAR, rows=_forms(studio)),
    )


def _forms(studio: Studio) -> list[SimpleNamespace]:
    names = studio.handbook.settings.names.with_anchors(("开课",))
    rows = []
    for meaning, examples in FORMS:
        values = [value for example in examples if isinstance(value := parse(example, names), When)]
        shown = [(to_text(value, names, "zh"), to_text(value, names, "en")) for value in values]
        rows.append(SimpleNamespace(meaning=meaning.of(studio.words.lang), examples=shown))
    return rows


def _sections(record: type[BaseModel], lang: Lang, path: str = "") -> Iterator[SimpleNamespace]:
    """Yield a section for a record and, after it, one for each record inside it."""
    nested: list[tuple[str, type[BaseModel]]] = []
    rows = []
    for name, field in record.model_fields.items():
        key = field.alias or name
        inner = record_in(field.annotation)
        if inner is not None:
            nested.append((f"{path}.{key}".lstrip("."), inner))
        rows.append(_row(key, field, lang))
    anchor = path.replace(".", "-") or "keys"
    title = path or Text("最外层", "top level").of(lang)
    yield SimpleNamespace(anchor=anchor, title=title, rows=rows)
    for inner_path, inner in nested:
        yield from _sections(inner, lang, inner_path)


def _row(key: str, field: FieldInfo, lang: Lang) -> SimpleNamespace:
    extra: Any = field.json_schema_extra or {}
    meaning = field.description if lang == "zh" else extra.get("x-description-en")
    choice = next((one for one in field.metadata if isinstance(one, Choice)), None)
    options = (
        [(option, label(choice.name, option, lang)) for option in CHOICES[choice.name]] if choice else []
    )
    return SimpleNamespace(key=key, required=field.is_required(), meaning=meaning, options=options)
