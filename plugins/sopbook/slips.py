"""The usual slips of people who do not know YAML: each is named, placed and mended on its one line.

Pure and line by line: `source` asks here when a line cannot be read (or read otherwise than meant) and reads on with
the mended line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sopbook.findings import Severity, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip on one line. `column` is 0-based; `mended` is the line as it was probably meant."""

    code: str
    column: int
    message: Text
    help: Text
    mended: str
    severity: Severity = Severity.ERROR


_LEAD = r"^(?P<lead>[ ]*(?:-[ ]+)*)"
_FULL_WIDTH_COLON = re.compile(_LEAD + r"(?P<key>[A-Za-z][\w-]*)[ ]*：[ ]*(?P<value>.*)$")
_NO_SPACE = re.compile(_LEAD + r"(?P<key>[A-Za-z][\w-]*):(?P<value>[^ ].*)$")
_SPECIAL = re.compile(_LEAD + r"(?:(?P<key>[\w-]+):[ ]+)?(?P<value>(?:[@`%&*!|>\[\]{}\"',?]).*)$")
_COLON_INSIDE = re.compile(_LEAD + r"(?P<key>[\w-]+):[ ]+(?P<value>[^\"'\[{|>].*:[ ].*|[^\"'\[{|>].*:)$")


def name_slip(line: str) -> Slip | None:
    """Return the slip that keeps `line` from being YAML, the likeliest first, or None when it looks like none."""
    for look in _SLIPS:
        slip = look(line)
        if slip is not None:
            return slip
    return None


def lost_comment(line: str, end: int) -> Slip | None:
    """Return the slip of a text cut short by ` #` at `end`, where a plain value stops on this line.

    Two spaces and `# ` make a comment that was meant as one; `#话题` or a single space before it look like text.
    """
    rest = line[end:]
    gap = len(rest) - len(rest.lstrip(" "))
    comment = rest[gap:]
    if not comment.startswith("#") or gap == 0 or not comment.strip("# "):
        return None
    if comment[1:2] == " " and gap > 1:
        return None
    meant = comment[1:2] == " "
    return Slip(
        code="SOP009",
        column=end + gap,
        severity=Severity.WARNING if meant else Severity.ERROR,
        message=Text(
            f"「{comment[:40]}」前面是空格加 #，YAML 把它当成注释，这段文字丢了",
            f"`{comment[:40]}` comes after a space and #: YAML takes it for a comment and the text is lost",
        ),
        help=Text(
            "是文字：把整个值用英文引号括起来；是注释：# 前空两格、# 后空一格",
            "a text: put the whole value in quotes; a comment: two spaces before # and one after it",
        ),
        mended=line,
    )


def _tab(line: str) -> Slip | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent:
        return None
    return Slip(
        code="SOP008",
        column=indent.index("\t"),
        message=Text("缩进里有制表符（Tab 键），YAML 只认空格", "the indent has a tab; YAML knows only spaces"),
        help=Text("改成空格，并和上下行对齐", "use spaces, in line with the rows around it"),
        mended=line.replace("\t", "  ", indent.count("\t")),
    )


def _full_width_colon(line: str) -> Slip | None:
    match = _FULL_WIDTH_COLON.match(line)
    if match is None:
        return None
    key = match["key"]
    return Slip(
        code="SOP005",
        column=line.index("："),
        message=Text(
            f"「{key}」后面是中文冒号「：」，应当是英文冒号加空格",
            f"a full-width colon `：` stands after `{key}`; expected a colon and a space",
        ),
        help=Text(f"写成「{key}: {match['value'][:20]}」", f"write `{key}: {match['value'][:20]}`"),
        mended=f"{match['lead']}{key}: {match['value']}",
    )


def _no_space(line: str) -> Slip | None:
    match = _NO_SPACE.match(line)
    if match is None or match["value"].startswith("//"):
        return None
    key = match["key"]
    return Slip(
        code="SOP006",
        column=match.end("key"),
        message=Text(
            f"「{key}:」的冒号后面缺一个空格", f"a space is missing after the colon of `{key}:`"
        ),
        help=Text(f"写成「{key}: {match['value'][:20]}」", f"write `{key}: {match['value'][:20]}`"),
        mended=f"{match['lead']}{key}: {match['value']}",
    )


def _special(line: str) -> Slip | None:
    match = _SPECIAL.match(line)
    return None if match is None else _quote(line, match)


def _colon_inside(line: str) -> Slip | None:
    match = _COLON_INSIDE.match(line)
    return None if match is None else _quote(line, match)


def _quote(line: str, match: re.Match[str]) -> Slip:
    value = match["value"].rstrip()
    quoted = "'" + value.strip("'\"").replace("'", "''") + "'"
    return Slip(
        code="SOP007",
        column=match.start("value"),
        message=Text(
            f"「{value[:40]}」里有 YAML 的特殊符号，这个值要加引号",
            f"`{value[:40]}` has characters that mean something to YAML: the value needs quotes",
        ),
        help=Text(f"写成 {quoted[:60]}", f"write {quoted[:60]}"),
        mended=line[: match.start("value")] + quoted,
    )


_SLIPS: tuple[Callable[[str], Slip | None], ...] = (_tab, _full_width_colon, _no_space, _special, _colon_inside)
