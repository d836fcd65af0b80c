"""Rule templates: texts to post in a group, filled from the playbooks, with plain text beside each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import groupby, islice
from types import SimpleNamespace
from typing import Any

from sopbook.checks.kit import Preview
from sopbook.fields import CHOICES
from sopbook.handbook import Industry
from sopbook.model import FrontMatter, Playbook
from sopbook.render.links import text_url
from sopbook.render.parts import File, Heading, Part, RuleTemplate, Studio, filling
from sopbook.render.week import clock
from sopbook.render.words import Words, duration_text
from sopbook.texts import fill, variables_of

GALLERY = "rules/index.md"
MAX_FILLED = 36
"""Playbooks that one template's page shows filled, with plain text beside; beyond that, each industry shows its first.

Neither pages nor files may grow with the number of playbooks: every playbook's own page shows its texts anyway.
"""
SECTIONS = ("name_card", "services", "questions", "forbidden", "allowed")


def applies(template: RuleTemplate, playbook: Playbook, studio: Studio) -> bool:
    """Tell whether the playbook has what the template needs."""
    has = studio.has.get(playbook.id) or _parts(playbook.front)
    if not template.needs <= has and _ALL not in has:  # most templates need no more than parts
        has |= _names(playbook.front) | {_ALL}
    studio.has[playbook.id] = has
    return template.needs <= has


_ALL = ""
"""Stands among what a playbook has once its variables and themes do."""


def _parts(front: FrontMatter) -> frozenset[str]:
    """Return the parts that say something.

    `selling` is a group that sells, `in-group` one in which something is posted (not a member's journey alone).
    """
    rules = front.rules
    parts = {
        "welcome": front.welcome,
        "name-card": rules.name_card,
        "services": rules.services,
        "questions": rules.questions,
        "forbidden": rules.forbidden,
        "allowed": rules.allowed,
        "penalty": rules.penalty,
        "value": front.positioning.value,
        "duty": front.duty,
        "reply-within": front.reply_within,
        "usage-cycle": front.usage_cycle,
        "selling": front.selling,
        "in-group": any(slot.via in ("group", "notice") for slot in front.schedule),
    }
    parts["rules"] = any(parts[section.replace("_", "-")] for section in SECTIONS)
    return frozenset(name for name, said in parts.items() if said)


def _names(front: FrontMatter) -> frozenset[str]:
    """Return the variables of a playbook and the themes of its slots, with `-` for `_`."""
    themes = (slot.theme for slot in front.schedule if slot.theme)
    return frozenset(name.replace("_", "-") for name in (*variables_of(front), *themes))


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
    names = _MAKERS.keys() if template.names is None else _MAKERS.keys() & template.names
    made = {name: _MAKERS[name](front, variables, t) for name in names}
    with filling(f"rules/{template.name}.txt"):
        text = template.body.render({**variables, **_people(front), **made})
    return text.strip() + "\n"


def _section(name: str) -> Maker:
    def lines(front: FrontMatter, variables: Mapping[str, str], t: Words) -> list[str]:
        return [fill(value, variables).strip() for value in getattr(front.rules, name) or ()]

    return lines


def _sections(front: FrontMatter, variables: Mapping[str, str], t: Words) -> list[tuple[str, list[str]]]:
    """Return the sections that say something: what they are called, and their lines, numbered if there are several."""
    found = [(getattr(t, name), _MAKERS[name](front, variables, t)) for name in SECTIONS]
    return [(title, _numbered(lines)) for title, lines in found if lines]


def _numbered(lines: list[str]) -> list[str]:
    return [f"{n}. {line}" for n, line in enumerate(lines, start=1)] if len(lines) > 1 else lines


def _duration(value: timedelta | None, t: Words) -> str:
    return duration_text(value, t) if value else ""


def _duty(front: FrontMatter, variables: Mapping[str, str], t: Words) -> list[tuple[str, str]]:
    return [
        (front.roles[role], "、".join(clock(span) for span in spans)) for role, spans in front.duty.items()
    ]


def _entry(front: FrontMatter, variables: Mapping[str, str], t: Words) -> str:
    entry = front.positioning.entry
    return "" if entry is None or entry == "free" else entry


Maker = Callable[[FrontMatter, Mapping[str, str], Words], Any]
_MAKERS: dict[str, Maker] = {
    **{name: _section(name) for name in SECTIONS},
    "title": lambda front, variables, t: front.title,
    "group": lambda front, variables, t: front.group,
    "selling": lambda front, variables, t: front.selling,
    "welcome": lambda front, variables, t: fill(front.welcome or "", variables).strip(),
    "value": lambda front, variables, t: front.positioning.value or "",
    "entry": _entry,
    "duty": _duty,
    "reply_within": lambda front, variables, t: _duration(front.reply_within, t),
    "usage_cycle": lambda front, variables, t: _duration(front.usage_cycle, t),
    "penalty": lambda front, variables, t: fill(front.rules.penalty or "", variables).strip(),
    "sections": _sections,
    "words": lambda front, variables, t: t,
}
"""What a template may name beside a playbook's variables and people; made only for those that do."""


def _people(front: FrontMatter) -> dict[str, str]:
    """Return who fills the craft's three roles; one that a playbook leaves out falls to another's person."""
    roles = front.roles
    admin = roles.get("admin") or roles.get("host") or next(iter(roles.values()))
    return {"host": roles.get("host", admin), "admin": admin, "service": roles.get("service", admin)}


def previews(studio: Studio) -> Iterator[Preview]:
    """Yield every text that some page previews on a phone: on playbooks' own pages, and on those of the templates."""
    on_playbooks = [template for template in studio.rules if template.on_playbook]
    for playbook in studio.handbook.playbooks.values():
        for template in on_playbooks:
            if applies(template, playbook, studio):
                yield _preview(template, playbook, studio)
    for template in studio.rules:
        if not template.on_playbook:
            for _, playbook in shown(template, studio).values():
                yield _preview(template, playbook, studio)


def _preview(template: RuleTemplate, playbook: Playbook, studio: Studio) -> Preview:
    text = rule_text(template, playbook, studio)
    return Preview(playbook, _made_of(template), template.title, text, template.on_playbook)


def _made_of(template: RuleTemplate) -> tuple[str, ...]:
    """Return the part of a playbook that most of the text is likely to come from; `roles` are in nearly all."""
    used = {name.replace("_", "-") for name in template.names or ()} | template.needs
    if used & _OF_RULES:
        return ("rules",)
    return next((where for part, where in _PARTS.items() if part in used), ("roles",))


_OF_RULES = frozenset(("rules", "sections", "penalty", *(name.replace("_", "-") for name in SECTIONS)))
_PARTS = {"welcome": ("welcome",), "value": ("positioning", "value"), "duty": ("duty",)}


def rules_parts(studio: Studio) -> list[Part]:
    """Return the gallery, by sections, and a page for each template."""
    t = studio.words
    sections = [
        SimpleNamespace(id=f"section-{key}", title=title.of(t.lang), templates=cards)
        for key, title in CHOICES["section"].items()
        if (cards := [_card(one, studio) for one in studio.rules if one.section == key])
    ]
    gallery = Part(
        path=GALLERY,
        title=t.rule_texts,
        intro=t.rules_intro,
        html=lambda: studio.html("rules", GALLERY, sections=sections),
        headings=tuple(Heading(one.id, one.title) for one in sections),
    )
    return [gallery, *(_template_part(one, studio) for one in studio.rules)]


def _card(template: RuleTemplate, studio: Studio) -> SimpleNamespace:
    lang = studio.words.lang
    return SimpleNamespace(
        path=_path(template),
        title=template.title.of(lang),
        description=template.description.of(lang),
        sample=_sample(template, studio),
    )


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
    view = SimpleNamespace(
        description=template.description.of(lang),
        filled=filled,
        industries=[(name, list(groups)) for name, groups in groupby(filled, lambda one: one.industry)],
    )
    return Part(
        path=_path(template),
        title=template.title.of(lang),
        intro=f"{template.description.of(lang).rstrip('。.')}{studio.words.stop}{studio.words.copy_text}",
        html=lambda: studio.html("rule", _path(template), view=view),
        headings=tuple(Heading(one.id, one.title) for one in filled),
        home=GALLERY,
        in_navigation=False,
        hide=("navigation",),  # two phones side by side
    )


def rule_url(template: RuleTemplate, studio: Studio) -> str:
    """Return the URL of a template's page; each playbook that it shows has its id for an anchor there."""
    return studio.url(_path(template))


def shown(template: RuleTemplate, studio: Studio) -> dict[str, tuple[Industry, Playbook]]:
    """Return the playbooks, by id, that the template's page shows it filled for; chosen once."""
    if template.name not in studio.shown:
        studio.shown[template.name] = _choose(template, studio)
    return studio.shown[template.name]


def _choose(template: RuleTemplate, studio: Studio) -> dict[str, tuple[Industry, Playbook]]:
    industries = studio.handbook.industries
    found = list(islice(_fitting(template, industries, studio), MAX_FILLED + 1))
    if len(found) > MAX_FILLED:
        firsts = (next(_fitting(template, (industry,), studio), None) for industry in industries)
        found = [first for first in firsts if first is not None][:MAX_FILLED]
    return {playbook.id: (industry, playbook) for industry, playbook in found}


def _fitting(
    template: RuleTemplate, industries: Iterable[Industry], studio: Studio
) -> Iterator[tuple[Industry, Playbook]]:
    for industry in industries:
        for playbook in industry.playbooks:
            if applies(template, playbook, studio):
                yield industry, playbook


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
