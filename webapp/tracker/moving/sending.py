"""Sending a case to a lead and to coordinating bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.directory.rules import BodyKind
from webapp.tracker.moving.steps import append, changing
from webapp.tracker.moving.terms import set_term
from webapp.tracker.records import Case, CaseBody, Reply
from webapp.tracker.rules import CaseBodyRole, CaseState, ReplyState, TermKind, check_move


def route(
    session: Session,
    actor_id: int,
    case_id: int,
    lead_body_id: int,
    coordinating: Sequence[int],
    due_on: date | None,
    why: str,
    now: datetime,
) -> date:
    """Send a case to one lead and any coordinating bodies; return the due day.

    Without *due_on* the term is seven working days by law when the lead is a
    school (Nghị định 56/2017/NĐ-CP, Điều 53.2), else the commune's own
    ``reply_days``.  Raise Invalid for a lead that takes no cases, for a day
    that is not in the future, and for a school's day later than the law allows.
    """
    case = changing(session, case_id)
    check_move(case.state, CaseState.ROUTED)
    due, by_law = usual_term(session, lead_body_id, due_on, clock.local_day(now))
    return send(session, case, lead_body_id, coordinating, due, by_law, actor_id, clean(why), now)


def usual_term(
    session: Session, lead_body_id: int, wanted: date | None, today: date
) -> tuple[date, bool]:
    """Return the last day of a lead that begins *today*, and whether the law sets it.

    Raise Invalid as ``route`` tells.
    """
    if directory.body(session, lead_body_id).kind in {BodyKind.COLLECTIVE, BodyKind.OUTSIDE}:
        raise Invalid(fields={"lead_body_id": "takes_no_cases"})
    calendar = directory.work_calendar(session)
    by_law = directory.school_of_body(session, lead_body_id) is not None
    usual_days = directory.number(session, "school_reply_days" if by_law else "reply_days")
    usual = calendar.add(today, usual_days)
    due = wanted or usual
    if due <= today:
        raise Invalid(fields={"due_on": "not_in_future"})
    if by_law and due > usual:
        raise Invalid(fields={"due_on": "later_than_law"})
    return due, by_law


def send(
    session: Session,
    case: Case,
    lead_body_id: int,
    coordinating: Sequence[int],
    due: date,
    by_law: bool,
    actor_id: int,
    why: str,
    now: datetime,
    kind: TermKind = TermKind.ROUTED,
) -> date:
    """Put *case* into the hands of a lead from now on; the caller has asked the rules."""
    today = clock.local_day(now)
    _set_bodies(session, case.id, lead_body_id, coordinating)
    case.routed_on, case.extensions = today, 0
    case.term_days = directory.work_calendar(session).between(today, due)
    set_term(session, case, kind, due, actor_id, now, days=case.term_days, by_law=by_law, why=why)
    append(session, case, CaseState.ROUTED, actor_id, why, now)
    return due


def _set_bodies(
    session: Session, case_id: int, lead_body_id: int, coordinating: Sequence[int]
) -> None:
    """Replace the bodies of a case; a body that led before sees it no longer.

    What that body had begun to write goes with it: a draft is nobody else's.
    """
    session.execute(delete(CaseBody).where(CaseBody.case_id == case_id))
    session.execute(
        delete(Reply).where(
            Reply.case_id == case_id,
            Reply.state == ReplyState.DRAFT,
            Reply.body_id != lead_body_id,
        )
    )
    session.add(CaseBody(case_id=case_id, body_id=lead_body_id, role=CaseBodyRole.LEAD))
    for body_id in dict.fromkeys(coordinating):
        if body_id != lead_body_id:
            directory.body(session, body_id)
            session.add(CaseBody(case_id=case_id, body_id=body_id, role=CaseBodyRole.COORDINATING))
    session.flush()
