"""Every field of a playbook: what it takes, what it becomes, and what the JSON Schema says of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sopbook import fields, model
from sopbook.fields import CHOICES, FieldError
from sopbook.findings import Finding, Severity
from sopbook.model import FrontMatter, Page, Playbook, Record
from sopbook.pipeline import read
from sopbook.schema import json_schema, read_page
from sopbook.settings import Settings
from sopbook.source import read as read_source
from sopbook.when import DateRange, Span

HEAD = {"title": "午市福利群", "group": "traffic", "roles": {"host": "店长", "admin": "值班经理"}}
SLOT = {"id": "menu", "when": "每天 11:00", "post": "今日菜单", "kind": "activity", "by": "host"}
SETTINGS = Settings()


def written(front: dict[str, Any]) -> str:
    """Return a playbook; values stand unquoted where they are texts, as people write them."""

    def flow(value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
        if isinstance(value, (list, tuple)):
            return "[" + ", ".join(map(flow, value)) + "]"
        return str(value)

    lines = "".join(f"{key}: {flow(value)}\n" for key, value in front.items())
    return f"---\n{lines}---\n"


def read_one(
    front: dict[str, Any], path: str = "industries/dining/lunch.md"
) -> tuple[Playbook | None, list[Finding]]:
    """Return the playbook and what is wrong with it; a hint says nothing of that."""
    handbook, findings = read([(path, written(front))], SETTINGS, date(2026, 12, 1))
    grave = [finding for finding in findings if finding.severity is not Severity.HINT]
    return next(iter(handbook.playbooks.values()), None), grave


def playbook_of(slot: dict[str, Any] | None = None, **front: Any) -> Playbook:
    keyed = {key.rstrip("_").replace("_", "-"): value for key, value in front.items()}
    playbook, findings = read_one({**HEAD, "schedule": [{**SLOT, **(slot or {})}], **keyed})
    assert findings == []
    assert playbook is not None
    return playbook


def test_the_least_that_makes_a_playbook() -> None:
    playbook = playbook_of()
    front = playbook.front
    assert (playbook.id, playbook.industry, playbook.path) == (
        "dining-lunch",
        "dining",
        "industries/dining/lunch.md",
    )
    assert (front.selling, front.holidays, front.schedule[0].via, front.schedule[0].send) == (
        True,
        "keep",
        "group",
        "manual",
    )
    assert (playbook.terms.zone, playbook.terms.start, playbook.terms.until) == (
        ZoneInfo("Asia/Shanghai"),
        None,
        None,
    )
    assert (playbook.terms.skip, dict(playbook.terms.anchors), len(playbook.whens[0])) == ((), {}, 1)


VALUES = [
    ("title", "618", "618"),
    ("title", "on", "on"),
    ("title", "20:00", "20:00"),
    ("owner", "null", "null"),
    ("owner", "", None),
    ("backup", "no", "no"),
    ("review_by", "2027-05-01", date(2027, 5, 1)),
    ("from_", "2026-09-01", date(2026, 9, 1)),
    ("until", "2028-02-29", date(2028, 2, 29)),
    ("size", "180", 180),
    ("reply_within", "5min", timedelta(minutes=5)),
    ("reply_within", "2 小时", timedelta(hours=2)),
    ("usage_cycle", "30D", timedelta(days=30)),
    ("usage_cycle", "30天", timedelta(days=30)),
    ("selling", "否", False),
    ("selling", "TRUE", True),
    ("tags", "午市", ("午市",)),
    ("tags", ["午市", "618"], ("午市", "618")),
    ("hide", ["toc"], ("toc",)),
    ("icon", "material/food", "material/food"),
    ("description", "一句话", "一句话"),
    ("welcome", "欢迎来{{ title }}", None),
    ("vars", {"store": "人民路店"}, {"store": "人民路店"}),
    ("duty", {"host": "10:00-21:30"}, {"host": (Span(600, 1290),)}),
    ("duty", {"host": ["14:00-18:00", "9:00-12:00"]}, {"host": (Span(540, 720), Span(840, 1080))}),
    ("industry", "dining", "dining"),
    ("group", "打卡", "check-in"),
    ("holidays", "next-workday", "next-workday"),
]


@pytest.mark.parametrize(("name", "given_", "expected"), VALUES, ids=lambda value: str(value)[:20])
def test_a_field_takes_its_own_type_whatever_the_text_looks_like(
    name: str, given_: Any, expected: Any
) -> None:
    if isinstance(given_, str) and "{{" in given_:
        given_, expected = f"'{given_}'", given_
    assert getattr(playbook_of(**{name: given_}).front, name) == expected


SLOT_VALUES = [
    ("post", "618", "618"),
    ("post", "on", "on"),
    ("note", "1e3", "1e3"),
    ("via", "朋友圈", "moments"),
    ("send", "群发", "mass"),
    ("kind", "Interaction", "interaction"),
    ("theme", "micro-course", "micro-course"),
    ("copy", ["一", "二"], ("一", "二")),
    ("assets", "菜单图三张", ("菜单图三张",)),
    ("grace", "60min", timedelta(hours=1)),
    ("targets", {"reach": 120, "clicks": 30}, model.Targets(reach="120", clicks="30")),
]


@pytest.mark.parametrize(("name", "given_", "expected"), SLOT_VALUES, ids=lambda value: str(value)[:20])
def test_a_field_of_a_slot(name: str, given_: Any, expected: Any) -> None:
    slot = playbook_of({name: given_}).front.schedule[0]
    assert getattr(slot, "copy_" if name == "copy" else name) == expected


def test_nested_records() -> None:
    front = playbook_of(
        positioning={
            "purpose": "复购",
            "members": {"age": "22-40"},
            "channels": ["台卡", {"from": "传单", "follow-up": "打招呼"}],
        },
        rules={"name-card": "改成昵称", "forbidden": ["广告", "拉人"], "penalty": "移出"},
        waive=[{"check": "SOP404", "reason": "开业周", "until": "2026-12-31"}],
    ).front
    assert front.positioning.members.age == "22-40"
    assert [(one.from_, one.follow_up) for one in front.positioning.channels] == [
        ("台卡", None),
        ("传单", "打招呼"),
    ]
    assert (front.rules.name_card, front.rules.forbidden, front.rules.penalty) == (
        ("改成昵称",),
        ("广告", "拉人"),
        "移出",
    )
    assert front.waive[0].until == date(2026, 12, 31)


def test_the_schedule_has_terms() -> None:
    terms = playbook_of(
        from_="2026-09-01",
        until="2027-08-31",
        timezone="Europe/Berlin",
        holidays="skip",
        skip=["2026-10-01..2026-10-03", "2026-11-11"],
        anchors={"开课": "每周二 20:00", "lesson": ["每周四 20:00", "每周六 9:00"]},
    ).terms
    assert (terms.start, terms.until, terms.holidays) == (date(2026, 9, 1), date(2027, 8, 31), "skip")
    assert terms.zone == ZoneInfo("Europe/Berlin")
    assert terms.skip == (
        DateRange(date(2026, 10, 1), date(2026, 10, 3)),
        DateRange(date(2026, 11, 11), date(2026, 11, 11)),
    )
    assert {name: len(whens) for name, whens in terms.anchors.items()} == {"开课": 1, "lesson": 2}


@pytest.mark.parametrize(
    "slot",
    [
        {"when": "每2周 周二 20:00"},
        {"when": "RRULE:FREQ=WEEKLY;BYDAY=TU 20:00"},
        {"when": "['每2周 周二 20:00', 每天 11:00]"},
    ],
)
def test_what_counts_from_the_first_day_is_fine_when_there_is_one(slot: dict[str, str]) -> None:
    assert playbook_of(
        {"when": f'"{slot["when"]}"' if "RRULE" in slot["when"] else slot["when"]}, from_="2026-09-01"
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("industries/dining/午市.md", "SOP102"),
        ("industries/dining/" + "a" * 40 + ".md", "SOP102"),
        ("industries/餐饮/lunch.md", "SOP107"),
        ("industries/all/lunch.md", "SOP107"),
        ("industries/playbook/lunch.md", "SOP107"),
    ],
)
def test_a_file_whose_name_makes_no_id_says_so_at_its_top(path: str, expected: str) -> None:
    playbook, findings = read_one({**HEAD, "schedule": [SLOT]}, path)
    assert playbook is None
    assert expected in {finding.code for finding in findings}
    assert all((finding.place.line, finding.place.path) == (1, path) for finding in findings)


def test_an_id_of_its_own_does_without_the_file_name() -> None:
    playbook, findings = read_one({**HEAD, "id": "lunch", "schedule": [SLOT]}, "industries/dining/午市.md")
    assert findings == [] and playbook is not None and playbook.id == "lunch"


def test_a_schedule_may_be_in_force_for_one_day() -> None:
    terms = playbook_of(from_="2026-09-01", until="2026-09-01").terms
    assert terms.start == terms.until == date(2026, 9, 1)


def test_an_id_left_empty_is_the_default() -> None:
    assert playbook_of(id="").id == "dining-lunch"


@pytest.mark.parametrize(("name", "options"), CHOICES.items())
def test_every_word_of_a_choice_is_read_in_either_language(name: str, options: dict[str, Any]) -> None:
    choice = fields.Choice(name)
    for key, label in options.items():
        assert {choice.read(word) for word in (key, key.upper(), *label)} == {key}
    words = [word for key, label in options.items() for word in {key, *label}]
    assert len(words) == len(set(words)), "a word means two things"


@pytest.mark.parametrize(
    "found", ["", "0d", "-1d", "5", "d", "1.5h", "5 minutes", "100000d", "１d", "30 d d"]
)
def test_what_is_no_duration(found: str) -> None:
    with pytest.raises(FieldError):
        fields.duration(found)


@pytest.mark.parametrize(
    "found",
    [
        "2026-13-01",
        "2026-02-29",
        "26-1-1",
        "2026-1-1",
        "20260101",
        "今天",
        "0000-01-01",
        "1969-12-31",
        "2200-01-01",
    ],
)
def test_what_is_no_day(found: str) -> None:
    with pytest.raises(FieldError):
        fields.day(found)


@pytest.mark.parametrize("found", ["0", "-1", "01", "1.0", "1e3", "一", "１２", "1" * 10])
def test_what_is_no_count(found: str) -> None:
    with pytest.raises(FieldError):
        fields.count(found)


@given(st.text(max_size=45))
def test_an_id_is_plain_or_refused(found: str) -> None:
    try:
        taken = fields.identifier(found)
    except FieldError:
        return
    assert taken.isascii() and taken == taken.lower() and len(taken) <= fields.MAX_IDENTIFIER
    assert not set(taken) & set("/.@; \n") and taken[0].isalnum() and taken[-1].isalnum()


def test_a_page_says_only_what_a_page_may_say() -> None:
    page, findings = read_page(read_source("a.md", "---\ntitle: on\ntags: 618\n---\n正文\n")[0])
    assert isinstance(page, Page) and (page.matter.title, page.matter.tags, findings) == ("on", ("618",), [])
    page, findings = read_page(read_source("a.md", "---\ntitel: x\ngroup: traffic\n---\n")[0])
    assert page is None
    assert [(f.place.line, f.place.column, f.code) for f in findings] == [(2, 1, "SOP101"), (3, 1, "SOP101")]


# ---------------------------------------------------------------------------------------------------------------------
# JSON Schema


SCHEMA: dict[str, Any] = json_schema()


def records() -> list[type[Record]]:
    found = [FrontMatter]
    return found + [
        one
        for one in vars(model).values()
        if isinstance(one, type) and issubclass(one, Record) and one not in (Record, *found)
    ]


def test_the_schema_is_a_json_schema_of_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(json.loads(json.dumps(SCHEMA)))


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_field_is_described_in_both_languages(record: type[Record]) -> None:
    for name, field in record.model_fields.items():
        extra = field.json_schema_extra
        assert field.description and any("\u3400" <= char <= "\u9fff" for char in field.description), name
        assert isinstance(extra, dict) and str(extra["x-description-en"]).isascii(), name


def test_every_key_of_the_schema_carries_its_descriptions() -> None:
    defined = [SCHEMA, *SCHEMA["$defs"].values()]
    keys = [(name, key) for one in defined for name, key in one.get("properties", {}).items()]
    assert {"title", "review-by", "from", "copy", "follow-up", "name-card"} <= {name for name, _ in keys}
    assert [name for name, key in keys if not (key.get("description") and key.get("x-description-en"))] == []


FULL = {
    **HEAD,
    "id": "lunch",
    "industry": "dining",
    "selling": "true",
    "owner": "运营部",
    "backup": "王",
    "review-by": "2027-05-01",
    "timezone": "Asia/Shanghai",
    "size": 180,
    "reply-within": "5min",
    "usage-cycle": "30d",
    "from": "2026-09-01",
    "until": "2027-08-31",
    "skip": ["2026-10-01"],
    "holidays": "keep",
    "tags": ["a"],
    "description": "x",
    "icon": "a/b",
    "hide": ["toc"],
    "anchors": {"开课": "每周二 20:00"},
    "vars": {"store": "人民路店"},
    "welcome": "欢迎",
    "duty": {"host": "10:00-21:30"},
    "positioning": {
        "purpose": "复购",
        "members": {"age": "22-40"},
        "value": "券",
        "entry": "free",
        "channels": ["台卡", {"from": "传单"}],
    },
    "rules": {
        "name-card": "a",
        "services": ["b"],
        "questions": "c",
        "forbidden": ["d"],
        "allowed": "e",
        "penalty": "f",
    },
    "schedule": [
        {
            **SLOT,
            "when": ["每天 11:00", "每周二 20:00"],
            "note": "x",
            "via": "群",
            "send": "手动",
            "theme": "menu",
            "copy": "好",
            "assets": ["图"],
            "grace": "60min",
            "targets": {"reach": 120, "clicks": 1, "payments": 1},
        }
    ],
    "waive": [{"check": "SOP404", "reason": "x", "until": "2026-12-31"}],
    "covers": ["24:dining", "9#talk"],
}


def test_the_full_example_names_every_key() -> None:
    assert set(FULL) == set(SCHEMA["properties"])
    assert set(FULL["schedule"][0]) == set(SCHEMA["$defs"]["Slot"]["properties"])


def test_what_we_read_the_schema_takes() -> None:
    """An editor validates what its YAML reader makes of a playbook: bare texts, lists, numbers and booleans."""
    playbook, findings = read_one(FULL)
    assert findings == [] and playbook is not None
    validator = Draft202012Validator(SCHEMA)
    typed = {**FULL, "selling": True}
    assert [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(typed)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"schedul": []},
        {"group": "trafic"},
        {"rules": {"forbiden": "x"}},
        {"schedule": [{**SLOT, "notes": "x"}]},
        {"schedule": []},
        {"title": None},
        {"selling": "perhaps"},
        {"roles": {}},
        {"roles": "店长"},
    ],
)
def test_what_we_refuse_the_schema_refuses(change: dict[str, Any]) -> None:
    front = {**HEAD, "schedule": [SLOT], **change}
    assert not Draft202012Validator(SCHEMA).is_valid(front)
    if change != {"title": None}:
        assert read_one(front)[0] is None
