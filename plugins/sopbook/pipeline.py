"""The whole flow on one screen: sources + settings + today -> handbook -> findings, and what is published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment

from sopbook import checks, coverage
from sopbook import source as sources
from sopbook.bodies import check_body
from sopbook.checks import examples
from sopbook.coverage import read_coverage
from sopbook.fields import FieldError, identifier
from sopbook.findings import Finding, Place, Severity, Text, in_order
from sopbook.handbook import Handbook, assemble, industry_of, title_of
from sopbook.model import Page, Playbook
from sopbook.names import PAGE, collisions, untaken, unusable
from sopbook.notices import FILE, read_notices
from sopbook.render.check_pages import check_parts
from sopbook.render.explain import Trial
from sopbook.render.links import page_url
from sopbook.render.month import Calendar
from sopbook.render.parts import File, Part, RuleTemplate, Studio
from sopbook.render.rules import previews
from sopbook.render.site import files_of, parts_of
from sopbook.render.words import Words
from sopbook.schema import read_page, read_playbook
from sopbook.settings import Settings

_TAKEN = ("all", "playbook")
"""Names that no industry may have: `feeds/all.ics` and `feeds/playbook/` stand where its own feeds would."""


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """What is published besides the authors' own text: parts by the path of their page, and plain files."""

    parts: Mapping[str, Part]
    studio: Studio
    calendars: list[Calendar]

    def files(self) -> Iterator[File]:
        """Yield feeds, plain texts and data, made as they are asked for."""
        return files_of(self.studio, self.calendars)


def read(files: Iterable[tuple[str, str]], settings: Settings, today: date) -> tuple[Handbook, list[Finding]]:
    """Read a handbook from (path, text) of its Markdown files; findings come in order."""
    playbooks: list[Playbook] = []
    pages: list[Page] = []
    findings: list[Finding] = []
    paths: set[str] = set()
    folders: dict[str, str] = {}
    for path, text in sorted(files, key=_is_playbook):  # pages first: they say what the industries are called
        paths.add(path)
        source, found = sources.read(path, text)
        found += check_body(source)  # nobody looks further into a body with an error
        industry = industry_of(path)
        if industry is None:
            page, more = read_page(source)
            found += more
            if page is not None and not _any_error(found):
                pages.append(page)
                folders |= _folder_by_title(page)
        else:
            found += _industry_name(path, industry)
            if source.front is None and not found:
                found.append(_no_front_matter(path))
            playbook, more = read_playbook(source, industry, settings, folders)
            found += more
            if playbook is not None and not _any_error(found):
                playbooks.append(playbook)
        findings += found
    findings += _in_a_generated_place(paths)
    handbook, more = assemble(playbooks, pages, settings, today, paths)
    return handbook, in_order([*findings, *more])


def _is_playbook(file: tuple[str, str]) -> bool:
    return industry_of(file[0]) is not None


def _folder_by_title(page: Page) -> dict[str, str]:
    """Return the industry that a page is the first of, by its title; nothing for any other page."""
    top, _, rest = page.source.path.partition("/")
    folder, _, name = rest.partition("/")
    return {title_of(page): folder} if top == "industries" and name == "index.md" else {}


def equip(handbook: Handbook, env: Environment, rules: tuple[RuleTemplate, ...]) -> Studio:
    """Return what checking and publishing a handbook share: its templates, and what is made of them."""
    return Studio(handbook=handbook, env=env, rules=rules, words=Words(handbook.settings.lang))


def check(handbook: Handbook, found: Iterable[Finding], studio: Studio | None = None) -> list[Finding]:
    """Return what reading `found` and what the craft's checks find, in order, without what waivers excuse.

    With a studio, the texts that rule templates make are checked as well.
    """
    return in_order(checks.run(handbook, found, previews(studio) if studio is not None else ()))


def publish(studio: Studio) -> Site:
    """Plan what is published of a handbook; HTML and files are made when they are asked for."""
    calendars = [Calendar(industry, studio) for industry in studio.handbook.industries]
    parts = (*parts_of(studio, calendars), *check_parts(studio, shown))
    return Site({part.path: part for part in parts}, studio, calendars)


@cache
def shown(code: str) -> Trial:
    """Return what the bad example of a code shows; the code looks even if it is off by default."""
    doc = checks.DOCS[code]
    is_off = isinstance(doc, checks.Check) and not doc.is_on
    return try_out(doc.bad, {code: True} if is_off else {})


_SETTINGS = Settings()
_COVERAGE = f"../{coverage.FILE}"
"""The file as findings name it: by its way from the folder of playbooks."""


def try_out(example: str, policy: Mapping[str, Any]) -> Trial:
    """Return what is found in the handbook that an example of `checks` stands for."""
    texts = examples.handbook_of(example)
    texts[_COVERAGE] = texts.pop(coverage.FILE, "")
    rows, unsound = read_coverage(_COVERAGE, texts[_COVERAGE])
    settings = replace(_SETTINGS, checks=policy, nav=examples.nav_of(example), coverage=rows)
    names = [path for path in texts if path not in (FILE, _COVERAGE)]
    refused = [bad for path in names if (bad := unusable(path) or untaken(path)) is not None]
    pages = [(path, texts[path]) for path in names if path.endswith(PAGE)]
    _, unread = read_notices(FILE, texts.get(FILE, ""))
    handbook, found = read(pages, settings, examples.TODAY)
    return Trial(texts, check(handbook, [*unread, *unsound, *refused, *collisions(names), *found]))


def _any_error(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _no_front_matter(path: str) -> Finding:
    message = Text("行业文件夹里的群SOP要有抬头", "a playbook needs front matter")
    help_ = Text(
        "文件第一行写「---」，接着写 title、group、roles、schedule，再写一行「---」",
        "begin the file with `---`, then title, group, roles and schedule, then another `---`",
    )
    return Finding(code="SOP002", severity=Severity.ERROR, place=Place(path), message=message, help=help_)


_INDEXES = re.compile(r"(?:industries/(?:[^/]+/)?|rules/|contribute/checks/)?")
_PAGES = re.compile(
    r"(?:today|rules/[^/]+|contribute/(?:when|front-matter|coverage|checks/[^/]+)|industries/[^/]+/calendar/[^/]+)/"
)
"""Addresses of the pages that are generated, the first pages of their folders and others."""


def _in_a_generated_place(paths: set[str]) -> Iterator[Finding]:
    """Yield each page that MkDocs would publish over a generated one; one at the same path joins it."""
    for path in paths:
        own = _generated_at(page_url(path), paths)
        is_left_out = PurePosixPath(path).name == "README.md" and own in paths  # MkDocs takes the index.md
        if own not in (None, path) and not is_left_out:
            yield _misplaced(path, str(own))


def _generated_at(url: str, paths: set[str]) -> str | None:
    """Return the path of the page that is generated at an address, if one is."""
    if _PAGES.fullmatch(url):
        return f"{url[:-1]}.md"
    is_index = _INDEXES.fullmatch(url) and (url.count("/") < 2 or any(path.startswith(url) for path in paths))
    return f"{url}index.md" if is_index else None


def _misplaced(path: str, own: str) -> Finding:
    message = Text(f"这个网址上的页面要写在 {own} 里", f"the page at this address is written in {own}")
    help_ = Text(f"改名为 {own}", f"rename it to {own}")
    return Finding(code="SOP001", severity=Severity.ERROR, place=Place(path), message=message, help=help_)


def _industry_name(path: str, industry: str) -> list[Finding]:
    try:
        if industry in _TAKEN:
            raise FieldError(
                Text(
                    f"「{industry}」已用于订阅的网址", f"`{industry}` is taken: feeds have it in their URLs"
                ),
                Text("换一个名字", "take another name"),
            )
        identifier(industry)
    except FieldError as error:
        message = Text(f"行业文件夹名：{error.message.zh}", f"the industry's folder: {error.message.en}")
        return [
            Finding(
                code="SOP107", severity=Severity.ERROR, place=Place(path), message=message, help=error.help
            )
        ]
    return []
