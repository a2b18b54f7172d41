"""What an officer does about a concern: steps, hand-overs, release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import clean
from webapp.safeguarding import queries
from webapp.safeguarding.handling.access import begun, concern_for, step
from webapp.safeguarding.handling.opening import sealed_texts, shows_excluded
from webapp.safeguarding.records import ConcernHandover
from webapp.safeguarding.rules import MOVES, ConcernState, HandedBy, Receiver
from webapp.safeguarding.views import Released

_NOT_BY_HAND = frozenset({ConcernState.RELEASED, ConcernState.NEW, ConcernState.HANDED_OVER})
# Clocks of two machines never agree to the second.
_SLACK = timedelta(minutes=5)


@dataclass(frozen=True)
class HandedOver:
    """A hand-over to be written down: where, to whom, when, how, under which number."""

    receiver: Receiver
    handed_by: HandedBy
    handed_at: datetime
    place: str
    person: str
    receipt_number: str = ""
    note: str = ""


def move(
    session: Session,
    viewer: Viewer,
    concern_id: str,
    to_state: ConcernState,
    note: str,
    now: datetime,
) -> None:
    """Take the next step about a concern and say what was done.

    A release goes through ``intake``, which must open the opinions in the same
    breath; a hand-over through ``hand_over``.  Raises ``Invalid`` without a note
    (except when acknowledging), ``IllegalMove``, and ``NotFound`` for everybody but
    officers who are not excluded.
    """
    row = concern_for(session, viewer, concern_id, for_change=True)
    if to_state in _NOT_BY_HAND:
        raise IllegalMove
    if not note.strip() and to_state is not ConcernState.ACKNOWLEDGED:
        raise Invalid(fields={"note": "missing"})
    step(session, viewer.user_id, row, to_state, note.strip(), now)


def hand_over(
    session: Session, viewer: Viewer, concern_id: str, handed: HandedOver, now: datetime
) -> None:
    """Write down that a concern was handed to those who can act; nobody can take it back.

    It may happen at any time once somebody has taken the concern over, and more than
    once; the state changes only where nothing further has been reached.  Raises
    ``Invalid`` (``place``, ``person``, ``handed_at``), ``IllegalMove``, ``NotFound``.
    """
    row = concern_for(session, viewer, concern_id, for_change=True)
    if row.state in {ConcernState.NEW, ConcernState.RELEASED}:
        raise IllegalMove
    _check(handed, begun(session, row), now)
    session.add(
        ConcernHandover(
            concern_id=concern_id,
            by_id=viewer.user_id,
            written_at=now,
            handed_at=handed.handed_at,
            receiver=handed.receiver,
            handed_by=handed.handed_by,
            place=clean(handed.place),
            person=clean(handed.person),
            receipt_number=clean(handed.receipt_number),
            note=clean(handed.note),
        )
    )
    session.flush()
    if ConcernState.HANDED_OVER in MOVES[row.state]:
        step(session, viewer.user_id, row, ConcernState.HANDED_OVER, clean(handed.note), now)
    else:
        audit.record(session, viewer.user_id, "concern.handed_over_too", "concern", row.id)


def _check(handed: HandedOver, begun_at: datetime, now: datetime) -> None:
    problems = {
        name: "missing"
        for name, value in (("place", handed.place), ("person", handed.person))
        if not clean(value)
    }
    if not begun_at - _SLACK <= handed.handed_at <= now + _SLACK:
        problems["handed_at"] = "impossible"
    if problems:
        raise Invalid(fields=problems)


def release(
    session: Session, viewer: Viewer, concern_id: str, note: str, now: datetime
) -> Released:
    """Unseal a concern's texts for the moderators, saying why there is no danger.

    The concern itself stays: it is never deleted.  Raises ``Invalid`` without a
    reason, and ``IllegalMove`` while somebody who is excluded reads opinions: the
    release would hand them the very words that are about them.
    """
    row = concern_for(session, viewer, concern_id, for_change=True)
    if not note.strip():
        raise Invalid(fields={"note": "missing"})
    # A wish to be met has no submission whose words a moderator could read.
    if row.submission_id is None or shows_excluded(session, queries.excluded(session, concern_id)):
        raise IllegalMove
    step(session, viewer.user_id, row, ConcernState.RELEASED, note.strip(), now)
    return Released(row.submission_id, sealed_texts(row))
