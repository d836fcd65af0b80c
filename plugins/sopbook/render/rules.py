"""Rule templates: texts to post in a group, filled from the playbooks, with plain text beside each."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from sopbook.handbook import Industry
from sopbook.model import Playbook
from sopbook.render.links import text_url
from sopbook.render.parts import File, Heading, Part, RuleTemplate, Studio, filling
from sopbook.texts import fill, variables_of

GALLERY = "rules/index.md"
MAX_FILLED = 24
"""Playbooks that one template's page shows filled, with plain text beside; beyond that, each industry shows its first.

Neither pages nor files may grow with the number of playbooks: every playbook's own page shows its texts anyway.
"""
SECTIONS = ("name_card", "services", "questions", "forbidden", "allowed")


def applies(template: RuleTemplate, playbook: Playbook) -> bool:
    """Tell whether the playbook has what the template needs."""
    front = playbook.front
    given = {
        "welcome": bool(front.welcome),
        "rules": any(getattr(front.rules, section) for section in SECTIONS),
        "penalty": bool(front.rules.penalty),
        **{section: bool(getattr(front.rules, section)) for section in SECTIONS},
    }
    return all(given.get(need.replace("-", "_"), False) for need in template.needs)


def rule_text(template: RuleTemplate, playbook: Playbook, studio: Studio) -> str:
    """Return the template's text filled for the playbook; made once."""
    key = (template.name, playbook.id)
    text = studio.texts.get(key)
    if text is None:
        text = studio.texts[key] = _filled(template, playbook, studio)
    return text


def _filled(template: RuleTemplate, playbook: Playbook, studio: Studio) -> str:
    front, t = playbook.front, studio.words
    variables = variables_of(front)

    def lines(values: tuple[str, ...] | None) -> list[str]:
        return [fill(value, variables).strip() for value in values or ()]

    sections = {section: lines(getattr(front.rules, section)) for section in SECTIONS}
    context = {
        **variables,
        **sections,
        "title": front.title,
        "welcome": fill(front.welcome or "", variables).strip(),
        "value": front.positioning.value or "",
        "penalty": fill(front.rules.penalty or "", variables).strip(),
        "sections": [(getattr(t, name), found) for name, found in sections.items() if found],
        "words": t,
    }
    with filling(f"rules/{template.name}.txt"):
        text = template.body.render(context)
    return text.strip() + "\n"


def rules_parts(studio: Studio) -> list[Part]:
    """Return the gallery and a page for each template."""
    t = studio.words
    cards = [
        SimpleNamespace(
            path=_path(one),
            title=one.title.of(t.lang),
            description=one.description.of(t.lang),
            sample=_sample(one, studio),
        )
        for one in studio.rules
    ]
    gallery = Part(
        path=GALLERY,
        title=t.rule_texts,
        html=lambda: studio.html("rules", GALLERY, templates=cards),
    )
    return [gallery, *(_template_part(one, studio) for one in studio.rules)]


def _sample(template: RuleTemplate, studio: Studio) -> str:
    """Return the text of the first playbook that the template's page shows, for its card."""
    first = next(iter(shown(template, studio).values()), None)
    return rule_text(template, first[1], studio) if first else ""


def _path(template: RuleTemplate) -> str:
    return f"rules/{template.name}.md"


def _template_part(template: RuleTemplate, studio: Studio) -> Part:
    lang = studio.words.lang
    filled = [
        _filled_view(template, playbook, industry, studio)
        for industry, playbook in shown(template, studio).values()
    ]
    view = SimpleNamespace(description=template.description.of(lang), filled=filled)
    return Part(
        path=_path(template),
        title=template.title.of(lang),
        html=lambda: studio.html("rule", _path(template), view=view),
        headings=tuple(Heading(one.id, one.title) for one in filled),
        home=GALLERY,
        in_navigation=False,
    )


def shown(template: RuleTemplate, studio: Studio) -> dict[str, tuple[Industry, Playbook]]:
    """Return the playbooks, by id, that the template's page shows it filled for; chosen once."""
    if template.name not in studio.shown:
        studio.shown[template.name] = _choose(template, studio)
    return studio.shown[template.name]


def _choose(template: RuleTemplate, studio: Studio) -> dict[str, tuple[Industry, Playbook]]:
    found = [
        (industry, playbook)
        for industry in studio.handbook.industries
        for playbook in industry.playbooks
        if applies(template, playbook)
    ]
    if len(found) > MAX_FILLED:
        first = {industry.id: (industry, playbook) for industry, playbook in reversed(found)}
        found = sorted(first.values(), key=lambda pair: pair[0].id)[:MAX_FILLED]
    return {playbook.id: (industry, playbook) for industry, playbook in found}


def _filled_view(
    template: RuleTemplate, playbook: Playbook, industry: Industry, studio: Studio
) -> SimpleNamespace:
    return SimpleNamespace(
        id=playbook.id,
        title=playbook.front.title,
        industry=industry.title,
        path=playbook.path,
        text=rule_text(template, playbook, studio),
        url=text_url(template.name, playbook.id),
    )


def rule_files(studio: Studio) -> Iterator[File]:
    """Yield the plain text beside every text that a template's page shows."""
    for template in studio.rules:
        for _, playbook in shown(template, studio).values():
            yield File(text_url(template.name, playbook.id), rule_text(template, playbook, studio))
