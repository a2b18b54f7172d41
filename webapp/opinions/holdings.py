"""What this room keeps about a child, and how to forget it."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.opinions import queries
from webapp.opinions.moving.steps import forget_typed
from webapp.opinions.records import Hiding
from webapp.opinions.rules import FILLER


def ids_of(session: Session, submission_id: str) -> list[str]:
    """Return every opinion of a submission, those that were split too."""
    return [row.id for row in queries.rows_of_submission(session, submission_id)]


def held(session: Session, submission_id: str) -> dict[str, int]:
    """Return how many texts of a submission still hold words."""
    rows = queries.rows_of_submission(session, submission_id)
    return {"opinions": sum(row.original.strip(FILLER) != "" for row in rows)}


def forget(session: Session, submission_id: str) -> None:
    """Empty every text of a submission; what counts it and what was decided stays.

    Case and reply stand on their own: their words identify nobody.  The sentence to the
    child, what it was asked later and the reasons that staff typed go too, since they may
    repeat the child's words.
    """
    rows = queries.rows_of_submission(session, submission_id)
    every = [row.id for row in rows]
    session.execute(delete(Hiding).where(Hiding.opinion_id.in_(every)))
    forget_typed(session, every)
    for row in rows:
        row.question_label = "" if row.follows_id else row.question_label
        row.original = FILLER
        row.search_text = ""
        row.reason_note = ""
        row.wanted_answerer = None
        row.age = None
    session.flush()
