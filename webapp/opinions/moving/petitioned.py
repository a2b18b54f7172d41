"""What the room of complaints by law needs of an opinion: its masked text, and its way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.base.errors import IllegalMove, NotFound
from webapp.opinions import queries
from webapp.opinions.moving.steps import move, record
from webapp.opinions.reading import text_covered, text_shown
from webapp.opinions.records import Opinion
from webapp.opinions.rules import OpinionState


@dataclass(frozen=True)
class MaskedOpinion:
    """An opinion with its hidden parts hidden, wherever it stands."""

    id: str
    submission_id: str
    state: OpinionState
    text: str
    received_on: date


def masked(session: Session, opinion_id: str, *, for_change: bool = False) -> MaskedOpinion:
    """Return an opinion as it may be handed to a body; the caller has checked who asks.

    Locked until the transaction ends when something is to be decided about it.  Raises
    ``NotFound``.
    """
    row = queries.one(session, opinion_id) if for_change else session.get(Opinion, opinion_id)
    if row is None:
        raise NotFound
    hidings = queries.hidings(session, [row.id]).get(row.id, [])
    return MaskedOpinion(
        row.id, row.submission_id, row.state, text_shown(row, hidings), row.received_on
    )


def covered(session: Session, opinion_id: str) -> str:
    """Return the masked text without what may identify somebody and nobody has looked at.

    Raises ``NotFound``.
    """
    row = session.get(Opinion, opinion_id)
    if row is None:
        raise NotFound
    return text_covered(row, queries.hidings(session, [row.id]).get(row.id, []))


def from_petition(
    session: Session, actor_id: int, opinion_id: str, why: str, now: datetime
) -> None:
    """Make a petition an opinion again: it is read like any other.

    Raises ``IllegalMove`` for anything else.
    """
    row = queries.one(session, opinion_id)
    if row.state is not OpinionState.PETITION:
        raise IllegalMove
    move(session, row, actor_id, OpinionState.SCREENING, now, why)
    record(session, actor_id, "opinion.no_petition", row)
