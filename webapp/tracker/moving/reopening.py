"""A child said "not yet": the case goes back to work, the second time to the leader too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base import clock
from webapp.directory import service as directory
from webapp.tracker.moving.steps import changing, move
from webapp.tracker.moving.terms import set_term
from webapp.tracker.records import CaseEvent
from webapp.tracker.rules import (
    ESCALATED,
    ESCALATED_AT,
    FINISHED,
    CaseState,
    TermKind,
    days_after_reopening,
)


def reopen(session: Session, case_id: int, why: str, now: datetime) -> bool:
    """Give an answered case back to its lead because a child said "not yet".

    The new term is half the first one, at least three working days.  Return
    False and change nothing when the case is already being worked on again:
    several children may say "not yet" about one reply.  From the second time
    on the leader sees it too.
    """
    case = changing(session, case_id)
    if case.state not in FINISHED:
        return False
    days = days_after_reopening(case.term_days or directory.number(session, "reply_days"))
    due = directory.work_calendar(session).add(clock.local_day(now), days)
    set_term(session, case, TermKind.REOPENED, due, None, now, days=days)
    case.times_reopened += 1
    case.closing = case.closed_on = None
    move(session, case, CaseState.REOPENED, None, why, now)
    if case.times_reopened >= ESCALATED_AT:
        escalate(session, case_id, now)
    return True


def escalate(session: Session, case_id: int, now: datetime) -> None:
    """Lay a case before the leader, once; what the leader does is another step."""
    case = changing(session, case_id)
    if case.escalated_on is not None:
        return
    case.escalated_on = clock.local_day(now)
    session.add(
        CaseEvent(
            case_id=case.id, at=now, from_state=case.state, to_state=case.state, why=ESCALATED
        )
    )
    audit.record(session, None, "case.escalated", "case", case.id)
    session.flush()
