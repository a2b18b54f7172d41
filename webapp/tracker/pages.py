"""The list, a case, its reply: each handler reads, calls one use-case, chooses a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.directory.rules import ROUTABLE, BodyKind
from webapp.extensions import db
from webapp.plan import service as plan
from webapp.tracker import service
from webapp.tracker.filtering import filter_form, in_words, read_filter
from webapp.tracker.rules import NoteKind
from webapp.tracker.shown import Names, shown_case, shown_rows
from webapp.tracker.views import CaseView
from webapp.tracker.web_forms import (
    LinkForm,
    NoteForm,
    ReasonForm,
    ReplyForm,
    RouteForm,
    reply_text,
)
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


REMEMBERED = "tracker_filter"
LONGEST_PRINT = 2000
SEES_LIST = (Permission.CASES_VIEW, Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT)


def _names() -> Names:
    """Return every name a page needs: four statements, however long the list."""
    database = db.session()
    return Names(
        bodies={body.id: body for body in directory.bodies(database, None)},
        schools={school.id: school for school in directory.schools(database, None)},
        topics={topic.code: topic for topic in directory.topics(database)},
        people={person.id: person.display_name for person in accounts.people(database)},
    )


def _asked() -> dict[str, Any]:
    return {name: value for name, value in request.args.items() if value and name != "trang"}


@staff(*SEES_LIST)
def tracker() -> str | Response:
    """Show the list; without a question in the address, ask the last one again."""
    asked = _asked()
    if "tatca" in asked:
        session.pop(REMEMBERED, None)
        return redirect(url_for("tracker.tracker"), 303)
    if not request.args and session.get(REMEMBERED):
        return redirect(url_for("tracker.tracker", **session[REMEMBERED]), 303)
    if "nhiemvu" not in asked and asked != session.get(REMEMBERED, {}):
        session[REMEMBERED] = asked
    wanted, names, today = read_filter(asked), _names(), clock.today()
    number = request.args.get("trang", 1, type=read_number)
    page = service.listing(db.session(), viewer(), wanted, number, today)
    bodies = directory.bodies(db.session(), today)
    return render_template(
        "tracker/tracker.html",
        rows=shown_rows(page.items, names),
        page=page,
        page_url=lambda number: url_for("tracker.tracker", **{**asked, "trang": number}),
        filter=filter_form(asked, wanted, bodies, directory.schools(db.session(), today)),
        topics=names.topics.values(),
        linked=plan.task_brief(db.session(), wanted.task_id) if wanted.task_id else None,
    )


@staff(*SEES_LIST)
def tracker_on_paper() -> str:
    """Show the whole filtered list on one page, made for paper."""
    asked = _asked()
    wanted, names, today = read_filter(asked), _names(), clock.today()
    page = service.listing(db.session(), viewer(), wanted, 1, today, size=LONGEST_PRINT)
    return render_template(
        "tracker/paper.html",
        rows=shown_rows(page.items, names),
        page=page,
        today=today,
        asked_words=in_words(asked, wanted, names),
        back=url_for("tracker.tracker", **asked),
    )


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
    names = _names()
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


def _step(case_id: int, name: str, act: Callable[[FlaskForm], object], done: str) -> Answer:
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
    return _back(case_id, done)


def _back(case_id: int, done: str) -> Response:
    flash(done)
    return redirect(url_for("tracker.case", case_id=case_id), 303)


@staff(Permission.CASES_REPLY)
def acknowledge(case_id: int) -> Answer:
    """Accept a case for the lead body."""
    service.acknowledge(db.session(), viewer(), case_id, clock.now())
    return _back(case_id, _("Accepted."))


@staff(Permission.CASES_REPLY)
def start(case_id: int) -> Answer:
    """Say that the lead body has begun."""
    service.start(db.session(), viewer(), case_id, clock.now())
    return _back(case_id, _("Recorded."))


@staff(Permission.CASES_REPLY)
def send_back(case_id: int) -> Answer:
    """Send a case back to the moderators with a reason."""
    return _step(
        case_id,
        "send_back",
        lambda form: service.send_back(db.session(), viewer(), case_id, form.why.data, clock.now()),
        _("Sent back. Đoàn xã will find another body."),
    )


@staff(Permission.CASES_REPLY, Permission.CASES_ROUTE, Permission.PLAN_MANAGE)
def add_note(case_id: int) -> Answer:
    """Add a note for colleagues or a step done."""
    return _step(
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
    return _step(
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
    return _step(
        case_id,
        "link",
        lambda form: service.link_task(db.session(), viewer(), case_id, form.task_id.data or None),
        _("Recorded."),
    )


@staff(Permission.REPLIES_PUBLISH)
def close(case_id: int) -> Answer:
    """Close an answered case."""
    return _step(
        case_id,
        "close",
        lambda form: service.close(
            db.session(), viewer().user_id, case_id, form.why.data, clock.now()
        ),
        _("Closed."),
    )


@staff(Permission.REPLIES_PUBLISH)
def publish(case_id: int) -> Answer:
    """Publish the reply under review."""
    service.publish_reply(db.session(), viewer(), case_id, clock.now())
    return _back(case_id, _("Published. The children behind this case can read it now."))


@staff(Permission.REPLIES_PUBLISH)
def reply_back(case_id: int) -> Answer:
    """Ask the body for a better reply."""
    return _step(
        case_id,
        "reply_back",
        lambda form: service.send_reply_back(
            db.session(), viewer(), case_id, form.why.data, clock.now()
        ),
        _("Sent back to the body with your words."),
    )


def _writer(case_id: int, form: ReplyForm | None = None) -> str:
    view = service.case_view(db.session(), viewer(), case_id, clock.today())
    if not view.actions.write_reply:
        raise IllegalMove(_("A reply cannot be written now; the case page says where it stands."))
    if form is None:
        form = ReplyForm(obj=view.draft.text) if view.draft else ReplyForm()
    return render_template("tracker/reply.html", case=shown_case(view, _names()), form=form)


@staff(Permission.CASES_REPLY)
def writer(case_id: int) -> str:
    """Show the writer with the draft, if there is one."""
    return _writer(case_id)


@staff(Permission.CASES_REPLY)
def write(case_id: int) -> Answer:
    """Keep a draft and show it as a child will, or hand the reply in."""
    form = ReplyForm()
    if not form.validate_on_submit():
        return _writer(case_id, form), 422
    hand_in = request.form.get("step") == "submit"
    use_case = service.submit_reply if hand_in else service.save_draft
    try:
        use_case(db.session(), viewer(), case_id, reply_text(form), clock.now())
    except Invalid as error:
        add_mistakes(form, error.fields)
        return _writer(case_id, form), 422
    if hand_in:
        flash(_("Handed in. Đoàn xã reads it and publishes it to the children."))
        return redirect(url_for("tracker.case", case_id=case_id), 303)
    flash(_("Draft kept. The preview shows it as a child will read it."))
    return redirect(url_for("tracker.writer", case_id=case_id, _anchor="xem-truoc"), 303)
