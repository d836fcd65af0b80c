"""Text -> YAML nodes with positions, and the Markdown body. Never raises on bad input: findings say what is wrong.

A source is a Markdown file whose front matter stands between two lines of `---`. Nodes are built from libyaml's
*events*: PyYAML's composer would hide aliases and tags, lose positions and recurse without bound. A scalar stays the
text that was written (YAML 1.2's core schema is not applied): its field decides its type, never its looks.

When a line is not YAML, the reader notes a finding, mends or drops that line, and reads on, so that one run names
every slip of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import yaml

from sopbook import syntax
from sopbook.findings import Finding, Place, Severity, end_of
from sopbook.slips import Slip, cut_off, lost_comment, missed_colon, name_slip

MAX_FRONT_MATTER = 16 * 1024
"""Bytes of front matter that are read, in UTF-8."""
MAX_DEPTH = 20
"""Levels of nesting that are read."""
MAX_SYNTAX_FINDINGS = 20
"""Broken lines that one file may have before reading stops."""

_LOOK_BACK = 4
"""Lines before a syntax error in which its cause is looked for."""

_LINE_BREAKS = re.compile("[\r\x85\u2028\u2029]")
"""What YAML takes for the end of a line and no editor shows as one."""
_UNREADABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that YAML refuses (section 5.1), and those below."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of what follows: a text that shows as another one (CVE-2021-42574)."""
_DASH_TOUCHES = re.compile(r"-[^\W\d]")
_BLOCK_TEXT = re.compile(r"[|>][+-]?\d?\s*$")
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


class Scalar(NamedTuple):
    """A text as written. `plain` tells that it stood without quotes and not in a block."""

    path: str
    line: int
    column: int
    value: str
    plain: bool


_scalar = partial(tuple.__new__, Scalar)
"""Makes a scalar of its fields in order; a file has a hundred, and naming the fields would double their cost."""


class Sequence(NamedTuple):
    """A list."""

    path: str
    line: int
    column: int
    items: list[Node]


class Entry(NamedTuple):
    """A key of a mapping and its value."""

    key: Scalar
    node: Node


_entry = partial(tuple.__new__, Entry)


class Mapping(NamedTuple):
    """Keys and values in the order they were written; `flow` tells that they stand in braces."""

    path: str
    line: int
    column: int
    entries: dict[str, Entry]
    flow: bool


Node = Scalar | Sequence | Mapping
Plain = str | None | list["Plain"] | dict[str, "Plain"]
"""A node without its position: nested dicts and lists of texts; a value left empty is None."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One file: its path in the handbook, its front matter (None where it has none) and its Markdown body."""

    path: str
    front: Mapping | None
    body: str
    body_line: int


def place(node: Node) -> Place:
    """Return where `node` begins."""
    return Place(node.path, node.line, node.column)


def plain(node: Node) -> Plain:
    """Return `node` without its positions."""
    if isinstance(node, Scalar):
        return None if node.plain and node.value in ("", "~") else node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(entry.node) for key, entry in node.entries.items()}


def locate(root: Node, path: tuple[str | int, ...]) -> Node:
    """Return the node that `path` (keys and list indexes) leads to, or the last one on the way that exists."""
    node = root
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)].node
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif not (isinstance(step, int) and step == 0):  # a bare text stands for a list of one
            break
    return node


def read(path: str, text: str) -> tuple[Source, list[Finding]]:
    """Split a file into front matter and body, and read the front matter.

    `text` has `\\n` line ends. A file without front matter is fine here; whoever needs one says so.
    """
    source, findings = _parted(path, text)
    turning = _TURNING.search(source.body)
    if turning is not None:
        where = end_of(path, source.body[: turning.start()], source.body_line)
        findings.append(syntax.control(where, turning[0]))
    return source, findings


def _parted(path: str, text: str) -> tuple[Source, list[Finding]]:
    opening = _OPENING.match(text)
    if opening is None:
        return Source(path, None, text, 1), _misplaced_opening(path, text)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return Source(path, None, "", 1), [syntax.unclosed(path)]
    front = text[opening.end() : closing.start()]
    body_line = text.count("\n", 0, closing.end()) + 1
    source_body = text[closing.end() :]
    size = len(front.encode("utf-8", "surrogatepass"))
    if size > MAX_FRONT_MATTER:
        return Source(path, None, source_body, body_line), [syntax.too_large(path, size, MAX_FRONT_MATTER)]
    root, findings = _Reader(path, front, first_line=2).read()
    return Source(path, root, source_body, body_line), findings


def read_mapping(path: str, text: str, under: str = "") -> tuple[Mapping | None, list[Finding]]:
    """Read a file that is YAML from its first line to its last, as strictly as a front matter.

    A file that is a list is read as if it stood under the key `under`.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_FRONT_MATTER:
        return None, [syntax.too_large(path, size, MAX_FRONT_MATTER)]
    root, findings = _Reader(path, text, first_line=1).nodes()
    if under and isinstance(root, Sequence):
        key = Scalar(path, 1, 1, under, True)
        root = Mapping(path, 1, 1, {under: Entry(key, root)}, False)
    return _mapping(root, findings)


class _Refused(Exception):
    """Reading a front matter cannot go on; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


class _Slipped(Exception):
    """A line is YAML, but not what was meant; carries the line's index and the slip."""

    def __init__(self, index: int, slip: Slip) -> None:
        self.index = index
        self.slip = slip


class _Reader:
    """Builds the nodes of one front matter, which begins on `first_line` of its file."""

    def __init__(self, path: str, front: str, *, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = _LINE_BREAKS.sub(" ", front).split("\n")
        self.is_clean = _UNREADABLE.search(front) is None
        self.has_hash = "#" in front
        self.findings: list[Finding] = []

    def read(self) -> tuple[Mapping | None, list[Finding]]:
        """Return the mapping, or None where there is none to be had, and what was found."""
        return _mapping(*self.nodes())

    def nodes(self) -> tuple[Node | None, list[Finding]]:
        """Return what stands at the top, whatever it is, or None where it cannot be read, and what was found."""
        root: Node | None = None
        broken = self._clean()
        while len(broken) < MAX_SYNTAX_FINDINGS:
            self.findings = []
            try:
                root = self._document()
                break
            except _Slipped as slipped:
                broken.append(self._adopt(slipped.slip, slipped.index))
            except yaml.YAMLError as error:
                broken.append(self._mend(error))
            except _Refused as refused:
                broken.append(refused.finding)
                break
        return root, broken + self.findings

    def _clean(self) -> list[Finding]:
        """Take out the characters that no YAML may hold; one finding a line."""
        findings: list[Finding] = []
        if self.is_clean:
            return findings
        for index, line in enumerate(self.lines):
            match = _UNREADABLE.search(line)
            if match is not None and len(findings) < MAX_SYNTAX_FINDINGS:
                findings.append(
                    syntax.control(Place(self.path, index + self.first_line, match.start() + 1), match[0])
                )
            self.lines[index] = _UNREADABLE.sub(" ", line)
        return findings

    def _document(self) -> Node | None:
        loader = yaml.CSafeLoader("\n".join(self.lines))
        try:
            events = iter(loader.get_event, None)
            next(events)  # the stream's start
            if isinstance(next(events), yaml.StreamEndEvent):
                return Mapping(self.path, self.first_line, 1, {}, False)
            root = self._node(next(events), events, 1)
            if isinstance(root, Scalar):
                last = self.first_line + len(self.lines) - 1  # what is empty begins where the text ends
                root = root._replace(line=min(root.line, last))
                self._look_for_colon(root)
            next(events)  # the document's end
            extra = next(events)
            if not isinstance(extra, yaml.StreamEndEvent):
                raise _Refused(syntax.second_document(self._place(extra)))
            return root
        finally:
            loader.dispose()

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        kind, mark = type(event), event.start_mark
        if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            self._refuse_cleverness(event)
        line, column = mark.line + self.first_line, mark.column + 1
        if kind is yaml.ScalarEvent:
            value, plain = event.value, not event.style
            if plain:
                if self.has_hash:
                    self._look_for_lost_text(event)
                if value[:1] == "-":
                    self._look_for_dash(event)
            elif event.style == '"':
                value = self._without_escaped(event)
            return _scalar((self.path, line, column, value, plain))
        if kind is yaml.AliasEvent:
            return Scalar(self.path, line, column, "", True)
        return self._collection(event, events, depth, line, column)

    def _collection(self, event: Any, events: Iterator[Any], depth: int, line: int, column: int) -> Node:
        if depth > MAX_DEPTH:
            raise _Refused(syntax.too_deep(self._place(event), MAX_DEPTH))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while type(event := next(events)) is not yaml.SequenceEndEvent:
                items.append(self._node(event, events, depth + 1))
            return Sequence(self.path, line, column, items)
        flow, mark = bool(event.flow_style), event.start_mark
        if flow and self.lines[mark.line].startswith("{{", mark.column):
            return self._variable(event, events, depth)
        return Mapping(self.path, line, column, self._entries(events, depth, flow), flow)

    def _variable(self, event: Any, events: Iterator[Any], depth: int) -> Scalar:
        """Read what YAML takes for braces inside braces as the text `{{ name }}` that was meant."""
        where, before = self._place(event), list(self.findings)
        self._entries(events, depth, True)
        found = self.lines[where.line - self.first_line][where.column - 1 :].strip()
        self.findings = [*before, syntax.needs_quotes(where)]
        return Scalar(self.path, where.line, where.column, found, False)

    def _entries(self, events: Iterator[Any], depth: int, flow: bool) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while type(event := next(events)) is not yaml.MappingEndEvent:
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            is_sure = not flow or type(value) is not Scalar or value.value
            if is_sure and type(key) is Scalar and key.value not in entries and key.value != "<<":
                entries[key.value] = _entry((key, value))  # nearly all
            else:
                self._entry(key, value, entries, event.end_mark if flow else None)
            if not flow and value.line > key.line and type(value) is Scalar:
                self._look_for_colon(value)
        return entries

    def _entry(self, key: Node, value: Node, entries: dict[str, Entry], flow_end: Any) -> None:
        """Take a key and its value into `entries`, or say what is wrong; `flow_end` is the key's end inside braces."""
        if not isinstance(key, Scalar):
            self.findings.append(syntax.needs_quotes(place(key)))
        elif key.value == "<<" and key.plain:
            self.findings.append(syntax.too_clever(place(key), "<<"))
        elif flow_end is not None and _is_empty(value) and not self._colon_at(flow_end):
            self._cut_off(key, entries)
        elif key.value in entries:
            self.findings.append(syntax.duplicate(place(key), key.value, entries[key.value].key.line))
        else:
            entries[key.value] = Entry(key, value)

    def _colon_at(self, mark: Any) -> bool:
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        return rest.lstrip().startswith(":")

    def _cut_off(self, key: Scalar, entries: dict[str, Entry]) -> None:
        """An entry inside braces without a colon of its own: another colon was meant, or a comma cut a text in two."""
        slip = cut_off(key.value)
        where = Place(self.path, key.line, key.column + slip.column)
        self.findings.append(_named(slip, where))
        name, _, rest = slip.mended.partition(": ")
        if rest:
            value = Scalar(self.path, key.line, key.column + slip.column + 1, rest, True)
            entries.setdefault(name, Entry(key._replace(value=name), value))
        elif entries:
            last, entry = entries.popitem()
            if isinstance(entry.node, Scalar):
                entry = Entry(entry.key, entry.node._replace(value=f"{entry.node.value}, {key.value}"))
            entries[last] = entry

    def _place(self, event: Any) -> Place:
        return Place(self.path, event.start_mark.line + self.first_line, event.start_mark.column + 1)

    def _refuse_cleverness(self, event: Any) -> None:
        where = self._place(event)
        mark = re.split(r"[ ,\]}]", self.lines[where.line - self.first_line][where.column - 1 :])[0]
        self.findings.append(syntax.too_clever(where, mark))

    def _look_for_colon(self, text: Scalar) -> None:
        """A text on a line of its own under its key may be a key whose colon is none to YAML."""
        index = text.line - self.first_line
        line = self.lines[index] if index < len(self.lines) else ""
        slip = missed_colon(line) if text.plain else None
        if slip is not None and _indent(line) == text.column - 1:
            raise _Slipped(index, slip)

    def _look_for_dash(self, event: Any) -> None:
        """A list whose dashes touch their texts is one text to YAML, however many lines it has."""
        if _DASH_TOUCHES.match(event.value):
            self.findings.append(syntax.dash_touches(self._place(event), event.value))

    def _without_escaped(self, event: Any) -> str:
        """Return a text in double quotes without the characters that it may not hold and has written as `\\x1b`."""
        found = _UNREADABLE.search(event.value)
        if found is not None:
            self.findings.append(syntax.control(self._place(event), found[0]))
        return _LINE_BREAKS.sub(" ", _UNREADABLE.sub(" ", event.value))

    def _look_for_lost_text(self, event: Any) -> None:
        """A plain scalar ends where ` #` begins a comment; often a text with a hash sign was meant."""
        mark = event.end_mark
        if mark.line >= len(self.lines):
            return
        slip = lost_comment(self.lines[mark.line], mark.column)
        if slip is not None and (event.value or slip.severity is Severity.ERROR):
            self.findings.append(self._finding(slip, mark.line))

    def _mend(self, error: yaml.YAMLError) -> Finding:
        """Name the slip behind a syntax error, and change the lines so that reading can go on."""
        suspects = self._suspects(error)
        for index in suspects:
            above = next((line for line in reversed(self.lines[:index]) if line.strip()), "")
            slip = name_slip(self.lines[index], above)
            if slip is not None and slip.mended != self.lines[index]:
                return self._adopt(slip, index)
        return self._drop(max(suspects, key=self._reach_without), error)

    def _suspects(self, error: yaml.YAMLError) -> list[int]:
        """Return the lines that may be to blame: where reading stopped, where what it read began, those before.

        Lines inside a block of text are blamed for nothing that shows up after it.
        """
        last = len(self.lines) - 1
        mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        problem = min(mark.line, last) if mark is not None else last
        first = min(context.line, last) if context is not None else problem
        while problem > 0 and not self.lines[problem].strip():
            problem -= 1
        before = range(problem - 1, max(problem - 1 - _LOOK_BACK, -1), -1)
        listed = [index for index in dict.fromkeys((first, *before)) if self.lines[index].strip()]
        return [problem, *(index for index in listed if index != problem and not self._in_block_text(index))]

    def _in_block_text(self, index: int) -> bool:
        """Tell whether a line stands below a `|` or `>`."""
        indent = _indent(self.lines[index])
        for line in reversed(self.lines[:index]):
            if line.strip() and _indent(line) < indent:
                if _BLOCK_TEXT.search(line):
                    return True
                indent = _indent(line)
        return False

    def _reach_without(self, index: int) -> int:
        """Return how many lines can be read without the line at `index`."""
        lines = [*self.lines[:index], "", *self.lines[index + 1 :]]
        try:
            for _ in yaml.parse("\n".join(lines), Loader=yaml.CSafeLoader):
                pass
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            return mark.line if mark is not None else 0
        return len(lines)

    def _drop(self, index: int, error: yaml.YAMLError) -> Finding:
        mark = getattr(error, "problem_mark", None)
        found = self.lines[index]
        column = mark.column if mark is not None and mark.line == index else _indent(found)
        self.lines[index] = ""
        return syntax.broken(
            Place(self.path, index + self.first_line, column + 1),
            found.strip(),
            str(getattr(error, "problem", error)),
        )

    def _adopt(self, slip: Slip, index: int) -> Finding:
        self.lines[index] = slip.mended
        return self._finding(slip, index)

    def _finding(self, slip: Slip, index: int) -> Finding:
        return _named(slip, Place(self.path, index + self.first_line, slip.column + 1))


def _mapping(root: Node | None, findings: list[Finding]) -> tuple[Mapping | None, list[Finding]]:
    """Insist that what stands at the top has keys."""
    if root is None or isinstance(root, Mapping):
        return root, findings
    return None, [*findings, syntax.not_a_mapping(place(root))]


def _named(slip: Slip, where: Place) -> Finding:
    return Finding(code=slip.code, severity=slip.severity, place=where, message=slip.message, help=slip.help)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.value


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _misplaced_opening(path: str, text: str) -> list[Finding]:
    """A first line of `---` that is not the very first is no front matter to YAML or to MkDocs."""
    stripped = text.lstrip(" \t\n\ufeff")
    if text.startswith(stripped) or not _OPENING.match(stripped):
        return []
    line = text.count("\n", 0, len(text) - len(stripped)) + 1
    column = len(text[: len(text) - len(stripped)].rpartition("\n")[2]) + 1
    return [syntax.misplaced(Place(path, line, column))]
