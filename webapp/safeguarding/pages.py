"""Pages of the child-protection officer; for everybody else they do not exist."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.rules import text_in
from webapp.safeguarding import service
from webapp.safeguarding.labels import (
    CLOCK_LOOK,
    OTHER_REASONS,
    STATE_LOOK,
    STATES,
    clock_words,
)
from webapp.safeguarding.rules import FINISHED, ConcernState
from webapp.safeguarding.service import ConcernLine
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language
from webapp.web.transaction import writes

_WORDS = {
    "states": STATES,
    "looks": STATE_LOOK,
    "clock_looks": CLOCK_LOOK,
    "clock_words": clock_words,
}


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def concerns() -> str:
    """List the concerns, the most urgent on top."""
    lines = service.concerns(db.session(), viewer(), clock.now())
    return render_template(
        "safeguarding/concerns.html",
        waiting=[line for line in lines if line.state not in FINISHED],
        finished=[line for line in lines if line.state in FINISHED],
        places=_places(db.session(), lines),
        ages=_ages(lines),
        **_WORDS,
    )


@writes
@staff(Permission.CONCERNS_HANDLE, hidden=True)
def concern(concern_id: str) -> str:
    """Open a concern; the opening is written down."""
    session = db.session()
    opened = service.open_concern(session, viewer(), concern_id, clock.now())
    titles = {**service.rule_titles(), **OTHER_REASONS}
    return render_template(
        "safeguarding/concern.html",
        opened=opened,
        line=opened.line,
        place=_places(session, [opened.line])[opened.line.id],
        ages=_ages([opened.line]),
        reasons=[(titles.get(hit.rule, hit.rule), hit) for hit in opened.hits],
        names={step.actor_id: accounts.name_of(session, step.actor_id) for step in opened.steps},
        next_states={state.value for state in opened.next_states},
        **_WORDS,
    )


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def picture(concern_id: str, picture_id: str) -> Response:
    """Show a picture that came with the texts of a concern."""
    found = service.picture(db.session(), viewer(), concern_id, picture_id)
    return Response(found.content, mimetype=found.media_type)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def move(concern_id: str) -> Response:
    """Record the next step about a concern."""
    try:
        to_state = ConcernState(request.form.get("to_state", ""))
    except ValueError as error:
        raise NotFound from error
    note = request.form.get("note", "").strip()
    try:
        if to_state is ConcernState.HANDED_OVER:
            note = _handed_over(note)
        service.move(db.session(), viewer(), concern_id, to_state, note, clock.now())
        flash(_("The step is written down."))
    except Invalid:
        flash(_("Please write what was done; nothing was changed."), "error")
    return redirect(url_for("safeguarding.concern", concern_id=concern_id), 303)


def _handed_over(note: str) -> str:
    """Return where a concern went, to whom and what was said, as one note."""
    where = request.form.get("where", "").strip()
    whom = request.form.get("whom", "").strip()
    if not where or not whom:
        raise Invalid(fields={"where": "missing"})
    handed = _("Handed to: %(where)s. Received by: %(whom)s.", where=where, whom=whom)
    return f"{handed} {note}".strip()


def _ages(lines: Sequence[ConcernLine]) -> dict[str, str]:
    """Return the words of the age bands of *lines*, by code."""
    language = chosen_language()
    known = {
        band.code: text_in(band.label, language)
        for survey in forms.surveys(db.session())
        for band in survey.bands
    }
    return {line.band: known.get(line.band, line.band) for line in lines}


def _places(session: Session, lines: Sequence[ConcernLine]) -> dict[str, str]:
    """Return school and class of each concern, as far as they are known."""
    schools = {school.id: school.name for school in directory.schools(session, None)}
    places = {}
    for line in lines:
        parts = [schools[line.school_id]] if line.school_id in schools else []
        if line.class_id is not None:
            name = directory.class_view(session, line.class_id).name
            parts.append(_("class %(name)s", name=name))
        places[line.id] = ", ".join(parts) or _("not known")
    return places
