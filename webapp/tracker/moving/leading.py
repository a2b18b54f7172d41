"""What the commune's leader does with a case that was escalated; all of it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotAllowed
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.tracker import queries
from webapp.tracker.moving.sending import send, usual_term
from webapp.tracker.moving.steps import actions_of, changing, role_in
from webapp.tracker.moving.terms import set_term
from webapp.tracker.records import Case, CaseNote
from webapp.tracker.rules import AT_WORK, REASSIGNED_FROM, CaseState, NoteKind, TermKind


def instruct(session: Session, viewer: Viewer, case_id: int, text: str, now: datetime) -> None:
    """Append an instruction of the leader, read by everybody who sees the case."""
    case, text = _escalated(session, viewer, case_id), _said(text, "text")
    session.add(
        CaseNote(
            case_id=case.id,
            at=now,
            actor_id=viewer.user_id,
            kind=NoteKind.INSTRUCTION,
            text=text,
        )
    )
    audit.record(session, viewer.user_id, "case.instructed", "case", case.id)
    session.flush()


def set_day(
    session: Session, viewer: Viewer, case_id: int, due_on: date | None, why: str, now: datetime
) -> None:
    """Set a new last day, sooner or later, and say why.

    A day the law sets is only ever made sooner; when the old day had passed the
    reply stays late, whatever day is set now.  Raise Invalid (``due_on``:
    ``later_than_law``, ``not_in_future``).
    """
    case, why = _escalated(session, viewer, case_id), _said(why, "why")
    today = clock.local_day(now)
    if case.state not in AT_WORK | {CaseState.ROUTED} or case.due_on is None:
        raise IllegalMove
    faults = (
        (due_on is None, "required"),
        (due_on is not None and due_on <= today, "not_in_future"),
        (case.due_by_law and due_on is not None and due_on > case.due_on, "later_than_law"),
    )
    fault = next((words for is_so, words in faults if is_so), None)
    if fault or due_on is None:
        raise Invalid(fields={"due_on": fault or "required"})
    if case.due_on < today:
        case.replied_late = True
    days = directory.work_calendar(session).between(today, due_on)
    set_term(
        session,
        case,
        TermKind.BY_LEADER,
        due_on,
        viewer.user_id,
        now,
        days=days,
        by_law=case.due_by_law,
        why=why,
    )


def reassign(
    session: Session,
    viewer: Viewer,
    case_id: int,
    lead_body_id: int,
    coordinating: Sequence[int],
    due_on: date | None,
    why: str,
    now: datetime,
) -> date:
    """Give an escalated case to another lead; return the new last day.

    The lateness of the lead before stays frozen where it was; the new one
    begins with the usual term unless the leader sets a day.
    """
    case, why = _escalated(session, viewer, case_id), _said(why, "why")
    if case.state not in REASSIGNED_FROM:
        raise IllegalMove
    if lead_body_id == queries.lead_of(session, case_id):
        raise Invalid(fields={"lead_body_id": "same_lead"})
    due, by_law = usual_term(session, lead_body_id, due_on, clock.local_day(now))
    return send(
        session,
        case,
        lead_body_id,
        coordinating,
        due,
        by_law,
        viewer.user_id,
        why,
        now,
        kind=TermKind.BY_LEADER,
    )


def _escalated(session: Session, viewer: Viewer, case_id: int) -> Case:
    """Return the case, for a leader only and only while it is escalated and open."""
    case = changing(session, case_id)
    role = role_in(session, viewer, case_id)
    if not viewer.can(Permission.CASES_ESCALATED):
        raise NotAllowed
    if not actions_of(viewer, case, role).lead_on:
        raise IllegalMove
    return case


def _said(text: str, field: str) -> str:
    text = clean(text)
    if not text:
        raise Invalid(fields={field: "required"})
    return text
