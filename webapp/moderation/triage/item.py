"""One opinion to be decided with a key: what is shown and what each key would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.errors import NotFound
from webapp.directory.rules import TopicView
from webapp.moderation.service import others_at
from webapp.moderation.sheet import Card, Sheet, sheet
from webapp.moderation.triage.deciding import usual_title
from webapp.opinions import service as opinions
from webapp.opinions.rules import Risk
from webapp.opinions.service import SimilarOpinion, TopicGuess
from webapp.tracker import service as tracker
from webapp.tracker.rules import FINISHED
from webapp.tracker.service import CaseBrief

SIMILAR_SHOWN = 3
# Digits 1 to 9 choose a topic; the rest is chosen with the mouse.
TOPICS_ON_KEYS = 9


@dataclass(frozen=True)
class Similar:
    """A similar opinion and the case it stands behind."""

    preview: str
    covered: bool
    likeness: int
    case: CaseBrief | None


@dataclass(frozen=True)
class Join:
    """The case one key joins; its title where the words of the title proposed it.

    Else the likest opinion above stands behind it.
    """

    id: int
    number: str
    title: str | None


@dataclass(frozen=True)
class Item:
    """Everything on the page of one opinion.

    ``guess`` is what was learned from earlier choices; ``topics`` has the
    proposed one first.  ``title`` is the title a new case would get: topic and
    school, never a child's words.
    """

    sheet: Sheet
    card: Card
    covered: bool
    guess: TopicGuess | None
    topics: tuple[TopicView, ...]
    topic: str | None
    similar: tuple[Similar, ...]
    join: Join | None
    lead_name: str
    title: str
    also_open: tuple[str, ...]
    left: int


def item(
    session: Session,
    viewer: Viewer,
    submission_id: str,
    opinion_id: str,
    language: str,
    today: date,
    now: datetime,
) -> Item:
    """Return the page of one opinion; ``NotFound`` for people who do not moderate."""
    found = sheet(session, viewer, submission_id, language, today)
    card = next((card for card in found.cards if card.opinion.id == opinion_id), None)
    if card is None:
        raise NotFound
    topic = card.topic
    similar, join = _similar(session, viewer, card)
    lead = found.lead_of.get(topic or "")
    names = {body.id: body.name for body in found.receivers.leads}
    return Item(
        sheet=found,
        card=card,
        covered=card.opinion.risk >= Risk.TROUBLE,
        guess=card.guess,
        topics=_first(found.topics, topic),
        topic=topic,
        similar=similar,
        join=join,
        lead_name=names.get(lead or 0, ""),
        title=usual_title(session, topic, card.opinion.school_id),
        also_open=tuple(others_at(session, viewer, submission_id, now)),
        left=opinions.number_to_decide(session, viewer),
    )


def _first(topics: Sequence[TopicView], topic: str | None) -> tuple[TopicView, ...]:
    return tuple(sorted(topics, key=lambda one: (one.code != topic, one.position)))


def _similar(
    session: Session, viewer: Viewer, card: Card
) -> tuple[tuple[Similar, ...], Join | None]:
    """Return similar opinions and the open case the likest of them stands behind.

    Without one, the open case whose title is likest.
    """
    shown, join = [], None
    for one in opinions.similar_to(session, viewer, card.opinion.id, SIMILAR_SHOWN):
        case = tracker.case_state(session, one.case_id) if one.case_id else None
        shown.append(_shown(one, case))
        if case and join is None and one.case_id and case.state not in FINISHED:
            join = Join(one.case_id, case.number, None)
    if join is None and card.similar:
        likest = card.similar[0]
        join = Join(likest.id, likest.number, likest.title)
    return tuple(shown), join


def _shown(one: SimilarOpinion, case: CaseBrief | None) -> Similar:
    percent = round(one.likeness * 100)
    covered = opinions.tells_of_trouble(one.preview)
    return Similar(preview=one.preview, covered=covered, likeness=percent, case=case)
