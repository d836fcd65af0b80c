"""One build's way to its readers: what pages carry for their safety, the last look at them all, and the change of folders."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from sopbook import files as disk
from sopbook import theme
from sopbook.background import Background
from sopbook.options import Options
from sopbook.provenance import Link, Marks
from sopbook.publishing import Publication, is_refused, reason_of
from sopbook.render.parts import File
from sopbook.render.policy import content_policy, headers_file, with_policy
from sopbook.verification import Plan, insist, verify

log = logging.getLogger("mkdocs.plugins.sopbook")


class Release:
    """What one build publishes, and how. MkDocs fills `config.site_dir`, which leads elsewhere until all is well."""

    def __init__(self, config: MkDocsConfig, options: Options, *, in_place: bool, is_preview: bool) -> None:
        """Have MkDocs fill a fresh folder, unless the site is made `in_place`; raises SopbookError where it cannot be.

        Pages of a preview carry no policy: MkDocs writes a script into them.
        """
        self._config = config
        elsewhere = theme.elsewhere(config, options.hosts)
        self.trusted = elsewhere.trusted
        self._policy = content_policy(elsewhere)
        self._insists = options.policy
        self._carries_policy = options.policy and not is_preview
        self._marks: Marks | None = None
        self._publication: Publication | None = None
        self._writing: Background[dict[str, int]] | None = None
        if not in_place:
            self._publication = Publication(Path(config.site_dir), Path(config.docs_dir))
            atexit.register(self.abandon)  # Ctrl-C reaches no hook
            config.site_dir = str(self._publication.folder)

    def watch(self, env: Environment) -> None:
        """Learn which scripts the templates of `env` write, before any is loaded."""
        self._marks = Marks(env) if self._carries_policy else None

    def settled(self, html: str, link: Link) -> str:
        """Return a finished page with its policy and without scripts in it; `link` leads from it to a file of the site."""
        return with_policy(self._marks.settled(html, link), self._policy) if self._marks else html

    def write(self, files: Iterable[File]) -> None:
        """Begin to write files that are no pages."""
        folder = Path(self._config.site_dir)
        self._writing = Background(lambda: disk.write_all(folder, files))

    def written(self, *, on_server: bool) -> dict[str, int]:
        """Wait until these are written, with the scripts that stood in pages and what hosts send; return all with their sizes."""
        sizes = self._writing.finish() if self._writing is not None else {}
        return sizes | disk.write_all(Path(self._config.site_dir), self._files(on_server))

    def _files(self, on_server: bool) -> Iterator[File]:
        if self._marks is not None:
            yield from self._marks.files()
            if on_server:
                yield headers_file(self._policy)

    def publish(self, plan: Plan) -> None:
        """Put the finished folder where the site is read; raises SopbookError if something is wrong with it."""
        publication = self._publication
        if publication is None:
            return
        publication.insist_on_unchanged()  # or what is missing now would be told as a fault
        verdict = verify(publication.folder, plan)
        # Without a policy other plugins write scripts into pages, and the handbook has said so.
        for text in (*verdict.lost, *(() if self._insists else verdict.active)):
            log.warning("%s / %s", text.zh, text.en)
        insist([*verdict.faults, *(verdict.active if self._insists else ())])
        if not is_refused(self._config):
            publication.publish()
            self._config.site_dir = str(publication.site)
            self._publication = None
            atexit.unregister(self.abandon)

    def abandon(self) -> None:
        """End what is still being written, and leave nothing of the build beside the site."""
        atexit.unregister(self.abandon)
        if self._writing is not None:
            self._writing.abandon()
        if self._publication is not None:
            self._publication.discard()

    def reason_of(self, error: OSError) -> str | None:
        """Return what to say of an error of the system while the folder was filled."""
        return reason_of(error, self._publication.site) if self._publication is not None else None
