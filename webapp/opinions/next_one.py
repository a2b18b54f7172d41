"""The next single opinion to decide, for reading one after the other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.opinions.presence import open_elsewhere
from webapp.opinions.reading import must_moderate
from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState

# A moderator's own turn: not what waits for a child or a second reader.
_TO_DECIDE = (OpinionState.RECEIVED, OpinionState.SCREENING)


@dataclass(frozen=True)
class NextOne:
    """An opinion to decide, by its address."""

    submission_id: str
    opinion_id: str


def next_one(
    session: Session, viewer: Viewer, skipped: Collection[str], now: datetime
) -> NextOne | None:
    """Return the opinion to read next, for moderators only (``NotFound`` for others).

    Riskiest first, then by the day it is due.  What this person skipped and
    what somebody else has open at this moment is passed over.
    """
    must_moderate(viewer)
    elsewhere = open_elsewhere(session, viewer.user_id, now)
    found = session.execute(
        select(Opinion.submission_id, Opinion.id)
        .where(
            Opinion.state.in_(_TO_DECIDE),
            Opinion.id.not_in(list(skipped)),
            Opinion.submission_id.not_in(elsewhere),
        )
        .order_by(
            Opinion.risk.desc(),
            Opinion.moderation_due,
            Opinion.received_on,
            Opinion.submission_id,
            Opinion.position,
            Opinion.part,
            Opinion.id,
        )
        .limit(1)
    ).first()
    return NextOne(found[0], found[1]) if found else None


def number_to_decide(session: Session, viewer: Viewer) -> int:
    """Return how many opinions wait for a moderator's decision."""
    must_moderate(viewer)
    return (
        session.scalar(
            select(func.count()).select_from(Opinion).where(Opinion.state.in_(_TO_DECIDE))
        )
        or 0
    )
