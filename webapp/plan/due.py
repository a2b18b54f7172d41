"""Instances of tasks whose date runs, for reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.plan.records import Occurrence, TaskBody
from webapp.plan.rules import FINISHED, BodyRole


@dataclass(frozen=True)
class DueOccurrence:
    """One dated instance of a task, its date and the bodies that lead it."""

    id: int
    due_on: date
    lead_body_ids: tuple[int, ...]


def due_occurrences(session: Session, first_day: date, last_day: date) -> list[DueOccurrence]:
    """Return unfinished instances due between two days, by number.

    What was past when the plan was issued is left out: nobody could have met it.
    """
    rows = session.execute(
        select(Occurrence.id, Occurrence.due_on, TaskBody.body_id)
        .outerjoin(
            TaskBody,
            (TaskBody.task_id == Occurrence.task_id) & (TaskBody.role == BodyRole.LEAD),
        )
        .where(
            Occurrence.state.not_in(FINISHED),
            Occurrence.past_when_issued.is_(False),
            Occurrence.due_on.between(first_day, last_day),
        )
        .order_by(Occurrence.id, TaskBody.id)
    )
    leads: dict[tuple[int, date], list[int]] = {}
    for occurrence_id, due_on, body_id in rows:
        if due_on is not None:
            found = leads.setdefault((occurrence_id, due_on), [])
            found += [] if body_id is None else [body_id]
    return [DueOccurrence(one, day, tuple(bodies)) for (one, day), bodies in leads.items()]
