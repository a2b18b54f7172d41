"""Taking a quick decision back within ten seconds, as if it had not been taken.

The decision is committed at once; undoing is a step of its own, appended like
any other.  What it gives back is exactly what the decision set: the state, the
topic, and day and lateness if this decision had frozen them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.base.errors import IllegalMove
from webapp.opinions import queries
from webapp.opinions.moving.steps import forget_refusal, move, record
from webapp.opinions.records import Opinion, Undoable
from webapp.opinions.rules import OpinionState

UNDO_WITHIN = timedelta(seconds=10)
# What an event says when a decision was undone at once.
UNDONE = "undone"
_S = OpinionState
# The way back to being read, by where the decision led.
_BACK = {
    _S.ACCEPTED: (_S.SCREENING,),
    _S.IN_CASE: (_S.ACCEPTED, _S.SCREENING),
    _S.REFUSAL_PROPOSED: (_S.SCREENING,),
}


def before_decision(session: Session, actor_id: int, opinion_id: str, now: datetime) -> None:
    """Remember how an opinion stands, right before a decision that can be undone.

    Only the last decision is remembered.
    """
    row = queries.one(session, opinion_id)
    session.execute(delete(Undoable).where(Undoable.opinion_id == opinion_id))
    session.add(
        Undoable(
            opinion_id=opinion_id,
            actor_id=actor_id,
            at=now,
            turn=row.turn,
            topic=row.topic,
            first=row.decided_on is None,
        )
    )
    session.flush()


def after_decision(session: Session, opinion_id: str, opened_case: int | None) -> None:
    """Remember how the decision left it, and the case it opened: any other change builds on it."""
    kept = session.get_one(Undoable, opinion_id)
    kept.turn = session.get_one(Opinion, opinion_id).turn
    kept.opened_case = opened_case
    session.flush()


def undo(session: Session, actor_id: int, opinion_id: str, now: datetime) -> int | None:
    """Take the person's last decision about an opinion back; return the case it had opened.

    Raises ``IllegalMove`` after ten seconds, for a decision of somebody else,
    and once anybody has built on it.  The caller takes the case back as well.
    """
    row = queries.one(session, opinion_id)
    kept = session.get(Undoable, opinion_id, with_for_update=True)
    if kept is None or kept.actor_id != actor_id or now > kept.at + UNDO_WITHIN:
        raise IllegalMove
    if kept.turn != row.turn or row.state not in _BACK:
        raise IllegalMove
    for state in _BACK[row.state]:
        move(session, row, actor_id, state, now, UNDONE)
    forget_refusal(row)
    row.case_id, row.search_text, row.topic = None, "", kept.topic
    if kept.first:
        row.decided_on = row.decided_late = None
    opened = kept.opened_case
    session.delete(kept)
    record(session, actor_id, "opinion.decision_undone", row)
    return opened
