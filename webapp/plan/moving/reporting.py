"""What is reported about an occurrence: appended, with its evidence, lateness frozen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.audit import service as audit
from webapp.base import clock as clocks
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.base.text import clean
from webapp.plan import queries
from webapp.plan.looking import role_of, visible_task
from webapp.plan.records import Occurrence, Progress, Task
from webapp.plan.rules import (
    FINISHED,
    MOVES,
    BodyRole,
    OccurrenceState,
    StepKind,
    late_when_moved,
    moves_for,
    needed,
    postponed_fault,
)
from webapp.plan.seeing import oversees

LONGEST_LABEL = 80


def report_progress(
    session: Session,
    viewer: Viewer,
    occurrence_id: int,
    to_state: OccurrenceState,
    text: str,
    now: datetime,
    *,
    decision: str = "",
    blocked_by: str = "",
) -> None:
    """Move an occurrence and append what was reported, with its evidence in words.

    Reporting it done freezes whether it was late; a later correction cannot
    turn "late" into "in time".  Raise NotFound, NotAllowed, IllegalMove, or
    Invalid naming what ``rules.needed`` misses.
    """
    row = changing(session, viewer, occurrence_id)
    if to_state not in MOVES[row.state]:
        raise IllegalMove
    if to_state not in _allowed(session, viewer, row):
        raise NotAllowed
    text, decision, blocked_by = clean(text), clean(decision), clean(blocked_by)
    given = {"text": text, "decision": decision, "blocked_by": blocked_by}
    missing = [name for name in needed(row.state, to_state) if not given[name]]
    if missing:
        raise Invalid(fields=dict.fromkeys(missing, "required"))
    _append(
        session, viewer, row, to_state, now, text=text, decision=decision, blocked_by=blocked_by
    )
    if to_state is OccurrenceState.REPORTED_DONE:
        row.done_on = clocks.local_day(now)
        dated = row.due_on is not None and not row.past_when_issued
        late = dated and row.due_on is not None and row.done_on > row.due_on
        row.was_late = (bool(row.was_late) or late) if dated else None
    row.state = to_state
    session.flush()
    audit.record(
        session, viewer.user_id, "occurrence.moved", "occurrence", row.id, to=to_state.value
    )


def postpone(
    session: Session,
    viewer: Viewer,
    occurrence_id: int,
    due_on: date,
    decision: str,
    why: str,
    now: datetime,
) -> None:
    """Give an unfinished instance a new date, by a decision with its number, and say why.

    Only who oversees the plan may.  A date that had run out was late and stays so.  Raise
    NotFound, NotAllowed, IllegalMove, or Invalid (``due_on``, ``decision``, ``text``).
    """
    row = changing(session, viewer, occurrence_id)
    if not oversees(viewer):
        raise NotAllowed
    if row.state in FINISHED:
        raise IllegalMove
    today = clocks.local_day(now)
    why, decision = clean(why), clean(decision)
    problems = {
        name: "required" for name, given in (("text", why), ("decision", decision)) if not given
    }
    fault = postponed_fault(row.due_on, due_on, today)
    if fault is not None:
        problems["due_on"] = fault.value
    if problems:
        raise Invalid(fields=problems)
    _append(
        session,
        viewer,
        row,
        row.state,
        now,
        kind=StepKind.POSTPONED,
        text=why,
        decision=decision,
        due_before=row.due_on,
        due_after=due_on,
    )
    if not row.past_when_issued:
        row.was_late = late_when_moved(row.was_late, row.due_on, today)
    row.due_on, row.past_when_issued = due_on, False
    session.flush()
    audit.record(session, viewer.user_id, "occurrence.postponed", "occurrence", row.id)


def changing(session: Session, viewer: Viewer, occurrence_id: int) -> Occurrence:
    """Return an occurrence *viewer* may see, locked until the transaction ends; NotFound."""
    row = session.get(Occurrence, occurrence_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    visible_task(session, viewer, row.task_id)
    return row


def _allowed(session: Session, viewer: Viewer, row: Occurrence) -> tuple[OccurrenceState, ...]:
    last = queries.last_progress(session, row.id)
    return moves_for(
        row.state,
        leads=role_of(session, viewer, row.task_id) is BodyRole.LEAD,
        oversees=oversees(viewer),
        reported_it=last is not None and last.actor_id == viewer.user_id,
    )


def _append(
    session: Session,
    viewer: Viewer,
    row: Occurrence,
    to_state: OccurrenceState,
    now: datetime,
    *,
    kind: StepKind = StepKind.MOVED,
    text: str = "",
    decision: str = "",
    blocked_by: str = "",
    due_before: date | None = None,
    due_after: date | None = None,
) -> None:
    session.add(
        Progress(
            occurrence_id=row.id,
            at=now,
            actor_id=viewer.user_id,
            body_id=viewer.body_id,
            from_state=row.state,
            to_state=to_state,
            text=text,
            kind=kind,
            decision=decision,
            blocked_by=blocked_by,
            due_before=due_before,
            due_after=due_after,
        )
    )


def add_occurrence(
    session: Session,
    viewer: Viewer,
    task_id: int,
    *,
    label: str,
    due_on: date | None,
    now: datetime,
) -> int:
    """Add an instance to a task that happens by event or on demand, and return its id.

    Its lead and those who oversee the plan may; a label stands once in a task.
    """
    task: Task = visible_task(session, viewer, task_id)
    if role_of(session, viewer, task_id) is not BodyRole.LEAD and not oversees(viewer):
        raise NotAllowed
    label = clean(label)
    if not label or len(label) > LONGEST_LABEL:
        raise Invalid(fields={"label": "required" if not label else "too_long"})
    if any(row.label == label for row in queries.occurrences(session, [task.id])):
        raise Invalid(fields={"label": "stands_already"})
    row = Occurrence(task_id=task.id, label=label, due_on=due_on, state=OccurrenceState.PLANNED)
    session.add(row)
    session.flush()
    _append(session, viewer, row, OccurrenceState.PLANNED, now)
    session.flush()
    audit.record(session, viewer.user_id, "occurrence.added", "occurrence", row.id, task=task.id)
    return row.id
