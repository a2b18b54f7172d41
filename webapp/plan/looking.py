"""The plan and its tasks as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.base.errors import NotFound
from webapp.base.working_days import WorkCalendar
from webapp.directory import service as directory
from webapp.plan import queries
from webapp.plan.records import Contribution, Occurrence, Plan, Task, TaskBody
from webapp.plan.rolling_up import of_instances, per_cent, rolled_up
from webapp.plan.rules import (
    FINISHED,
    BodyRole,
    Clock,
    OccurrenceState,
    StepKind,
    TaskKind,
    clock,
    moves_for,
)
from webapp.plan.seeing import oversees, taken_part_by, visible
from webapp.plan.views import (
    ContributionView,
    OccurrenceView,
    PlanBrief,
    PlanView,
    ProgressView,
    TaskBrief,
    TaskLine,
    TaskView,
)


def plan_view(
    session: Session,
    viewer: Viewer,
    today: date,
    *,
    year: int | None = None,
    body_id: int | None = None,
    participation: bool = False,
) -> PlanView | None:
    """Return the plan of *year* (the newest for None) as *viewer* may see it, or None.

    Headings stay only where something below them is shown.
    """
    plan = queries.plan_of(session, year)
    if plan is None:
        return None
    statement = select(Task).where(Task.plan_id == plan.id, visible(viewer))
    if body_id is not None:
        statement = statement.where(taken_part_by(body_id))
    if participation:
        statement = statement.where(Task.participation.is_(True))
    shown = {task.id for task in session.scalars(statement)}
    rows = queries.tasks(session, plan.id)
    wanted = _with_ancestors(rows, shown)
    levels = _levels(rows)
    kept = [row for row in rows if row.id in wanted]
    percents = _percents(rows, queries.occurrences(session, [row.id for row in rows]))
    lines = _lines(session, kept, levels, percents, today)
    return PlanView(_brief(plan), tuple(lines), tuple(queries.years(session)))


def _percents(rows: Sequence[Task], dated: Sequence[Occurrence]) -> dict[str, int | None]:
    """Return how far each row of the whole plan has come, whoever looks at how much of it."""
    codes = {row.id: row.code for row in rows}
    states: dict[str, list[OccurrenceState]] = {}
    for one in dated:
        states.setdefault(codes[one.task_id], []).append(one.state)
    own = {code: of_instances(found) for code, found in states.items()}
    tree = rolled_up([(row.code, row.parent_code) for row in rows], own)
    return {code: per_cent(value) for code, value in tree.items()}


def _with_ancestors(rows: Sequence[Task], shown: set[int]) -> set[int]:
    """Return the work in *shown* with all rows it hangs under."""
    by_code = {row.code: row for row in rows}
    wanted: set[int] = set()
    for row in rows:
        current: Task | None = row
        if row.id not in shown or row.kind is TaskKind.HEADING:
            continue
        while current is not None and current.id not in wanted:
            wanted.add(current.id)
            current = by_code.get(current.parent_code)
    return wanted


def _levels(rows: Sequence[Task]) -> dict[str, int]:
    """Return how deep each row hangs in the tree, 0 for the plan's own chapters."""
    levels: dict[str, int] = {}
    for row in rows:
        levels[row.code] = levels.get(row.parent_code, -1) + 1
    return levels


def _lines(
    session: Session,
    rows: Sequence[Task],
    levels: dict[str, int],
    percents: dict[str, int | None],
    today: date,
) -> list[TaskLine]:
    """Return rows with their bodies and instances: three statements, however many rows."""
    ids = [row.id for row in rows]
    calendar = directory.work_calendar(session)
    bodies: dict[int, list[TaskBody]] = {}
    for body in queries.bodies(session, ids):
        bodies.setdefault(body.task_id, []).append(body)
    dated: dict[int, list[OccurrenceView]] = {}
    for row in queries.occurrences(session, ids):
        dated.setdefault(row.task_id, []).append(_occurrence_view(row, today, calendar))
    return [
        _line(
            row,
            levels[row.code],
            percents.get(row.code),
            bodies.get(row.id, []),
            dated.get(row.id, []),
        )
        for row in rows
    ]


def _line(
    row: Task,
    level: int,
    percent: int | None,
    bodies: Sequence[TaskBody],
    dated: Sequence[OccurrenceView],
) -> TaskLine:
    return TaskLine(
        id=row.id,
        code=row.code,
        parent_code=row.parent_code,
        level=level,
        percent=percent,
        kind=row.kind,
        title=row.title,
        lead_text=row.lead_text,
        lead_verbatim=row.lead_verbatim,
        coordinating_text=row.coordinating_text,
        time_text=row.time_text,
        time_kinds=tuple(filter(None, row.time_kind.split("+"))),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        due_on=row.due_on,
        recurrence=row.recurrence,
        past_when_issued=row.past_when_issued,
        participation=row.participation,
        product=row.product,
        oddity=row.oddity,
        lead_ids=tuple(b.body_id for b in bodies if b.role is BodyRole.LEAD),
        coordinating_ids=tuple(b.body_id for b in bodies if b.role is not BodyRole.LEAD),
        occurrences=tuple(dated),
    )


def _occurrence_view(row: Occurrence, today: date, calendar: WorkCalendar) -> OccurrenceView:
    return OccurrenceView(
        id=row.id,
        task_id=row.task_id,
        label=row.label,
        starts_on=row.starts_on,
        due_on=row.due_on,
        past_when_issued=row.past_when_issued,
        state=row.state,
        done_on=row.done_on,
        was_late=row.was_late,
        clock=clock(
            row.due_on,
            today,
            calendar,
            running=row.state not in FINISHED,
            past_when_issued=row.past_when_issued,
        ),
    )


def _brief(plan: Plan) -> PlanBrief:
    return PlanBrief(plan.id, plan.year, plan.title, plan.number, plan.issued_on)


def visible_task(session: Session, viewer: Viewer, task_id: int) -> Task:
    """Return a task *viewer* may see; raise NotFound for any other and for headings."""
    task = session.scalars(select(Task).where(Task.id == task_id, visible(viewer))).first()
    if task is None or task.kind is TaskKind.HEADING:
        raise NotFound
    return task


def role_of(session: Session, viewer: Viewer, task_id: int) -> BodyRole | None:
    """Return how the viewer's body takes part in a task."""
    rows = queries.bodies(session, [task_id])
    return next((row.role for row in rows if row.body_id == viewer.body_id), None)


def task_view(session: Session, viewer: Viewer, task_id: int, today: date) -> TaskView:
    """Return one task with occurrences and history; NotFound when it is not the viewer's."""
    task = visible_task(session, viewer, task_id)
    plan = session.get_one(Plan, task.plan_id)
    dated = queries.occurrences(session, [task.id])
    percents = {task.code: per_cent(of_instances(one.state for one in dated))}
    [line] = _lines(session, [task], {task.code: 0}, percents, today)
    role = role_of(session, viewer, task_id)
    history = _history(session, task_id)
    reporters = {
        step.occurrence_id: step.actor_id
        for step in history
        if step.to_state is OccurrenceState.REPORTED_DONE and step.kind is StepKind.MOVED
    }
    leads = role is BodyRole.LEAD
    return TaskView(
        plan=_brief(plan),
        line=line,
        role=role,
        history=history,
        moves={
            row.id: moves_for(
                row.state,
                leads=leads,
                oversees=oversees(viewer),
                reported_it=reporters.get(row.id) == viewer.user_id,
            )
            for row in line.occurrences
        },
        may_add=leads or oversees(viewer),
        may_postpone=oversees(viewer),
        contributions=_contributions(session, viewer, task_id, today),
    )


def _history(session: Session, task_id: int) -> tuple[ProgressView, ...]:
    return tuple(
        ProgressView(
            occurrence_id=row.occurrence_id,
            label=label,
            at=row.at,
            actor_id=row.actor_id,
            body_id=row.body_id,
            from_state=row.from_state,
            to_state=row.to_state,
            text=row.text,
            kind=row.kind,
            decision=row.decision,
            blocked_by=row.blocked_by,
            due_before=row.due_before,
            due_after=row.due_after,
        )
        for row, label in queries.progress(session, task_id)
    )


def _contributions(
    session: Session, viewer: Viewer, task_id: int, today: date
) -> tuple[ContributionView, ...]:
    calendar = directory.work_calendar(session)
    return tuple(
        ContributionView(
            id=row.id,
            occurrence_id=row.occurrence_id,
            body_id=row.body_id,
            what=row.what,
            due_on=row.due_on,
            done_on=row.done_on,
            done_text=row.done_text,
            was_late=row.was_late,
            clock=_contribution_clock(row, today, calendar),
            mine=row.done_on is None and row.body_id == viewer.body_id,
        )
        for row in queries.contributions(session, task_id)
    )


def _contribution_clock(row: Contribution, today: date, calendar: WorkCalendar) -> Clock:
    return clock(row.due_on, today, calendar, running=row.done_on is None)


def task_of(session: Session, occurrence_id: int) -> int:
    """Return the task an occurrence belongs to; raise NotFound.

    Whether somebody may see it is decided by ``task_view``.
    """
    row = session.get(Occurrence, occurrence_id)
    if row is None:
        raise NotFound
    return row.task_id


def task_brief(session: Session, task_id: int) -> TaskBrief | None:
    """Return number and title of a task, or None."""
    task = session.get(Task, task_id)
    if task is None or task.kind is TaskKind.HEADING:
        return None
    return TaskBrief(task.id, task.code, task.title, session.get_one(Plan, task.plan_id).year)


def tasks_for_choice(session: Session) -> list[TaskBrief]:
    """Return the tasks of the newest plan a case may be linked to, in the plan's order."""
    plan = queries.plan_of(session, None)
    if plan is None:
        return []
    return [
        TaskBrief(task.id, task.code, task.title, plan.year)
        for task in queries.tasks(session, plan.id)
        if task.kind is not TaskKind.HEADING
    ]
