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
from webapp.plan.rules import MOVES, BodyRole, OccurrenceState, moves_for, needs_words
from webapp.plan.seeing import oversees

LONGEST_LABEL = 80


def report_progress(
    session: Session,
    viewer: Viewer,
    occurrence_id: int,
    to_state: OccurrenceState,
    text: str,
    now: datetime,
) -> None:
    """Move an occurrence and append what was reported, with its evidence in words.

    Reporting it done freezes whether it was late; a later correction cannot
    turn "late" into "in time".  Raise NotFound, NotAllowed, IllegalMove, or
    Invalid when words are due.
    """
    row = session.get(Occurrence, occurrence_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    visible_task(session, viewer, row.task_id)
    if to_state not in MOVES[row.state]:
        raise IllegalMove
    if to_state not in _allowed(session, viewer, row):
        raise NotAllowed
    text = clean(text)
    if needs_words(row.state, to_state) and not text:
        raise Invalid(fields={"text": "required"})
    _append(session, viewer, row, to_state, text, now)
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
    text: str,
    now: datetime,
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
    _append(session, viewer, row, OccurrenceState.PLANNED, "", now)
    session.flush()
    audit.record(session, viewer.user_id, "occurrence.added", "occurrence", row.id, task=task.id)
    return row.id
