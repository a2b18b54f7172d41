"""The end of a case, for a reason that is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.base.text import clean
from webapp.tracker.moving.steps import append, changing
from webapp.tracker.rules import CaseState, Closing, check_closing


def close(
    session: Session,
    actor_id: int | None,
    case_id: int,
    closing: Closing,
    why: str,
    now: datetime,
) -> None:
    """Close a case; raise IllegalMove unless it was answered, or all children withdrew.

    Called by ``feedback.closing`` alone, which first makes sure that every child
    behind the case was reached.  That a body says "done" closes nothing.
    """
    case = changing(session, case_id)
    check_closing(case.state, closing)
    case.closing, case.closed_on = closing, clock.local_day(now)
    append(session, case, CaseState.CLOSED, actor_id, clean(why), now, closing)
    case.paused_on = None
    session.flush()
