"""Who sees which tasks, and what waits for whom: the room's selects over several tables."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    cast,
    exists,
    false,
    literal,
    null,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Session

from webapp.accounts.rules import Permission, Viewer
from webapp.directory import service as directory
from webapp.plan.records import Occurrence, Plan, Task, TaskBody
from webapp.plan.rules import FINISHED, BodyRole, OccurrenceState, clock
from webapp.plan.views import OccurrenceLine

# How far ahead a lead is told of what is coming.
AHEAD = timedelta(days=30)


def oversees(viewer: Viewer) -> bool:
    """Tell whether *viewer* verifies what leads report (policy officer, Đoàn xã)."""
    return viewer.can(Permission.TASKS_VIEW_ALL) and viewer.can(Permission.TASKS_REPORT)


def taken_part_by(body_id: int, *roles: BodyRole) -> ColumnElement[bool]:
    """Return the condition that a body has one of *roles* in a task (any role for none)."""
    condition = exists().where(TaskBody.task_id == Task.id, TaskBody.body_id == body_id)
    return condition.where(TaskBody.role.in_(roles)) if roles else condition


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that *viewer* may see a task."""
    if viewer.can(Permission.TASKS_VIEW_ALL):
        return true()
    if viewer.can(Permission.TASKS_REPORT) and viewer.body_id is not None:
        return taken_part_by(viewer.body_id)
    return false()


def tracker_rows(
    viewer: Viewer, *, body_id: int | None = None, participation: bool = False
) -> Select[Any]:
    """Return the occurrences *viewer* may see, in the tracker's columns.

    *body_id* narrows to tasks in which the body leads or coordinates,
    *participation* to tasks about children taking part.  ``lead_body_id`` is
    the first lead the plan names.
    """
    lead = (
        select(TaskBody.body_id)
        .where(TaskBody.task_id == Task.id, TaskBody.role == BodyRole.LEAD)
        .order_by(TaskBody.id)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(
            literal("task").label("kind"),
            Occurrence.id.label("ref"),
            Task.code.label("number"),
            (Task.title + " · " + Occurrence.label).label("title"),
            type_coerce(Occurrence.state, String).label("state"),
            cast(null(), String).label("topic"),
            cast(null(), Integer).label("school_id"),
            lead.label("lead_body_id"),
            Occurrence.due_on.label("due_on"),
            Plan.issued_on.label("opened_on"),
            Occurrence.state.in_(FINISHED).label("finished"),
            Occurrence.past_when_issued.label("past_when_issued"),
            Task.search_text.label("search_text"),
        )
        .join(Task, Task.id == Occurrence.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(visible(viewer))
    )
    if body_id is not None:
        statement = statement.where(taken_part_by(body_id))
    return statement.where(Task.participation.is_(True)) if participation else statement


def my_occurrences(session: Session, viewer: Viewer, today: date) -> list[OccurrenceLine]:
    """Return what waits for *viewer*, soonest first.

    For a lead: what is due within 30 days or overdue.  For those who see the
    whole plan: what is overdue, and what was reported and waits to be verified.
    """
    waits: list[ColumnElement[bool]] = []
    running = Occurrence.state.not_in(FINISHED) & Occurrence.past_when_issued.is_(False)
    if viewer.body_id is not None and viewer.can(Permission.TASKS_REPORT):
        due = Occurrence.due_on <= today + AHEAD
        waits.append(running & due & taken_part_by(viewer.body_id, BodyRole.LEAD))
    if viewer.can(Permission.TASKS_VIEW_ALL):
        waits.append(running & (Occurrence.due_on < today))
    if oversees(viewer):
        waits.append(Occurrence.state == OccurrenceState.REPORTED_DONE)
    if not waits:
        return []
    rows = session.execute(
        select(Occurrence, Task.code, Task.title)
        .join(Task, Task.id == Occurrence.task_id)
        .where(or_(*waits))
        .order_by(Occurrence.due_on.is_(None), Occurrence.due_on, Occurrence.id)
    )
    calendar = directory.work_calendar(session)
    return [
        OccurrenceLine(
            id=row.id,
            task_id=row.task_id,
            code=code,
            title=title,
            label=row.label,
            due_on=row.due_on,
            state=row.state,
            clock=clock(
                row.due_on,
                today,
                calendar,
                running=row.state not in FINISHED,
                past_when_issued=row.past_when_issued,
            ),
        )
        for row, code, title in rows
    ]
