"""A handbook's files are read safely: what is no text, no file or no name that every computer can hold is a finding."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sopbook.decoding import decoded
from sopbook.drawings import check_drawing
from sopbook.errors import SopbookError
from sopbook.findings import Finding, Place, Severity, Text
from sopbook.names import PAGE, TEXT_TYPES, collisions, printable, untaken, unusable

MAX_FILE = 2 * 1024 * 1024
"""Bytes of one Markdown file, or of a drawing, that are read."""
MAX_OTHER = 20 * 1024 * 1024
"""Bytes of any other file that is published."""
_HEAD = 512
"""Bytes of a file that a browser looks at when it guesses what it is."""


class Scope(NamedTuple):
    """What the trusted configuration says of a handbook's files."""

    left_out: Callable[[str], bool]
    """Tells whether the file of a name is not published, as `exclude_docs` says."""
    named: frozenset[str] = frozenset()
    """Scripts, styles and templates that it names, which may be of any type; a name ending in `/` is a folder."""

    def names(self, name: str) -> bool:
        """Tell whether the configuration names the file, or a folder that it is in."""
        return name in self.named or any(name.startswith(one) for one in self.named if one.endswith("/"))


def hidden_or_template(name: str) -> bool:
    """Tell whether MkDocs leaves a file out where nothing else is said."""
    return name.startswith((".", "templates/")) or "/." in name


_DEFAULT = Scope(hidden_or_template)


def read_handbook(folder: Path, scope: Scope = _DEFAULT) -> tuple[list[tuple[str, str]], list[Finding]]:
    """Return (path, text) of every page below `folder`, in order; what may not be published is a finding.

    What the configuration leaves out is passed over; but a link to a folder is refused wherever it stands, for MkDocs
    goes where it leads before it asks what is left out.
    """
    if not folder.is_dir():
        raise SopbookError(f"{folder}: 找不到群SOP文件夹 / no such folder of playbooks")
    files: list[tuple[str, str]] = []
    findings: list[Finding] = []
    names: list[str] = []
    for entry in _below(folder, scope):
        if isinstance(entry, Finding):
            findings.append(entry)
            continue
        read = _published(*entry, scope)
        if isinstance(read, Finding):
            findings.append(read)
        elif read is not None:
            files.append((entry[1], read))
        if not scope.names(entry[1]):
            names.append(entry[1])
    return sorted(files), [*findings, *collisions(names)]


def _published(path: Path, name: str, scope: Scope) -> str | Finding | None:
    """Return the text of a page, nothing for a file that is published as it stands, or why there is neither."""
    if scope.names(name):
        return _check_file(path, name)
    return read_text(path, name) if path.suffix == PAGE else _check_other(path, name)


def _below(folder: Path, scope: Scope) -> Iterator[tuple[Path, str] | Finding]:
    """Yield every file below `folder` that may be published, with its name from above, and what cannot be one."""
    folders = [(folder, "")]
    while folders:
        below, inside = folders.pop()
        for entry in _entries(below):
            name = inside + entry.name
            is_folder = entry.is_dir()
            is_left_out = scope.left_out(f"{name}/" if is_folder else name)
            if entry.is_symlink():
                if is_folder or not is_left_out:
                    yield _link(printable(name))
            elif not is_left_out and (unfit := unusable(name)) is not None:
                yield unfit
            elif is_folder:
                folders.append((Path(entry.path), f"{name}/"))
            elif not is_left_out:
                yield Path(entry.path), name


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        raise SopbookError(f"{folder}: 打不开 / cannot be opened: {error.strerror}") from None


def _check_other(path: Path, name: str) -> Finding | None:
    """Return why a file that is no page is not published as it stands."""
    wrong = _check_file(path, name) or untaken(name)
    suffix = PurePosixPath(name).suffix.lower()
    if wrong is not None:
        return wrong
    if suffix == ".svg":
        text = read_text(path, name)
        return text if isinstance(text, Finding) else check_drawing(name, text)
    head = _read(path, name, _HEAD, whole=False)
    if isinstance(head, Finding):
        return head
    if suffix not in TEXT_TYPES and head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        message = Text(f"里面是网页，不是 {suffix} 文件", f"this is a web page, no {suffix} file")
        return _finding(
            "SOP014", name, message, Text("重新下载或导出这个文件", "download or export it again")
        )
    return None


def _check_file(path: Path, name: str) -> Finding | None:
    """Return why something is no regular file of a bounded size."""
    try:
        about = path.lstat()
    except OSError as error:
        return _closed(name, error)
    return _irregular(name, about, MAX_OTHER)


def _irregular(name: str, about: os.stat_result, limit: int) -> Finding | None:
    if stat.S_ISLNK(about.st_mode):
        return _link(name)
    if not stat.S_ISREG(about.st_mode):
        return _finding("SOP001", name, Text("这不是普通文件", "this is no regular file"), _REMOVE)
    return _too_large(name, about.st_size, limit) if about.st_size > limit else None


def read_text(path: Path, name: str) -> str | Finding:
    """Return the text of a file with `\\n` line ends, or the finding that says why it cannot be read."""
    content = _read(path, name, MAX_FILE)
    return content if isinstance(content, Finding) else decoded(name, content)


def _read(path: Path, name: str, limit: int, *, whole: bool = True) -> bytes | Finding:
    """Return a file's first `limit` bytes; with `whole` more of them are a finding.

    Neither a pipe nor a file that grows can hold the reader up, nor a link lead it elsewhere: what counts is what the
    opened file is, whatever stood there before.
    """
    try:
        handle = os.open(path, _SAFELY)
    except OSError as error:
        return _link(name) if path.is_symlink() else _unopened(path, name, error)
    with os.fdopen(handle, "rb") as file:
        wrong = _irregular(name, os.fstat(handle), limit if whole else MAX_OTHER)
        if wrong is not None:
            return wrong
        try:
            content = file.read(limit + whole)
        except OSError as error:
            return _closed(name, error)
    return _too_large(name, len(content), limit) if len(content) > limit else content


_SAFELY = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)
"""Opens no link and waits for nobody; not every system has all of it."""


def _unopened(path: Path, name: str, error: OSError) -> Finding:
    """A socket or a device without a driver cannot be opened at all: that is what is said of it."""
    try:
        return _irregular(name, path.lstat(), MAX_FILE) or _closed(name, error)
    except OSError:
        return _closed(name, error)


Snapshot = dict[str, tuple[int, int, int]]
"""Names below a folder, each with the file's size, time of change in nanoseconds and inode."""


def snapshot(folder: Path) -> Snapshot:
    """Return what stands below `folder` at this moment; what is hidden does not count."""
    seen: Snapshot = {}
    folders = [(folder, "")]
    while folders:
        below, inside = folders.pop()
        for entry in _entries(below):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append((Path(entry.path), f"{inside}{entry.name}/"))
            else:
                about = entry.stat(follow_symlinks=False)
                seen[inside + entry.name] = (about.st_size, about.st_mtime_ns, about.st_ino)
    return seen


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the names of the files that came, went or changed between two snapshots, in order."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


_REMOVE = Text("删去它", "remove it")


def _link(name: str) -> Finding:
    message = Text("这是一个链接，不是文件", "this is a link, not a file")
    return _finding("SOP001", name, message, Text("把链接换成文件本身", "put the file itself here"))


def _too_large(name: str, size: int, limit: int) -> Finding:
    message = Text(f"文件有 {size:,} 字节，上限 {limit:,}", f"{size:,} bytes; at most {limit:,} are taken")
    is_text = limit == MAX_FILE
    help_ = (
        Text("分成几页", "split the page")
        if is_text
        else Text(
            "压缩它，或放到网盘、视频号，这里写链接", "make it smaller, or put it elsewhere and link to it"
        )
    )
    return _finding("SOP001", name, message, help_)


def _closed(name: str, error: OSError) -> Finding:
    message = Text(f"打不开：{error.strerror}", f"cannot be opened: {error.strerror}")
    return _finding("SOP001", name, message, Text("检查文件的权限", "check the file's permissions"))


def _finding(code: str, name: str, message: Text, help_: Text) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, place=Place(name), message=message, help=help_)
