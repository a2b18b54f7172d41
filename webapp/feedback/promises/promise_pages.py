"""Staff pages of promises: the list, one promise, what became of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.feedback import labels, service
from webapp.feedback.web_forms import ConfirmForm, PromiseForm, ReasonForm, blame
from webapp.plan import service as plan
from webapp.tracker import service as tracker
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response
_READERS = (Permission.CASES_REPLY, Permission.CASES_VIEW_ALL)


@staff(*_READERS)
def promises() -> str:
    """Show the promises this person follows, the next due first."""
    session = db.session()
    return render_template(
        "feedback/promises.html",
        promises=service.promises(session, viewer()),
        bodies={body.id: body.short_name for body in directory.bodies(session, None)},
        today=clock.today(),
        labels=labels,
    )


def _promise_form(case_id: int) -> PromiseForm:
    form = PromiseForm(prefix="said-", meta={"csrf": False})
    form.occurrence_id.choices = [(0, _("None")), *_steps(case_id)]
    return form


def _steps(case_id: int) -> list[tuple[int, str]]:
    """Return the steps of the task the case belongs to, if this person may see it."""
    session, today = db.session(), clock.today()
    try:
        task_id = tracker.case_view(session, viewer(), case_id, today).task_id
        task = plan.task_view(session, viewer(), task_id, today) if task_id else None
    except NotFound:
        return []
    return [(one.id, one.label) for one in task.line.occurrences] if task else []


def _page(
    reply_id: int,
    said: PromiseForm | None = None,
    confirm: ConfirmForm | None = None,
    why: ReasonForm | None = None,
) -> str:
    view = service.promise(db.session(), viewer(), reply_id)
    waiting = view.waiting
    if confirm is None:
        confirm = ConfirmForm(prefix="confirm-", meta={"csrf": False})
        confirm.evidence.data = waiting.evidence if waiting else ""
    mine = viewer().body_id == view.promised.body_id and viewer().can(Permission.CASES_REPLY)
    return render_template(
        "feedback/promise.html",
        view=view,
        body=directory.body_name(db.session(), view.promised.body_id),
        said=said or _promise_form(view.promised.case_id),
        confirm=confirm,
        why=why or ReasonForm(prefix="why-", meta={"csrf": False}),
        may_report=mine and view.due_on is not None and waiting is None,
        may_confirm=waiting is not None and viewer().can(Permission.REPLIES_PUBLISH),
        today=clock.today(),
        labels=labels,
    )


@staff(*_READERS)
def promise(reply_id: int) -> str:
    """Show one promise and every look at it."""
    return _page(reply_id)


def _done(reply_id: int, words: str) -> Response:
    flash(words)
    return redirect(url_for("feedback.promise", reply_id=reply_id), 303)


@staff(Permission.CASES_REPLY)
def report(reply_id: int) -> Answer:
    """Take what the body says of its promise."""
    view = service.promise(db.session(), viewer(), reply_id)
    form = _promise_form(view.promised.case_id)
    if not form.validate_on_submit():
        return _page(reply_id, said=form), 422
    try:
        service.report(db.session(), viewer(), reply_id, form.said(), clock.now())
    except Invalid as error:
        blame(form, error)
        return _page(reply_id, said=form), 422
    return _done(reply_id, _("Handed in. Đoàn xã looks for itself before the children read it."))


@staff(Permission.REPLIES_PUBLISH)
def verify(reply_id: int, check_id: int) -> Answer:
    """Confirm what the body says; the children read it from now on."""
    form = ConfirmForm(prefix="confirm-", meta={"csrf": False})
    if not form.validate_on_submit():
        return _page(reply_id, confirm=form), 422
    service.verify(db.session(), viewer(), check_id, form.evidence.data, clock.now())
    return _done(reply_id, _("Confirmed. The children behind this case can read it now."))


@staff(Permission.REPLIES_PUBLISH)
def send_back(reply_id: int, check_id: int) -> Answer:
    """Ask the body for a truer or a plainer report."""
    form = ReasonForm(prefix="why-", meta={"csrf": False})
    if not form.validate_on_submit():
        return _page(reply_id, why=form), 422
    service.send_back(db.session(), viewer(), check_id, form.why.data, clock.now())
    return _done(reply_id, _("Sent back to the body with your words."))
