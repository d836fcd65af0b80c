"""A playbook's page: what stands under its title (at a glance, next days, schedule) and below its own text."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

from sopbook.findings import Lang
from sopbook.handbook import Entry
from sopbook.model import Playbook, Slot
from sopbook.render import feeds
from sopbook.render.glance import glance_of
from sopbook.render.journeys import journeys_view
from sopbook.render.links import industry_path, text_url
from sopbook.render.parts import Heading, Part, RuleTemplate, Studio
from sopbook.render.rules import applies, rule_text, shown
from sopbook.render.timeline import life_view
from sopbook.render.week import clock, days_of_week, on_day, typical_week
from sopbook.render.words import WEEKDAYS, WORDS, Words, duration_text, how_of, kinds_of, label, role_label
from sopbook.texts import fill, variables_of
from sopbook.when import Names, When, to_text

NEXT_DAYS = 7
MAX_INTRO = 1024
"""Bytes of the sentence that hands the page's posts to the search."""


def playbook_part(playbook: Playbook, studio: Studio) -> Part:
    """Return what we add to the page of `playbook`."""
    entries = studio.handbook.entries(playbook)
    rows, others = typical_week(entries, studio.handbook.published)
    templates = [one for one in studio.rules if one.on_playbook and applies(one, playbook, studio)]
    lead = _lead_view(playbook, entries, studio)
    lang = studio.words.lang
    view = SimpleNamespace(
        title=playbook.front.title,
        weekdays=[day.of(lang) for day in WEEKDAYS],
        week_rows=rows,
        week_days=days_of_week(rows),
        kinds=kinds_of((entry.slot.kind for entry in entries), lang),
        week_others=others_of(others, playbook, studio),
        texts=[text_view(one, playbook, studio) for one in templates],
        positioning=positioning_of(playbook, studio.words),
        channels=playbook.front.positioning.channels,
        roles=roles_of(playbook, lang),
        feeds=feeds.choices_for_playbook(playbook, studio) if entries else [],
    )
    before, after = _headings_before(lead, studio.words), _headings(view, studio.words)
    lead.jumps = [one for one in (*before, *after) if one is not before[0] and one.anchor != "positioning"]
    return Part(
        path=playbook.path,
        lead=lambda: studio.html("playbook_lead", playbook.path, view=lead),
        html=lambda: studio.html("playbook", playbook.path, view=view),
        headings_before=before,
        headings=after,
        intro=_intro(playbook, studio),
        home=industry_path(playbook.industry),
        in_navigation=False,
        scripts=("life", "playbook") if lead.life else ("playbook",),
    )


def _headings_before(view: SimpleNamespace, t: Words) -> tuple[Heading, ...]:
    listed = [
        (view.has_dates, "next-days", t.next_days),
        (bool(view.life), "timeline", t.life),
        (bool(view.journeys), "journey", t.journey),
        (True, "schedule", t.schedule),
    ]
    return tuple(Heading(anchor, title) for shown, anchor, title in listed if shown)


def _headings(view: SimpleNamespace, t: Words) -> tuple[Heading, ...]:
    listed = [
        (bool(view.week_rows), "typical-week", t.typical_week),
        *((True, text.anchor, text.title) for text in view.texts),
        (bool(view.positioning), "positioning", t.positioning),
        (True, "roles", t.roles),
        (bool(view.feeds), "feeds", t.group_feeds),
    ]
    return tuple(Heading(anchor, title) for shown, anchor, title in listed if shown)


def _lead_view(playbook: Playbook, entries: tuple[Entry, ...], studio: Studio) -> SimpleNamespace:
    front, lang = playbook.front, studio.words.lang
    names = studio.handbook.settings.names.with_anchors(tuple(playbook.terms.anchors))
    families = {when.family for whens in playbook.whens for when in whens}
    return SimpleNamespace(
        group=label("group", front.group, lang),
        value=front.positioning.value,
        glance=glance_of(playbook, entries, studio),
        facts=facts_of(playbook, studio.words),
        review_by=front.review_by,
        has_dates=bool(entries),
        undated=families - {"dated"},
        weekdays=[day.of(lang) for day in WEEKDAYS],
        next_days=_next_days(entries, studio),
        plan=_plan(entries, studio),
        life=life_view(playbook, studio) if "group" in families else None,
        journeys=journeys_view(playbook, studio) if "journey" in families else [],
        anchors=[
            SimpleNamespace(name=name, whens="、".join(to_text(when, names, lang) for when in whens))
            for name, whens in playbook.terms.anchors.items()
        ],
        slots=[
            schedule_row(slot, whens, playbook, names, lang)
            for slot, whens in zip(front.schedule, playbook.whens, strict=True)
        ],
    )


def facts_of(playbook: Playbook, t: Words) -> list[tuple[str, str]]:
    """Return what is said of a playbook at a glance, as names and values."""
    front = playbook.front
    reply = duration_text(front.reply_within, t) if front.reply_within else ""
    listed = [
        (t.size, t.size_value.format(n=front.size) if front.size else ""),
        (t.reply_within, t.within.format(n=reply) if reply else ""),
        (t.owner, front.owner),
        (t.backup, front.backup),
    ]
    return [(name, value) for name, value in listed if value]


def schedule_row(
    slot: Slot, whens: tuple[When, ...], playbook: Playbook, names: Names, lang: Lang
) -> SimpleNamespace:
    """Return a row of the schedule, its texts filled."""
    variables = variables_of(playbook.front)
    return SimpleNamespace(
        anchor=f"slot-{slot.id}",
        whens=[to_text(when, names, lang) for when in whens],
        post=slot.post,
        kind=slot.kind,
        kind_name=label("kind", slot.kind, lang),
        how=" · ".join(how_of(slot, lang)),
        assets="、".join(slot.assets or ()),
        texts=[fill(text, variables).strip() for text in slot.copy_ or ()],
        role=role_label(slot.by, lang),
        person=playbook.front.roles[slot.by],
        note=slot.note or "",
    )


def _next_days(entries: tuple[Entry, ...], studio: Studio) -> list[SimpleNamespace]:
    """Return the week from today; the page's script moves it on by the reader's clock."""
    handbook, lang = studio.handbook, studio.words.lang
    found = []
    for offset in range(NEXT_DAYS):
        day = handbook.today + timedelta(days=offset)
        posts = [
            SimpleNamespace(
                anchor=f"slot-{entry.slot.id}",
                kind=entry.slot.kind,
                time=clock(entry.line.span),
                title=entry.slot.post,
            )
            for entry in on_day(entries, day, handbook.published)
        ]
        weekday = WEEKDAYS[day.weekday()].of(lang)
        found.append(
            SimpleNamespace(iso=day.isoformat(), short=f"{day.month}-{day.day}", weekday=weekday, posts=posts)
        )
    return found


def _plan(entries: tuple[Entry, ...], studio: Studio) -> str:
    """Return the dated entries for the page's script: published range, zone, each entry's days as hexadecimal bits."""
    posts = [
        [entry.slot.id, clock(entry.line.span), entry.slot.post, entry.slot.kind, f"{entry.line.days:x}"]
        for entry in entries
    ]
    zone = entries[0].playbook.terms.zone.key if entries else ""
    published = studio.handbook.published
    plan = {
        "start": published.start.isoformat(),
        "end": published.end.isoformat(),
        "zone": zone,
        "posts": posts,
    }
    return json.dumps(plan, ensure_ascii=False, separators=(",", ":"))


def others_of(others: list[Entry], playbook: Playbook, studio: Studio) -> str:
    """Return in one line the entries that do not repeat by the week."""
    names = studio.handbook.settings.names.with_anchors(tuple(playbook.terms.anchors))
    whens = dict(zip((slot.id for slot in playbook.front.schedule), playbook.whens, strict=True))
    listed = dict.fromkeys(
        f"{to_text(whens[entry.slot.id][entry.n], names, studio.words.lang)} {entry.slot.post}"
        for entry in others
    )
    return studio.words.separator.join(listed)


def text_view(template: RuleTemplate, playbook: Playbook, studio: Studio) -> SimpleNamespace:
    """Return a rule template that was filled for the playbook, with what it is called on the playbook's page."""
    title = template.title.of(studio.words.lang)
    return SimpleNamespace(
        anchor=template.name,
        title=WORDS[template.name].of(studio.words.lang) if template.name in WORDS else title,
        body=rule_text(template, playbook, studio),
        button=studio.words.copy_named.format(name=title),
        url=text_url(template.name, playbook.id) if playbook.id in shown(template, studio) else "",
    )


def positioning_of(playbook: Playbook, t: Words) -> list[tuple[str, str]]:
    """Return the positioning without its channels, as names and values."""
    found = playbook.front.positioning
    members = found.members
    sex = t.any_sex if members.sex == "any" else members.sex
    who = [
        f"{name} {value}"
        for name, value in (
            (t.age, members.age),
            (t.sex, sex),
            (t.region, members.region),
            (t.occupation, members.occupation),
        )
        if value
    ]
    entry = t.free if found.entry == "free" else found.entry
    listed = [
        (t.purpose, found.purpose),
        (t.members, t.separator.join(who)),
        (t.value, found.value),
        (t.entry, entry),
    ]
    return [(name, value) for name, value in listed if value]


def roles_of(playbook: Playbook, lang: Lang) -> list[SimpleNamespace]:
    """Return each role with who fills it and when they answer."""
    duty = playbook.front.duty
    return [
        SimpleNamespace(
            name=role_label(role, lang),
            person=person,
            duty="、".join(clock(span) for span in duty.get(role, ())),
        )
        for role, person in playbook.front.roles.items()
    ]


def _intro(playbook: Playbook, studio: Studio) -> str:
    """Return what the search should know of the page beyond its own text: when what is posted."""
    names = studio.handbook.settings.names.with_anchors(tuple(playbook.terms.anchors))
    lang = studio.words.lang
    said = [
        f"{to_text(when, names, lang)} {slot.post}"
        for slot, whens in zip(playbook.front.schedule, playbook.whens, strict=True)
        for when in whens
    ]
    text = (playbook.front.description or playbook.front.positioning.purpose or "").strip().rstrip("。.")
    listed = studio.words.separator.join(said)
    digest = f"{text}{studio.words.stop if text else ''}{listed}"
    return digest.encode()[:MAX_INTRO].decode(errors="ignore")
