"""Moving a case: the one place that changes its state, and who may come near it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base.errors import NotAllowed, NotFound
from webapp.tracker import queries
from webapp.tracker.records import Case, CaseEvent
from webapp.tracker.rules import Actions, CaseBodyRole, CaseState, Closing, actions, check_move


def move(
    session: Session, case: Case, to_state: CaseState, actor_id: int | None, why: str, now: datetime
) -> None:
    """Put *case* into *to_state* and append the step; raise IllegalMove."""
    check_move(case.state, to_state)
    append(session, case, to_state, actor_id, why, now)


def append(
    session: Session,
    case: Case,
    to_state: CaseState,
    actor_id: int | None,
    why: str,
    now: datetime,
    closing: Closing | None = None,
) -> None:
    """Put *case* into *to_state* and append the step; the caller has asked the rules."""
    session.add(
        CaseEvent(
            case_id=case.id,
            at=now,
            actor_id=actor_id,
            from_state=case.state,
            to_state=to_state,
            closing=closing,
            why=why,
        )
    )
    audit.record(
        session, actor_id, "case.moved", "case", case.id, was=case.state.value, now=to_state.value
    )
    case.state = to_state
    session.flush()


def changing(session: Session, case_id: int) -> Case:
    """Return the case, locked until the end of the transaction; raise NotFound."""
    case = queries.case_for_change(session, case_id)
    if case is None:
        raise NotFound
    return case


def role_in(session: Session, viewer: Viewer, case_id: int) -> CaseBodyRole | None:
    """Return how the viewer's body takes part in a case.

    Raise NotFound when the case is not for this viewer: a case of others and a
    case that does not exist must look alike.
    """
    role = None
    if viewer.body_id is not None:
        rows = queries.bodies_of(session, case_id)
        role = next((row.role for row in rows if row.body_id == viewer.body_id), None)
    sees_all = viewer.can(Permission.CASES_VIEW_ALL)
    if not sees_all and (role is None or not viewer.can(Permission.CASES_VIEW)):
        raise NotFound
    return role


def actions_of(viewer: Viewer, case: Case, role: CaseBodyRole | None) -> Actions:
    """Return what *viewer* may do with *case* as it stands."""
    return actions(
        case.state,
        leads=role is CaseBodyRole.LEAD,
        takes_part=role is not None,
        may_reply=viewer.can(Permission.CASES_REPLY),
        may_route=viewer.can(Permission.CASES_ROUTE),
        may_publish=viewer.can(Permission.REPLIES_PUBLISH),
        oversees=viewer.can(Permission.PLAN_MANAGE),
        leader=viewer.can(Permission.CASES_ESCALATED),
        escalated=case.escalated_on is not None,
    )


def led_by(session: Session, viewer: Viewer, case_id: int) -> Case:
    """Return the case for its lead body.

    Raise NotFound for a case of others, NotAllowed for somebody who sees it but
    does not lead it.
    """
    case = changing(session, case_id)
    role = role_in(session, viewer, case_id)
    if role is not CaseBodyRole.LEAD or not viewer.can(Permission.CASES_REPLY):
        raise NotAllowed
    return case


def as_lead(session: Session, viewer: Viewer, case_id: int, to_state: CaseState) -> Case:
    """Return the case for a step of its lead body towards *to_state*.

    Raise as ``led_by``, and IllegalMove when the state does not allow the step.
    """
    case = led_by(session, viewer, case_id)
    check_move(case.state, to_state)
    return case
