"""Whose turn it is and until when, for reminders: days and numbers, never a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.opinions.records import Opinion, OpinionEvent
from webapp.opinions.rules import OpinionState

_READING = (OpinionState.RECEIVED, OpinionState.SCREENING)


@dataclass(frozen=True)
class RefusalTurn:
    """A proposed refusal: which, by whom, since which day, and in which turn of the opinion."""

    opinion_id: str
    turn: int
    proposed_by: int | None
    since: date


def days_due(session: Session, last_day: date) -> list[date]:
    """Return the last days, up to *last_day*, of opinions whose moderators' clock runs.

    One that waits for its child has no running clock and is not among them.
    """
    rows = session.scalars(
        select(Opinion.moderation_due)
        .where(Opinion.state.in_(_READING), Opinion.moderation_due <= last_day)
        .distinct()
        .order_by(Opinion.moderation_due)
    )
    return list(rows)


def refusal_turns(session: Session) -> list[RefusalTurn]:
    """Return the refusals that wait for a second reader, the longest waiting first."""
    since = (
        select(OpinionEvent.opinion_id, func.max(OpinionEvent.at).label("at"))
        .where(OpinionEvent.to_state == OpinionState.REFUSAL_PROPOSED)
        .group_by(OpinionEvent.opinion_id)
        .subquery()
    )
    rows = session.execute(
        select(Opinion.id, Opinion.turn, Opinion.proposed_by, since.c.at)
        .join(since, since.c.opinion_id == Opinion.id)
        .where(Opinion.state == OpinionState.REFUSAL_PROPOSED)
        .order_by(since.c.at, Opinion.id)
    )
    return [RefusalTurn(one, turn, who, clock.local_day(at)) for one, turn, who, at in rows]
