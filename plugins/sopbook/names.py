"""What a file of a handbook may be called: a name that every computer and every address can hold, of a type that no
browser runs, and no other file's place on the site. Core: names in, findings out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from sopbook.findings import Finding, Place, Severity, Text

MAX_PATH = 200
"""Characters of a path below the handbook: with the site's own folder Windows takes 260."""

PAGE = ".md"
_OTHER_MARKDOWN = (".markdown", ".mdown", ".mkdn", ".mkd")
"""Ends of names that MkDocs or an editor takes for Markdown."""

TYPES: dict[str, Text] = {
    "avif bmp gif ico jpeg jpg png svg webp": Text("图片", "pictures"),
    "doc docx dps et ods odt pdf ppt pptx wps xls xlsx": Text("文档", "documents"),
    "csv ics json tsv txt": Text("文字和数据", "text and data"),
    "aac amr m4a mov mp3 mp4 ogg wav webm": Text("音频和视频", "sound and film"),
    "7z rar zip": Text("压缩包", "archives"),
    "woff woff2": Text("字体", "fonts"),
}
"""What is published as it stands, besides pages: types of which a browser runs nothing."""

TEXT_TYPES = {".csv", ".ics", ".json", ".tsv", ".txt", ".svg"}
"""Those that a text may be; any other that begins like a web page is not what its name says."""

_TAKEN = {f".{name}" for names in TYPES for name in names.split()}

_OURS = (
    "assets/javascripts/",
    "assets/sopbook/",
    "assets/stylesheets/",
    "data/",
    "feeds/",
    "pdf/",
    "qr/",
    "search/",
    "sheets/",
)
"""Folders of the site that the program or the theme writes."""
_ROOTS = {"contribute", "industries", "rules", "today"} | {name.partition("/")[0] for name in _OURS}
"""What stands at the top of every site; some computers take no notice of upper and lower case."""
_OUR_TEXTS = re.compile(r"rules/.*\.txt")

_BAD = re.compile(r'[<>:"|?*\\#%]')
"""What Windows has in no name, and what parts an address or escapes in it."""
_BENDING = {"\u200c", "\u200d"}
"""Invisible, but part of words in some scripts and of emoji."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


def printable(name: str) -> str:
    """Return a name as it can be written: a byte that is no UTF-8, or half a character, as its number."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def unusable(path: str) -> Finding | None:
    """Return why the file or folder at `path` cannot be called so; what stands above it has been looked at."""
    name = PurePosixPath(path).name
    for is_bad, message, help_ in _rules(path, name):
        if is_bad:
            return _finding("SOP015", printable(path), message, help_)
    return None


def _rules(path: str, name: str) -> Iterator[tuple[object, Text, Text]]:
    """Yield what may be wrong with a name, in the order in which it is asked."""
    rename = Text("改名：用汉字、字母、数字和连字符", "rename it: letters, digits and hyphens")
    yield (
        any("\ud800" <= char <= "\udfff" for char in name),
        Text("文件名不是 UTF-8", "the name is not UTF-8"),
        rename,
    )
    hidden = next((char for char in name if _is_hidden(char)), None)
    yield (
        hidden,
        Text(
            f"文件名里有看不见的字符（U+{ord(hidden or ' '):04X}）",
            f"the name has an invisible character (U+{ord(hidden or ' '):04X})",
        ),
        rename,
    )
    bad = _BAD.search(name)
    yield (
        bad,
        Text(
            f"文件名里有「{bad and bad[0]}」，网址或别的电脑上用不了",
            f"the name has `{bad and bad[0]}`, which addresses or other computers cannot hold",
        ),
        rename,
    )
    yield (
        name.strip(" ") != name or name.endswith(".") or " ." in name,
        Text("文件名的开头、结尾有空格或句点", "the name begins or ends with a space or a dot"),
        Text("去掉它", "take it away"),
    )
    yield (
        name.startswith("-"),
        Text("文件名以短横线开头，会被命令当成选项", "the name begins with a dash, like an option"),
        rename,
    )
    yield (
        _DEVICE.match(name),
        Text("这个名字在 Windows 上是设备，建不了文件", "on Windows this is the name of a device"),
        rename,
    )
    yield (
        len(path) > MAX_PATH,
        Text(
            f"路径有 {len(path)} 个字符，上限是 {MAX_PATH}",
            f"the path has {len(path)} characters, at most {MAX_PATH}",
        ),
        Text("缩短名字，少套几层文件夹", "shorten the names, or nest fewer folders"),
    )


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") and char not in _BENDING


def untaken(path: str) -> Finding | None:
    """Return why a file that is no page is not published as it stands, by its type."""
    suffix = PurePosixPath(path).suffix
    if suffix == PAGE or suffix.lower() in _TAKEN:
        return None
    if suffix.lower() in (*_OTHER_MARKDOWN, PAGE):
        return _misnamed(path)
    found = Text(f"不收 {suffix} 文件", f"no {suffix} file is taken") if suffix else _NAMELESS
    message = Text(f"{found.zh}：{_LISTED.zh}", f"{found.en}: {_LISTED.en}")
    return _finding("SOP014", path, message, _REMOVE)


_NAMELESS = Text("文件名没有后缀，看不出类型", "the name does not end in a type")
_LISTED = Text(
    f"手册里可以放 md、{'、'.join(' '.join(TYPES).split())}",
    f"a handbook takes md, {', '.join(' '.join(TYPES).split())}",
)
_REMOVE = Text(
    "移出手册的文件夹；网站真要用的，请管理员在 mkdocs.yml 的 extra_css、extra_javascript 或 extra_templates 里写上它",
    "move it out of the handbook; what the site needs is named in mkdocs.yml: extra_css, extra_javascript or extra_templates",
)


def _misnamed(path: str) -> Finding:
    """MkDocs would publish it with a front matter that nobody has checked, or as it stands."""
    stem = PurePosixPath(path).stem
    message = Text("Markdown 文件的名字要以 .md 结尾", "the name of a Markdown file ends in .md")
    help_ = Text(f"改名为 {stem}.md", f"rename it to {stem}.md")
    return _finding("SOP001", path, message, help_)


def collisions(paths: Iterable[str]) -> Iterator[Finding]:
    """Yield each file that would stand in another's place: on the site, or on a computer that tells fewer names apart."""
    first: dict[str, str] = {}
    for path in sorted(paths):
        top = path.partition("/")[0].removesuffix(PAGE)
        if top not in _ROOTS and top.casefold() in _ROOTS:
            yield _collision(path, path.replace(top, top.casefold(), 1))
        elif path.startswith(_OURS) or _OUR_TEXTS.fullmatch(path):
            yield _in_ours(path)
        other = first.setdefault(_place(path), path)
        if other is not path and not _is_readme_beside_index(path, other):
            yield _collision(path, other)


def _place(path: str) -> str:
    """Return where a file is published, alike for names that some computers take for one."""
    stem, is_page = path.removesuffix(PAGE), path.endswith(PAGE)
    folder, _, name = stem.rpartition("/")
    if is_page and name in ("index", "README"):
        stem = folder
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", stem).casefold()) + "/" * is_page


def _is_readme_beside_index(path: str, other: str) -> bool:
    """A README.md beside an index.md is for those who read the folder; MkDocs leaves it out."""
    names = {PurePosixPath(one).name for one in (path, other)}
    return names == {"README.md", "index.md"} and PurePosixPath(path).parent == PurePosixPath(other).parent


def _collision(path: str, other: str) -> Finding:
    if unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", other):
        message = Text(
            f"和「{other}」是同一个名字，只是字的编码（Unicode 形式）不同",
            f"the same name as `{other}`, in another Unicode form",
        )
    elif path.casefold() == other.casefold():
        message = Text(f"和「{other}」只差大小写", f"differs from `{other}` in upper and lower case only")
    else:
        message = Text(
            f"和「{other}」会发布在同一个网址", f"would be published at the same address as `{other}`"
        )
    help_ = Text("给其中一个改名，或把两页并成一页", "rename one of them, or make one page of the two")
    return _finding("SOP015", path, message, help_)


def _in_ours(path: str) -> Finding:
    folder = path.rpartition("/")[0]
    message = Text(
        f"「{folder}/」里的文件由程序生成，你的会被盖掉",
        f"the files in `{folder}/` are made by the program, which would overwrite yours",
    )
    return _finding("SOP015", path, message, Text("换一个文件夹", "take another folder"))


def _finding(code: str, path: str, message: Text, help_: Text) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, place=Place(path), message=message, help=help_)
