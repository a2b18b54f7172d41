"""What the room hands out: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from webapp.plan.rules import BodyRole, Clock, OccurrenceState, StepKind, TaskKind


@dataclass(frozen=True)
class PlanImport:
    """What an import did; ``changed`` is false when the same files were read before."""

    plan_id: int
    changed: bool
    tasks: int
    occurrences: int


@dataclass(frozen=True)
class PlanBrief:
    """The head of a plan."""

    id: int
    year: int
    title: str
    number: str
    issued_on: date


@dataclass(frozen=True)
class OccurrenceView:
    """A dated instance; ``clock`` says how it stands towards its date today."""

    id: int
    task_id: int
    label: str
    starts_on: date | None
    due_on: date | None
    past_when_issued: bool
    state: OccurrenceState
    done_on: date | None
    was_late: bool | None
    clock: Clock


@dataclass(frozen=True)
class TaskLine:
    """A row of the plan with its occurrences; ``level`` is its depth in the tree.

    ``lead_ids`` and ``coordinating_ids`` are bodies; the words beside them are
    the plan's own.  ``percent`` is rolled up from what was reported; None says that there
    is nothing to count.
    """

    id: int
    code: str
    parent_code: str
    level: int
    kind: TaskKind
    title: str
    lead_text: str
    lead_verbatim: str
    coordinating_text: str
    time_text: str
    time_kinds: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    due_on: date | None
    recurrence: str
    past_when_issued: bool
    participation: bool
    product: str
    oddity: str
    lead_ids: tuple[int, ...] = ()
    coordinating_ids: tuple[int, ...] = ()
    percent: int | None = None
    occurrences: tuple[OccurrenceView, ...] = ()


@dataclass(frozen=True)
class PlanView:
    """A plan as one person may see it: head, rows in order, how many of each state."""

    brief: PlanBrief
    lines: tuple[TaskLine, ...]
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class ProgressView:
    """One step of an occurrence: who, when, from, to, and the evidence in words."""

    occurrence_id: int
    label: str
    at: datetime
    actor_id: int
    body_id: int | None
    from_state: OccurrenceState
    to_state: OccurrenceState
    text: str
    kind: StepKind = StepKind.MOVED
    decision: str = ""
    blocked_by: str = ""
    due_before: date | None = None
    due_after: date | None = None


@dataclass(frozen=True)
class ContributionView:
    """What a coordinating body adds to an instance; ``mine`` may be reported by the viewer."""

    id: int
    occurrence_id: int
    body_id: int
    what: str
    due_on: date
    done_on: date | None
    done_text: str
    was_late: bool | None
    clock: Clock
    mine: bool


@dataclass(frozen=True)
class TaskView:
    """One task with its history, and what the viewer may do with each occurrence."""

    plan: PlanBrief
    line: TaskLine
    role: BodyRole | None
    history: tuple[ProgressView, ...] = ()
    moves: dict[int, tuple[OccurrenceState, ...]] = field(default_factory=dict)
    may_add: bool = False
    may_postpone: bool = False
    contributions: tuple[ContributionView, ...] = ()


@dataclass(frozen=True)
class TaskBrief:
    """A task as other rooms name it."""

    id: int
    code: str
    title: str
    year: int


@dataclass(frozen=True)
class OccurrenceLine:
    """An occurrence as the desk lists it."""

    id: int
    task_id: int
    code: str
    title: str
    label: str
    due_on: date | None
    state: OccurrenceState
    clock: Clock
