"""Reads of concerns."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.safeguarding.clocks import Step
from webapp.safeguarding.records import (
    Concern,
    ConcernEvent,
    ConcernExclusion,
    ConcernHandover,
    ConcernUnsealing,
)
from webapp.safeguarding.rules import FINISHED, ConcernState


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


def open_to(session: Session, user_id: int) -> Sequence[Concern]:
    """Return every concern a person is not excluded from, the oldest first."""
    hidden = select(ConcernExclusion.concern_id).where(
        ConcernExclusion.user_id == user_id, ConcernExclusion.lifted_at.is_(None)
    )
    query = select(Concern).where(Concern.id.not_in(hidden))
    return session.scalars(query.order_by(Concern.received_at, Concern.id)).all()


def unfinished(session: Session) -> Sequence[Concern]:
    """Return the concerns that somebody still has to handle, locked, the oldest first."""
    query = select(Concern).where(Concern.state.not_in(FINISHED))
    return session.scalars(
        query.order_by(Concern.received_at, Concern.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def events(session: Session, concern_ids: Sequence[str]) -> Sequence[ConcernEvent]:
    """Return the steps of some concerns in the order they were taken."""
    return session.scalars(
        select(ConcernEvent)
        .where(ConcernEvent.concern_id.in_(concern_ids))
        .order_by(ConcernEvent.id)
    ).all()


def steps(session: Session, concern_ids: Sequence[str]) -> dict[str, list[Step]]:
    """Return the steps of some concerns as the clocks see them, by concern."""
    found: dict[str, list[Step]] = {concern_id: [] for concern_id in concern_ids}
    for event in events(session, concern_ids):
        found[event.concern_id].append(Step(event.at, event.to_state, event.limits))
    return found


def excluded(session: Session, concern_id: str) -> list[int]:
    """Return the people for whom a concern does not exist, in order of exclusion."""
    return list(dict.fromkeys(row.user_id for row in exclusions(session, concern_id)))


def excluded_by_others(session: Session, concern_id: str, user_id: int) -> list[int]:
    """Return the people for whom a concern does not exist by somebody else's word."""
    rows = exclusions(session, concern_id)
    return list(dict.fromkeys(row.user_id for row in rows if row.by_id != user_id))


def exclusions(session: Session, concern_id: str) -> Sequence[ConcernExclusion]:
    """Return the exclusions from a concern that hold."""
    return session.scalars(
        select(ConcernExclusion)
        .where(ConcernExclusion.concern_id == concern_id, ConcernExclusion.lifted_at.is_(None))
        .order_by(ConcernExclusion.id)
    ).all()


def unsealings(session: Session, concern_id: str) -> Sequence[ConcernUnsealing]:
    """Return every asking to learn who the child is, the newest first."""
    return session.scalars(
        select(ConcernUnsealing)
        .where(ConcernUnsealing.concern_id == concern_id)
        .order_by(ConcernUnsealing.id.desc())
    ).all()


def handovers(session: Session, concern_id: str) -> Sequence[ConcernHandover]:
    """Return the hand-overs of a concern in the order they were written down."""
    return session.scalars(
        select(ConcernHandover)
        .where(ConcernHandover.concern_id == concern_id)
        .order_by(ConcernHandover.id)
    ).all()
