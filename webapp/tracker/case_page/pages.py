"""A case's page, and how a step taken on it comes back to it."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, url_for
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
from webapp.tracker.case_page.web_forms import (
    ExtendForm,
    InstructForm,
    LinkForm,
    NoteForm,
    PauseForm,
    ReasonForm,
    ReassignForm,
    RouteForm,
    SetDayForm,
)
from webapp.tracker.naming import names_of
from webapp.tracker.replies.labels import CHECKS
from webapp.tracker.replies.reviewing import panel_of
from webapp.tracker.routing.labels import why_words
from webapp.tracker.rules import AT_WORK, MOST_EXTENSIONS, REASSIGNED_FROM, CaseState
from webapp.tracker.views import CaseView
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response
# The forms of the page by name; the one just sent comes back with its mistakes.
FORMS: dict[str, type[FlaskForm]] = {
    "send_back": ReasonForm,
    "extend": ExtendForm,
    "pause": PauseForm,
    "reply_back": ReasonForm,
    "note": NoteForm,
    "route": RouteForm,
    "link": LinkForm,
    "instruct": InstructForm,
    "set_day": SetDayForm,
    "reassign": ReassignForm,
}


# Pages of higher rooms that a case leads to where they exist: asking a child
# something, and who was reached (where a case is also closed).
BESIDE = ("feedback.case", "feedback.propose_form", "moderation.regroup")


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
    why = _propose(forms["route"], view) if "route" in forms and not sent else ""
    return render_template(
        "tracker/case.html",
        case=shown_case(view, names),
        may=view.actions,
        forms=forms,
        route_why=why,
        review=panel_of(view) if view.actions.review else None,
        checks=CHECKS,
        unticked="checks" in (sent or {}),
        task=plan.task_brief(db.session(), view.task_id) if view.task_id else None,
        beside={name: name in current_app.view_functions for name in BESIDE},
    )


def _propose(form: FlaskForm, view: CaseView) -> str:
    """Fill in who usually leads and return by what rule."""
    usual = service.usual_route(db.session(), view.topic, view.school_id, None)
    form.lead_body_id.data = usual.lead_body_id or 0
    form.coordinating.data = list(usual.coordinating)
    return why_words(usual.why)


def _offered(view: CaseView) -> list[str]:
    may = view.actions
    at_work = view.state in AT_WORK | {CaseState.ROUTED}
    offered = {
        "send_back": may.send_back,
        # The law gives a school no more days; the page says so instead.
        "extend": may.extend and not view.due_by_law and view.extensions < MOST_EXTENSIONS,
        "pause": may.pause and viewer().can(Permission.CASES_ROUTE),
        "reply_back": may.review,
        "note": may.note,
        "route": may.route,
        "link": may.link_task,
        "instruct": may.lead_on,
        "set_day": may.lead_on and at_work,
        "reassign": may.lead_on and view.state in REASSIGNED_FROM,
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


def unticked(case_id: int) -> Answer:
    """Return the case with a reply under review whose list was not ticked to its end."""
    return _case_page(case_id, {"checks": FlaskForm(meta={"csrf": False})}), 422


def back_to(case_id: int, done: str) -> Response:
    """Return to the case with the words *done*."""
    flash(done)
    return redirect(url_for("tracker.case", case_id=case_id), 303)
