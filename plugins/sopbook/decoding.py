"""Bytes -> text. What is no UTF-8 is named for what it looks like, at the place where it begins."""

from __future__ import annotations

import codecs
import re

from sopbook.findings import Finding, Place, Severity, Text, end_of

_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),  # before UTF-16, whose mark a UTF-32 one begins with
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_WIDE = re.compile(rb"(?:[^\0]\0\0\0|\0\0\0[^\0]){4}")
_DOUBLE = re.compile(rb"(?:[^\0]\0|\0[^\0]){4}")
"""Four letters of ASCII, as UTF-32 and UTF-16 write them."""


def decoded(path: str, content: bytes) -> str | Finding:
    """Return the text of a file with `\\n` line ends and without its mark of UTF-8, or SOP001 at its first bad byte."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _other(Place(path), name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _lines(content[: error.start].decode("utf-8"))
        return _undecodable(end_of(path, before), content, error)
    text = _lines(text)
    if "\0" in text:
        return _with_nul(end_of(path, text[: text.index("\0")]), content)
    return text


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(where: Place, content: bytes, error: UnicodeDecodeError) -> Finding:
    if b"\0" in content:
        return _with_nul(where, content)
    if error.reason == "unexpected end of data":
        message = Text("文件在半个字的地方断了", "the file ends in the middle of a character")
        return _unreadable(where, message, Text("重新保存或重新上传", "save it or upload it again"))
    if re.match(rb"\xed[\xa0-\xbf]", content[error.start :]):
        message = Text(
            "这里是半个字符（孤立的代理码），不是 UTF-8",
            "half a character stands here (a lone surrogate), which is no UTF-8",
        )
        return _unreadable(where, message, _AGAIN)
    if _is_gbk(content):
        return _other(where, "GBK")
    message = Text(
        f"从这里起不是 UTF-8（第 {error.start + 1} 个字节是 0x{content[error.start]:02X}）",
        f"no UTF-8 from here on (byte {error.start + 1} is 0x{content[error.start]:02X})",
    )
    return _unreadable(where, message, _AS_UTF8)


def _is_gbk(content: bytes) -> bool:
    """Tell whether the bytes are a text in GB 18030, of which GBK and GB 2312 are parts."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _with_nul(where: Place, content: bytes) -> Finding:
    head = content[:4096]
    for looks, name in ((_WIDE, "UTF-32"), (_DOUBLE, "UTF-16")):
        if looks.search(head):
            return _other(Place(where.path), name)
    message = Text("这里有一个空字符（NUL）", "a NUL character stands here")
    return _unreadable(where, message, Text("用文本编辑器重新保存", "save it again in a text editor"))


_AS_UTF8 = Text("用编辑器「另存为」，编码选 UTF-8", "save it in an editor with the encoding UTF-8")
_AGAIN = Text("删去它，重新打一遍这几个字", "remove it and type the text again")


def _other(where: Place, encoding: str) -> Finding:
    message = Text(f"看起来是 {encoding} 编码，应当是 UTF-8", f"this looks like {encoding}; expected UTF-8")
    return _unreadable(where, message, _AS_UTF8)


def _unreadable(where: Place, message: Text, help_: Text) -> Finding:
    return Finding(code="SOP001", severity=Severity.ERROR, place=where, message=message, help=help_)
