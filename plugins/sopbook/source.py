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
from typing import NamedTuple

import yaml

from sopbook.findings import Finding, Place, Severity, Text
from sopbook.slips import Slip, lost_comment, name_slip

MAX_FRONT_MATTER = 16 * 1024
"""Bytes of front matter that are read, in UTF-8."""
MAX_DEPTH = 20
"""Levels of nesting that are read."""
MAX_SYNTAX_FINDINGS = 20
"""Broken lines that one file may have before reading stops."""

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


class Scalar(NamedTuple):
    """A text as written. `plain` tells that it stood without quotes and not in a block."""

    path: str
    line: int
    column: int
    value: str
    plain: bool


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
    opening = _OPENING.match(text)
    if opening is None:
        return Source(path, None, text, 1), _misplaced_opening(path, text)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return Source(path, None, "", 1), [_unclosed(path)]
    front = text[opening.end() : closing.start()]
    body_line = text.count("\n", 0, closing.end()) + 1
    source_body = text[closing.end() :]
    size = len(front.encode("utf-8", "surrogatepass"))
    if size > MAX_FRONT_MATTER:
        return Source(path, None, source_body, body_line), [_too_large(path, size)]
    root, findings = _Reader(path, front).read()
    return Source(path, root, source_body, body_line), findings


class _Refused(Exception):
    """Reading a front matter cannot go on; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


class _Reader:
    """Builds the nodes of one front matter; its first line is line 2 of the file."""

    def __init__(self, path: str, front: str) -> None:
        self.path = path
        self.lines = front.split("\n")
        self.findings: list[Finding] = []

    def read(self) -> tuple[Mapping | None, list[Finding]]:
        """Return the mapping, or None where there is none to be had, and what was found."""
        root: Node | None = None
        broken: list[Finding] = []
        while len(broken) < MAX_SYNTAX_FINDINGS:
            self.findings = []
            try:
                root = self._document()
                break
            except yaml.YAMLError as error:
                broken.append(self._mend(error))
            except _Refused as refused:
                broken.append(refused.finding)
                break
        findings = broken + self.findings
        if root is None or isinstance(root, Mapping):
            return root, findings
        return None, [*findings, _not_a_mapping(root)]

    def _document(self) -> Node | None:
        loader = yaml.CSafeLoader("\n".join(self.lines))
        try:
            events = iter(loader.get_event, None)
            next(events)  # the stream's start
            if isinstance(next(events), yaml.StreamEndEvent):
                return Mapping(self.path, 2, 1, {}, False)
            root = self._node(next(events), events, 1)
            next(events)  # the document's end
            extra = next(events)
            if not isinstance(extra, yaml.StreamEndEvent):
                raise _Refused(_second_document(self._place(extra)))
            return root
        finally:
            loader.dispose()

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        mark = event.start_mark
        line, column = mark.line + 2, mark.column + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None or event.tag is not None:
            self._refuse_cleverness(event)
        if isinstance(event, yaml.ScalarEvent):
            self._look_for_lost_text(event)
            return Scalar(self.path, line, column, event.value, not event.style)
        if isinstance(event, yaml.AliasEvent):
            return Scalar(self.path, line, column, "", True)
        if depth > MAX_DEPTH:
            raise _Refused(_too_deep(self._place(event)))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Sequence(self.path, line, column, items)
        flow = bool(event.flow_style)
        return Mapping(self.path, line, column, self._entries(events, depth), flow)

    def _entries(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.findings.append(_needs_quotes(place(key)))
            elif key.value == "<<" and key.plain:
                self.findings.append(_too_clever(place(key), "<<"))
            elif key.value in entries:
                self.findings.append(_duplicate(key, entries[key.value].key))
            else:
                entries[key.value] = Entry(key, value)
        return entries

    def _place(self, event: yaml.Event) -> Place:
        return Place(self.path, event.start_mark.line + 2, event.start_mark.column + 1)

    def _refuse_cleverness(self, event: yaml.Event) -> None:
        where = self._place(event)
        mark = self.lines[where.line - 2][where.column - 1 :].split(" ")[0]
        self.findings.append(_too_clever(where, mark))

    def _look_for_lost_text(self, event: yaml.ScalarEvent) -> None:
        """A plain scalar ends where ` #` begins a comment; often a text with a hash sign was meant."""
        mark = event.end_mark
        if event.style or mark.line >= len(self.lines) or not event.value:
            return
        slip = lost_comment(self.lines[mark.line], mark.column)
        if slip is not None:
            self.findings.append(self._finding(slip, mark.line))

    def _mend(self, error: yaml.YAMLError) -> Finding:
        """Name the slip behind a syntax error, and change the lines so that reading can go on."""
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        last = len(self.lines) - 1
        problem = min(mark.line, last) if mark is not None else last
        first = min(context.line, last) if context is not None else problem
        candidates = dict.fromkeys([problem, first, *range(problem, max(first, problem - 3) - 1, -1)])
        for index in candidates:
            slip = name_slip(self.lines[index])
            if slip is not None and slip.mended != self.lines[index]:
                self.lines[index] = slip.mended
                return self._finding(slip, index)
        column = mark.column + 1 if mark is not None and mark.line == problem else 1
        found = self.lines[problem].strip()
        self.lines[problem] = ""
        return _broken(Place(self.path, problem + 2, column), found, str(getattr(error, "problem", error)))

    def _finding(self, slip: Slip, index: int) -> Finding:
        where = Place(self.path, index + 2, slip.column + 1)
        return Finding(
            code=slip.code, severity=slip.severity, place=where, message=slip.message, help=slip.help
        )


def _error(code: str, where: Place, message: Text, help_: Text) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, place=where, message=message, help=help_)


def _misplaced_opening(path: str, text: str) -> list[Finding]:
    """A first line of `---` that is not the very first is no front matter to YAML or to MkDocs."""
    stripped = text.lstrip(" \t\n\ufeff")
    if text.startswith(stripped) or not _OPENING.match(stripped):
        return []
    line = text.count("\n", 0, len(text) - len(stripped)) + 1
    column = len(text[: len(text) - len(stripped)].rpartition("\n")[2]) + 1
    message = Text(
        "「---」前面还有空白，这一页的抬头因此读不到",
        "white space stands before `---`, so the front matter cannot be found",
    )
    help_ = Text("让「---」成为文件的第一行，从第一格写起", "make `---` the very first line, without indent")
    return [_error("SOP002", Place(path, line, column), message, help_)]


def _unclosed(path: str) -> Finding:
    message = Text("抬头以「---」开始，却没有结束", "the front matter opens with `---` and never ends")
    help_ = Text("在抬头最后一行之后单独写一行「---」", "write a line of `---` after the last line of the front matter")
    return _error("SOP002", Place(path), message, help_)


def _too_large(path: str, size: int) -> Finding:
    message = Text(
        f"抬头有 {size:,} 字节，上限是 {MAX_FRONT_MATTER:,} 字节",
        f"the front matter has {size:,} bytes, at most {MAX_FRONT_MATTER:,} are read",
    )
    help_ = Text("把长文字移到正文，或分成两个群SOP", "move long texts into the body, or make two playbooks of it")
    return _error("SOP003", Place(path), message, help_)


def _too_deep(where: Place) -> Finding:
    message = Text(
        f"括号或缩进套了 {MAX_DEPTH} 层以上", f"brackets or indents are nested more than {MAX_DEPTH} deep"
    )
    help_ = Text("检查这里的括号；本来是文字的，用英文引号括起来", "check the brackets here; put a text in quotes")
    return _error("SOP003", where, message, help_)


def _second_document(where: Place) -> Finding:
    message = Text("抬头里又出现了「---」", "another `---` begins inside the front matter")
    return _error("SOP002", where, message, Text("删去这一行，或加引号", "remove this line, or put it in quotes"))


def _not_a_mapping(root: Node) -> Finding:
    message = Text("抬头应当是一行行「键: 值」", "the front matter should be lines of `key: value`")
    return _error("SOP103", place(root), message, Text("例如「title: 午市福利群」", "for example `title: Lunch group`"))


def _needs_quotes(where: Place) -> Finding:
    message = Text("这里的括号不能作为键", "brackets cannot be a key here")
    help_ = Text(
        "如果是文字（例如以 {{ 开头），用英文引号括起来：\"{{ store }} 上新\"",
        'put a text in quotes, one that begins with {{ too: "{{ store }} is new"',
    )
    return _error("SOP007", where, message, help_)


def _too_clever(where: Place, mark: str) -> Finding:
    message = Text(
        f"「{mark}」是 YAML 的锚点、引用、合并或标签，这里不支持",
        f"`{mark}` is a YAML anchor, alias, merge key or tag, which are not read here",
    )
    help_ = Text(
        "是文字就用英文引号括起来；是引用就把内容直接写出来",
        "put a text in quotes; instead of an alias write the content itself",
    )
    return _error("SOP011", where, message, help_)


def _duplicate(key: Scalar, first: Scalar) -> Finding:
    message = Text(
        f"「{key.value}」写了两次，第一次在第 {first.line} 行",
        f"`{key.value}` stands twice, first in line {first.line}",
    )
    return _error("SOP010", place(key), message, Text("只留一个，或合并两处的内容", "keep one, or join the two"))


def _broken(where: Place, found: str, problem: str) -> Finding:
    message = Text(
        f"这一行读不懂：「{found[:60]}」（{problem}）", f"this line cannot be read: `{found[:60]}` ({problem})"
    )
    help_ = Text(
        "检查缩进（空格对齐）、英文冒号后的空格、成对的引号和括号",
        "check the indent (spaces), the space after a colon, and that quotes and brackets come in pairs",
    )
    return _error("SOP004", where, message, help_)
