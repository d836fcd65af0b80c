"""Templates are loaded, and files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
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
from sopbook.findings import Finding, Text
from sopbook.reading import read_text
from sopbook.render.parts import File, RuleTemplate
from sopbook.schema import read_rule_template

_PACKAGE = Path(__file__).parent


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


def write_all(folder: Path, files: Iterable[File]) -> dict[str, int]:
    """Write files below `folder`, making folders as needed; return how many bytes each has."""
    made: set[Path] = set()
    written: dict[str, int] = {}
    for file in files:
        path = folder / file.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        content = file.content
        written[file.path] = path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return written


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
