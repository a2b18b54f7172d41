"""More days for a body that asks for them, with a reason, twice at most."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.tracker.moving.steps import led_by
from webapp.tracker.moving.terms import set_term
from webapp.tracker.records import Case
from webapp.tracker.rules import AT_WORK, ExtensionReason, TermKind, extension_fault


def extend(
    session: Session,
    viewer: Viewer,
    case_id: int,
    due_on: date | None,
    why: str,
    now: datetime,
    reason: ExtensionReason = ExtensionReason.OTHER,
) -> None:
    """Let the lead body take more days until *due_on*, and say why.

    *reason* is what the children behind the case are told, *why* is for staff.
    Raise Invalid naming ``why`` or ``due_on`` (``by_law``, ``no_more``,
    ``already_late``, ``not_later``, ``too_far``: see ``extension_fault``).
    """
    case = led_by(session, viewer, case_id)
    if case.state not in AT_WORK or case.due_on is None:
        raise IllegalMove
    why = clean(why)
    calendar = directory.work_calendar(session)
    problems: dict[str, str] = {} if why else {"why": "required"}
    fault = "required"
    if due_on is not None:
        fault = (
            extension_fault(
                by_law=case.due_by_law,
                given=case.extensions,
                due=case.due_on,
                wanted=due_on,
                today=clock.local_day(now),
                farthest=farthest(session, case),
            )
            or ""
        )
    if fault:
        problems["due_on"] = fault
    if problems or due_on is None:
        raise Invalid(fields=problems)
    case.extensions += 1
    set_term(
        session,
        case,
        TermKind.EXTENDED,
        due_on,
        viewer.user_id,
        now,
        days=calendar.between(case.due_on, due_on),
        reason=reason,
        why=why,
    )


def farthest(session: Session, case: Case) -> date:
    """Return the latest day one extension may reach: the first term once more."""
    days = case.term_days or directory.number(session, "reply_days")
    return directory.work_calendar(session).add(case.due_on or case.opened_on, days)
