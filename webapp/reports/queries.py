"""Reads of the room's own table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.reports.records import SignOff


def sign_offs(session: Session, period: date) -> Sequence[SignOff]:
    """Return the signatures under the summary of a month, newest first."""
    return session.scalars(
        select(SignOff).where(SignOff.period == period).order_by(SignOff.id.desc())
    ).all()
