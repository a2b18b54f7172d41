"""Pages of the child-protection officer; for everybody else they do not exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.paging import page_of
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.rules import text_in
from webapp.safeguarding import labels, service
from webapp.safeguarding.handling import showing
from webapp.safeguarding.papers.fields import TITLES as PAPER_TITLES
from webapp.safeguarding.rules import FINISHED, STILL_RUNNING, Clock, ConcernState
from webapp.safeguarding.service import ConcernLine
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language
from webapp.web.transaction import writes

# Finished ones are looked up, not worked through: a page stays short on a phone.
FINISHED_SIZE = 20
_WORDS = {
    "states": labels.STATES,
    "looks": labels.STATE_LOOK,
    "clock_looks": labels.CLOCK_LOOK,
    "clock_words": labels.clock_words,
}


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def concerns() -> str:
    """List the concerns, the most urgent on top."""
    session = db.session()
    lines = service.concerns(session, viewer(), clock.now())
    number = request.args.get("trang", 1, type=read_number)
    waiting_number = request.args.get("dang-cho", 1, type=read_number)
    return render_template(
        "safeguarding/concerns.html",
        waiting=page_of([line for line in lines if line.state not in FINISHED], waiting_number),
        waiting_url=lambda page: url_for("safeguarding.concerns", **{"dang-cho": page}),
        finished=page_of([line for line in lines if line.state in FINISHED], number, FINISHED_SIZE),
        page_url=lambda page: url_for("safeguarding.concerns", trang=page, _anchor="finished"),
        ages=_ages(lines),
        days=(Clock.PLAN, Clock.APPROVAL),
        Clock=Clock,
        enough=service.people_on_call_enough(session),
        **_WORDS,
    )


@writes
@staff(Permission.CONCERNS_HANDLE, hidden=True)
def concern(concern_id: str) -> str:
    """Open a concern; the opening is written down."""
    return show(concern_id, {})


def show(concern_id: str, sent: Mapping[str, str]) -> str:
    """Return the page of a concern; *sent* is a hand-over that was not taken, to be mended."""
    session = db.session()
    opened = service.open_concern(session, viewer(), concern_id, clock.now())
    titles = {**service.rule_titles(session), **labels.OTHER_REASONS}
    return render_template(
        "safeguarding/concern.html",
        opened=opened,
        line=opened.line,
        ages=_ages([opened.line]),
        reasons=[(titles.get(hit.rule, hit.rule), hit) for hit in opened.hits],
        names={one.id: one.display_name for one in accounts.people(session)},
        next_states={state.value for state in opened.next_states},
        identity=showing.identity_rows(session, opened.identity),
        hints=showing.hint_rows(session, opened.hints),
        staff_people=showing.people_to_exclude(session, opened),
        labels=labels,
        now=clock.now(),
        sent=sent,
        papers={one.value: title for one, title in PAPER_TITLES.items()},
        urgent=opened.line.clock.state in STILL_RUNNING,
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
        service.move(db.session(), viewer(), concern_id, to_state, note, clock.now())
        flash(_("The step is written down."))
    except Invalid:
        flash(_("Please write what was done; nothing was changed."), "error")
    except IllegalMove:
        flash(_("Somebody else has taken a step meanwhile; look at the page again."), "error")
    return redirect(url_for("safeguarding.concern", concern_id=concern_id), 303)


def _ages(lines: Sequence[ConcernLine]) -> dict[str, str]:
    """Return the words of the age bands of *lines*, by code."""
    language = chosen_language()
    known = {
        band.code: text_in(band.label, language)
        for survey in forms.surveys(db.session())
        for band in survey.bands
    }
    return {line.band: known.get(line.band, line.band) for line in lines}
