"""Today: the page that says what to post now, and the data that its script works out any published day from.

The page is the same for everybody and holds no playbook: its script fetches those that its reader chose, one file each,
and counts days as a calendar does: an entry's days are hexadecimal bits from the first published day on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sopbook.handbook import Handbook, Industry, title_of
from sopbook.model import Playbook, Slot
from sopbook.render import ics
from sopbook.render.journeys import journeys_view
from sopbook.render.links import industry_path
from sopbook.render.parts import File, Part, Studio
from sopbook.render.rules import rule_url, shown
from sopbook.render.timeline import life_plan
from sopbook.render.today_words import TODAY
from sopbook.render.words import WEEKDAYS, WORDS, how_of, kinds_of, label, role_label
from sopbook.texts import fill, variables_of

PATH = "today.md"
_SHARED_WORDS = ("all", "assets", "copied", "copy_failed", "note", "role", "via")
"""Words of other pages that the script says too."""


def today_url(playbook: str, studio: Studio) -> str:
    """Return the URL of today's posts of one playbook."""
    return f"{studio.url(PATH)}?playbook={playbook}"


def data_url(playbook: str) -> str:
    """Return the URL of what Today's script knows of one playbook."""
    return f"data/playbook/{playbook}.json"


def list_url(industry: str) -> str:
    """Return the URL of the list of an industry's playbooks, from which a reader of Today chooses."""
    return f"data/{industry}/playbooks.json"


def today_part(studio: Studio) -> Part:
    """Return the page Today."""
    t = studio.words
    return Part(
        path=PATH,
        title=None if PATH in studio.handbook.pages else t.today,
        lead=lambda: studio.html("today", PATH, view=_view(studio)),
        html=str,
        hide=("footer", "navigation", "toc"),
        styles=("today",),
        scripts=("life", "today-items", "today-pieces", "today-choose", "today-report", "today"),
        boost=0,
    )


def today_files(studio: Studio) -> Iterator[File]:
    """Yield what the script fetches: each industry's list of playbooks, and each playbook."""
    for industry in _chosen_from(studio.handbook):
        listed = [
            [one.id, one.front.title, label("group", one.front.group, studio.words.lang)]
            for one in industry.playbooks
        ]
        yield File(list_url(industry.id), _json(listed))
        for playbook in industry.playbooks:
            yield File(data_url(playbook.id), _json(_playbook(playbook, industry, studio)))


def _chosen_from(handbook: Handbook) -> list[Industry]:
    return [industry for industry in handbook.industries if industry.playbooks]


def _view(studio: Studio) -> SimpleNamespace:
    lang = studio.words.lang
    published = studio.handbook.published
    industries = _chosen_from(studio.handbook)
    words = {key: text.of(lang) for key, text in TODAY.items()}
    words |= {key: WORDS[key].of(lang) for key in _SHARED_WORDS}
    return SimpleNamespace(
        industries=[(one.id, one.title, industry_path(one.id)) for one in industries],
        first=published.start.isoformat(),
        last=(published.end - timedelta(days=1)).isoformat(),
        words=_json(words),
        weekdays=[day.of(lang) for day in WEEKDAYS],
        lasts=int(ics.MOMENT.total_seconds()) // 60,
    )


def _playbook(playbook: Playbook, industry: Industry, studio: Studio) -> dict[str, Any]:
    front, lang = playbook.front, studio.words.lang
    published, variables = studio.handbook.published, variables_of(playbook.front)
    entries = studio.handbook.entries(playbook)
    return {
        "id": playbook.id,
        "title": front.title,
        "industry": [industry.id, industry.title],
        "links": _links(playbook, studio),
        "zone": playbook.terms.zone.key,
        "start": published.start.isoformat(),
        "end": published.end.isoformat(),
        "kinds": dict(kinds_of((slot.kind for slot in front.schedule), lang)),
        "roles": [[role, role_label(role, lang), person] for role, person in front.roles.items()],
        "slots": {slot.id: _slot(slot, variables, studio) for slot in front.schedule},
        "posts": [
            [one.slot.id, one.line.span.start, one.line.span.end, f"{one.line.days:x}"] for one in entries
        ],
        "life": life_plan(playbook, studio),
        "journeys": [_journey(one) for one in journeys_view(playbook, studio)],
    }


def _links(playbook: Playbook, studio: Studio) -> list[tuple[str, str]]:
    """Return what else its people need at work: the playbook's page, texts for complaints, its industry's questions."""
    lang = studio.words.lang
    questions = studio.handbook.pages.get(f"faq/{playbook.industry}.md")
    return [
        (studio.words.today_page, studio.url(playbook.path)),
        *(
            (one.title.of(lang), f"{rule_url(one, studio)}#{playbook.id}")
            for one in studio.rules
            if one.section == "trouble" and playbook.id in shown(one, studio)
        ),
        *([(title_of(questions), studio.url(questions.source.path))] if questions else []),
    ]


def _slot(slot: Slot, variables: dict[str, str], studio: Studio) -> dict[str, Any]:
    """Return what is said of a slot; what it has not is left out. `grace` is in minutes."""
    lang = studio.words.lang
    said = {
        "post": slot.post,
        "kind": slot.kind,
        "by": slot.by,
        "how": how_of(slot, lang),
        "send": "auto" if slot.send == "auto" else None,
        "note": slot.note,
        "assets": slot.assets,
        "copy": [fill(text, variables).strip() for text in slot.copy_ or ()],
        "grace": int(slot.grace.total_seconds()) // 60 if slot.grace is not None else None,
        "targets": slot.targets.model_dump(exclude_none=True) if slot.targets else None,
    }
    return {key: value for key, value in said.items() if value not in (None, [], (), {})}


def _journey(view: SimpleNamespace) -> dict[str, Any]:
    """Return one event of a member: its name, and when each slot follows or goes before it, in order of time."""
    stations = [*view.before, view.event, *view.after]
    steps = [
        [" ".join(part for part in (station.name, post.time) if part), post.anchor.removeprefix("slot-")]
        for station in stations
        for post in station.posts
    ]
    return {"name": view.event.name, "steps": steps}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
