"""What is said of a front matter that YAML cannot read, or reads otherwise than meant: one function a finding."""

from __future__ import annotations

from sopbook.findings import Finding, Place, Severity, Text


def _error(code: str, where: Place, message: Text, help_: Text) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, place=where, message=message, help=help_)


def misplaced(where: Place) -> Finding:
    """White space stands before the opening line."""
    message = Text(
        "「---」前面还有空白，这一页的抬头因此读不到",
        "white space stands before `---`, so the front matter cannot be found",
    )
    help_ = Text("让「---」成为文件的第一行，从第一格写起", "make `---` the very first line, without indent")
    return _error("SOP002", where, message, help_)


def unclosed(path: str) -> Finding:
    """The opening line has no counterpart."""
    message = Text("抬头以「---」开始，却没有结束", "the front matter opens with `---` and never ends")
    help_ = Text(
        "在抬头最后一行之后单独写一行「---」", "write a line of `---` after the last line of the front matter"
    )
    return _error("SOP002", Place(path), message, help_)


def too_large(path: str, size: int, limit: int) -> Finding:
    """`size` bytes are more than `limit`."""
    message = Text(
        f"抬头有 {size:,} 字节，上限是 {limit:,} 字节",
        f"the front matter has {size:,} bytes, at most {limit:,} are read",
    )
    help_ = Text(
        "把长文字移到正文，或分成两个群SOP", "move long texts into the body, or make two playbooks of it"
    )
    return _error("SOP003", Place(path), message, help_)


def too_deep(where: Place, limit: int) -> Finding:
    """Nesting goes deeper than `limit` levels."""
    message = Text(f"括号或缩进套了 {limit} 层以上", f"brackets or indents are nested more than {limit} deep")
    help_ = Text(
        "检查这里的括号；本来是文字的，用英文引号括起来", "check the brackets here; put a text in quotes"
    )
    return _error("SOP003", where, message, help_)


def second_document(where: Place) -> Finding:
    """A line of `---` with more on it begins another document."""
    message = Text("抬头里又出现了「---」", "another `---` begins inside the front matter")
    return _error(
        "SOP002", where, message, Text("删去这一行，或加引号", "remove this line, or put it in quotes")
    )


def not_a_mapping(where: Place) -> Finding:
    """The whole is a list or a text."""
    message = Text("抬头应当是一行行「键: 值」", "the front matter should be lines of `key: value`")
    return _error(
        "SOP103", where, message, Text("例如「title: 午市福利群」", "for example `title: Lunch group`")
    )


def needs_quotes(where: Place) -> Finding:
    """Brackets stand where a key should."""
    message = Text("这里的括号不能作为键", "brackets cannot be a key here")
    help_ = Text(
        '如果是文字（例如以 {{ 开头），用英文引号括起来："{{ store }} 上新"',
        'put a text in quotes, one that begins with {{ too: "{{ store }} is new"',
    )
    return _error("SOP007", where, message, help_)


def too_clever(where: Place, mark: str) -> Finding:
    """An anchor, an alias, a merge key or a tag."""
    message = Text(
        f"「{mark}」是 YAML 的锚点、引用、合并或标签，这里不支持",
        f"`{mark}` is a YAML anchor, alias, merge key or tag, which are not read here",
    )
    help_ = Text(
        "是文字就用英文引号括起来；是引用就把内容直接写出来",
        "put a text in quotes; instead of an alias write the content itself",
    )
    return _error("SOP011", where, message, help_)


def duplicate(where: Place, key: str, first: int) -> Finding:
    """A key stands twice."""
    message = Text(
        f"「{key}」写了两次，第一次在第 {first} 行",
        f"`{key}` stands twice, first in line {first}",
    )
    return _error("SOP010", where, message, Text("只留一个，或合并两处的内容", "keep one, or join the two"))


def control(where: Place, found: str) -> Finding:
    """A character that no text needs and YAML refuses."""
    message = Text(
        f"这里有一个看不见的控制字符（U+{ord(found):04X}）",
        f"an invisible control character stands here (U+{ord(found):04X})",
    )
    return _error(
        "SOP004", where, message, Text("删去它，重新打一遍这几个字", "remove it and type the text again")
    )


def broken(where: Place, found: str, problem: str) -> Finding:
    """A line that nothing else explains."""
    message = Text(
        f"这一行读不懂：「{found[:60]}」（{problem}）",
        f"this line cannot be read: `{found[:60]}` ({problem})",
    )
    help_ = Text(
        "检查缩进（空格对齐）、英文冒号后的空格、成对的引号和括号",
        "check the indent (spaces), the space after a colon, and that quotes and brackets come in pairs",
    )
    return _error("SOP004", where, message, help_)


def dash_touches(where: Place, found: str) -> Finding:
    """A dash that opens a list's entry touches the text behind it."""
    first = found.split(" ")[0]
    message = Text(
        f"「{first[:40]}」的短横线后面缺一个空格，整段会被当成一句话",
        f"a space is missing after the dash of `{first[:40]}`: the list is read as one text",
    )
    help_ = Text(
        f"每一项写成「- {first[1:21]}」；真是文字就加英文引号",
        f"write each entry as `- {first[1:21]}`; put it in quotes if a text was meant",
    )
    return _error("SOP006", where, message, help_)
