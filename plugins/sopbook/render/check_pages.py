"""The reference of checks in the handbook: an index, and a page a family, with each example's real output."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace

from markupsafe import Markup, escape

from sopbook.checks import Check, Doc
from sopbook.findings import Finding
from sopbook.render import report
from sopbook.render.explain import (
    FAMILIES,
    FOLDER,
    SEVERITIES,
    Family,
    Trial,
    family_of,
    option_rows,
    setting_of,
    standing_of,
)
from sopbook.render.parts import ASIDE, Heading, Part, Studio
from sopbook.render.words import Words

INDEX = "contribute/checks/index.md"

Shown = Callable[[str], Trial]
"""What the bad example of a code shows."""

_CODE = re.compile(r"`([^`]+)`")


def place_of(code: str) -> tuple[str, str]:
    """Return the page that tells about a code, and the anchor there."""
    return f"contribute/checks/{family_of(code).name}.md", code.lower()


def check_parts(studio: Studio, shown: Shown) -> Iterator[Part]:
    """Yield the index and a page a family; examples are read when their page is made, and not before."""
    t = studio.words
    families = [_listed(family, t) for family in FAMILIES]
    yield Part(
        path=INDEX,
        boost=ASIDE,
        title=t.checks,
        html=lambda: studio.html("checks", INDEX, families=families),
        headings=tuple(Heading(family.anchor, family.title) for family in families),
    )
    for family in FAMILIES:
        yield _page(family, studio, shown)


def _listed(family: Family, t: Words) -> SimpleNamespace:
    rows = []
    for doc in family.docs:
        page, anchor = place_of(doc.code)
        rows.append(
            SimpleNamespace(
                doc=doc, page=page, anchor=anchor, title=_inline(doc.title.of(t.lang)), **_kind(doc, t)
            )
        )
    return SimpleNamespace(anchor=family.name, title=family.title.of(t.lang), rows=rows)


def _kind(doc: Doc, t: Words) -> dict[str, object]:
    is_off = isinstance(doc, Check) and not doc.is_on
    return {"severity": SEVERITIES[doc.severity].of(t.lang), "is_off": is_off}


def _page(family: Family, studio: Studio, shown: Shown) -> Part:
    t, docs = studio.words, family.docs
    titles = {doc.code: f"{doc.code} {doc.title.of(t.lang)}".replace("`", "") for doc in docs}
    path = place_of(docs[0].code)[0]
    return Part(
        path=path,
        boost=ASIDE,
        title=family.title.of(t.lang),
        html=lambda: studio.html("check", path, codes=[_explained(doc, t, shown(doc.code)) for doc in docs]),
        headings=tuple(Heading(place_of(code)[1], title) for code, title in titles.items()),
        intro=t.separator.join(titles.values()),
        home=INDEX,
        in_navigation=False,
    )


def _explained(doc: Doc, t: Words, trial: Trial) -> SimpleNamespace:
    texts = {name: _inline(getattr(doc, name).of(t.lang)) for name in ("title", "why", "mend", "source")}
    return SimpleNamespace(
        **texts,
        **_kind(doc, t),
        doc=doc,
        anchor=place_of(doc.code)[1],
        standing=_inline(standing_of(doc, t)),
        options=option_rows(doc, t.lang),
        setting=setting_of(doc) if isinstance(doc, Check) else "",
        output=[_printed(finding, trial, t) for finding in trial.findings],
    )


def _printed(finding: Finding, trial: Trial, t: Words) -> SimpleNamespace:
    """Return a finding's line and the excerpt below it; a page marks the place, for no caret would stand below it."""
    written = trial.texts.get(finding.place.path)
    return SimpleNamespace(
        line=report.line_of(finding, t.lang, FOLDER),
        excerpt=report.excerpt(written, finding.place) if written is not None else None,
    )


def _inline(text: str) -> Markup:
    """Return a sentence as HTML: what stands in backticks is code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))
