"""Tasks of the plan and their dated occurrences."""

from __future__ import annotations

from enum import StrEnum


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
