"""`sopbook explain`: a check's documentation."""

from __future__ import annotations

import click

from sopbook.checks import DOCS, RETIRED
from sopbook.checks.codes import near_code
from sopbook.cli.common import expected_failures, lang_option, language
from sopbook.errors import SopbookError
from sopbook.findings import Lang
from sopbook.pipeline import shown
from sopbook.render.explain import FAMILIES, SEVERITIES, text_of
from sopbook.render.words import Words


@click.command()
@click.argument("code", required=False)
@lang_option
@expected_failures
def explain(code: str | None, lang: str | None) -> None:
    """Tell what the CODE of a finding means, why, and how to mend it; without CODE list them all.

    Exit code 1 for a code that there is not.
    """
    spoken = language(lang)
    if code is None:
        click.echo(_all(spoken), nl=False)
        return
    doc = DOCS.get(code.upper())
    if doc is None:
        raise SopbookError(_unknown(code, spoken))
    click.echo(text_of(doc, shown(doc.code), Words(spoken)), nl=False)


def _all(lang: Lang) -> str:
    """Return every code with its title, by family."""
    lines: list[str] = []
    for family in FAMILIES:
        lines += ["", family.title.of(lang)] if lines else [family.title.of(lang)]
        lines += [
            f"  {doc.code}  {doc.title.of(lang)} · {SEVERITIES[doc.severity].of(lang)}" for doc in family.docs
        ]
    return "".join(f"{line}\n" for line in lines)


def _unknown(code: str, lang: Lang) -> str:
    meant = RETIRED.get(code.upper())
    if meant is not None:
        zh, en = f"{code.upper()} 已经不用了：{meant}", f"{code.upper()} is no longer in use: {meant}"
        return zh if lang == "zh" else en
    near = near_code(code, DOCS)
    zh, en = f"没有「{code[:40]}」这个编号", f"no such code: {code[:40]}"
    if near is None:
        return f"{zh}。不写编号就列出全部" if lang == "zh" else f"{en}. Without a code all are listed"
    return f"{zh}。{near.zh}" if lang == "zh" else f"{en}. {near.en}"
