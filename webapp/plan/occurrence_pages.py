"""One date of a task: what was reported, and every step a person may take with it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.extensions import db
from webapp.plan import service
from webapp.plan.labels import SENTENCES
from webapp.plan.naming import names
from webapp.plan.rules import OccurrenceState
from webapp.plan.shown import ShownTask, shown_task
from webapp.plan.web_forms import AskForm, DoneForm, PostponeForm, ProgressForm
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response
FORMS: dict[str, type[FlaskForm]] = {
    "report": ProgressForm,
    "postpone": PostponeForm,
    "ask": AskForm,
    "done": DoneForm,
}


def _form(name: str, task: ShownTask) -> FlaskForm:
    """Return the form *name* with ids of its own; the token is checked for every POST."""
    sent = request.method == "POST" and request.endpoint == f"plan.{name}"
    more = {} if sent else {"formdata": None}
    form = FORMS[name](prefix="" if name == "report" else f"{name}-", meta={"csrf": False}, **more)
    if isinstance(form, AskForm):
        form.body_id.choices = list(task.coordinating)
    return form


def _task(occurrence_id: int) -> ShownTask:
    task_id = service.task_of(db.session(), occurrence_id)
    view = service.task_view(db.session(), viewer(), task_id, clock.today())
    return shown_task(view, names(db.session()))


def _page(occurrence_id: int, task: ShownTask, sent: dict[str, FlaskForm] | None = None) -> str:
    line = next(row for row in task.occurrences if row.id == occurrence_id)
    return render_template(
        "plan/occurrence.html",
        task=task,
        occurrence=line,
        history=[step for step in task.history if step.occurrence_id == occurrence_id],
        parts=[one for one in task.contributions if one.occurrence_id == occurrence_id],
        may_postpone=task.may_postpone and line.running,
        may_ask=task.may_add and line.running and bool(task.coordinating),
        forms={name: _form(name, task) for name in FORMS} | (sent or {}),
    )


def _step(occurrence_id: int, name: str, act: Callable[[FlaskForm], object]) -> Answer:
    """Check the form *name*, take the step, and come back to the page."""
    task = _task(occurrence_id)
    form = _form(name, task)
    if not form.validate_on_submit():
        return _page(occurrence_id, task, {name: form}), 422
    try:
        act(form)
    except Invalid as error:
        add_mistakes(form, {k: str(SENTENCES.get(v, v)) for k, v in error.fields.items()})
        return _page(occurrence_id, task, {name: form}), 422
    flash(_("Recorded."))
    return redirect(url_for("plan.occurrence", occurrence_id=occurrence_id), 303)


@staff(Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT)
def occurrence(occurrence_id: int) -> str:
    """Show one date of a task, its history and the steps this person may take."""
    return _page(occurrence_id, _task(occurrence_id))


@staff(Permission.TASKS_REPORT)
def report(occurrence_id: int) -> Answer:
    """Take one step with a date: accept, begin, report, verify, send back, drop."""
    wanted = request.form.get("step", "")
    if wanted not in set(OccurrenceState):
        raise NotFound
    return _step(
        occurrence_id,
        "report",
        lambda form: service.report_progress(
            db.session(),
            viewer(),
            occurrence_id,
            OccurrenceState(wanted),
            form.text.data or "",
            clock.now(),
            decision=form.decision.data or "",
            blocked_by=form.blocked_by.data or "",
        ),
    )


@staff(Permission.TASKS_REPORT)
def postpone(occurrence_id: int) -> Answer:
    """Give a date of a task a new day, by a decision."""
    return _step(
        occurrence_id,
        "postpone",
        lambda form: service.postpone(
            db.session(),
            viewer(),
            occurrence_id,
            form.due_on.data,
            form.decision.data,
            form.text.data,
            clock.now(),
        ),
    )


@staff(Permission.TASKS_REPORT)
def ask(occurrence_id: int) -> Answer:
    """Ask a coordinating body for its part."""
    return _step(
        occurrence_id,
        "ask",
        lambda form: service.ask_contribution(
            db.session(),
            viewer(),
            occurrence_id,
            form.body_id.data,
            form.what.data,
            form.due_on.data,
            clock.now(),
        ),
    )


@staff(Permission.TASKS_REPORT)
def done(occurrence_id: int) -> Answer:
    """Say that one's own part is done."""
    parts = {one.id for one in _task(occurrence_id).contributions if one.mine}
    wanted = request.form.get("part", "")
    if not wanted.isascii() or not wanted.isdigit() or int(wanted) not in parts:
        raise NotFound
    return _step(
        occurrence_id,
        "done",
        lambda form: service.report_contribution(
            db.session(), viewer(), int(wanted), form.done_text.data, clock.now()
        ),
    )
