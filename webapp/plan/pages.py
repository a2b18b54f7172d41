"""Pages of the plan: the tree, one task, one date of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.plan import service
from webapp.plan.rules import OccurrenceState
from webapp.plan.shown import Names, shown_lines, shown_task
from webapp.plan.web_forms import OccurrenceForm, ProgressForm
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response


def _names() -> Names:
    """Return the names a page needs, looked up once."""
    bodies = directory.bodies(db.session(), None)
    return Names(
        bodies={body.id: body.short_name for body in bodies},
        people={row.id: row.display_name for row in accounts.people(db.session())},
    )


@staff(Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT)
def plan() -> str:
    """Show the plan as a tree, narrowed to a body or to participation."""
    year = request.args.get("nam", type=read_number)
    body_id = request.args.get("coquan", type=read_number)
    participation = request.args.get("thamgia") == "1"
    today = clock.today()
    view = service.plan_view(
        db.session(), viewer(), today, year=year, body_id=body_id, participation=participation
    )
    return render_template(
        "plan/plan.html",
        plan=view.brief if view else None,
        years=view.years if view else (),
        lines=shown_lines(view.lines, _names()) if view else (),
        bodies=directory.bodies(db.session(), today),
        body_id=body_id,
        participation=participation,
        filtered=participation or body_id is not None,
        whole=viewer().can(Permission.TASKS_VIEW_ALL),
    )


@staff(Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT)
def task(task_id: int) -> str:
    """Show one task with its dates and everything reported."""
    return _task_page(task_id, OccurrenceForm())


def _task_page(task_id: int, form: OccurrenceForm) -> str:
    view = service.task_view(db.session(), viewer(), task_id, clock.today())
    return render_template("plan/task.html", task=shown_task(view, _names()), form=form)


@staff(Permission.TASKS_REPORT)
def add_occurrence(task_id: int) -> Answer:
    """Add a date to a task that happens by event."""
    form = OccurrenceForm()
    if not form.validate_on_submit():
        return _task_page(task_id, form), 422
    try:
        service.add_occurrence(
            db.session(),
            viewer(),
            task_id,
            label=form.label.data,
            due_on=form.due_on.data,
            now=clock.now(),
        )
    except Invalid as error:
        add_mistakes(form, error.fields)
        return _task_page(task_id, form), 422
    flash(_("The date was added."))
    return redirect(url_for("plan.task", task_id=task_id), 303)


@staff(Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT)
def occurrence(occurrence_id: int) -> str:
    """Show one date of a task, its history and the steps this person may take."""
    return _occurrence_page(occurrence_id, ProgressForm())


def _occurrence_page(occurrence_id: int, form: ProgressForm) -> str:
    task_id = service.task_of(db.session(), occurrence_id)
    view = service.task_view(db.session(), viewer(), task_id, clock.today())
    shown = shown_task(view, _names())
    line = next(row for row in shown.occurrences if row.id == occurrence_id)
    history = [step for step in shown.history if step.occurrence_id == occurrence_id]
    return render_template(
        "plan/occurrence.html", task=shown, occurrence=line, history=history, form=form
    )


@staff(Permission.TASKS_REPORT)
def report(occurrence_id: int) -> Answer:
    """Take one step with a date: begin, report, verify, send back, drop."""
    form = ProgressForm()
    wanted = request.form.get("step", "")
    if wanted not in {state.value for state in OccurrenceState}:
        raise NotFound
    if not form.validate_on_submit():
        return _occurrence_page(occurrence_id, form), 422
    try:
        service.report_progress(
            db.session(),
            viewer(),
            occurrence_id,
            OccurrenceState(wanted),
            form.text.data or "",
            clock.now(),
        )
    except Invalid as error:
        add_mistakes(form, error.fields)
        return _occurrence_page(occurrence_id, form), 422
    flash(_("Recorded."))
    return redirect(url_for("plan.occurrence", occurrence_id=occurrence_id), 303)
