"""One form being written: its report, the file up again and down, its history."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.authoring import service, shown
from webapp.authoring.checking import Checked, check
from webapp.authoring.labels import LEVELS, STEPS
from webapp.authoring.pages import (
    Answer,
    draft_frame,
    form_title,
    survey_called,
    uploaded,
    workbook_file,
)
from webapp.authoring.report import report_of
from webapp.authoring.rules import ENDINGS, Step
from webapp.authoring.service import DraftView
from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.forms.complaints import Faulty, FormProblem
from webapp.web.guards import staff, viewer
from webapp.web.input_limits import takes_files


def turn_sent() -> int:
    """Return the turn of the draft that the page was made from; 0 when none was sent."""
    return request.form.get("turn", type=read_number) or 0


def checked_draft(view: DraftView) -> Checked:
    """Return what is to be said of a draft's source; NotFound when its survey is gone."""
    found = survey_called(view.survey)
    if found.band(view.band) is None:
        raise NotFound
    return check(found, view.band, view.workbook)


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def draft(draft_id: int) -> str:
    """Show the report on a draft."""
    return _draft_page(service.draft(db.session(), draft_id))


def _draft_page(view: DraftView, problems: tuple[FormProblem, ...] = ()) -> str:
    checked = checked_draft(view)
    return render_template(
        "authoring/draft.html",
        **draft_frame(view, "authoring.draft"),
        checked=checked,
        report=report_of(view.workbook, checked),
        problems=problems,
        endings=",".join(ENDINGS),
        made_by=shown.people_names(db.session()).get(view.made_by, "–"),
        levels=LEVELS,
    )


@takes_files
@staff(Permission.FORMS_EDIT)
def upload_again(draft_id: int) -> Answer:
    """Mend a draft with another workbook; what came before stays in its history."""
    view = service.draft(db.session(), draft_id)
    try:
        workbook = uploaded()
    except Faulty as error:
        return _draft_page(view, error.problems), 422
    kept = service.change_or_keep(
        db.session(),
        viewer().user_id,
        draft_id,
        turn_sent(),
        workbook,
        workbook.file,
        clock.now(),
        Step.UPLOADED,
    )
    if kept.apart:
        flash(
            _(
                "Somebody changed the draft while you were working on it. Nothing is lost: "
                "your file is kept here as a draft of its own."
            ),
            "error",
        )
    return redirect(url_for("authoring.draft", draft_id=kept.draft_id), 303)


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def draft_file(draft_id: int, ending: str) -> Response:
    """Give out a draft as a workbook, faults and all."""
    view = service.draft(db.session(), draft_id)
    return workbook_file(view.workbook, f"{view.survey}-{view.band}-nhap-{draft_id}", ending)


@staff(Permission.FORMS_EDIT)
def drop(draft_id: int) -> Response:
    """Put a draft away."""
    view = service.draft(db.session(), draft_id)
    try:
        service.drop(db.session(), viewer().user_id, draft_id, turn_sent(), clock.now())
    except IllegalMove as error:
        raise IllegalMove(changed_meanwhile()) from error
    flash(_("The draft was put away. Its history stays, and it can be looked up there."))
    return redirect(url_for("authoring.survey", slug=view.survey), 303)


def changed_meanwhile() -> str:
    """Return what is said to whoever comes second."""
    return _(
        "Somebody changed this draft meanwhile, so nothing was done. "
        "Please open it again and look how it stands."
    )


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def history(draft_id: int) -> str:
    """Show who did what to a draft, and when."""
    view = service.draft(db.session(), draft_id)
    return render_template(
        "authoring/history.html",
        **draft_frame(view, "authoring.history"),
        steps=service.history(db.session(), draft_id),
        names=shown.people_names(db.session()),
        labels=STEPS,
    )


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def earlier(draft_id: int, event_id: int) -> str:
    """Show a draft as it stood after a step."""
    session = db.session()
    view = service.draft(session, draft_id)
    workbook = service.state_after(session, draft_id, event_id)
    found = survey_called(view.survey)
    checked = check(found, view.band, workbook)
    step = next(one for one in service.history(session, draft_id) if one.id == event_id)
    return render_template(
        "authoring/earlier.html",
        draft=view,
        step=step,
        title=form_title(view.survey, view.band),
        by=shown.people_names(session).get(step.actor_id, "–"),
        checked=checked,
        report=report_of(workbook, checked),
        labels=STEPS,
        levels=LEVELS,
    )


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def earlier_file(draft_id: int, event_id: int, ending: str) -> Response:
    """Give out a draft as it stood after a step."""
    view = service.draft(db.session(), draft_id)
    workbook = service.state_after(db.session(), draft_id, event_id)
    name = f"{view.survey}-{view.band}-nhap-{draft_id}-buoc-{event_id}"
    return workbook_file(workbook, name, ending)


@staff(Permission.FORMS_EDIT)
def take_back(draft_id: int, event_id: int) -> Response:
    """Take an earlier state of a draft back up."""
    session = db.session()
    step = next((one for one in service.history(session, draft_id) if one.id == event_id), None)
    if step is None:
        raise NotFound
    what = _("as of %(day)s", day=clock.local(step.at).strftime("%d/%m/%Y %H:%M"))
    try:
        service.take_back(
            session, viewer().user_id, draft_id, turn_sent(), event_id, what, clock.now()
        )
    except IllegalMove as error:
        raise IllegalMove(changed_meanwhile()) from error
    flash(_("The draft stands again as it stood then. What came after is kept in the history."))
    return redirect(url_for("authoring.draft", draft_id=draft_id), 303)
