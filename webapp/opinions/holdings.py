"""What this room keeps about a child, and how to forget it."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.opinions import queries
from webapp.opinions.records import Hiding
from webapp.opinions.rules import FILLER


def held(session: Session, submission_id: str) -> dict[str, int]:
    """Return how many texts of a submission still hold words."""
    rows = queries.rows_of_submission(session, submission_id)
    return {"opinions": sum(row.original.strip(FILLER) != "" for row in rows)}


def forget(session: Session, submission_id: str) -> None:
    """Empty every text of a submission; what counts it and what was decided stays.

    Case and reply stand on their own: their words identify nobody.  The
    sentence to the child goes too, since it may repeat the child's words.
    """
    rows = queries.rows_of_submission(session, submission_id)
    session.execute(delete(Hiding).where(Hiding.opinion_id.in_([row.id for row in rows])))
    for row in rows:
        row.original = FILLER
        row.search_text = ""
        row.reason_note = ""
        row.wanted_answerer = None
        row.age = None
    session.flush()
