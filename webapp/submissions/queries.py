"""Reads of drafts and submissions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from webapp.submissions.records import Draft, Submission
from webapp.submissions.rules import DRAFT_TIME, SLIP_TIME


def _lives(now: datetime) -> ColumnElement[bool]:
    """Hold for drafts touched within the last hour, within seven days where there is a slip."""
    return or_(
        Draft.touched_at > now - DRAFT_TIME,
        and_(Draft.slip.is_not(None), Draft.touched_at > now - SLIP_TIME),
    )


def live_draft(session: Session, seat: str, now: datetime) -> Draft | None:
    """Return the living draft of *seat*."""
    return session.scalar(select(Draft).where(Draft.seat == seat, _lives(now)))


def draft_of_slip(session: Session, slip: str, now: datetime) -> Draft | None:
    """Return the living draft of the slip with this digest, at whatever seat it is."""
    return session.scalar(select(Draft).where(Draft.slip == slip, _lives(now)))


def by_seat(session: Session, seat: str) -> Submission | None:
    """Return what was sent from *seat*."""
    return session.scalar(select(Submission).where(Submission.seat == seat))


def by_receipt(session: Session, receipt_digest: str) -> Submission | None:
    """Return what was sent under the receipt with this digest."""
    return session.scalar(select(Submission).where(Submission.receipt == receipt_digest))


def between(
    session: Session, first_day: date, next_month: date, names: Sequence[str]
) -> Sequence[Any]:
    """Return columns of what was received from *first_day* up to, not including, *next_month*.

    Only what is asked for: reading the answers of a year for a sum would take seconds.
    Ordered by identifier, which is random: the order tells nothing of time.
    """
    return session.execute(
        select(*(getattr(Submission, name) for name in names))
        .where(Submission.received_on >= first_day, Submission.received_on < next_month)
        .order_by(Submission.id)
    ).all()


def count_by_version(
    session: Session, survey: str, band: str, round_id: int | None
) -> dict[int, int]:
    """Return the number of submissions by form version, of one round if it is given."""
    query = select(Submission.form_version_id, func.count()).where(
        Submission.survey == survey, Submission.band == band
    )
    if round_id is not None:
        query = query.where(Submission.round_id == round_id)
    grouped = query.group_by(Submission.form_version_id).order_by(Submission.form_version_id)
    return {version: number for version, number in session.execute(grouped)}


def in_rounds(session: Session, round_ids: Sequence[int]) -> list[Submission]:
    """Return what was sent in these rounds, ordered by identifier, which is random."""
    return list(
        session.scalars(
            select(Submission).where(Submission.round_id.in_(round_ids)).order_by(Submission.id)
        )
    )
