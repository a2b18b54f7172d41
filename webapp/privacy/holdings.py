"""What this room keeps about people, and how to forget it."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.privacy.records import Consent, PersonalAnswer


def held(session: Session, submission_id: str) -> dict[str, int]:
    """Return how many rows of each kind are kept for a submission."""
    return {
        "personal_answers": session.scalar(
            select(func.count()).where(PersonalAnswer.submission_id == submission_id)
        )
        or 0,
        "consents": session.scalar(
            select(func.count()).where(Consent.submission_id == submission_id)
        )
        or 0,
    }


def forget(session: Session, submission_id: str) -> None:
    """Delete every identifying answer of a submission.

    Consents stay: they name nobody, and having asked must remain provable
    (Luật 91/2025/QH15, Điều 9).
    """
    session.execute(delete(PersonalAnswer).where(PersonalAnswer.submission_id == submission_id))
