"""Cases whose clock runs, for reminders: numbers and days, nothing a child said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from webapp.tracker.records import Case, CaseBody
from webapp.tracker.rules import BODY_CLOCK_RUNS, FINISHED, CaseBodyRole, CaseState


@dataclass(frozen=True)
class DueCase:
    """A case somebody has to do something about, and until when.

    ``due_on`` is the body's last day, ``publish_by`` Đoàn xã's after a reply
    was handed in; the state says which of them runs.
    """

    id: int
    state: CaseState
    lead_body_id: int | None
    routed_on: date | None
    due_on: date | None
    publish_by: date | None


def due_cases(session: Session, first_day: date, last_day: date) -> list[DueCase]:
    """Return cases new to a body, and those whose running clock ends between two days.

    A paused case has no running clock and is not among them.
    """
    body = and_(Case.state.in_(BODY_CLOCK_RUNS), Case.due_on.between(first_day, last_day))
    review = Case.state == CaseState.ANSWER_REVIEW
    lead = (
        select(CaseBody.body_id)
        .where(CaseBody.case_id == Case.id, CaseBody.role == CaseBodyRole.LEAD)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Case.id, Case.state, lead, Case.routed_on, Case.due_on, Case.publish_by)
        .where(or_(body, review, Case.state == CaseState.ROUTED))
        .order_by(Case.id)
    )
    return [DueCase(*row) for row in rows]


def escalations(session: Session) -> list[tuple[int, date]]:
    """Return the open cases that lie before the leader, with the day each came there."""
    rows = session.execute(
        select(Case.id, Case.escalated_on)
        .where(Case.escalated_on.is_not(None), Case.state.not_in(FINISHED))
        .order_by(Case.id)
    )
    return [(case_id, day) for case_id, day in rows if day is not None]
