"""The body's clock stands still while something is asked of the child."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.base import clock
from webapp.base.errors import NotAllowed
from webapp.base.text import clean
from webapp.directory import service as directory
from webapp.tracker import queries
from webapp.tracker.moving.steps import changing, move, role_in
from webapp.tracker.moving.terms import set_term
from webapp.tracker.records import Case
from webapp.tracker.rules import NO_ANSWER, CaseBodyRole, CaseState, TermKind, check_move


def pause_for_child(
    session: Session, viewer: Viewer, case_id: int, why: str, now: datetime
) -> None:
    """Wait for a child's answer; the lead body or Đoàn xã may, and says why.

    Raise NotFound, NotAllowed or IllegalMove as every other step.
    """
    case = changing(session, case_id)
    role = role_in(session, viewer, case_id)
    leads = role is CaseBodyRole.LEAD and viewer.can(Permission.CASES_REPLY)
    if not (leads or viewer.can(Permission.CASES_ROUTE)):
        raise NotAllowed
    check_move(case.state, CaseState.WAITING_CHILD)
    case.paused_on = clock.local_day(now)
    move(session, case, CaseState.WAITING_CHILD, viewer.user_id, clean(why), now)


def resume(
    session: Session,
    case_id: int,
    now: datetime,
    viewer: Viewer | None = None,
    why: str = "",
) -> bool:
    """Go on with a case that waited; the body gets back the working days it waited.

    Where the term is the law's it is not moved.  Return False, changing
    nothing, when the case does not wait: a child may answer twice.  *viewer* is
    given when a person goes on without the answer: the lead body or Đoàn xã.
    """
    case = changing(session, case_id)
    if viewer is not None:
        role = role_in(session, viewer, case_id)
        leads = role is CaseBodyRole.LEAD and viewer.can(Permission.CASES_REPLY)
        if not (leads or viewer.can(Permission.CASES_ROUTE)):
            raise NotAllowed
    if case.state is not CaseState.WAITING_CHILD:
        return False
    _go_on(session, case, viewer.user_id if viewer else None, clean(why), now)
    return True


def resume_waiting(session: Session, now: datetime) -> None:
    """Go on with the cases whose child has not answered in ``question_days``.

    A duty: a child may stay silent, and its silence must not stop the others.
    """
    calendar, today = directory.work_calendar(session), clock.local_day(now)
    longest = directory.number(session, "question_days")
    for case in queries.waiting_cases(session):
        if case.paused_on and calendar.between(case.paused_on, today) >= longest:
            _go_on(session, changing(session, case.id), None, NO_ANSWER, now)


def _go_on(session: Session, case: Case, actor_id: int | None, why: str, now: datetime) -> None:
    today, since = clock.local_day(now), case.paused_on
    if since is not None and case.due_on is not None:
        calendar = directory.work_calendar(session)
        days = max(0, calendar.between(since, today))
        case.paused_days += days
        if days and not case.due_by_law:
            due = calendar.after_pause(case.due_on, since, today)
            set_term(session, case, TermKind.WAITED, due, actor_id, now, days=days)
    move(session, case, CaseState.IN_PROGRESS, actor_id, why, now)
    case.paused_on = None
    session.flush()
    # Not earlier: a query on the way would store a case that waits without a day.
    case.paused_on = None
    session.flush()
