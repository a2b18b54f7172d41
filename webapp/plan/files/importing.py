"""Taking a plan into the database: whole or not at all, and again without harm."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.audit import service as audit
from webapp.base.text import fold
from webapp.directory import service as directory
from webapp.plan import queries
from webapp.plan.files.aliases import ALIASES, bodies_of_rows, read_aliases
from webapp.plan.files.dates import PlannedOccurrence, occurrences
from webapp.plan.files.reading import PlanFiles, read_plan
from webapp.plan.files.rows import TABLE, Fault, PlanFaults, TaskRow, shift_row, shifted
from webapp.plan.records import Occurrence, Plan, Task, TaskBody
from webapp.plan.rules import BodyRole, OccurrenceState, TaskKind
from webapp.plan.views import PlanImport

_SAME_NAME = (
    *("code", "parent_code", "kind", "title", "lead_text", "lead_verbatim", "coordinating_text"),
    *("time_text", "starts_on", "ends_on", "due_on", "recurrence", "past_when_issued"),
    *("participation", "product", "oddity"),
)


def import_plan(session: Session, folder: Path, *, today: date, shift_years: int = 0) -> PlanImport:
    """Read ``plan.toml``, ``plan.csv`` and ``body-aliases.toml`` of *folder*.

    The same files read again change nothing, unless the directory has gained
    schools or villages since.  Changed files change the plan of that year, but
    an instance that has a history stays, and a row never vanishes.
    *shift_years* moves all dates (not the words) for the demonstration.  Raise
    ``PlanFaults`` naming every file, row and column that does not fit; then
    nothing is written.
    """
    files = read_plan(folder)
    faults: list[Fault] = []
    bodies = _bodies(session, folder, files, today, faults)
    year = files.year + shift_years
    plan = queries.plan_of(session, year)
    _nothing_vanishes(session, plan, files, faults)
    if faults:
        raise PlanFaults(faults)
    digest = _digest(files, bodies, shift_years)
    if plan is not None and plan.digest == digest:
        return _result(session, plan.id, changed=False)
    if plan is None:
        plan = Plan(year=year, issued_on=files.issued_on, digest="", title="")
        session.add(plan)
    plan.title, plan.number, plan.text = files.title, files.number, files.text
    plan.issued_on = shifted(files.issued_on, shift_years) or files.issued_on
    plan.digest = digest
    session.flush()
    _write_rows(session, plan, files, bodies, shift_years)
    audit.record(session, None, "plan.imported", "plan", plan.id, year=year, digest=digest)
    return _result(session, plan.id, changed=True)


def _bodies(
    session: Session, folder: Path, files: PlanFiles, today: date, faults: list[Fault]
) -> dict[str, dict[int, BodyRole]]:
    """Return the bodies of every row; ended bodies may be named, old plans do."""
    known = directory.bodies(session, None)
    by_kind: dict[str, list[int]] = {}
    for body in directory.bodies(session, today):
        by_kind.setdefault(body.kind.value, []).append(body.id)
    by_code = {body.code: body.id for body in known}
    aliases = read_aliases(folder / ALIASES, by_code, by_kind, faults)
    return bodies_of_rows(files.rows, aliases, faults)


def _nothing_vanishes(
    session: Session, plan: Plan | None, files: PlanFiles, faults: list[Fault]
) -> None:
    """Refuse a table that lacks a row of the plan as it was read before."""
    kept = {row.code for row in files.rows}
    for task in queries.tasks(session, plan.id) if plan else ():
        if task.code not in kept:
            faults.append(Fault(TABLE, None, "ma", "row_vanished", task.code))


def _digest(
    files: PlanFiles, bodies: Mapping[str, Mapping[int, BodyRole]], shift_years: int
) -> str:
    said = json.dumps([files.digest, shift_years, bodies], sort_keys=True)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def _result(session: Session, plan_id: int, changed: bool) -> PlanImport:
    tasks, dated = queries.counts(session, plan_id)
    return PlanImport(plan_id, changed, tasks, dated)


def _write_rows(
    session: Session,
    plan: Plan,
    files: PlanFiles,
    bodies: Mapping[str, Mapping[int, BodyRole]],
    shift_years: int,
) -> None:
    """Write tasks, their bodies and their instances in the order of the table."""
    existing = {task.code: task for task in queries.tasks(session, plan.id)}
    split = {row.parent_code for row in files.rows if row.kind is TaskKind.PART}
    for position, row in enumerate(files.rows, start=1):
        row = shift_row(row, shift_years)
        task = existing.get(row.code) or Task(plan_id=plan.id, code=row.code)
        _fill(task, row, position)
        session.add(task)
        session.flush()
        session.execute(delete(TaskBody).where(TaskBody.task_id == task.id))
        for body_id, role in bodies.get(row.code, {}).items():
            session.add(TaskBody(task_id=task.id, body_id=body_id, role=role))
        # The work of a task that was split is followed in its parts only,
        # else every month would stand in the tracker twice.
        work = row.kind is not TaskKind.HEADING and row.code not in split
        _write_occurrences(session, task, _planned(row, plan, files) if work else [])
    session.flush()


def _planned(row: TaskRow, plan: Plan, files: PlanFiles) -> list[PlannedOccurrence]:
    return occurrences(
        time_kinds=row.time_kinds,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        due_on=row.due_on,
        recurrence=row.recurrence,
        plan_year=plan.year,
        issued_on=plan.issued_on,
        labels=files.labels,
    )


def _fill(task: Task, row: TaskRow, position: int) -> None:
    for name in _SAME_NAME:
        setattr(task, name, getattr(row, name))
    task.position = position
    task.time_kind = "+".join(row.time_kinds)
    task.search_text = fold(f"{row.title} {row.code} {row.lead_text} {row.lead_verbatim}")


def _write_occurrences(session: Session, task: Task, planned: list[PlannedOccurrence]) -> None:
    """Bring a task's instances in line with the plan; those with a history stay."""
    existing = {row.label: row for row in queries.occurrences(session, [task.id])}
    touched = queries.with_history(session, task.id)
    for item in planned:
        row = existing.pop(item.label, None)
        if row is None:
            row = Occurrence(task_id=task.id, label=item.label, state=OccurrenceState.PLANNED)
            session.add(row)
        elif row.id in touched:
            continue
        row.starts_on, row.due_on = item.starts_on, item.due_on
        row.past_when_issued = item.past_when_issued
    for row in existing.values():
        if row.id not in touched:
            session.delete(row)
