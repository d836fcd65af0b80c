"""What a handbook must cover, row by row, and which pages and checks say that they do.

The rows stand in a file of the handbook, `coverage.yml`, in sections::

    - title: 42 个体系
      rows:
        1: 定位公式
        23: {title: 每群每天几条, checks: [SOP401]}    # held by a check as well, or instead of a page

A page claims rows in its front matter, with the part of it that is meant: `covers: [1, "8#five-things"]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from sopbook import source as sources
from sopbook import syntax
from sopbook.fields import about
from sopbook.findings import Finding, Place
from sopbook.handbook import Handbook, title_of
from sopbook.model import OneOrMany, Page, Playbook, Record, Words
from sopbook.schema import validate
from sopbook.settings import Row
from sopbook.source import Mapping, locate

FILE = "coverage.yml"
_SECTIONS = "sections"
"""The list is read as the value of this key: a front matter is a mapping, and so is whatever is read like one."""


def _row(value: object) -> object:
    """Read a bare text as a row's title."""
    return {"title": value} if isinstance(value, str) else value


class RowRecord(Record):
    """One row."""

    title: Words = about("要讲的是什么", "what is to be covered", ...)
    checks: OneOrMany | None = about("守着它的检查，如 SOP401", "checks that hold it, such as SOP401")


class SectionRecord(Record):
    """Rows that belong together."""

    title: Words = about("这一组的名称", "what the rows have in common", ...)
    rows: Annotated[dict[Words, Annotated[RowRecord, BeforeValidator(_row)]], Field(min_length=1)] = about(
        "编号和要讲的内容", "the rows, by the name that pages claim them by", ...
    )


class CoverageRecord(Record):
    """A whole file."""

    sections: tuple[SectionRecord, ...] = about("一组一组的内容", "sections", ())


class Claim(NamedTuple):
    """A page that says it covers a row: where it says so, and the part of the page that is meant."""

    row: str
    anchor: str
    page: Page | Playbook
    place: Place

    @property
    def title(self) -> str:
        """The page's title."""
        return self.page.front.title if isinstance(self.page, Playbook) else title_of(self.page)


def read_coverage(path: str, written: str) -> tuple[tuple[Row, ...], list[Finding]]:
    """Read a file of rows, and what is wrong with it; the findings' places have `path`."""
    if not written.strip():
        return (), []
    root, findings = sources.read_mapping(path, written, under=_SECTIONS)
    record, found = validate(CoverageRecord, root) if root is not None else (None, [])
    findings += found
    rows: dict[str, Row] = {}
    if root is not None and record is not None:
        for row in _rows(root, record):
            first = rows.setdefault(row.id, row)
            if first is not row:
                findings.append(syntax.duplicate(row.place, row.id, first.place.line))
    return tuple(rows.values()), findings


def _rows(root: Mapping, record: CoverageRecord) -> Iterator[Row]:
    for index, section in enumerate(record.sections):
        node = locate(root, (_SECTIONS, index, "rows"))
        for name, row in section.rows.items():
            key = node.entries[name].key if isinstance(node, Mapping) and name in node.entries else node
            yield Row(name, row.title, section.title, row.checks or (), sources.place(key))


def claims_of(handbook: Handbook) -> Iterator[Claim]:
    """Yield what every page says that it covers: pages by path, then playbooks."""
    for path in sorted(handbook.pages):
        yield from _claims(handbook.pages[path], handbook.pages[path].matter.covers)
    for playbook in handbook.playbooks.values():
        yield from _claims(playbook, playbook.front.covers)


def _claims(page: Page | Playbook, covers: tuple[str, ...] | None) -> Iterator[Claim]:
    front = page.source.front
    for index, written in enumerate(covers or ()):
        row, _, anchor = written.partition("#")
        place = sources.place(locate(front, ("covers", index))) if front else Place(page.source.path)
        yield Claim(row.strip(), anchor.strip(), page, place)
