"""Reads of concerns."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.safeguarding.records import Concern, ConcernEvent
from webapp.safeguarding.rules import ConcernState


def of_submission(session: Session, submission_id: str, for_change: bool = False) -> Concern | None:
    """Return the concern raised by a submission, locked when it is to be changed."""
    query = select(Concern).where(Concern.submission_id == submission_id)
    if for_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def sealed(session: Session, submission_id: str) -> bool:
    """Tell whether a submission has a concern that was not released."""
    found = session.scalar(
        select(Concern.id).where(
            Concern.submission_id == submission_id, Concern.state != ConcernState.RELEASED
        )
    )
    return found is not None


def all_concerns(session: Session) -> Sequence[Concern]:
    """Return every concern, the oldest first."""
    return session.scalars(select(Concern).order_by(Concern.received_at, Concern.id)).all()


def events(session: Session, concern_ids: Sequence[str]) -> Sequence[ConcernEvent]:
    """Return the steps of some concerns in the order they were taken."""
    return session.scalars(
        select(ConcernEvent)
        .where(ConcernEvent.concern_id.in_(concern_ids))
        .order_by(ConcernEvent.id)
    ).all()
