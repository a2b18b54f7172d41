"""Staff pages of rounds and class sessions: numbers and codes, never an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission, Viewer
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.catalogue import CATALOGUE
from webapp.forms.rules import text_in
from webapp.rounds import service
from webapp.rounds.labels import MISTAKES, STATE_LOOK, STATES
from webapp.rounds.rules import RoundState
from webapp.rounds.service import FormsHeld, RoundView, SessionView
from webapp.rounds.web_forms import RoundForm
from webapp.submissions.rules import SurveyKind
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language

_MONTHS_AHEAD = 13


@dataclass(frozen=True)
class _Classes:
    """The classes of one school, to choose from."""

    school: str
    classes: list[tuple[int, str]]


@staff(Permission.ROUND_COUNTS, Permission.ROUNDS_MANAGE)
def rounds() -> str:
    """List the rounds with their dates and numbers."""
    session, person, now = db.session(), viewer(), clock.now()
    found = [
        (round_, service.counts(session, person, round_.id, now))
        for round_ in service.rounds(session)
        if _may_see(person, round_)
    ]
    return render_template(
        "rounds/rounds.html",
        rounds=found,
        survey_titles=forms.titles(session, chosen_language()),
        problems=CATALOGUE.quarantined() if person.can(Permission.ROUNDS_MANAGE) else [],
        today=clock.today(),
        states=STATES,
        looks=STATE_LOOK,
    )


@staff(Permission.ROUNDS_MANAGE)
def new_round() -> str | Response | tuple[str, int]:
    """Show the form of a new round and take it in."""
    form = RoundForm()
    today = clock.today()
    titles = _survey_titles(db.session())
    form.survey.choices = list(titles.items())
    form.period.choices = _months(today)
    if request.method == "GET":
        form.period.data = today.replace(day=1).isoformat()
        form.opens_on.data = today
        form.reader.data = viewer().name
    elif form.validate():
        round_id = _create(form, today)
        if round_id is not None:
            flash(_("The round is prepared. Children can answer once it is opened."))
            return redirect(url_for("rounds.round_page", round_id=round_id), 303)
    page = render_template("rounds/new.html", form=form)
    return (page, 422) if form.errors else page


@staff(Permission.ROUND_COUNTS, Permission.ROUNDS_MANAGE)
def round_page(round_id: int) -> str:
    """Show one round: dates, numbers, and its class sessions."""
    session, person, now = db.session(), viewer(), clock.now()
    round_ = service.round_view(session, round_id)
    if not _may_see(person, round_):
        raise NotFound
    counts = service.counts(session, person, round_id, now)
    return render_template(
        "rounds/round.html",
        round=round_,
        survey_title=forms.titles(session, chosen_language()).get(round_.survey, round_.survey),
        forms_held=_forms_held(session, round_),
        counts=counts,
        names=_names(session, counts.sessions),
        schools={school.id: school.name for school in directory.schools(session, None)},
        choices=_class_choices(session, person) if round_.takes_answers(clock.today()) else [],
        today=clock.today(),
        states=STATES,
        looks=STATE_LOOK,
        sees_results=person.can(Permission.SUMMARY_VIEW),
    )


@staff(Permission.ROUNDS_MANAGE)
def open_round(round_id: int) -> Response:
    """Let children in."""
    service.open_round(db.session(), viewer().user_id, round_id)
    flash(_("The round is open."))
    return redirect(url_for("rounds.round_page", round_id=round_id), 303)


@staff(Permission.ROUNDS_MANAGE)
def close_round(round_id: int) -> Response:
    """Let nobody in any more."""
    service.close_round(db.session(), viewer().user_id, round_id)
    flash(_("The round is closed. Children who are writing may still send."))
    return redirect(url_for("rounds.round_page", round_id=round_id), 303)


@staff(Permission.SESSIONS_MANAGE)
def open_session(round_id: int) -> Response:
    """Open a class session and show its code."""
    class_id = request.form.get("class_id", type=read_number)
    if class_id is None:
        raise Invalid(_("Please choose a class first."))
    try:
        code = service.open_session(db.session(), viewer(), round_id, class_id, clock.now())
    except IllegalMove as error:
        raise IllegalMove(_("This round takes no answers today, so no class can begin.")) from error
    opened = service.session_of_code(db.session(), viewer(), code, clock.now())
    return redirect(url_for("rounds.session_page", session_id=opened.id), 303)


@staff(Permission.SESSIONS_MANAGE)
def session_page(session_id: int) -> str:
    """Show the code of a class session, large enough for the board."""
    session = db.session()
    shown = service.session_view(session, viewer(), session_id, clock.now())
    return render_template(
        "rounds/session.html",
        shown=shown,
        round=service.round_view(session, shown.round_id),
        name=_names(session, (shown,))[shown.id],
        school=directory.school(session, shown.school_id).name,
        address=request.host_url.rstrip("/"),
    )


@staff(Permission.SESSIONS_MANAGE)
def close_session(session_id: int) -> Response:
    """Let nobody else into this class session."""
    service.close_session(db.session(), viewer(), session_id, clock.now())
    flash(_("The code no longer works. Children who are writing may still send."))
    return redirect(url_for("rounds.session_page", session_id=session_id), 303)


def _create(form: RoundForm, today: date) -> int | None:
    """Create the round, or put the mistakes beside their fields."""
    try:
        return service.create_round(
            db.session(),
            viewer().user_id,
            survey=form.survey.data,
            title=form.title.data.strip(),
            period=date.fromisoformat(form.period.data),
            opens_on=form.opens_on.data,
            closes_on=form.closes_on.data,
            reply_by=form.reply_by.data,
            reader=form.reader.data.strip(),
            today=today,
        )
    except Invalid as error:
        for name, mistake in error.fields.items():
            form[name].errors = [*form[name].errors, str(MISTAKES[mistake])]
        return None


def _may_see(person: Viewer, round_: RoundView) -> bool:
    """Tell whether a round is shown: one being prepared is the moderators' business only."""
    return person.can(Permission.ROUNDS_MANAGE) or round_.state is not RoundState.DRAFT


def _survey_titles(session: Session) -> dict[str, str]:
    """Return the surveys a round can be made of."""
    language = chosen_language()
    # Monthly opinions come first: they are opened most often.
    found = sorted(forms.surveys(session), key=lambda survey: survey.kind != SurveyKind.OPINION)
    return {survey.slug: text_in(survey.title, language) for survey in found}


def _forms_held(session: Session, round_: RoundView) -> list[tuple[str, str, FormsHeld]]:
    """Return the code and the words of each band with the versions the round holds of its form."""
    survey = forms.survey_of(session, round_.survey)
    names = {b.code: text_in(b.label, chosen_language()) for b in survey.bands} if survey else {}
    order = list(names)
    held = sorted(
        service.forms_held(session, round_.id),
        key=lambda one: order.index(one.band) if one.band in names else len(order),
    )
    return [(one.band, names.get(one.band, one.band), one) for one in held]


def _months(today: date) -> list[tuple[str, str]]:
    """Return the last month, this one and a year ahead."""
    first = service.previous_month(today)
    months = []
    for _step in range(_MONTHS_AHEAD):
        months.append((first.isoformat(), first.strftime("%m/%Y")))
        first = service.next_month(first)
    return months


def _names(session: Session, shown: tuple[SessionView, ...]) -> dict[int, str]:
    """Return the class name of each session."""
    return {each.id: directory.class_view(session, each.class_id).name for each in shown}


def _class_choices(session: Session, person: Viewer) -> list[_Classes]:
    """Return the classes this person may open a session for, of the newest school year."""
    if not person.can(Permission.SESSIONS_MANAGE):
        return []
    everywhere = person.can(Permission.ROUNDS_MANAGE)
    found = []
    for school in directory.schools(session, clock.today()):
        if everywhere or school.id == person.school_id:
            classes = directory.classes(session, school.id)
            newest = max((each.school_year for each in classes), default="")
            named = [(each.id, each.name) for each in classes if each.school_year == newest]
            if named:
                found.append(_Classes(school.name, named))
    return found
