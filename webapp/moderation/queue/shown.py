"""The queue's page in finished values: rows, filters with their counts, addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.working_days import WorkCalendar
from webapp.directory import service as directory
from webapp.directory.labels import time_left
from webapp.directory.rules import ROUTABLE
from webapp.forms import service as forms
from webapp.forms.catalogue import CATALOGUE
from webapp.forms.rules import text_in
from webapp.moderation import labels
from webapp.opinions import service as opinions
from webapp.opinions.rules import UNDECIDED, OpinionState, QueueFilter, QueueState, Risk
from webapp.opinions.service import OpinionView, QueueEntry
from webapp.rounds import service as rounds
from webapp.submissions.labels import SPEAKERS
from webapp.submissions.rules import Speaker
from webapp.tracker import service as tracker

PREVIEW = 150
# What a step for many may be taken with.
TICKABLE = frozenset({OpinionState.RECEIVED, OpinionState.SCREENING, OpinionState.ACCEPTED})


@dataclass(frozen=True)
class Line:
    """One opinion of a row: what its tick box sends, and the beginning of its text."""

    value: str
    preview: str
    covered: bool
    tickable: bool


@dataclass(frozen=True)
class Row:
    """One submission of the queue, ready to be shown."""

    address: str
    lines: tuple[Line, ...]
    risk: str
    risk_look: str
    about: str
    received_on: date
    waiting: str
    due: tuple[str, str] | None
    state: str
    state_look: str


@dataclass(frozen=True)
class Names:
    """Names by id, as the queue shows them."""

    topics: dict[str, str]
    schools: dict[str, str]
    rounds: dict[str, str]
    surveys: dict[str, str]
    bands: dict[str, str]
    calendar: WorkCalendar


def values(
    session: Session,
    viewer: Viewer,
    wanted: QueueFilter,
    page_number: int,
    language: str,
    today: date,
    address_of: Callable[[str], str],
) -> dict[str, Any]:
    """Return what ``queue.html`` shows; a fixed number of statements.

    *address_of* gives the address of a submission's page.
    """
    found = opinions.queue(session, viewer, wanted, page_number, today)
    names = _names(session, language)
    counts = found.counts
    return {
        "page": found.page,
        "rows": [
            _row(entry, names, today, address_of(entry.submission_id)) for entry in found.page.items
        ],
        "wanted": wanted,
        "narrowed": wanted != QueueFilter(state=wanted.state),
        "topics": [topic for topic in directory.topics(session) if not topic.protected],
        "open_cases": tracker.similar_cases(session, wanted.topic, wanted.school_id, ""),
        "leads": [body for body in directory.bodies(session, today) if body.kind in ROUTABLE],
        "tabs": [
            (
                state.value,
                labels.QUEUE_STATES[state],
                counts["state"].get(state.value),
                state is wanted.state,
            )
            for state in QueueState
        ],
        "filters": [
            _filter(name, labels.FILTERS[key], words, counts.get(key), chosen)
            for name, key, words, chosen in (
                ("dot", "round", names.rounds, wanted.round_id),
                ("truong", "school", names.schools, wanted.school_id),
                ("chu-de", "topic", names.topics, wanted.topic),
                ("bieu-mau", "survey", names.surveys, wanted.survey),
                ("han", "due", labels.words_of(labels.DUE), wanted.due),
                ("cho", "waited", labels.words_of(labels.WAITED), wanted.waited),
                ("can-chu-y", "risk", labels.words_of(labels.RISKS), wanted.risk),
                ("danh-tinh", "identity", labels.words_of(labels.IDENTITIES), wanted.identity),
                ("tuoi", "band", names.bands, wanted.band),
            )
        ],
    }


def _filter(
    name: str,
    label: object,
    words: Mapping[str, str],
    counts: Mapping[str, int] | None,
    chosen: object,
) -> tuple[str, object, list[tuple[str, str, int | None, bool]]]:
    """Return a filter with the choices that hold something, and the chosen one anyway.

    Without *counts* (in an archive) every choice is offered.
    """
    picked = "" if chosen is None else str(chosen)
    choices = [
        (value, text, None if counts is None else counts.get(value, 0), value == picked)
        for value, text in words.items()
        if counts is None or counts.get(value) or value == picked
    ]
    return name, label, choices


def _names(session: Session, language: str) -> Names:
    return Names(
        topics={topic.code: topic.name for topic in directory.topics(session)},
        schools={str(school.id): school.short_name for school in directory.schools(session, None)},
        rounds={str(round_.id): round_.title for round_ in rounds.rounds(session)},
        surveys=forms.titles(session, language),
        bands={
            band.code: text_in(band.label, language)
            for survey in CATALOGUE.all()
            for band in survey.bands
        },
        calendar=directory.work_calendar(session),
    )


def _row(entry: QueueEntry, names: Names, today: date, address: str) -> Row:
    first = entry.opinions[0]
    codes = dict.fromkeys(view.topic or view.suggested_topic for view in entry.opinions)
    topics = [names.topics[code] for code in codes if code in names.topics]
    school = names.schools.get(str(first.school_id), "")
    waits = any(view.state in UNDECIDED for view in entry.opinions)
    return Row(
        address=address,
        lines=tuple(_line(view) for view in entry.opinions),
        risk=str(labels.RISKS.get(entry.risk, "")),
        risk_look=labels.RISK_LOOK.get(entry.risk, "none"),
        about=" · ".join(word for word in (_adult(first.speaker), school, *topics) if word),
        received_on=entry.received_on,
        waiting=labels.waiting((today - entry.received_on).days),
        due=time_left(names.calendar.between(today, entry.due)) if waits else None,
        state=str(labels.STATES[first.state]),
        state_look=labels.STATE_LOOK[first.state],
    )


def _line(view: OpinionView) -> Line:
    return Line(
        value=f"{view.id}.{view.turn}",
        preview=_shortened(view.public),
        covered=view.risk >= Risk.TROUBLE,
        tickable=view.state in TICKABLE,
    )


def _adult(speaker: Speaker) -> str:
    """Return who spoke where it was no child."""
    return "" if speaker is Speaker.CHILD else str(SPEAKERS[speaker])


def _shortened(text: str) -> str:
    """Return the beginning of *text* on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= PREVIEW else line[:PREVIEW].rsplit(" ", 1)[0] + " …"
