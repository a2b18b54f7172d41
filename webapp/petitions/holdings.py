"""What this room keeps about a sender, and how to forget it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.petitions import queries

FORGOTTEN = "…"


def held(session: Session, submission_id: str) -> dict[str, int]:
    """Return how many petitions out of a submission hold words of an answer."""
    rows = queries.of_submission(session, submission_id)
    return {"petitions": sum(row.said is not None for row in rows)}


def forget(session: Session, submission_id: str) -> None:
    """Empty what a body answered and what we wrote of it.

    That something was handed over, and where, stays.
    """
    for row in queries.of_submission(session, submission_id):
        row.said = None
        # Where the original went along a reason must stand; the words of it need not.
        row.why_original = FORGOTTEN if row.why_original else ""
        for event in queries.events_of(session, row.id):
            event.why = ""
    session.flush()
