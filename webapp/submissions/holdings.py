"""What this room keeps about a child, and how to forget it."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.base import ids
from webapp.submissions import pictures
from webapp.submissions.records import Draft, Picture, Submission


def held(session: Session, submission_id: str) -> dict[str, int]:
    """Return how many closed answers and pictures of a submission are still kept."""
    row = session.get(Submission, submission_id)
    pictures = select(func.count()).where(Picture.submission_id == submission_id)
    return {
        "answers": len(row.answers) if row else 0,
        "pictures": session.scalar(pictures) or 0,
    }


def forget(session: Session, submission_id: str) -> None:
    """Empty a submission; only what counts it remains (round, band, school, day).

    The seat and the receipt become digests of nothing, so that no cookie and
    no receipt leads here any more.  The class session goes as well: with few
    children in a session it could tell who it was.
    """
    row = session.get(Submission, submission_id)
    if row is None:
        return
    session.execute(delete(Draft).where(Draft.seat == row.seat))
    pictures.forget(session, submission_id)
    row.answers = {}
    row.age = None
    row.class_session_id = None
    row.seat = "forgotten-" + ids.new_secret()
    row.receipt = "forgotten-" + ids.new_secret()
    session.flush()
