"""The one way to a concern: for whom it exists, and how a step is written down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base.errors import IllegalMove, NotFound
from webapp.directory import service as directory
from webapp.safeguarding import queries
from webapp.safeguarding.clocks import begun_at, stopped_by
from webapp.safeguarding.records import Concern, ConcernEvent
from webapp.safeguarding.rules import MOVES, ConcernState


def only_officers(viewer: Viewer) -> None:
    """Raise ``NotFound`` for everybody without the duty."""
    if not viewer.can(Permission.CONCERNS_HANDLE):
        raise NotFound


def concern_for(
    session: Session, viewer: Viewer, concern_id: str, for_change: bool = False
) -> Concern:
    """Return a concern; ``NotFound`` for everybody but officers who are not excluded.

    *for_change* keeps others away until the transaction ends.
    """
    only_officers(viewer)
    row = session.get(Concern, concern_id, with_for_update=for_change, populate_existing=for_change)
    if row is None or viewer.user_id in queries.excluded(session, concern_id):
        raise NotFound
    return row


def begun(session: Session, concern: Concern) -> datetime:
    """Return when the clocks of *concern* began: at receipt or when it was raised anew."""
    return begun_at(concern.received_at, queries.steps(session, [concern.id])[concern.id])


def step(
    session: Session, actor_id: int, row: Concern, to_state: ConcernState, note: str, now: datetime
) -> None:
    """Append a step with the limits of the clocks it stops; raises ``IllegalMove``."""
    if to_state not in MOVES[row.state]:
        raise IllegalMove
    before = queries.steps(session, [row.id])[row.id]
    calendar = directory.work_calendar(session)
    dues = stopped_by(row.received_at, before, to_state, now, calendar)
    session.add(
        ConcernEvent(
            concern_id=row.id,
            at=now,
            actor_id=actor_id,
            from_state=row.state,
            to_state=to_state,
            note=note,
            dues={clock: due.isoformat() for clock, due in dues.items()},
        )
    )
    row.state = to_state
    session.flush()
    audit.record(session, actor_id, f"concern.{to_state.value}", "concern", row.id)
