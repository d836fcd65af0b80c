"""What is told about a code: what its page in the handbook and `sopbook explain` have in common, and the latter's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from sopbook.checks import DOCS, Check, Doc, waivers
from sopbook.checks.kit import options_of
from sopbook.findings import Finding, Lang, Severity, Text
from sopbook.render import report
from sopbook.render.words import Words, label

SEVERITIES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("提醒", "warning"),
    Severity.HINT: Text("建议", "hint"),
}


class Family(NamedTuple):
    """Codes that are about one thing, by how they begin; they share a page of the handbook."""

    name: str
    title: Text
    prefixes: tuple[str, ...]

    @property
    def docs(self) -> list[Doc]:
        """What is told about each of its codes, in order."""
        return [doc for doc in DOCS.values() if family_of(doc.code) is self]


FAMILIES = (
    Family("reading", Text("读文件", "Reading files"), ("SOP0",)),
    Family("front-matter", Text("抬头", "Front matter"), ("SOP1",)),
    Family("times", Text("时间", "Times"), ("SOP2",)),
    Family("handbook", Text("整本手册", "The whole handbook"), ("SOP3",)),
    Family("schedule", Text("发多少、什么时候发", "How much is posted, and when"), ("SOP40",)),
    Family("care", Text("带群", "Looking after a group"), ("SOP41",)),
    Family("groups", Text("定位、群规和欢迎语", "Positioning, rules and welcome"), ("SOP42", "SOP43")),
    Family("texts", Text("话术", "Texts to post"), ("SOP4",)),
    Family("waivers", Text("豁免", "Waivers"), ("SOP5",)),
)


def family_of(code: str) -> Family:
    """Return the family of a code: the first that has its beginning."""
    return next(family for family in FAMILIES if code.startswith(family.prefixes))


FOLDER = "playbooks"
"""Where the files of examples seem to stand."""


class Trial(NamedTuple):
    """A handbook that an example stands for, its files by path, and what is found in it."""

    texts: Mapping[str, str]
    findings: list[Finding]


class OptionRow(NamedTuple):
    """An option of a check: its name in `mkdocs.yml`, its default, what it means, and where it differs by type of group."""

    name: str
    default: str
    about: str
    differs: str


def option_rows(doc: Doc, lang: Lang) -> list[OptionRow]:
    """Return the options that a handbook may set, none for what is no check."""
    if not isinstance(doc, Check):
        return []
    rows = []
    for name, (default, about) in options_of(doc).items():
        own = {
            label("group", group, lang): given[key]
            for group, given in doc.profiles.items()
            if (key := name.replace("-", "_")) in given
        }
        differs = "，" if lang == "zh" else ", "
        rows.append(
            OptionRow(
                name,
                _value(default, lang),
                about.of(lang),
                differs.join(f"{group} {_value(one, lang)}" for group, one in own.items()),
            )
        )
    return rows


def _value(value: object, lang: Lang) -> str:
    """Return a value in words: a list without its brackets."""
    if isinstance(value, tuple):
        return ("、" if lang == "zh" else ", ").join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def setting_of(doc: Check) -> str:
    """Return the lines of `mkdocs.yml` that say what holds anyway; for a check that is off, those that turn it on."""
    options = {
        name: list(default) if isinstance(default, tuple) else default
        for name, (default, _) in options_of(doc).items()
    }
    said = yaml.safe_dump(options, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    value = said.strip() if options else "off" if doc.is_on else "on"
    return f"plugins:\n  - sopbook:\n      checks:\n        {doc.code}: {value}\n"


def standing_of(doc: Doc, t: Words) -> str:
    """Return what a handbook or a playbook can do about a code."""
    if doc.severity is Severity.ERROR:
        return t.check_error
    if doc in waivers.DOCS:
        return t.check_waiver
    if not isinstance(doc, Check):
        return t.check_fixed
    return t.check_settable if doc.is_on else t.check_off


def text_of(doc: Doc, trial: Trial, t: Words) -> str:
    """Return all that is told about a code, as plain text."""
    return "".join(f"{line}\n" for line in _lines(doc, trial, t))


def _lines(doc: Doc, trial: Trial, t: Words) -> Iterator[str]:
    yield f"{doc.code} {doc.name} · {SEVERITIES[doc.severity].of(t.lang)}"
    yield doc.title.of(t.lang)
    for name, said in (
        (t.check_why, doc.why),
        (t.check_mend, doc.mend),
        (t.check_source, doc.source),
    ):
        yield from ("", name, f"  {said.of(t.lang)}")
    yield from ("", t.check_setting, f"  {standing_of(doc, t)}")
    yield from _settings(doc, t)
    yield from ("", t.check_bad, *_indented(doc.bad))
    yield from ("", t.check_output, *(f"  {line}" for line in _output(trial, t.lang)))
    yield from ("", t.check_good, *_indented(doc.good))


def _settings(doc: Doc, t: Words) -> Iterator[str]:
    if not isinstance(doc, Check):
        return
    for row in option_rows(doc, t.lang):
        differs = f" ({row.differs})" if row.differs else ""
        yield f"  {row.name}: {row.default}{differs}  {row.about}"
    yield from _indented(setting_of(doc))


def _output(trial: Trial, lang: Lang) -> Iterator[str]:
    return (line for one in trial.findings for line in report.told(one, lang, FOLDER, trial.texts))


def _indented(text: str) -> list[str]:
    return [f"    {line}".rstrip() for line in text.rstrip("\n").split("\n")]
