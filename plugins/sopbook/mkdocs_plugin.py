"""The MkDocs plugin: options, hooks, and findings to the MkDocs log. All knowledge is in the core."""

from __future__ import annotations

import gc
import html
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from posixpath import join
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from pymdownx import slugs

from sopbook import files as disk
from sopbook import printing, reading, search, segmenter, theme
from sopbook.collector import keeping_all
from sopbook.errors import SopbookError
from sopbook.findings import Finding, Severity
from sopbook.glossary import terms_of, words_of
from sopbook.handbook import Handbook, industry_of
from sopbook.limits import PageLimits
from sopbook.navigation import navigation_of
from sopbook.offline import Offline
from sopbook.options import Options, scope_of, settings_from, templates_folder, today_of
from sopbook.pages import add_headings, escape_title, forget_unknown_icon, home_of, mended, meta_of
from sopbook.pipeline import Site, check, equip, publish, read
from sopbook.release import Release
from sopbook.render.links import page_url, relative
from sopbook.render.report import line_of
from sopbook.render.search_index import names_in
from sopbook.render.term_links import TermLinks
from sopbook.render.today import PATH as TODAY
from sopbook.shrink import shrink
from sopbook.verification import plan_of

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.sopbook")
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.HINT: logging.INFO}
_ASSETS = "assets/sopbook"


class SopbookPlugin(BasePlugin[Options]):
    """Adds what sopbook makes of a handbook's playbooks to the site that MkDocs builds."""

    handbook: Handbook
    site: Site
    release: Release | None = None
    """The build's way to its readers, once it has begun."""

    below: list[str]
    """The theme's folders that ours stand above: `material/…` in our templates."""

    served_at: str | None = None
    """Of a site that is opened from a folder: where it stands on a server, or ""."""

    is_preview = False
    in_place = False
    """Whether pages are made where they are read: in a preview or a dirty build."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a writer looks at it: kept pages would puzzle them."""
        self.is_preview = command == "serve"
        self.in_place = self.is_preview or dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the theme's folder, style and script; keep Chinese in anchors unless told otherwise."""
        theme.require_material(config)
        self.templates = templates_folder(self.config, config.config_file_path)
        folders = [str(folder / "theme") for folder in disk.template_folders(self.templates)]
        self.below = theme.stand_above(config, folders)
        theme.settle(config)
        keeps = self.config.offline and not self.is_preview
        self.offline = Offline(config.theme.dirs, keeps=keeps, served_at=self.served_at)
        config.extra_css.insert(0, self.offline.asset(f"{_ASSETS}/sopbook.css"))
        config.extra_javascript.insert(0, self.offline.asset(f"{_ASSETS}/sopbook.js"))
        diagrams = theme.draws_diagrams(config, self.config.hosts, policy=self.config.policy)
        self.terms, self.limits = TermLinks(), PageLimits(diagrams=diagrams)
        config.markdown_extensions += [self.terms, self.limits]  # type: ignore[list-item]  # Python-Markdown takes either
        segmenter.prepare()
        toc = config.mdx_configs.setdefault("toc", {})
        toc["slugify"] = self._beside_ours(toc.get("slugify") or slugs.slugify(case="lower"))
        return config

    def _beside_ours(self, slugify: Callable[[str, str], str]) -> Callable[[str, str], str]:
        """Keep the anchors of an author's headings apart from those of what we add to the same page."""
        self.ours: set[str] = set()

        def apart(heading: str, separator: str) -> str:
            slug = slugify(heading, separator)
            return f"{slug}{separator}1" if slug in self.ours else slug

        return apart

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read the handbook before MkDocs empties the site's folder, so that an error leaves it whole."""
        with keeping_all(), _expected_failures():
            self.release = None  # the one of the build before
            self.release = Release(config, self.config, in_place=self.in_place, is_preview=self.is_preview)
            if self.config.pdf:
                printing.require()
            settings = settings_from(self.config, config, config.config_file_path)
            today = today_of(self.config.today, settings)
            sources, unreadable = reading.read_handbook(
                Path(config.docs_dir), scope_of(config, config.config_file_path)
            )
            drafts = config.draft_docs  # what links to one would be broken
            published = [one for one in sources if drafts is None or not drafts.match_file(one[0])]
            self.handbook, found = read(published, settings, today)
            studio = equip(self.handbook, *disk.load_templates(self.templates))
            self.limits.begin()
            self.told = check(self.handbook, [*unreadable, *found], studio)
            self._report(self.told, config)
            self.site = publish(studio)
            self._learn_words()
            self.playbooks = {playbook.path: playbook for playbook in self.handbook.playbooks.values()}

    def _learn_words(self) -> None:
        """Have the glossary's words linked, and have the search take them, titles and tags whole."""
        terms, settings = terms_of(self.handbook), self.handbook.settings
        self.terms.learn(terms, settings.glossary, settings.unlinked)
        titles = [rule.title.zh for rule in self.site.studio.rules]
        segmenter.teach(words_of(self.handbook, terms, titles))

    def _report(self, findings: list[Finding], config: MkDocsConfig) -> None:
        lang = self.handbook.settings.lang
        folder = Path(config.docs_dir).name
        for finding in findings:
            log.log(_LEVELS[finding.severity], line_of(finding, lang, folder))
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        if errors:
            raise PluginError(
                f"sopbook: {errors} 处错误，什么也没有发布 / {errors} errors, nothing was published"
            )

    def report_pages(self, config: MkDocsConfig) -> None:
        """Report what rendering the authors' pages has found; raises PluginError for an error."""
        self._report([*self.limits.findings(self.handbook, self.told)], config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages that are all ours, and keep playbooks and months out of the navigation."""
        for part in self.site.parts.values():
            if part.title is not None and files.get_file_from_path(part.path) is None:
                files.append(File.generated(config, part.path, content=""))
        for file in files.documentation_pages():
            ours = self.site.parts.get(file.src_uri)
            added = ours is not None and (not ours.in_navigation or (ours.title and config.nav is not None))
            if industry_of(file.src_uri) or added:
                file.inclusion = InclusionLevel.NOT_IN_NAV
        if config.nav is None:
            paths = [file.src_uri for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)]
            config.nav = navigation_of(paths, self.handbook, self.site.studio.words)
        return files

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Remember the pages of the navigation: those outside it belong to one of them."""
        self.nav = nav
        self.navs: dict[tuple[str | None, int, bool], dict[str, str]] = {}
        self.homes: dict[str, Page | Section] = {page.file.src_uri: home_of(page) for page in nav.pages}

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Begin to write what needs no page's template; MkDocs has emptied the site's folder, and read the authors' texts."""
        self.report_pages(config)
        theme.lead_below(env, self.below)
        assert self.release is not None
        self.release.watch(env)
        self.files = files
        books = printing.books(self.site.calendars, files, Path(config.docs_dir)) if self.config.pdf else ()
        self.release.write(self.offline.files(chain(self.site.files(), books)))
        env.filters["asset"] = self.offline.asset
        env.globals["sopbook_t"] = self.site.studio.words
        env.globals["sopbook_frame"] = self.offline.frame(self.site.studio.words)
        self.offline.know({page_url(page.src_uri): page.url for page in files.documentation_pages()})
        if search.in_parts(self.config.search, len(self.handbook.playbooks)):
            engine, names = self.offline.asset(search.ENGINE), names_in(self.handbook, self.site.studio.url)
            search.divide(config.plugins.get("material/search"), Path(config.site_dir), engine, names)
        return env

    def on_page_read_source(self, *, page: Page, **_: Any) -> str | None:
        """Hand MkDocs a page's body: its front matter has been read, and more strictly."""
        path = page.file.src_uri
        part = self.site.parts.get(path)
        if part is not None and part.home is not None and page.parent is None:
            page.parent = self.homes.get(part.home)  # type: ignore[assignment]  # a page is a fine parent, MkDocs only never needed one
        authored = self.playbooks.get(path) or self.handbook.pages.get(path)
        if authored is not None:
            return authored.source.body
        return "" if part is not None else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
        """Replace what MkDocs knows of the page by what we read, escaped for where templates put it."""
        path = page.file.src_uri
        authored = self.playbooks.get(path) or self.handbook.pages.get(path)
        self.terms.path, self.limits.path = path if authored is not None else "", path
        part = self.site.parts.get(path)
        self.ours = {heading.anchor for heading in (*part.headings_before, *part.headings)} if part else set()
        if part is not None or authored is not None:
            page.meta = meta_of(part, authored)
            forget_unknown_icon(page, config)
        return markdown

    @event_priority(100)  # before whatever else adds to an author's HTML
    def on_page_content(self, content: str, *, page: Page, **_: Any) -> str:
        """Publish what of an author's HTML may be; add a sentence for the search, and our headings to the contents."""
        path = page.file.src_uri
        part, authored = self.site.parts.get(path), self.handbook.pages.get(path)
        intro = (part and part.intro) or (authored and authored.matter.description)
        if part is not None:
            add_headings(page, part)
        escape_title(page)
        content = mended(self.limits.published(content), self.site.studio.words)
        return f'<p class="sop-intro">{html.escape(intro)}</p>\n{content}' if intro else content

    def on_page_context(self, context: Any, *, page: Page, **_: Any) -> Any:
        """Give the page's template what we made for it."""
        part = self.site.parts.get(page.file.src_uri)
        if part is not None:
            with _expected_failures():
                context["sopbook"] = {
                    "lead": part.lead(),
                    "html": part.html(),
                    "styles": part.styles,
                    "scripts": part.scripts,
                    "scripts_first": part.scripts_first,
                    "today": self.site.studio.url(TODAY),
                }
            outside = part.home is not None and not part.in_navigation
            key = (part.home, page.url.count("/"), "navigation" in page.meta.get("hide", ()))
            context["sopbook"]["nav"] = self.navs.setdefault(key, {}) if outside else {}
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Take scripts out of the page; lead links to files where the site is opened from a folder."""
        assert self.release is not None
        return self._local(self.release.settled(output, partial(relative, base=page.url)), page)

    def _local(self, html: str, page: Page) -> str:
        return self.offline.page(html, page.url, page_url(page.file.src_uri))

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig, **_: Any) -> str:
        """Do to the page for what is not found what is done to any other; a server shows it at any address."""
        if self.release is None or not template_name.endswith(".html"):
            return output
        root = urlsplit(config.site_url or "/").path
        return self.release.settled(output, lambda url: join(root, url))

    @event_priority(-100)  # after whatever else adds to the site
    def on_post_build(self, *, config: MkDocsConfig, **_: Any) -> None:
        """Wait until feeds, sheets, texts and data are written, then add what depends on the whole site."""
        assert self.release is not None
        with _expected_failures():
            written = self.release.written(on_server=self.served_at is None)
            shrink(Path(config.site_dir, _ASSETS))
            self.offline.finish(Path(config.site_dir), self.site.studio)
            trusted = self.release.trusted
            self.release.publish(plan_of(self.files, self.nav, written, trusted, self._local))
        gc.unfreeze()

    @event_priority(-100)  # the message takes the place of the error, which ends the event
    def on_build_error(self, *, error: Exception, **_: Any) -> None:
        """Let nothing be written once the build has failed, and say in a message what MkDocs would show as a traceback."""
        if self.release is not None:
            self.release.abandon()
        if isinstance(error, TemplateError):
            where = f"{getattr(error, 'filename', None) or 'templates/theme'}:{getattr(error, 'lineno', 1)}"
            raise PluginError(f"{where}: 模板读不懂 / the template cannot be read: {error}") from None
        if isinstance(error, OSError) and self.release is not None:
            reason = self.release.reason_of(error)
            if reason is not None:
                raise PluginError(reason) from None

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """Watch the templates as well; playbooks are in docs_dir, which MkDocs watches."""
        for folder in disk.template_folders(self.templates):
            server.watch(str(folder))
        return server


@contextmanager
def _expected_failures() -> Iterator[None]:
    """Hand MkDocs an expected failure as its own kind, which it reports without a traceback."""
    try:
        yield
    except SopbookError as error:
        raise PluginError(str(error)) from None
