"""Reads of drafts and submissions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.submissions.records import Draft, Submission
from webapp.submissions.rules import DRAFT_TIME


def live_draft(session: Session, seat: str, now: datetime) -> Draft | None:
    """Return the draft of *seat* if it was touched within the last hour."""
    return session.scalar(
        select(Draft).where(Draft.seat == seat, Draft.touched_at > now - DRAFT_TIME)
    )


def by_seat(session: Session, seat: str) -> Submission | None:
    """Return what was sent from *seat*."""
    return session.scalar(select(Submission).where(Submission.seat == seat))


def by_receipt(session: Session, receipt_digest: str) -> Submission | None:
    """Return what was sent under the receipt with this digest."""
    return session.scalar(select(Submission).where(Submission.receipt == receipt_digest))


def between(session: Session, first_day: date, next_month: date) -> list[Submission]:
    """Return submissions received from *first_day* up to, not including, *next_month*.

    Ordered by identifier, which is random: the order tells nothing of time.
    """
    return list(
        session.scalars(
            select(Submission)
            .where(Submission.received_on >= first_day, Submission.received_on < next_month)
            .order_by(Submission.id)
        )
    )
