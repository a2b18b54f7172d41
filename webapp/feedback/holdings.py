"""What this room keeps about a child, and how to forget it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from webapp.feedback import queries
from webapp.opinions import holdings as opinions


def held(session: Session, submission_id: str) -> dict[str, int]:
    """Return how many questions to the child of a submission still hold words."""
    ids = opinions.ids_of(session, submission_id)
    return {"questions": sum(row.text != "" for row in queries.questions_of(session, ids))}


def forget(session: Session, submission_id: str) -> None:
    """Empty the questions to a child and the notes on reaching it: they may repeat its words.

    That it was told, rated or asked stays; it names nobody.
    """
    empty(session, opinions.ids_of(session, submission_id))


def empty(session: Session, opinion_ids: Sequence[str]) -> None:
    """Empty what staff wrote about these opinions."""
    for row in queries.questions_of(session, opinion_ids):
        row.text, row.review_note = "", ""
    for line in queries.entries_of(session, opinion_ids):
        line.note = ""
    session.flush()
