"""All playbooks together: industries, lookups, what must be unique across files, and who posts what when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sopbook import source as sources
from sopbook.expand import Moment, Range, moments, timeline
from sopbook.expand.lines import Line, lines
from sopbook.fields import MAX_TITLE
from sopbook.findings import Finding, Place, Severity, Text
from sopbook.model import Page, Playbook, Slot
from sopbook.settings import Settings
from sopbook.when import When


class Occurrence(NamedTuple):
    """One slot at one moment; `n` is the place of its `when` in the slot, from 0."""

    playbook: Playbook
    slot: Slot
    n: int
    moment: Moment


class Entry(NamedTuple):
    """One time of day of one slot with the days on which it happens; see `expand.Line`."""

    playbook: Playbook
    slot: Slot
    n: int
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Industry:
    """A folder of playbooks, in the order of their file names, and its index page if it has one."""

    id: str
    title: str
    description: str
    page: Page | None
    playbooks: tuple[Playbook, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Handbook:
    """Everything that was read without error, and the range that is published.

    `published` begins with the month of `today`; `playbooks` goes by id, `pages` by path. `files` are the paths of all
    that was to be read, what has an error included.
    """

    settings: Settings
    today: date
    published: Range
    industries: tuple[Industry, ...]
    playbooks: Mapping[str, Playbook]
    pages: Mapping[str, Page]
    files: frozenset[str] = frozenset()
    _entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict, repr=False)

    @property
    def coming_year(self) -> Range:
        """The days from `today` up to the same day of next year."""
        return Range(
            self.today, month_after(self.today.replace(day=1), 12) + timedelta(days=self.today.day - 1)
        )

    def coming(self, playbook: Playbook) -> Iterator[Entry]:
        """Yield the playbook's dated entries of the coming year, by time of day; bit sets run over `coming_year`."""
        year = self.coming_year
        if year.end > self.published.end:
            yield from _entries(playbook, year, self.settings)
            return
        skipped, full = (year.start - self.published.start).days, year.frame.full
        for of, slot, n, line in self.entries(playbook):
            days = line.days >> skipped & full
            if days:
                provisional = line.provisional >> skipped & full
                yield Entry(of, slot, n, Line(line.span, days, provisional, line.rule, line.shift))

    def entries(self, playbook: Playbook) -> tuple[Entry, ...]:
        """Return the playbook's dated entries over the published range, by time of day; computed once."""
        found = self._entries.get(playbook.id)
        if found is None:
            found = tuple(_entries(playbook, self.published, self.settings))
            self._entries[playbook.id] = found
        return found


def assemble(
    playbooks: Iterable[Playbook],
    pages: Iterable[Page],
    settings: Settings,
    today: date,
    files: Iterable[str] = (),
) -> tuple[Handbook, list[Finding]]:
    """Put a handbook together; of two playbooks with one id the second is left out, and a finding says so."""
    by_id: dict[str, Playbook] = {}
    findings: list[Finding] = []
    for playbook in sorted(playbooks, key=lambda playbook: playbook.path):
        first = by_id.setdefault(playbook.id, playbook)
        if first is not playbook:
            findings.append(_repeated_id(playbook, first))
    by_path = {page.source.path: page for page in pages}
    handbook = Handbook(
        settings=settings,
        today=today,
        published=_published(today, settings.months),
        industries=_industries(by_id.values(), by_path),
        playbooks=by_id,
        pages=by_path,
        files=frozenset(files),
    )
    return handbook, findings


def industry_of(path: str) -> str | None:
    """Return the industry whose playbook the file at `path` is, or None for any other page."""
    folders, _, name = path.rpartition("/")
    top, _, industry = folders.partition("/")
    is_playbook = top == "industries" and industry and "/" not in industry
    return (
        industry if is_playbook and name.endswith(".md") and name not in ("index.md", "README.md") else None
    )


def occurrences(playbooks: Iterable[Playbook], range_: Range, settings: Settings) -> list[Occurrence]:
    """Return what the playbooks post on the days of `range_` (half-open, local), in order of time."""
    found = [
        Occurrence(playbook, slot, n, moment)
        for playbook in playbooks
        for slot, n, when in whens_of(playbook)
        if when.family == "dated"
        for moment in moments(when, playbook.terms, range_, settings.almanac)
    ]
    return in_time(found)


def founded(playbooks: Iterable[Playbook], day_one: date, settings: Settings) -> list[Occurrence]:
    """Return what groups founded on `day_one` post on the days of their life, in order of time."""
    found = [
        Occurrence(playbook, slot, n, step.moment)
        for playbook in playbooks
        for slot, n, when in whens_of(playbook)
        if when.family == "group"
        for step in timeline(when, day_one, playbook.terms, settings.almanac)
        if step.moment is not None
    ]
    return in_time(found)


def in_time(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Return occurrences in order of time; those at one instant by playbook, slot and `when`."""
    return sorted(found, key=lambda one: (one.moment.start, one.playbook.id, one.slot.id, one.n))


def whens_of(playbook: Playbook) -> Iterator[tuple[Slot, int, When]]:
    """Yield every slot with each of its `when`s and that one's place, from 0."""
    for slot, whens in zip(playbook.front.schedule, playbook.whens, strict=True):
        for n, when in enumerate(whens):
            yield slot, n, when


def _entries(playbook: Playbook, range_: Range, settings: Settings) -> list[Entry]:
    found = [
        Entry(playbook, slot, n, line)
        for slot, n, when in whens_of(playbook)
        if when.family == "dated"
        for line in lines(when, playbook.terms, range_, settings.almanac)
    ]
    found.sort(key=lambda entry: (entry.line.span.start, entry.line.span.end or 0, entry.slot.id, entry.n))
    return found


def _published(today: date, months: int) -> Range:
    first = today.replace(day=1)
    return Range(first, month_after(first, months))


def month_after(first: date, count: int = 1) -> date:
    """Return the first day of the month `count` months after the month of `first`."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)


def _industries(playbooks: Iterable[Playbook], pages: Mapping[str, Page]) -> tuple[Industry, ...]:
    members: dict[str, list[Playbook]] = {}
    for path in pages:
        folder, _, name = path.rpartition("/")
        if name == "index.md" and folder.count("/") == 1 and folder.startswith("industries/"):
            members[folder.partition("/")[2]] = []
    for playbook in playbooks:
        members.setdefault(playbook.industry, []).append(playbook)
    return tuple(
        _industry(name, pages.get(f"industries/{name}/index.md"), tuple(found))
        for name, found in sorted(members.items())
    )


def _industry(name: str, page: Page | None, playbooks: tuple[Playbook, ...]) -> Industry:
    return Industry(
        id=name,
        title=title_of(page) if page is not None else name,
        description=(page.matter.description or "") if page is not None else "",
        page=page,
        playbooks=playbooks,
    )


def title_of(page: Page) -> str:
    """Return a page's title: its front matter's, else its first heading, else its file's name."""
    if page.matter.title:
        return page.matter.title
    for line in page.source.body.splitlines():
        if line.startswith("# "):
            return line[2:].strip()[:MAX_TITLE]
    folder, _, name = page.source.path.removesuffix(".md").rpartition("/")
    return name if name != "index" else folder.rpartition("/")[2]


def _repeated_id(playbook: Playbook, first: Playbook) -> Finding:
    front = playbook.source.front
    where = sources.place(sources.locate(front, ("id",))) if front else Place(playbook.path)
    message = Text(
        f"编号「{playbook.id}」已被 {first.path} 使用", f"the id `{playbook.id}` is taken by {first.path}"
    )
    help_ = Text("给这个群SOP换一个唯一的 id", "give this playbook an id of its own")
    return Finding(code="SOP301", severity=Severity.ERROR, place=where, message=message, help=help_)
