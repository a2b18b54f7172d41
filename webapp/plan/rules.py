"""Tasks of the plan and their dated occurrences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.base.working_days import WorkCalendar


class TaskKind(StrEnum):
    """A row of the plan: a heading, a numbered task, or a proposed split of one."""

    HEADING = "heading"
    TASK = "task"
    PART = "part"


class BodyRole(StrEnum):
    """How a body takes part: it leads (chủ trì) or coordinates (phối hợp)."""

    LEAD = "lead"
    COORDINATING = "coordinating"


class OccurrenceState(StrEnum):
    """The workflow of one dated instance of a task."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


MOVES: dict[OccurrenceState, frozenset[OccurrenceState]] = {
    OccurrenceState.PLANNED: frozenset(
        {OccurrenceState.IN_PROGRESS, OccurrenceState.REPORTED_DONE, OccurrenceState.CANCELLED}
    ),
    OccurrenceState.IN_PROGRESS: frozenset(
        {OccurrenceState.REPORTED_DONE, OccurrenceState.CANCELLED}
    ),
    OccurrenceState.REPORTED_DONE: frozenset(
        {OccurrenceState.VERIFIED, OccurrenceState.IN_PROGRESS}
    ),
    OccurrenceState.VERIFIED: frozenset(),
    OccurrenceState.CANCELLED: frozenset({OccurrenceState.PLANNED}),
}

FINISHED = frozenset(
    {OccurrenceState.REPORTED_DONE, OccurrenceState.VERIFIED, OccurrenceState.CANCELLED}
)


class Pace(StrEnum):
    """How a thing with a date stands towards it today."""

    NO_DATE = "no_date"
    PAST_WHEN_ISSUED = "past_when_issued"
    STOPPED = "stopped"
    LEFT = "left"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


SOON_DAYS = 3


@dataclass(frozen=True)
class Clock:
    """A pace with its working days: days left, or days overdue (never negative)."""

    pace: Pace
    days: int = 0


def clock(
    due_on: date | None,
    today: date,
    calendar: WorkCalendar,
    *,
    running: bool = True,
    past_when_issued: bool = False,
) -> Clock:
    """Return how a date stands today, counted in working days.

    What was past when the plan was issued is never overdue: nobody could have
    met that date.  What is finished has no running clock.
    """
    if not running:
        return Clock(Pace.STOPPED)
    if past_when_issued:
        return Clock(Pace.PAST_WHEN_ISSUED)
    if due_on is None:
        return Clock(Pace.NO_DATE)
    if due_on < today:
        return Clock(Pace.OVERDUE, calendar.between(due_on, today))
    if due_on == today:
        return Clock(Pace.TODAY)
    left = calendar.between(today, due_on)
    return Clock(Pace.SOON if left <= SOON_DAYS else Pace.LEFT, left)
