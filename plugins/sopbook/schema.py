"""Nodes -> resolve -> Playbook, or findings: every value read as its field says, every text as what it stands for.

`read_playbook` and `read_page` are the ways in. They report all they find in one go; a record with an error in it is
not returned.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sopbook import source as sources
from sopbook.fields import FieldError, did_you_mean, identifier
from sopbook.findings import Finding, Lang, Place, Severity, Text
from sopbook.model import FrontMatter, Page, PageMatter, Playbook, RuleTemplateMatter, record_in
from sopbook.settings import Settings
from sopbook.source import Mapping, Node, Source
from sopbook.texts import unknown_variables, variables_of
from sopbook.timetable import read_timetable

Record = TypeVar("Record", bound=BaseModel)
Location = tuple[str | int, ...]
ByTitle = dict[str, str]
"""Folders of industries by the titles of their pages."""

NO_TITLES: ByTitle = {}


def resolve(front: Mapping) -> Mapping:
    """Return the front matter as it applies. The step at which inherited values will be filled in."""
    return front


def read_playbook(
    source: Source, industry: str, settings: Settings, folders: ByTitle = NO_TITLES
) -> tuple[Playbook | None, list[Finding]]:
    """Read the playbook in `source`, a file in the folder `industry`; None when it has an error.

    `folders` are those of the industries, by their titles.
    """
    if source.front is None:
        return None, []
    root = resolve(source.front)
    front, findings = validate(FrontMatter, root)
    timetable, more = read_timetable(root, settings)
    findings += more
    playbook_id = _playbook_id(source, root, industry, findings)
    if front is None:
        return None, findings
    findings += _industry_disagrees(front, root, industry, folders)
    findings += _unknown_variables(front, root)
    if timetable is None or any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    playbook = Playbook(
        source=source,
        front=front,
        id=playbook_id,
        industry=industry,
        terms=timetable.terms,
        whens=timetable.whens,
    )
    return playbook, findings


def read_page(source: Source) -> tuple[Page | None, list[Finding]]:
    """Read a page that is no playbook; None when its front matter has an error."""
    if source.front is None:
        return Page(source=source, matter=PageMatter()), []
    matter, findings = validate(PageMatter, source.front)
    return (Page(source=source, matter=matter), findings) if matter is not None else (None, findings)


def read_rule_template(source: Source) -> tuple[RuleTemplateMatter | None, list[Finding]]:
    """Read the front matter of a rule template; None when it has an error."""
    root = source.front or Mapping(source.path, 1, 1, {}, False)
    return validate(RuleTemplateMatter, root)


def json_schema(lang: Lang = "zh") -> dict[str, object]:
    """Return the JSON Schema (2020-12) of a playbook's front matter, which says in `lang` what each key means."""
    schema = FrontMatter.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_described(schema, lang)}


def _described(node: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """Return a part of the schema as editors show it: of a record they say nothing, of a key what it means."""
    described = {key: _described_in(value, lang) for key, value in node.items()}
    english = described.get("x-description-en")
    if isinstance(english, str) and lang == "en":
        described["description"] = english
    if node.get("type") == "object" and "x-description-en" not in node:
        described.pop("description", None)  # the docstring of a record is for those who read the code
    return described


def _described_in(value: Any, lang: Lang) -> Any:
    if isinstance(value, list):
        return [_described_in(one, lang) for one in value]
    return _described(value, lang) if isinstance(value, dict) else value


def validate(record: type[Record], root: Mapping) -> tuple[Record | None, list[Finding]]:
    """Return the record that `root` makes, or None and all that is wrong with it, each at its place."""
    try:
        return record.model_validate(sources.plain(root)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, [
            _finding(detail, record, root) for detail in details if not _only_seems_short(detail, root)
        ]


def _only_seems_short(detail: ErrorDetails, root: Mapping) -> bool:
    """Tell whether a list is called too short only because its entries, which are named themselves, have errors."""
    node = sources.locate(root, detail["loc"])
    return detail["type"] == "too_short" and isinstance(node, sources.Sequence) and bool(node.items)


def _finding(detail: ErrorDetails, record: type[BaseModel], root: Mapping) -> Finding:
    location = tuple(step for step in detail["loc"] if step != "[key]")
    node = sources.locate(root, location)
    where = _place_of(detail, root, location)
    code, message, help_ = _describe(detail, record, node, location)
    return Finding(code=code, severity=Severity.ERROR, place=where, message=message, help=help_)


def _place_of(detail: ErrorDetails, root: Mapping, location: Location) -> Place:
    """A wrong key is placed at the key, a missing one at its mapping, all else at the value."""
    parent = sources.locate(root, location[:-1])
    at_key = detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
    if at_key and isinstance(parent, Mapping) and location[-1] in parent.entries:
        return sources.place(parent.entries[str(location[-1])].key)
    if detail["type"] == "missing":
        return sources.place(parent)
    return sources.place(sources.locate(root, location))


def _describe(
    detail: ErrorDetails, record: type[BaseModel], node: Node, location: Location
) -> tuple[str, Text, Text]:
    name, ordinal = _called(location)
    if detail["type"] == "extra_forbidden":
        return _unknown_key(name, _keys(record, location[:-1]))
    if detail["type"] == "missing":
        return _missing(name, location)
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, FieldError):
        return "SOP104", error.message, error.help
    if detail["type"] == "string_too_long":
        return _too_long(name, sources.plain(node), detail["ctx"]["max_length"])
    if sources.plain(node) is None:
        empty = Text(f"「{name}」{ordinal.zh}是空的", f"`{name}`{ordinal.en} is empty")
        return "SOP103", empty, Text("写上内容，或整行删去", "fill it in, or remove the line")
    expected = _EXPECTED.get(detail["type"], Text("合适的内容", "something else"))
    return (
        "SOP103",
        Text(f"「{name}」{ordinal.zh}应当是{expected.zh}", f"`{name}`{ordinal.en}: expected {expected.en}"),
        Text("对照手册里的「抬头怎么写」", "see the page Front matter of the handbook"),
    )


def _too_long(name: str, value: object, limit: int) -> tuple[str, Text, Text]:
    length = len(str(value).strip())
    message = Text(
        f"「{name}」有 {length} 个字，最多 {limit} 个",
        f"`{name}` has {length} characters; at most {limit} are taken",
    )
    return "SOP104", message, Text("写短些，细节放到正文里", "say it shorter; details belong into the text")


def _called(location: Location) -> tuple[str, Text]:
    """Return the key that a location ends at, and which of its entries is meant where it is a list."""
    if len(location) > 1 and isinstance(location[-1], int):
        number = location[-1] + 1
        return str(location[-2]), Text(f"的第 {number} 项", f", entry {number}")
    return str(location[-1]) if location else "", Text("", "")


_EXPECTED = {
    "string_type": Text(
        "一段文字；以 [ 或 { 开头的文字要加英文引号", "a text; one that begins with [ or { needs quotes"
    ),
    "string_too_short": Text("有内容的文字，这里是空的", "a text that is not empty"),
    "too_short": Text("至少一项，这里是空的", "at least one entry"),
    "tuple_type": Text("列表，每项前写「- 」", "a list, with `- ` before each entry"),
    "list_type": Text("列表，每项前写「- 」", "a list, with `- ` before each entry"),
    "dict_type": Text("一行行「键: 值」", "lines of `key: value`"),
    "model_type": Text("一行行「键: 值」", "lines of `key: value`"),
    "model_attributes_type": Text("一行行「键: 值」", "lines of `key: value`"),
}


def _unknown_key(name: str, known: list[str]) -> tuple[str, Text, Text]:
    listed = "、".join(known)
    message = Text(f"没有「{name[:40]}」这个键", f"unknown key `{name[:40]}`")
    help_ = did_you_mean(name, known) or Text(f"这里可以写：{listed}", f"known here: {', '.join(known)}")
    return "SOP101", message, help_


def _missing(name: str, location: Location) -> tuple[str, Text, Text]:
    inside = ".".join(str(step + 1) if isinstance(step, int) else step for step in location[:-1])
    message = Text(
        f"缺少「{name}」" + (f"（在 {inside} 里）" if inside else ""),
        f"`{name}` is missing" + (f" in {inside}" if inside else ""),
    )
    return "SOP102", message, Text(f"补上一行「{name}: …」", f"add a line `{name}: …`")


def _keys(record: type[BaseModel], location: Location) -> list[str]:
    """Return the keys that may stand at `location` in `record`."""
    for step in location:
        if isinstance(step, int):
            continue
        fields = {field.alias or name: field for name, field in record.model_fields.items()}
        nested = record_in(fields[step].annotation) if step in fields else None
        if nested is None:
            return []
        record = nested
    return [field.alias or name for name, field in record.model_fields.items()]


def _playbook_id(source: Source, root: Mapping, industry: str, findings: list[Finding]) -> str:
    """Return the playbook's id; by default its industry and its file's name, which must then make an id."""
    entry = root.entries.get("id")
    if entry is not None and isinstance(entry.node, sources.Scalar) and entry.node.value:
        return entry.node.value
    name = source.path.rpartition("/")[2].removesuffix(".md")
    default = f"{industry}-{name}".lower()
    try:
        return identifier(default)
    except FieldError:
        message = Text(f"文件名「{name}」不能直接作编号", f"the file's name `{name}` does not make an id")
        help_ = Text("在抬头里补一行 id，例如 id: dining-lunch", "add an id, for example `id: dining-lunch`")
        findings.append(_error("SOP102", Place(source.path), message, help_))
        return default


def _industry_disagrees(front: FrontMatter, root: Mapping, industry: str, folders: ByTitle) -> list[Finding]:
    if front.industry is None or front.industry == industry:
        return []
    message = Text(
        f"行业写的是「{front.industry}」，文件却在「{industry}」文件夹里",
        f"industry is `{front.industry}`, but the file is in the folder `{industry}`",
    )
    help_ = _folder_of(front.industry, folders) or did_you_mean(front.industry, [industry])
    move = Text("删去这一行，或把文件移到对应的文件夹", "remove this line, or move the file")
    return [_error("SOP107", sources.place(sources.locate(root, ("industry",))), message, help_ or move)]


def _folder_of(title: str, folders: ByTitle) -> Text | None:
    folder = folders.get(title)
    if folder is None:
        return None
    return Text(
        f"「{title}」的文件夹叫 {folder}，这里写文件夹的名字，或删去这一行",
        f"the folder of `{title}` is `{folder}`: write that, or remove this line",
    )


def _error(code: str, where: Place, message: Text, help_: Text) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, place=where, message=message, help=help_)


def _unknown_variables(front: FrontMatter, root: Mapping) -> list[Finding]:
    """Warn of each `{{ name }}` in a text to post that nothing fills."""
    variables = variables_of(front)
    findings: list[Finding] = []
    for location, text in _texts(front):
        for _, name in unknown_variables(text, variables):
            message, help_ = _left_standing(name, list(variables))
            where = sources.place(sources.locate(root, location))
            findings.append(
                Finding(code="SOP110", severity=Severity.WARNING, place=where, message=message, help=help_)
            )
    return findings


def _left_standing(name: str, known: list[str]) -> tuple[Text, Text]:
    """Say what a text to post would show to members as it stands: a variable without a value, or half of one."""
    if not name:
        return (
            Text("花括号里没有写变量名", "there is no name between the braces"),
            Text(
                "写上变量的名字，例如 {{ store }}，或删去花括号",
                "write a name, as in {{ store }}, or remove the braces",
            ),
        )
    if set(name) & set("{}"):
        return (
            Text(
                f"「{name}」的花括号没有写完整，会原样发出去",
                f"`{name}`: the braces are not complete and would be posted",
            ),
            Text(
                "变量前后各两个花括号，例如 {{ store }}", "write two braces on either side, as in {{ store }}"
            ),
        )
    help_ = did_you_mean(name, known) or Text(
        f"在 vars 里写上「{name}: …」，或改掉这个变量", f"add `{name}: …` to vars, or change the text"
    )
    return Text(f"变量「{name}」没有值", f"variable `{name}` has no value"), help_


def _texts(front: FrontMatter) -> list[tuple[Location, str]]:
    """Return every text to post with where it stands."""
    found: list[tuple[Location, str]] = [(("welcome",), front.welcome or "")]
    for name, field in type(front.rules).model_fields.items():
        value: str | tuple[str, ...] | None = getattr(front.rules, name)
        lines = (value,) if isinstance(value, str) else value or ()
        found += [(("rules", field.alias or name, index), line) for index, line in enumerate(lines)]
    for index, slot in enumerate(front.schedule):
        found += [(("schedule", index, "copy", n), text) for n, text in enumerate(slot.copy_ or ())]
    return [(location, text) for location, text in found if "{" in text or "}" in text]
