"""A case's page and the steps taken on it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.directory import service as directory
from webapp.directory.rules import ROUTABLE, BodyKind
from webapp.extensions import db
from webapp.plan import service as plan
from webapp.tracker import service
from webapp.tracker.case_page.shown import shown_case
from webapp.tracker.case_page.web_forms import LinkForm, NoteForm, ReasonForm, RouteForm
from webapp.tracker.naming import names_of
from webapp.tracker.rules import NoteKind
from webapp.tracker.views import CaseView
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response
# The forms of the page by name; the one just sent comes back with its mistakes.
FORMS: dict[str, type[FlaskForm]] = {
    "send_back": ReasonForm,
    "reply_back": ReasonForm,
    "close": ReasonForm,
    "note": NoteForm,
    "route": RouteForm,
    "link": LinkForm,
}


def _form(name: str) -> FlaskForm:
    """Return the form *name* with ids of its own and its choices filled in."""
    # The token is checked for every POST and stands in each form by its plain
    # name; a second one under the prefix would only repeat it.
    form = FORMS[name](prefix=f"{name}-", meta={"csrf": False})
    if isinstance(form, RouteForm):
        today = clock.today()
        takers = directory.bodies(db.session(), today, ROUTABLE)
        form.lead_body_id.choices = [(0, "–"), *((body.id, body.name) for body in takers)]
        helpers = [*takers, *directory.bodies(db.session(), today, [BodyKind.COLLECTIVE])]
        form.coordinating.choices = [(body.id, body.short_name) for body in helpers]
    if isinstance(form, LinkForm):
        tasks = [(t.id, f"{t.code} · {t.title}") for t in plan.tasks_for_choice(db.session())]
        form.task_id.choices = [(0, _("None")), *tasks]
    return form


def _case_page(case_id: int, sent: dict[str, FlaskForm] | None = None) -> str:
    view = service.case_view(db.session(), viewer(), case_id, clock.today())
    names = names_of(db.session())
    forms = {name: _form(name) for name in _offered(view)} | (sent or {})
    if "link" in forms and not sent:
        forms["link"].task_id.data = view.task_id or 0
    if "route" in forms and not sent:
        usual = names.topics.get(view.topic or "")
        forms["route"].lead_body_id.data = (usual and usual.default_body_id) or 0
    return render_template(
        "tracker/case.html",
        case=shown_case(view, names),
        may=view.actions,
        forms=forms,
        task=plan.task_brief(db.session(), view.task_id) if view.task_id else None,
    )


def _offered(view: CaseView) -> list[str]:
    may = view.actions
    offered = {
        "send_back": may.send_back,
        "reply_back": may.review,
        "close": may.close,
        "note": may.note,
        "route": may.route,
        "link": may.link_task,
    }
    return [name for name, allowed in offered.items() if allowed]


@staff(Permission.CASES_VIEW)
def case(case_id: int) -> str:
    """Show a case: words of children, history, and what this person may do now."""
    return _case_page(case_id)


def take_step(case_id: int, name: str, act: Callable[[FlaskForm], object], done: str) -> Answer:
    """Check the form *name*, take the step, and come back to the case."""
    form = _form(name)
    if not form.validate_on_submit():
        return _case_page(case_id, {name: form}), 422
    try:
        act(form)
    except Invalid as error:
        add_mistakes(
            form, {("why" if key == "note" else key): v for key, v in error.fields.items()}
        )
        return _case_page(case_id, {name: form}), 422
    return back_to(case_id, done)


def back_to(case_id: int, done: str) -> Response:
    """Return to the case with the words *done*."""
    flash(done)
    return redirect(url_for("tracker.case", case_id=case_id), 303)


@staff(Permission.CASES_REPLY)
def acknowledge(case_id: int) -> Answer:
    """Accept a case for the lead body."""
    service.acknowledge(db.session(), viewer(), case_id, clock.now())
    return back_to(case_id, _("Accepted."))


@staff(Permission.CASES_REPLY)
def start(case_id: int) -> Answer:
    """Say that the lead body has begun."""
    service.start(db.session(), viewer(), case_id, clock.now())
    return back_to(case_id, _("Recorded."))


@staff(Permission.CASES_REPLY)
def send_back(case_id: int) -> Answer:
    """Send a case back to the moderators with a reason."""
    return take_step(
        case_id,
        "send_back",
        lambda form: service.send_back(db.session(), viewer(), case_id, form.why.data, clock.now()),
        _("Sent back. Đoàn xã will find another body."),
    )


@staff(Permission.CASES_REPLY, Permission.CASES_ROUTE, Permission.PLAN_MANAGE)
def add_note(case_id: int) -> Answer:
    """Add a note for colleagues or a step done."""
    return take_step(
        case_id,
        "note",
        lambda form: service.add_note(
            db.session(), viewer(), case_id, NoteKind(form.kind.data), form.text.data, clock.now()
        ),
        _("Recorded."),
    )


@staff(Permission.CASES_ROUTE)
def route(case_id: int) -> Answer:
    """Send a case to a lead and to coordinating bodies."""
    return take_step(
        case_id,
        "route",
        lambda form: service.route(
            db.session(),
            viewer().user_id,
            case_id,
            form.lead_body_id.data,
            form.coordinating.data or [],
            form.due_on.data,
            form.why.data or "",
            clock.now(),
        ),
        _("Sent."),
    )


@staff(Permission.CASES_ROUTE, Permission.PLAN_MANAGE)
def link(case_id: int) -> Answer:
    """Say which task of the plan a case belongs to."""
    return take_step(
        case_id,
        "link",
        lambda form: service.link_task(db.session(), viewer(), case_id, form.task_id.data or None),
        _("Recorded."),
    )


@staff(Permission.REPLIES_PUBLISH)
def close(case_id: int) -> Answer:
    """Close an answered case."""
    return take_step(
        case_id,
        "close",
        lambda form: service.close(
            db.session(), viewer().user_id, case_id, form.why.data, clock.now()
        ),
        _("Closed."),
    )
