"""Reads of personal answers and consents."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.privacy.records import Consent, PersonalAnswer


def answers(session: Session, submission_ids: Collection[str]) -> list[PersonalAnswer]:
    """Return the personal answers of some submissions in the order they were given."""
    return list(
        session.scalars(
            select(PersonalAnswer)
            .where(PersonalAnswer.submission_id.in_(submission_ids))
            .order_by(PersonalAnswer.id)
        )
    )


def consents(session: Session, submission_ids: Collection[str]) -> list[Consent]:
    """Return the consents of some submissions in the order they were given."""
    return list(
        session.scalars(
            select(Consent).where(Consent.submission_id.in_(submission_ids)).order_by(Consent.id)
        )
    )
