"""The door of the room: the plan as read, its occurrences, and what is reported of them.

A body sees the tasks in which it leads or coordinates; people with
``TASKS_VIEW_ALL`` see the whole plan.  Nothing here commits.
"""

from __future__ import annotations

from webapp.plan.due import DueOccurrence, due_occurrences
from webapp.plan.files.importing import import_plan
from webapp.plan.files.rows import Fault, PlanFaults
from webapp.plan.looking import plan_view, task_brief, task_of, task_view, tasks_for_choice
from webapp.plan.moving.contributing import ask_contribution, report_contribution
from webapp.plan.moving.reporting import add_occurrence, postpone, report_progress
from webapp.plan.seeing import my_occurrences, tracker_rows
from webapp.plan.views import (
    ContributionView,
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
    "ContributionView",
    "DueOccurrence",
    "Fault",
    "OccurrenceLine",
    "OccurrenceView",
    "PlanBrief",
    "PlanFaults",
    "PlanImport",
    "PlanView",
    "ProgressView",
    "TaskBrief",
    "TaskLine",
    "TaskView",
    "add_occurrence",
    "ask_contribution",
    "due_occurrences",
    "import_plan",
    "my_occurrences",
    "plan_view",
    "postpone",
    "report_contribution",
    "report_progress",
    "task_brief",
    "task_of",
    "task_view",
    "tasks_for_choice",
    "tracker_rows",
]
