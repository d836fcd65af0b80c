"""A handbook's files are read safely: what is no text, no file or no name that every computer can hold is a finding."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sopbook.errors import SopbookError
from sopbook.findings import Finding, Place, Severity, Text

MAX_FILE = 2 * 1024 * 1024
"""Bytes of one Markdown file that are read."""
_OTHER_MARKDOWN = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
"""Ends of names, in any case, that MkDocs or an editor takes for Markdown; a page of a handbook ends in `.md`."""


def read_handbook(folder: Path) -> tuple[list[tuple[str, str]], list[Finding]]:
    """Return (path, text) of every Markdown file below `folder`, in order; what cannot be read is a finding.

    Hidden files and folders are passed over, as MkDocs does. Links are refused: MkDocs would publish what they point to.
    """
    if not folder.is_dir():
        raise SopbookError(f"{folder}: 找不到群SOP文件夹 / no such folder of playbooks")
    files: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for path, name in _below(folder, ""):
        is_ours = path.suffix == ".md"
        read = read_text(path, name) if is_ours or path.is_symlink() else _misnamed(name)
        if isinstance(read, Finding):
            findings.append(read)
        elif is_ours:
            files.append((name, read))
    return files, findings


def _below(folder: Path, inside: str) -> Iterator[tuple[Path, str]]:
    """Yield the Markdown files, however their names end, and every link below `folder`, with their names from above."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise SopbookError(f"{folder}: 打不开 / cannot be opened: {error.strerror}") from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = inside + entry.name
        if entry.is_symlink():
            yield Path(entry.path), name
        elif entry.is_dir():
            yield from _below(Path(entry.path), f"{name}/")
        elif name.lower().endswith(_OTHER_MARKDOWN):
            yield Path(entry.path), name


def read_text(path: Path, name: str) -> str | Finding:
    """Return the text of a file with `\\n` line ends, or the finding that says why it cannot be read."""
    try:
        about = path.lstat()
    except OSError as error:
        return _closed(name, error)
    if stat.S_ISLNK(about.st_mode):
        message = Text("这是一个链接，不是文件", "this is a link, not a file")
        return _unreadable(name, message, Text("把链接换成文件本身", "put the file itself here"))
    if not stat.S_ISREG(about.st_mode):
        message = Text("这不是普通文件", "this is no regular file")
        return _unreadable(name, message, Text("删去它", "remove it"))
    size = about.st_size
    if size > MAX_FILE:
        message = Text(
            f"文件有 {size:,} 字节，上限 {MAX_FILE:,}", f"{size:,} bytes; at most {MAX_FILE:,} are read"
        )
        return _unreadable(name, message, Text("分成几页", "split the page"))
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        return _closed(name, error)
    except UnicodeDecodeError as error:
        message = Text(f"第 {error.start} 个字节不是 UTF-8", f"byte {error.start} is not UTF-8")
        help_ = Text(
            "用编辑器「另存为」UTF-8 编码（常见原因：保存成了 GBK）",
            "save the file as UTF-8 (it may have been saved as GBK)",
        )
        return _unreadable(name, message, help_)
    if "\0" in text:
        message = Text("文件里有空字符（NUL）", "the file has a NUL character")
        return _unreadable(name, message, Text("用文本编辑器重新保存", "save it again in a text editor"))
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _closed(name: str, error: OSError) -> Finding:
    message = Text(f"打不开：{error.strerror}", f"cannot be opened: {error.strerror}")
    return _unreadable(name, message, Text("检查文件的权限", "check the file's permissions"))


def _misnamed(name: str) -> Finding:
    """MkDocs would publish it with a front matter that nobody has checked, or as it stands."""
    message = Text("Markdown 文件的名字要以 .md 结尾", "the name of a Markdown file ends in .md")
    help_ = Text(f"改名为 {Path(name).stem}.md", f"rename it to {Path(name).stem}.md")
    return _unreadable(name, message, help_)


def _unreadable(name: str, message: Text, help_: Text) -> Finding:
    return Finding(code="SOP001", severity=Severity.ERROR, place=Place(name), message=message, help=help_)
