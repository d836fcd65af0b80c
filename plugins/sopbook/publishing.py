"""A build fills a fresh folder beside the site, and the folder takes the site's place when it is complete.

Whatever ends a build early (an error, a full disk, a signal, `kill -9`), the site is the former one or the new one, whole.
What such a build leaves beside the site is taken away by the next: a lock on a folder says that its build still lives.
The machine itself going down is not provided for: nothing is forced onto the disk, as with any other build.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sopbook.errors import SopbookError
from sopbook.reading import changes, snapshot
from sopbook.render.report.lines import visible

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_NEW, _READY, _OLD = "new", "ready", "old"
"""What a folder beside the site holds: a build under way, a complete site about to move in, a former site moved out."""

_MOST = 5
"""Changed files that are named."""

_UNCHANGED = "什么也没有发布，原来的站点没有改动"
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件太大",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOENT: "文件不见了（是不是在生成的时候被移走了？）",
    errno.ENOSPC: "磁盘满了，腾出一些空间再来",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
}


class Publication:
    """One build's way to where the `site` is read; `folder` is what the build fills."""

    def __init__(self, site: Path, handbook: Path, *, exchanges: bool = True) -> None:
        """Make the fresh folder for `site`, a link to which stays one, after mending what a killed build left.

        The files below `handbook` must stay as they are now, or pages would not be of one piece. Without `exchanges`
        the folders change places in two steps, as where the system knows no better. Raises SopbookError where a
        site cannot be replaced.
        """
        self.site, self._site = site, site.resolve()
        _keep_apart(self._site, handbook.resolve())
        self._handbook, self._read = handbook, snapshot(handbook)
        self._exchanges = exchanges
        with os_errors(self._site):
            _refuse(self._site)
            self._site.parent.mkdir(parents=True, exist_ok=True)
            _clear(self._site)
            self.folder, self._lock = _fresh(self._site)

    def publish(self) -> None:
        """Put the complete folder in the site's place; raises SopbookError if it cannot be, and the site stays."""
        self.insist_on_unchanged()
        with os_errors(self._site), _turn(self._site.parent):
            _refuse(self._site)
            _keep_hidden(self._site, self.folder)
            if not (self._exchanges and _exchange(self.folder, self._site)):
                _replace(self.folder, self._site)
        self.discard()
        with suppress(OSError):
            _clear(self._site)

    def insist_on_unchanged(self) -> None:
        """Raise SopbookError if the handbook has changed since the build began."""
        changed = changes(self._read, snapshot(self._handbook))
        if changed:
            named = [f"{self._handbook.name}/{visible(name)}" for name in changed[:_MOST]]
            more = ["…"] if len(changed) > _MOST else []
            raise SopbookError(
                f"生成的时候文件有改动：{'、'.join([*named, *more])}。{_UNCHANGED}，改完再生成一次"
                f" / changed while the site was built: {', '.join([*named, *more])}; nothing was published, build again"
            )

    def discard(self) -> None:
        """Remove the fresh folder, or what it was exchanged for; once is enough."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def os_errors(site: Path) -> Iterator[None]:
    """Turn what the system refuses while `site` is built into a message."""
    try:
        yield
    except OSError as error:
        raise SopbookError(reason_of(error, site)) from None


def reason_of(error: OSError, site: Path) -> str:
    """Return what a user has to know of an error of the system: where, what, and that `site` is as it was."""
    written = error.filename2 or error.filename  # a copy names its source first
    missing = error.filename if error.errno == errno.ENOENT else written
    name = os.fsdecode(missing) if isinstance(missing, str | bytes) else str(site)
    beside = re.escape(str(site.with_name(f".{site.name}.")))
    where = visible(os.path.relpath(re.sub(f"^{beside}[a-z]+-[0-9a-f]+", lambda _: str(site), name)))
    english = error.strerror or "input/output error"
    said = _REASONS.get(error.errno or 0, "读写出了错")
    return f"{where}: {said}。{_UNCHANGED} / {english}; nothing was published"


def _keep_apart(site: Path, handbook: Path) -> None:
    """Refuse to put the site where the handbook is: a link may lead there, which MkDocs does not see."""
    if site.is_relative_to(handbook) or handbook.is_relative_to(site):
        raise SopbookError(
            f"{site}: 站点不能放在手册的文件夹里，也不能把它盖住 / the site may neither be in the handbook's folder nor hold it"
        )


def _refuse(site: Path) -> None:
    if site.exists() and not site.is_dir():
        raise SopbookError(f"{site}: 这是文件，不是文件夹 / a file stands where the site's folder should be")
    if _is_mount(site):
        raise SopbookError(
            f"{site}: 这是挂载点，不能整体替换；把 site_dir 设成它里面的一个文件夹"
            " / a mount point cannot be replaced: let site_dir be a folder inside it"
        )


def _is_mount(site: Path) -> bool:
    """Tell whether something is mounted at `site`: for a folder of the same file system, only Linux's list says it."""
    if site.is_mount():
        return True
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    points = (line.split(" ", 5)[4] for line in mounts.splitlines())
    return str(site) in {re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), point) for point in points}


def _fresh(site: Path) -> tuple[Path, int | None]:
    """Make an empty folder beside `site`; return it and what holds its lock, if the file system knows locks."""
    while True:
        folder = _beside(site, _NEW)
        folder.mkdir()
        try:
            lock = _locked(folder)
        except (BlockingIOError, FileNotFoundError):
            continue  # another build has just taken it for a dead one's
        except OSError:
            return folder, None
        if folder.exists():
            return folder, lock
        os.close(lock)


def _beside(site: Path, kind: str) -> Path:
    return site.with_name(f".{site.name}.{kind}-{secrets.token_hex(4)}")


def _locked(folder: Path) -> int:
    """Lock a folder as long as what is returned stays open, here or in a process forked from here."""
    if sys.platform == "win32":
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def _turn(parent: Path) -> Iterator[None]:
    """Wait until no other build exchanges folders in `parent`."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _clear(site: Path) -> None:
    """Finish what a killed build had begun to put in place, and remove what no living build holds."""
    with _turn(site.parent):
        ready = sorted(_abandoned(site, _READY), key=lambda folder: folder.stat().st_mtime)
        if ready:
            _replace(ready[-1], site)
        if not site.exists():
            for former in _abandoned(site, _OLD)[:1]:
                former.rename(site)
        for kind in (_NEW, _READY, _OLD):
            for folder in _abandoned(site, kind):
                shutil.rmtree(folder, ignore_errors=True)


def _abandoned(site: Path, kind: str) -> list[Path]:
    """Return the folders of a kind beside `site` whose build has ended."""
    prefix = f".{site.name}.{kind}-"
    return [path for path in site.parent.iterdir() if path.name.startswith(prefix) and not _is_held(path)]


def _is_held(folder: Path) -> bool:
    try:
        os.close(_locked(folder))
    except OSError:
        return True
    return False


def _keep_hidden(site: Path, folder: Path) -> None:
    """Take over `.gitignore` and whatever else no build makes: MkDocs leaves names that begin with a dot alone, too."""
    if not site.exists():
        return
    for path in site.iterdir():
        target = folder / path.name
        if path.name.startswith(".") and not os.path.lexists(target):
            if path.is_dir() and not path.is_symlink():
                shutil.copytree(path, target, symlinks=True)
            else:
                shutil.copy2(path, target, follow_symlinks=False)
    folder.chmod(site.stat().st_mode & 0o7777)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the file system cannot."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
            failed = ctypes.CDLL(None).renameat2(here, names[0], here, names[1], exchange)
        elif sys.platform == "darwin":
            failed = ctypes.CDLL(None).renamex_np(*names, 2)  # RENAME_SWAP
        else:
            return False
    except AttributeError:  # an older C library
        return False
    return bool(failed == 0)


def _replace(folder: Path, site: Path) -> None:
    """Put `folder` in the place of `site` step by step; whoever comes after a kill finds it ready and finishes."""
    ready, old = _beside(site, _READY), _beside(site, _OLD)
    folder.rename(ready)
    try:
        if site.exists() and not _moved(site, old):
            shutil.rmtree(site)
        ready.rename(site)
    except BaseException:
        if old.exists():
            old.rename(site)
        ready.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _moved(site: Path, old: Path) -> bool:
    """Move the former site out; False where it stands in a lower layer of an overlay: that can be removed, but not moved."""
    try:
        site.rename(old)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    return True


def is_refused(config: MkDocsConfig) -> bool:
    """Tell whether MkDocs is about to end a strict build: it counts warnings all along, but asks after the last hook."""
    names = ("mkdocs", "properdocs") if config.strict else ()
    handlers = (handler for name in names for handler in logging.getLogger(name).handlers)
    return any(handler.get_counts() for handler in handlers if hasattr(handler, "get_counts"))
