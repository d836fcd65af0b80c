"""The theme: our templates stand above Material's, and a few of its settings are settled for a handbook."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from sopbook.markup import DIAGRAM
from sopbook.render.policy import Elsewhere

log = logging.getLogger("mkdocs.plugins.sopbook")

_OF_MATERIAL = "partials/tags.html"
"""A template by which Material, or a theme made of it, is known."""

_STOCK_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material loads from another host where a handbook names no font."""

_FONTS, _FONT_FILES = "https://fonts.googleapis.com", "https://fonts.gstatic.com"
_MERMAID = "https://unpkg.com"
"""The host from which Material's script loads the one that draws diagrams, unless the page has it."""

_GITHUB = re.compile(r".+github\.com/[^/]+")
_GITLAB = re.compile(r".+?([^/]*gitlab[^/]+)/.+")
"""Repositories whose host Material asks for their stars and latest release."""


def require_material(config: MkDocsConfig) -> None:
    """Raise PluginError unless the theme is Material or made of it."""
    if not any(Path(folder, _OF_MATERIAL).is_file() for folder in config.theme.dirs):
        raise PluginError(
            f"mkdocs.yml: theme: 「{config.theme.name}」不行，写上 theme: material / sopbook needs theme: material"
        )


def stand_above(config: MkDocsConfig, folders: Sequence[str]) -> list[str]:
    """Put our folders of templates above the theme's own, below the handbook's; return those that they stand above."""
    custom = 1 if config.theme.custom_dir else 0
    config.theme.dirs[custom:custom] = [folder for folder in folders if folder not in config.theme.dirs]
    return config.theme.dirs[custom + len(folders) :]


def settle(config: MkDocsConfig) -> None:
    """Ask no other host for fonts unless the handbook names one; have pages loaded whole: they have scripts of their own.

    Where pages may take in other files (`pymdownx.snippets`), those are the handbook's, unless its configuration says more.
    """
    if "pymdownx.snippets" in config.markdown_extensions:
        snippets = config.mdx_configs.setdefault("pymdownx.snippets", {})
        snippets.setdefault("base_path", [config.docs_dir])
    if config.theme.get("font") == _STOCK_FONT:
        config.theme["font"] = False
    features = config.theme.get("features") or []
    instant = [name for name in features if name.startswith("navigation.instant")]
    if instant:
        log.info("sopbook: 不用 / left out: %s", ", ".join(instant))
        config.theme["features"] = [name for name in features if name not in instant]


def elsewhere(config: MkDocsConfig, hosts: Sequence[str]) -> Elsewhere:
    """Return what pages load from other hosts: those that the handbook names, and what its configuration asks for."""
    extra = config.extra
    styles = list(_foreign(config.extra_css))
    if config.theme.get("font"):
        styles.append(_FONTS)
    return Elsewhere(
        hosts=tuple(hosts),
        scripts=tuple(_foreign([*extra.get("polyfills", ()), *config.extra_javascript])),
        styles=tuple(styles),
        fonts=(_FONT_FILES,) if any(style.startswith(_FONTS) for style in styles) else (),
        connections=tuple(_stars(config.repo_url or "")),
    )


def draws_diagrams(config: MkDocsConfig, hosts: Sequence[str], *, policy: bool) -> bool:
    """Tell whether Mermaid's diagrams are drawn: configured, and with a script that pages may load; warn of half of it."""
    fences = (config.mdx_configs.get("pymdownx.superfences") or {}).get("custom_fences") or ()
    if not any(fence.get("class") == DIAGRAM for fence in fences):
        return False
    has_script = any(DIAGRAM in str(script) for script in config.extra_javascript)
    if has_script or _MERMAID in hosts or not policy:
        return True
    log.warning(
        "mkdocs.yml: Mermaid 图不会画，只显示代码：sopbook.hosts 里没有 %s / Mermaid's diagrams are shown as code",
        _MERMAID,
    )
    return False


def _foreign(addresses: Iterable[object]) -> Iterator[str]:
    return (address for address in map(str, addresses) if urlsplit(address).netloc)


def _stars(repository: str) -> Iterator[str]:
    if _GITHUB.match(repository):
        yield "https://api.github.com"
    elif found := _GITLAB.match(repository):
        yield f"https://{found[1]}"


def lead_below(env: Environment, below: Sequence[str]) -> None:
    """Have `material/…` lead to the templates below ours.

    Templates are read once a build: Jinja would look at the disk at every one of some fifty includes a page.
    """
    env.auto_reload = False
    assert env.loader is not None
    env.loader = ChoiceLoader([env.loader, PrefixLoader({"material": FileSystemLoader(below)})])
