"""Taking a case back that was opened seconds ago and that nobody has touched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base.errors import IllegalMove
from webapp.tracker.moving.numbering import give_back
from webapp.tracker.moving.steps import changing
from webapp.tracker.records import Case, CaseBody, CaseEvent, CaseTerm
from webapp.tracker.rules import CaseState

# Opened and routed: what opening from the moderators' page appends.
_EVENTS_OF_OPENING = 2
_UNTOUCHED = frozenset({CaseState.OPENED, CaseState.ROUTED})


def take_back(session: Session, actor_id: int, case_id: int, now: datetime) -> None:
    """Remove a case as if it had not been opened; its number goes to the next one.

    Raises ``IllegalMove`` once anybody else has done anything with it: a body
    that acknowledged, a note, a task of the plan, an opinion more.  Callers have
    taken their own opinion out of it.  The log keeps that it was there.
    """
    case = changing(session, case_id)
    events = session.execute(
        select(func.count(), func.count(func.distinct(CaseEvent.actor_id))).where(
            CaseEvent.case_id == case_id
        )
    ).one()
    alone = tuple(events) in {(1, 1), (_EVENTS_OF_OPENING, 1)}
    if case.state not in _UNTOUCHED or case.task_id is not None or not alone:
        raise IllegalMove
    number, year = case.number, case.opened_on.year
    audit.record(session, actor_id, "case.taken_back", "case", case_id, number=number)
    try:
        with session.begin_nested():
            session.execute(delete(CaseEvent).where(CaseEvent.case_id == case_id))
            session.execute(delete(CaseTerm).where(CaseTerm.case_id == case_id))
            session.execute(delete(CaseBody).where(CaseBody.case_id == case_id))
            session.execute(delete(Case).where(Case.id == case_id))
    except IntegrityError:
        # Something refers to it: a note, a reply, another opinion.
        raise IllegalMove from None
    session.expunge(case)
    give_back(session, number, year)
