"""Finding and reading the `mkdocs.yml` that a folder of playbooks belongs to, without starting MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from sopbook.errors import SopbookError
from sopbook.options import Options

_NAMES = ("mkdocs.yml", "mkdocs.yaml")


def find_config(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the nearest `mkdocs.yml` beside or above `folder` whose docs_dir it is, with what it says."""
    target = folder.resolve()
    for parent in (target.parent, *target.parent.parents):
        for name in _NAMES:
            path = parent / name
            if path.is_file():
                site = read_config(path)
                if (parent / str(site.get("docs_dir", "docs"))).resolve() == target:
                    return path, site
    return None


def read_config(path: Path) -> dict[str, Any]:
    """Return what a `mkdocs.yml` says, INHERIT and !ENV included; Python names in it are not looked up."""
    loader = get_yaml_loader(yaml.SafeLoader)
    loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
    try:
        with path.open("rb") as file:
            site = yaml_load(file, loader)
    except (yaml.YAMLError, ConfigurationError, OSError, ValueError) as error:
        raise SopbookError(f"{path}: 读不懂 / cannot be read: {error}") from None
    if not isinstance(site, dict):
        raise SopbookError(f"{path}: 应当是一行行「键: 值」 / expected lines of `key: value`")
    return site


def plugin_options(site: dict[str, Any]) -> Options:
    """Return the options of the sopbook plugin in a configuration, validated; defaults where it has none."""
    options = Options()
    listed = site.get("plugins") or []
    if not isinstance(listed, dict | list):
        raise SopbookError("mkdocs.yml: plugins: 应当是列表 / expected a list")
    entries = listed.items() if isinstance(listed, dict) else [_entry(item) for item in listed]
    for name, given in entries:
        if name == "sopbook" and not isinstance(given, dict | None):
            raise SopbookError("mkdocs.yml: sopbook: 应当是一行行「键: 值」 / expected lines of `key: value`")
        if name == "sopbook":
            options.load_dict(given or {})
    errors, warnings = options.validate()
    for key, problem in [*errors, *warnings]:
        raise SopbookError(f"mkdocs.yml: sopbook.{key}: {problem}")
    return options


def _entry(item: Any) -> tuple[str, Any]:
    return next(iter(item.items())) if isinstance(item, dict) and item else (str(item), None)
