"""The door of the room: the plan as read, its occurrences, and what is reported of them.

A body sees the tasks in which it leads or coordinates; people with
``TASKS_VIEW_ALL`` see the whole plan.  Nothing here commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from webapp.accounts.rules import Viewer
from webapp.plan.rules import OccurrenceState
from webapp.plan.views import (
    OccurrenceLine,
    OccurrenceView,
    PlanBrief,
    PlanImport,
    PlanView,
    ProgressView,
    TaskBrief,
    TaskLine,
    TaskView,
)

__all__ = [
    "OccurrenceLine",
    "OccurrenceView",
    "PlanBrief",
    "PlanImport",
    "PlanView",
    "ProgressView",
    "TaskBrief",
    "TaskLine",
    "TaskView",
    "add_occurrence",
    "import_plan",
    "my_occurrences",
    "plan_view",
    "report_progress",
    "task_brief",
    "task_view",
    "tasks_for_choice",
    "tracker_rows",
]


def import_plan(session: Session, folder: Path, *, today: date, shift_years: int = 0) -> PlanImport:
    """Read ``plan.toml``, ``plan.csv`` and ``body-aliases.toml`` of *folder*.

    The same files read again change nothing.  Raise ``PlanFaults`` naming every
    file, row and column that does not fit; then nothing is written.
    """
    raise NotImplementedError


def tracker_rows(
    viewer: Viewer, *, body_id: int | None = None, participation: bool = False
) -> Select[Any]:
    """Return the occurrences *viewer* may see, in the tracker's columns."""
    raise NotImplementedError


def report_progress(
    session: Session,
    viewer: Viewer,
    occurrence_id: int,
    to_state: OccurrenceState,
    text: str,
    now: datetime,
) -> None:
    """Move an occurrence and append what was reported, with its evidence in words."""
    raise NotImplementedError


def add_occurrence(
    session: Session,
    viewer: Viewer,
    task_id: int,
    *,
    label: str,
    due_on: date | None,
    now: datetime,
) -> int:
    """Add a dated instance to a task that happens by event or on demand."""
    raise NotImplementedError


def plan_view(
    session: Session,
    viewer: Viewer,
    today: date,
    *,
    year: int | None = None,
    body_id: int | None = None,
    participation: bool = False,
) -> PlanView | None:
    """Return the plan of *year* (the newest unless given) as *viewer* may see it."""
    raise NotImplementedError


def task_view(session: Session, viewer: Viewer, task_id: int, today: date) -> TaskView:
    """Return one task with occurrences and history; NotFound when it is not the viewer's."""
    raise NotImplementedError


def task_brief(session: Session, task_id: int) -> TaskBrief | None:
    """Return number and title of a task, or None."""
    raise NotImplementedError


def tasks_for_choice(session: Session) -> Sequence[TaskBrief]:
    """Return the tasks a case may be linked to, in the plan's order."""
    raise NotImplementedError


def my_occurrences(session: Session, viewer: Viewer, today: date) -> Sequence[OccurrenceLine]:
    """Return what waits for *viewer*: due soon or overdue for a lead, to verify for overseers."""
    raise NotImplementedError
