"""The usual slips of people who do not know YAML: each is named, placed and mended on its one line.

Pure and line by line: `source` asks here when a line cannot be read (or read otherwise than meant) and reads on with
the mended line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

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
_FIELD = re.compile(r"[ ]*[a-z][a-z-]*[ ]*[:：]")
_INSIDE = re.compile(r"(?P<key>[^\s:：]+)[ ]*(?P<colon>[:：])[ ]*(?P<value>.+)$")
_COLON_INSIDE = re.compile(_LEAD + r"(?P<key>[\w-]+):[ ]+(?P<value>[^\"'\[{|>].*:[ ].*|[^\"'\[{|>].*:)$")


def name_slip(line: str, above: str) -> Slip | None:
    """Return the slip that keeps `line` from being YAML, the likeliest first, or None when it looks like none.

    `above` is the nearest line above with something on it: it tells how far a line was meant to be indented.
    """
    slip = _tab(line, above)
    return slip or next((found for look in _SLIPS if (found := look(line)) is not None), None)


def missed_colon(line: str) -> Slip | None:
    """Return the slip of a line that should be a key and its value, but has no colon that YAML knows."""
    return _full_width_colon(line) or _no_space(line) if _FIELD.match(line) else None


def cut_off(found: str) -> Slip:
    """Return the slip of an entry inside braces that has no colon of its own, and perhaps was no entry."""
    match = _INSIDE.match(found)
    if match is None:
        return _comma(found)
    make = _missing_space if match["colon"] == ":" else _wide_colon
    return make(match["key"], match["value"], match.start("colon"), "")


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


def _tab(line: str, above: str) -> Slip | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent:
        return None
    return Slip(
        code="SOP008",
        column=indent.index("\t"),
        message=Text(
            "缩进里有制表符（Tab 键），YAML 只认空格", "the indent has a tab; YAML knows only spaces"
        ),
        help=Text("改成空格，并和上下行对齐", "use spaces, in line with the rows around it"),
        mended=_aligned(line.lstrip(), above),
    )


def _aligned(content: str, above: str) -> str:
    """Indent `content` in line with the row above it: below what that row opens, or beside its key or its dash."""
    lead = len(above) - len(above.lstrip(" -"))
    if above.rstrip().endswith(":"):
        lead += 2
    elif content.startswith("- "):
        lead -= 2
    return " " * lead + content


def _full_width_colon(line: str) -> Slip | None:
    match = _FULL_WIDTH_COLON.match(line)
    return match and _wide_colon(match["key"], match["value"], line.index("："), match["lead"])


def _no_space(line: str) -> Slip | None:
    match = _NO_SPACE.match(line)
    if match is None or match["value"].startswith("//"):
        return None
    return _missing_space(match["key"], match["value"], match.end("key"), match["lead"])


def _wide_colon(key: str, value: str, column: int, lead: str) -> Slip:
    return Slip(
        code="SOP005",
        column=column,
        message=Text(
            f"「{key}」后面是中文冒号「：」，应当是英文冒号加空格",
            f"a full-width colon `：` stands after `{key}`; expected a colon and a space",
        ),
        help=Text(f"写成「{key}: {value[:20]}」", f"write `{key}: {value[:20]}`"),
        mended=f"{lead}{key}: {value}",
    )


def _missing_space(key: str, value: str, column: int, lead: str) -> Slip:
    return Slip(
        code="SOP006",
        column=column,
        message=Text(f"「{key}:」的冒号后面缺一个空格", f"a space is missing after the colon of `{key}:`"),
        help=Text(f"写成「{key}: {value[:20]}」", f"write `{key}: {value[:20]}`"),
        mended=f"{lead}{key}: {value}",
    )


def _comma(found: str) -> Slip:
    return Slip(
        code="SOP012",
        column=0,
        message=Text(
            f"花括号里的逗号把「{found[:40]}」切开了", f"the comma inside the braces cut off `{found[:40]}`"
        ),
        help=Text("含逗号的值用英文引号括起来", "put a value with a comma in quotes"),
        mended=found,
    )


def _special(line: str) -> Slip | None:
    match = _SPECIAL.match(line)
    return None if match is None or _is_yaml(match["value"]) else _quote(line, match)


def _colon_inside(line: str) -> Slip | None:
    match = _COLON_INSIDE.match(line)
    return None if match is None else _quote(line, match)


def _quote(line: str, match: re.Match[str]) -> Slip:
    value = match["value"].rstrip()
    unclosed = value[0] in "'\"" and value.count(value[0]) == 1
    quoted = "'" + value[unclosed:].replace("'", "''") + "'"
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


def _is_yaml(value: str) -> bool:
    """Tell whether a value can be read for itself, so that its line is not to blame."""
    try:
        return bool(list(yaml.parse(value, Loader=yaml.CSafeLoader)))
    except yaml.YAMLError:
        return False


_SLIPS: tuple[Callable[[str], Slip | None], ...] = (_full_width_colon, _no_space, _special, _colon_inside)
