"""Pages of the plan: the tree and one task."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.plan import service
from webapp.plan.naming import names
from webapp.plan.shown import shown_lines, shown_task
from webapp.plan.web_forms import OccurrenceForm
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response


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
        lines=shown_lines(view.lines, names(db.session())) if view else (),
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
    return render_template("plan/task.html", task=shown_task(view, names(db.session())), form=form)


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
