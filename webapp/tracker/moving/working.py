"""What the bodies do with a case routed to them, short of replying."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base.errors import Invalid, NotAllowed
from webapp.base.text import clean
from webapp.tracker.moving.steps import actions_of, as_lead, changing, move, role_in
from webapp.tracker.records import CaseNote
from webapp.tracker.rules import CaseState, NoteKind


def acknowledge(session: Session, viewer: Viewer, case_id: int, now: datetime) -> None:
    """Let the lead body accept a case that was routed to it."""
    case = as_lead(session, viewer, case_id, CaseState.ACKNOWLEDGED)
    move(session, case, CaseState.ACKNOWLEDGED, viewer.user_id, "", now)


def send_back(session: Session, viewer: Viewer, case_id: int, why: str, now: datetime) -> None:
    """Let the lead body send a case back to the moderators; a reason is due."""
    case = as_lead(session, viewer, case_id, CaseState.RETURNED)
    why = clean(why)
    if not why:
        raise Invalid(fields={"why": "required"})
    move(session, case, CaseState.RETURNED, viewer.user_id, why, now)


def start(session: Session, viewer: Viewer, case_id: int, now: datetime) -> None:
    """Let the lead body say that it has begun to work."""
    case = as_lead(session, viewer, case_id, CaseState.IN_PROGRESS)
    if not actions_of(viewer, case, role_in(session, viewer, case_id)).start:
        raise NotAllowed
    move(session, case, CaseState.IN_PROGRESS, viewer.user_id, "", now)


def add_note(
    session: Session, viewer: Viewer, case_id: int, kind: NoteKind, text: str, now: datetime
) -> None:
    """Append a note for colleagues, or a step that was done; instructions are the leader's."""
    case = changing(session, case_id)
    if not actions_of(viewer, case, role_in(session, viewer, case_id)).note:
        raise NotAllowed
    text = clean(text)
    if not text:
        raise Invalid(fields={"text": "required"})
    if kind is NoteKind.INSTRUCTION:
        raise NotAllowed
    note = CaseNote(case_id=case_id, at=now, actor_id=viewer.user_id, kind=kind, text=text)
    session.add(note)
    session.flush()
    audit.record(session, viewer.user_id, "case.noted", "case", case_id, kind=kind.value)
