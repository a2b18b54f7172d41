"""Staff pages of registrations: lists without names, a registration opened, a printed list."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.filling import describe, given_answers, label_of, split_place
from webapp.forms.rules import SELECTS, QuestionType, text_in
from webapp.registration import service
from webapp.registration.labels import (
    CONSENTS,
    EXPORT_COLUMNS,
    NO_LONGER_ASKED,
    STATE_LOOK,
    STATES,
)
from webapp.registration.rules import RegistrationState
from webapp.registration.table_file import registrations_xlsx
from webapp.registration.views import RegistrationDetail
from webapp.rounds import service as rounds
from webapp.submissions.rules import SurveyKind
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language
from webapp.web.transaction import writes

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class _Filter:
    """What the list is narrowed to."""

    survey: str
    state: RegistrationState | None
    school: int | None
    round: int | None


@staff(Permission.REGISTRATIONS_VIEW)
def registrations() -> str:
    """List the registrations of one survey; no name stands here."""
    session, person = db.session(), viewer()
    chosen = _filter()
    lines = service.listing(
        session, person, chosen.survey, chosen.state, chosen.school, chosen.round
    )
    return render_template(
        "registration/registrations.html",
        lines=lines,
        chosen=chosen,
        surveys=_surveys(),
        counts=service.counts(session, person, chosen.survey, chosen.round),
        limits=_limits(session, chosen),
        round_titles=_round_titles(session, chosen.survey),
        schools=_schools(session),
        today=clock.today(),
        states=STATES,
        looks=STATE_LOOK,
    )


@writes
@staff(Permission.REGISTRATIONS_VIEW)
def registration(registration_id: int) -> str:
    """Open a registration with its names; the opening is written down."""
    session = db.session()
    opened = service.detail(session, viewer(), registration_id)
    line = opened.line
    return render_template(
        "registration/registration.html",
        opened=opened,
        line=line,
        survey=_surveys().get(line.survey, line.survey),
        round=rounds.round_view(session, line.round_id),
        school=_schools(session).get(line.school_id or 0, "–"),
        facts=_facts(session, opened),
        consents=CONSENTS,
        names={step.actor_id: accounts.name_of(session, step.actor_id) for step in opened.steps},
        today=clock.today(),
        states=STATES,
        looks=STATE_LOOK,
    )


@staff(Permission.REGISTRATIONS_MANAGE)
def move(registration_id: int) -> Response:
    """Take a registration a step further."""
    try:
        to_state = RegistrationState(request.form.get("to_state", ""))
    except ValueError as error:
        raise NotFound from error
    why = request.form.get("why", "")
    try:
        service.move(db.session(), viewer(), registration_id, to_state, why, clock.now())
        flash(_("The step is written down."))
    except Invalid:
        flash(_("This step needs a reason; nothing was changed."), "error")
    return redirect(url_for("registration.registration", registration_id=registration_id), 303)


@writes
@staff(Permission.REGISTRATIONS_VIEW)
def printed_list() -> str:
    """Show the list of those who take part, with names, for paper; it is written down."""
    session = db.session()
    chosen = _filter()
    return render_template(
        "registration/list.html",
        lines=service.printed_list(session, viewer(), chosen.survey, chosen.round),
        survey=_surveys().get(chosen.survey, chosen.survey),
        round_titles=_round_titles(session, chosen.survey),
        chosen=chosen,
        schools=_schools(session),
        limits=_limits(session, chosen),
        commune=directory.commune(session, clock.today()),
        today=clock.today(),
        states=STATES,
    )


@writes
@staff(Permission.REGISTRATIONS_VIEW)
def as_workbook() -> Response:
    """Give the registrations with what was chosen in them, without names, for Excel."""
    session, chosen = db.session(), _filter()
    columns, rows = service.exported(session, viewer(), chosen.survey, chosen.round)
    content = registrations_xlsx(
        columns,
        rows,
        [str(words) for words in EXPORT_COLUMNS],
        str(NO_LONGER_ASKED),
        {state: str(words) for state, words in STATES.items()},
        _schools(session),
    )
    response = current_app.response_class(content, content_type=_XLSX)
    name = f"dang-ky-{chosen.survey}.xlsx"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _surveys() -> dict[str, str]:
    """Return the titles of what can be registered for, and of what once was: folders go."""
    session, language = db.session(), chosen_language()
    working = [s for s in forms.surveys(session) if s.kind == SurveyKind.REGISTRATION]
    found = {survey.slug: text_in(survey.title, language) for survey in working}
    gone = [slug for slug in service.surveys(session, viewer()) if slug not in found]
    titles = forms.titles(session, language) if gone else {}
    return found | {slug: titles.get(slug, slug) for slug in gone}


def _filter() -> _Filter:
    """Read the filter from the address; anything unknown is no filter."""
    known = _surveys()
    survey = request.args.get("bieu-mau", "")
    state = request.args.get("trang-thai", "")
    return _Filter(
        survey=survey if survey in known else next(iter(known), ""),
        state=RegistrationState(state) if state in set(RegistrationState) else None,
        school=request.args.get("truong", type=read_number),
        round=request.args.get("dot", type=read_number),
    )


def _limits(session: Session, chosen: _Filter) -> object | None:
    """Return the forum's figures; a dialogue question takes no place."""
    survey = forms.survey_of(session, chosen.survey)
    if survey is None or survey.routing == "school":
        return None
    return service.limits(session, viewer(), chosen.survey, chosen.round)


def _round_titles(session: Session, survey: str) -> dict[int, str]:
    found = service.rounds_with_registrations(session, viewer(), survey)
    return {round_id: rounds.round_view(session, round_id).title for round_id in found}


def _schools(session: Session) -> dict[int, str]:
    return {school.id: school.name for school in directory.schools(session, None)}


def _facts(session: Session, opened: RegistrationDetail) -> list[tuple[str, str]]:
    """Return question and answer, personal ones and chosen ones, in the form's order."""
    form = forms.form_of(session, opened.submission.form_version_id)
    language = chosen_language()
    order = {question.name: index for index, question in enumerate(form.questions)}
    found = []
    for answer in opened.personal:
        name, at = split_place(answer.question)
        given = answer.value
        # Choices were stored as words; days and numbers are still as typed by a machine.
        if form.question(name).type not in SELECTS | {QuestionType.ACKNOWLEDGE}:
            given = describe(form.question(name), given, language)
        found.append((order[name], at, label_of(form.question(name), at, language), given))
    for one in given_answers(form, opened.submission.answers):
        if one.question.name not in form.private:
            words = describe(one.question, one.value, language)
            label = label_of(one.question, one.at, language)
            found.append((order[one.question.name], one.at, label, words))
    return [(label, words) for _order, _at, label, words in sorted(found) if label]
