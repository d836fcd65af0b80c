"""The only disk access: a handbook is read safely, and files are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    nodes,
    select_autoescape,
)
from jinja2.meta import find_undeclared_variables

from sopbook import source as sources
from sopbook.errors import SopbookError
from sopbook.findings import Finding, Place, Severity, Text
from sopbook.render.parts import File, RuleTemplate
from sopbook.schema import read_rule_template

MAX_FILE = 2 * 1024 * 1024
"""Bytes of one Markdown file that are read."""
_OTHER_MARKDOWN = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
"""Ends of names, in any case, that MkDocs or an editor takes for Markdown; a page of a handbook ends in `.md`."""
_PACKAGE = Path(__file__).parent


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


def template_folders(own: Path | None) -> list[Path]:
    """Return where templates are looked for: the handbook's own folder first, then the package's."""
    shipped = _PACKAGE / "templates"
    if not shipped.is_dir():  # a checkout: the package stands in plugins/, the templates beside it
        shipped = _PACKAGE.parent.parent / "templates"
    return [folder for folder in (own, shipped) if folder is not None and folder.is_dir()]


def load_templates(own: Path | None) -> tuple[Environment, tuple[RuleTemplate, ...]]:
    """Return the templates of pages and the rule templates, a handbook's own taking precedence file by file."""
    folders = template_folders(own)
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=select_autoescape(enabled_extensions=("html",), default_for_string=False),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    paths: dict[str, Path] = {}
    for folder in reversed(folders):
        paths.update({path.stem: path for path in sorted((folder / "rules").glob("*.txt"))})
    return env, tuple(_rule_template(path, env) for _, path in sorted(paths.items()))


def _rule_template(path: Path, env: Environment) -> RuleTemplate:
    text = read_text(path, path.name)
    if isinstance(text, Finding):
        raise _broken_template(path, text)
    source, findings = sources.read(path.name, text)
    matter, more = read_rule_template(source)
    for finding in [*findings, *more]:
        raise _broken_template(path, finding)
    assert matter is not None
    try:
        body, names = env.from_string(source.body), _names_in(env.parse(source.body))
    except TemplateError as error:
        line = source.body_line + (getattr(error, "lineno", None) or 1) - 1
        raise SopbookError(f"{path}:{line}: 模板读不懂 / the template cannot be read: {error}") from None
    return RuleTemplate(
        name=path.stem,
        title=Text(matter.title, matter.title_en or matter.title),
        description=Text(matter.description, matter.description_en or matter.description),
        needs=frozenset(need.replace("_", "-") for need in matter.needs or ()),
        section=matter.section,
        on_playbook=matter.on_playbook,
        names=names,
        body=body,
    )


def _names_in(template: nodes.Template) -> frozenset[str] | None:
    """Return what a template names; None where it takes in others, which may name anything."""
    for kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends):
        if template.find(kind) is not None:
            return None
    return frozenset(find_undeclared_variables(template))


def _broken_template(path: Path, finding: Finding) -> SopbookError:
    where = finding.place
    return SopbookError(f"{path}:{where.line}:{where.column}: {finding.code} {finding.message.of('zh')}")


def write_all(folder: Path, files: Iterable[File]) -> None:
    """Write files below `folder`, making folders as needed."""
    made: set[Path] = set()
    for file in files:
        path = folder / file.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        content = file.content
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def write_text(path: Path, content: bytes) -> None:
    """Write one file so that readers see the old or the new one, whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def fresh_folder(site: Path) -> Path:
    """Make an empty folder beside `site`, on the same file system, for a build to fill."""
    if site.exists() and not site.is_dir():
        raise SopbookError(f"{site}: 这是文件，不是文件夹 / a file stands where the site's folder should be")
    site.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=site.parent, prefix=f".{site.name}.new-"))


def swap_in(fresh: Path, site: Path) -> None:
    """Put the finished folder `fresh` in the place of `site`, keeping its `.gitignore`; on failure `site` stays."""
    if site.is_mount():
        raise SopbookError(f"{site}: 这是挂载点，不能整体替换 / a mount point cannot be replaced")
    keep = site / ".gitignore"
    if keep.is_file():
        shutil.copy2(keep, fresh / ".gitignore")
    fresh.chmod(0o755)
    old = site.with_name(f".{site.name}.old-{os.getpid()}")
    if site.exists():
        site.rename(old)
    try:
        fresh.rename(site)
    except BaseException:
        if old.exists():
            old.rename(site)
        raise
    with suppress(OSError):
        shutil.rmtree(old)
