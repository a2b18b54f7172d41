"""Reads of petitions, always ordered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp.base.errors import NotFound
from webapp.base.paging import PAGE_SIZE, Page, nearest
from webapp.petitions.records import Petition, PetitionEvent
from webapp.petitions.rules import OPEN, PetitionState

# Words that left for the protection officer leave no line behind while nobody outside
# has them: it would tell that there is a sign of danger.
_HERE = or_(Petition.opinion_id.is_not(None), Petition.state.not_in(OPEN))


def one(session: Session, petition_id: int, *, for_change: bool = False) -> Petition:
    """Return a petition, locked where it is to be changed; raise ``NotFound``."""
    row = session.get(
        Petition, petition_id, with_for_update=for_change or None, populate_existing=for_change
    )
    if row is None or (row.opinion_id is None and row.state in OPEN):
        raise NotFound
    return row


def of_opinion(session: Session, opinion_id: str) -> Petition | None:
    """Return the petition an opinion was made or proposed as."""
    return session.scalar(select(Petition).where(Petition.opinion_id == opinion_id))


def of_opinions(session: Session, opinion_ids: Sequence[str]) -> Sequence[Petition]:
    """Return the petitions of these opinions."""
    rows = select(Petition).where(Petition.opinion_id.in_(opinion_ids))
    return session.scalars(rows.order_by(Petition.id)).all()


def of_submission(session: Session, submission_id: str) -> Sequence[Petition]:
    """Return the petitions out of a submission."""
    rows = select(Petition).where(Petition.submission_id == submission_id)
    return session.scalars(rows.order_by(Petition.id)).all()


def everything(session: Session, number: int) -> Page[Petition]:
    """Return one page of all: those to be worked on first, the most urgent on top."""
    ended = Petition.state.not_in(OPEN)
    total = session.scalar(select(func.count()).select_from(Petition).where(_HERE)) or 0
    number = nearest(number, total)
    rows = session.scalars(
        select(Petition)
        .where(_HERE)
        .order_by(ended, Petition.due_on.is_(None), Petition.due_on, Petition.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(rows.all(), number, total)


def events_of(session: Session, petition_id: int) -> Sequence[PetitionEvent]:
    """Return the steps of a petition, oldest first."""
    rows = select(PetitionEvent).where(PetitionEvent.petition_id == petition_id)
    return session.scalars(rows.order_by(PetitionEvent.id)).all()


def number_open(session: Session, due_before: date | None = None) -> int:
    """Return how many wait for a step of ours, due before a day only if one is given."""
    late = () if due_before is None else (Petition.due_on < due_before,)
    return session.scalar(select(func.count()).where(Petition.state.in_(OPEN), _HERE, *late)) or 0


def due(session: Session, first: date, last: date) -> Sequence[tuple[int, PetitionState, date]]:
    """Return number, state and last day of those that owe a step by [*first*, *last*]."""
    rows = session.execute(
        select(Petition.id, Petition.state, Petition.due_on)
        .where(Petition.state.in_(OPEN), _HERE, Petition.due_on.between(first, last))
        .order_by(Petition.due_on, Petition.id)
    )
    return [(number, state, day) for number, state, day in rows if day is not None]


def number_received(session: Session, first: date, end: date) -> int:
    """Return how many came in [*first*, *end*) and are petitions indeed."""
    real = Petition.state.not_in((PetitionState.PROPOSED, PetitionState.DECLINED))
    within = (Petition.received_on >= first, Petition.received_on < end)
    return session.scalar(select(func.count()).where(real, _HERE, *within)) or 0
