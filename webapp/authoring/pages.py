"""The surveys and their forms: what is in use, what is being written, files up and down."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.authoring import service, shown
from webapp.authoring.downloads import KINDS as FILE_KINDS
from webapp.authoring.downloads import file_of
from webapp.authoring.labels import DRAFT_WAYS, KINDS, STATE_LOOK, STATES
from webapp.authoring.rules import ENDINGS, Step
from webapp.authoring.service import DraftView
from webapp.authoring.uploading import read_upload
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.catalogue import Survey
from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.rules import text_in
from webapp.forms.xlsform.workbook import Workbook
from webapp.web.guards import staff, viewer
from webapp.web.input_limits import takes_files
from webapp.web.language import chosen_language

Answer = str | Response | tuple[str, int]
FILE = "tep"


def survey_called(slug: str) -> Survey:
    """Return the survey of an address; raises NotFound."""
    found = forms.survey_of(db.session(), slug)
    if found is None:
        raise NotFound
    return found


def form_title(slug: str, band: str) -> str:
    """Return what a form is called: the survey's title with the band."""
    return text_in(survey_called(slug).form_title(band), chosen_language())


def draft_frame(view: DraftView, here: str) -> dict[str, Any]:
    """Return what the head of a draft's pages needs; *here* is the page's own endpoint."""
    person = viewer()
    return {
        "draft": view,
        "title": form_title(view.survey, view.band),
        "state": STATES[view.state],
        "look": STATE_LOOK[view.state],
        "ways": [
            (url_for(endpoint, draft_id=view.id), words, endpoint == here)
            for endpoint, words, changes in DRAFT_WAYS
            if endpoint in current_app.view_functions
            and (not changes or (view.open and person.can(Permission.FORMS_EDIT)))
        ],
    }


def uploaded() -> Workbook:
    """Return the workbook in the file that was sent; raises ``Faulty`` with one sentence."""
    file = request.files.get(FILE)
    if file is None or not file.filename:
        raise Faulty([FormProblem("", say("upload_none"))])
    content = file.read()
    # A larger file lies in a temporary one, which is gone as soon as it is closed.
    file.close()
    return read_upload(file.filename, content)


def workbook_file(workbook: Workbook, name: str, ending: str) -> Response:
    """Return *workbook* as a file called *name*; Invalid where the format cannot hold it."""
    try:
        content = file_of(workbook, ending)
    except Faulty as error:
        raise Invalid(" ".join(problem.message_vi for problem in error.problems)) from error
    response = current_app.response_class(content, content_type=FILE_KINDS[ending])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{ending}")
    return response


def current_workbook(survey: Survey, band: str) -> Workbook:
    """Return the source of the form that new rounds get; raises NotFound."""
    session = db.session()
    number = forms.published(session, survey.slug, band)
    if number is not None:
        found = forms.workbook_of(session, number)
    else:
        form = survey.forms.get(band)
        found = forms.source_of(survey, form) if form else None
    if found is None:
        raise NotFound(_("The workbook of this form was not kept, so it cannot be given out."))
    return found


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def all_surveys() -> str:
    """List the surveys: which form new rounds get, who uses it, what is being written."""
    return render_template(
        "authoring/surveys.html",
        surveys=shown.all_surveys(db.session(), chosen_language()),
        quarantined=shown.quarantined(),
        kinds=KINDS,
    )


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def survey(slug: str) -> str:
    """Show one survey with its age bands."""
    return _survey_page(survey_called(slug))


def _survey_page(found: Survey, band: str = "", problems: tuple[FormProblem, ...] = ()) -> str:
    session = db.session()
    drafts = service.drafts(session, found.slug)
    names = shown.people_names(session)
    return render_template(
        "authoring/survey.html",
        survey=shown.survey_shown(session, found, drafts, names, chosen_language()),
        kinds=KINDS,
        endings=",".join(ENDINGS),
        faulty_band=band,
        problems=problems,
    )


@takes_files
@staff(Permission.FORMS_EDIT)
def upload(slug: str, band: str) -> Answer:
    """Begin a draft with an uploaded workbook, faults and all."""
    found = survey_called(slug)
    try:
        workbook = uploaded()
    except Faulty as error:
        return _survey_page(found, band, error.problems), 422
    number = service.begin(
        db.session(), viewer().user_id, slug, band, workbook, workbook.file, clock.now()
    )
    return redirect(url_for("authoring.draft", draft_id=number), 303)


@staff(Permission.FORMS_EDIT)
def start(slug: str, band: str) -> Response:
    """Begin a draft with the form that is in use, or with a short sample where there is none."""
    found = survey_called(slug)
    if band in forms.ready_bands(db.session(), found):
        workbook, what = current_workbook(found, band), _("from the form in use")
    else:
        workbook, what = forms.starter(found), _("from a short sample")
    number = service.begin(
        db.session(),
        viewer().user_id,
        slug,
        band,
        workbook,
        what,
        clock.now(),
        Step.STARTED,
    )
    flash(_("A draft was begun. Children see nothing of it until you publish."))
    return redirect(url_for("authoring.draft", draft_id=number), 303)


@staff(Permission.SURVEYS_VIEW, Permission.FORMS_EDIT)
def current_file(slug: str, band: str, ending: str) -> Response:
    """Give out the form in use as a workbook."""
    found = survey_called(slug)
    return workbook_file(current_workbook(found, band), f"{slug}-{band}", ending)
