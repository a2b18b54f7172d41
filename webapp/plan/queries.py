"""Reads of the room's own tables, always ordered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.plan.records import Contribution, Occurrence, Plan, Progress, Task, TaskBody


def plan_of(session: Session, year: int | None) -> Plan | None:
    """Return the plan of *year*, the newest one for None."""
    statement = select(Plan).order_by(Plan.year.desc()).limit(1)
    if year is not None:
        statement = statement.where(Plan.year == year)
    return session.scalars(statement).first()


def years(session: Session) -> Sequence[int]:
    """Return the years that have a plan, newest first."""
    return session.scalars(select(Plan.year).order_by(Plan.year.desc())).all()


def tasks(session: Session, plan_id: int) -> Sequence[Task]:
    """Return the rows of a plan in their order."""
    return session.scalars(
        select(Task).where(Task.plan_id == plan_id).order_by(Task.position)
    ).all()


def counts(session: Session, plan_id: int) -> tuple[int, int]:
    """Return how many rows and how many occurrences a plan has."""
    rows = session.scalar(select(func.count()).where(Task.plan_id == plan_id)) or 0
    dated = (
        session.scalar(
            select(func.count(Occurrence.id))
            .join(Task, Task.id == Occurrence.task_id)
            .where(Task.plan_id == plan_id)
        )
        or 0
    )
    return rows, dated


def bodies(session: Session, task_ids: Sequence[int]) -> Sequence[TaskBody]:
    """Return the bodies of tasks, in the order in which the plan names them."""
    return session.scalars(
        select(TaskBody).where(TaskBody.task_id.in_(task_ids)).order_by(TaskBody.id)
    ).all()


def occurrences(session: Session, task_ids: Sequence[int]) -> Sequence[Occurrence]:
    """Return the instances of tasks, soonest first, undated ones last."""
    return session.scalars(
        select(Occurrence)
        .where(Occurrence.task_id.in_(task_ids))
        .order_by(Occurrence.due_on.is_(None), Occurrence.due_on, Occurrence.id)
    ).all()


def with_history(session: Session, task_id: int) -> frozenset[int]:
    """Return the instances of a task that anybody reported on or added by hand."""
    return frozenset(
        session.scalars(
            select(Progress.occurrence_id)
            .join(Occurrence, Occurrence.id == Progress.occurrence_id)
            .where(Occurrence.task_id == task_id)
        )
    )


def progress(session: Session, task_id: int) -> Sequence[tuple[Progress, str]]:
    """Return what was reported about a task, oldest first, with the instance's label."""
    rows = session.execute(
        select(Progress, Occurrence.label)
        .join(Occurrence, Occurrence.id == Progress.occurrence_id)
        .where(Occurrence.task_id == task_id)
        .order_by(Progress.id)
    )
    return [(row, label) for row, label in rows]


def last_progress(session: Session, occurrence_id: int) -> Progress | None:
    """Return the newest report about an instance."""
    return session.scalars(
        select(Progress)
        .where(Progress.occurrence_id == occurrence_id)
        .order_by(Progress.id.desc())
        .limit(1)
    ).first()


def contributions(session: Session, task_id: int) -> Sequence[Contribution]:
    """Return the parts asked of coordinating bodies in a task, soonest first."""
    return session.scalars(
        select(Contribution)
        .join(Occurrence, Occurrence.id == Contribution.occurrence_id)
        .where(Occurrence.task_id == task_id)
        .order_by(Contribution.due_on, Contribution.id)
    ).all()
