"""What coordinating bodies add to an instance of a task, each by a day of its own."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.audit import service as audit
from webapp.base import clock as clocks
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.base.text import clean
from webapp.plan import queries
from webapp.plan.looking import role_of
from webapp.plan.moving.reporting import changing
from webapp.plan.records import Contribution
from webapp.plan.rules import FINISHED, BodyRole
from webapp.plan.seeing import oversees


def ask_contribution(
    session: Session,
    viewer: Viewer,
    occurrence_id: int,
    body_id: int,
    what: str,
    due_on: date,
    now: datetime,
) -> int:
    """Ask a coordinating body for its part of an instance and return the part's id.

    The lead asks, or whoever oversees the plan.  Raise NotFound, NotAllowed, IllegalMove for
    a finished instance, Invalid (``what``, ``due_on``, ``body_id``).
    """
    row = changing(session, viewer, occurrence_id)
    if role_of(session, viewer, row.task_id) is not BodyRole.LEAD and not oversees(viewer):
        raise NotAllowed
    if row.state in FINISHED:
        raise IllegalMove
    problems = {} if clean(what) else {"what": "required"}
    if due_on <= clocks.local_day(now):
        problems["due_on"] = "not_in_future"
    bodies = queries.bodies(session, [row.task_id])
    if body_id not in {b.body_id for b in bodies if b.role is BodyRole.COORDINATING}:
        problems["body_id"] = "unknown"
    if problems:
        raise Invalid(fields=problems)
    part = Contribution(
        occurrence_id=row.id,
        body_id=body_id,
        what=clean(what),
        due_on=due_on,
        asked_by=viewer.user_id,
        asked_at=now,
    )
    session.add(part)
    session.flush()
    audit.record(session, viewer.user_id, "contribution.asked", "occurrence", row.id, body=body_id)
    return part.id


def report_contribution(
    session: Session, viewer: Viewer, contribution_id: int, text: str, now: datetime
) -> None:
    """Let the body that was asked say that its part is done, with what shows it.

    Lateness is frozen.  Raise NotFound, NotAllowed for another body's part, IllegalMove when
    it was reported already, Invalid without words.
    """
    part = session.get(Contribution, contribution_id, with_for_update=True)
    if part is None:
        raise NotFound
    changing(session, viewer, part.occurrence_id)
    if part.body_id != viewer.body_id or not viewer.can(Permission.TASKS_REPORT):
        raise NotAllowed
    if part.done_on is not None:
        raise IllegalMove
    text = clean(text)
    if not text:
        raise Invalid(fields={"done_text": "required"})
    part.done_on, part.done_by, part.done_text = clocks.local_day(now), viewer.user_id, text
    part.was_late = part.done_on > part.due_on
    session.flush()
    audit.record(session, viewer.user_id, "contribution.done", "occurrence", part.occurrence_id)
