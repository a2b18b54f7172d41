"""Opinions coming into the room, and leaving it for the protection officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base import clock, ids
from webapp.base.errors import NotFound
from webapp.base.text import clean
from webapp.opinions import queries
from webapp.opinions.identity import kinds_in
from webapp.opinions.records import Hiding, Opinion, OpinionEvent, Undoable
from webapp.opinions.rules import OpinionState
from webapp.opinions.suggesting.suggestions import risk_of
from webapp.opinions.views import SealedAnswer, Sender, TextAnswer


def open_opinions(
    session: Session, submission: Sender, texts: Sequence[TextAnswer], today: date, due: date
) -> list[str]:
    """Store each text of *submission* as an opinion and return their ids.

    *due* is the day by which a moderator decides (working days after *today*).
    Texts that are empty after cleaning make no opinion.  Positions follow the
    order of *texts*; the ids are random, so they tell nothing of the order in
    which a class handed in its papers.
    """
    made = []
    at = datetime.combine(today, time.min, tzinfo=clock.COMMUNE_ZONE)
    for position, answer in enumerate(texts):
        text = clean(answer.text)
        if not text:
            continue
        opinion = Opinion(
            id=ids.new_id(),
            submission_id=submission.id,
            round_id=submission.round_id,
            survey=submission.survey,
            band=submission.band,
            speaker=submission.speaker,
            age=submission.age,
            school_id=submission.school_id,
            question=answer.question,
            question_label=answer.label,
            position=position,
            original=text,
            risk=risk_of(text),
            identifies=kinds_in(text),
            state=OpinionState.RECEIVED,
            suggested_topic=answer.topic,
            wanted_answerer=answer.wanted_answerer,
            received_on=submission.received_on,
            moderation_due=due,
        )
        session.add(opinion)
        made.append(opinion)
    session.flush()
    session.add_all(_arrival(opinion, at) for opinion in made)
    session.flush()
    return [opinion.id for opinion in made]


def _arrival(opinion: Opinion, at: datetime) -> OpinionEvent:
    """Return the first event; only the day, since a time would tell who sat when."""
    return OpinionEvent(opinion_id=opinion.id, at=at, to_state=OpinionState.RECEIVED)


def descend(row: Opinion, text: str, received_on: date, due: date) -> Opinion:
    """Return a new opinion with *text*, by whoever wrote *row* and to the same question.

    The one place that says what a part, or a later word, inherits.
    """
    return Opinion(
        id=ids.new_id(),
        submission_id=row.submission_id,
        round_id=row.round_id,
        survey=row.survey,
        band=row.band,
        speaker=row.speaker,
        age=row.age,
        school_id=row.school_id,
        question=row.question,
        question_label=row.question_label,
        position=row.position,
        original=text,
        risk=risk_of(text),
        identifies=kinds_in(text),
        state=OpinionState.RECEIVED,
        suggested_topic=row.suggested_topic,
        wanted_answerer=row.wanted_answerer,
        received_on=received_on,
        moderation_due=due,
    )


def take_out(session: Session, actor_id: int, submission_id: str) -> list[SealedAnswer]:
    """Remove every opinion of a submission and return its texts for sealing.

    For a danger that a moderator recognises himself: the texts go to the
    protection officer and nothing readable stays here.  Split opinions count
    once, through the text they were split from.  The audit names the
    submission and how many texts left, no words.  Raises ``NotFound`` when the
    submission has no opinions here.
    """
    for row in queries.rows_of_submission(session, submission_id):
        queries.one(session, row.id)
    # Read once more under the locks: somebody may just have split a text.
    rows = queries.rows_of_submission(session, submission_id)
    if not rows:
        raise NotFound
    texts = [
        SealedAnswer(
            row.question,
            row.question_label,
            row.original,
            row.suggested_topic,
            row.wanted_answerer,
        )
        for row in rows
        if row.parent_id is None
    ]
    delete_rows(session, [row.id for row in rows])
    audit.record(
        session, actor_id, "opinions.taken_out", "submission", submission_id, texts=len(texts)
    )
    return texts


def delete_rows(session: Session, opinion_ids: Sequence[str]) -> None:
    """Delete opinions with everything the room keeps about them."""
    session.execute(delete(Hiding).where(Hiding.opinion_id.in_(opinion_ids)))
    session.execute(delete(Undoable).where(Undoable.opinion_id.in_(opinion_ids)))
    session.execute(delete(OpinionEvent).where(OpinionEvent.opinion_id.in_(opinion_ids)))
    # Parts name their whole, later words the earlier ones; the tie goes first so that the order of
    # deletion does not matter.
    session.execute(
        update(Opinion).where(Opinion.id.in_(opinion_ids)).values(parent_id=None, follows_id=None)
    )
    session.execute(delete(Opinion).where(Opinion.id.in_(opinion_ids)))
    session.flush()
