"""Publishing: what it changes and means is shown first, then it is done."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.authoring import service
from webapp.authoring.draft_pages import changed_meanwhile, checked_draft, turn_sent
from webapp.authoring.pages import Answer, draft_frame, survey_called
from webapp.authoring.publishing import service as publishing
from webapp.authoring.publishing.differing import parts_of
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.forms import service as forms
from webapp.forms.rules import Form, text_in
from webapp.rounds import service as rounds
from webapp.rounds.labels import STATES as ROUND_STATES
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language


def _rounds_sent() -> list[int]:
    """Return the rounds that were ticked."""
    return request.form.getlist("round", type=read_number)


def _choices(survey: str, band: str, form: Form | None) -> dict[str, object]:
    """Return what the confirm page needs to say what publishing means."""
    session = db.session()
    in_use = publishing.form_in_use(session, survey, band)
    using = rounds.rounds_by_version(session, survey, band)
    numbers = {one.id: one.number for one in forms.versions(session, survey, band)}
    has = {found.id: numbers[id_] for id_, all_ in using.items() for found in all_}
    return {
        "parts": parts_of(in_use, form, chosen_language()) if in_use and form else (),
        "first": in_use is None,
        "rounds": [(one, has.get(one.id)) for one in publishing.rounds_to_move(session, survey)],
        "round_states": ROUND_STATES,
        "today": clock.today(),
    }


@staff(Permission.FORMS_EDIT)
def publish(draft_id: int) -> str:
    """Show what publishing a draft would change."""
    view = service.draft(db.session(), draft_id)
    checked = checked_draft(view)
    return render_template(
        "authoring/publish.html",
        **draft_frame(view, "authoring.publish"),
        checked=checked,
        **_choices(view.survey, view.band, checked.form),
    )


@staff(Permission.FORMS_EDIT)
def publish_now(draft_id: int) -> Answer:
    """Publish a draft, for new rounds and the ticked ones."""
    session, view = db.session(), service.draft(db.session(), draft_id)
    try:
        version = publishing.publish_draft(
            session,
            viewer().user_id,
            draft_id,
            turn_sent(),
            _rounds_sent(),
            clock.now(),
            clock.today(),
        )
    except Invalid as error:
        raise Invalid(_("The form has errors, so it cannot be published yet.")) from error
    except IllegalMove as error:
        raise IllegalMove(changed_meanwhile()) from error
    number = forms.version(session, version).number
    flash(_("Published as version %(number)s. New rounds get it from now on.", number=number))
    return redirect(url_for("authoring.versions", slug=view.survey, band=view.band), 303)


@staff(Permission.FORMS_EDIT)
def publish_version(version_id: int) -> str:
    """Show what going back to an older version would change."""
    session = db.session()
    view = forms.version(session, version_id)
    form = forms.form_of(session, version_id)
    return render_template(
        "authoring/publish_version.html",
        version=view,
        title=text_in(survey_called(view.survey).form_title(view.band), chosen_language()),
        **_choices(view.survey, view.band, form),
    )


@staff(Permission.FORMS_EDIT)
def publish_version_now(version_id: int) -> Response:
    """Put an older version back in use."""
    session = db.session()
    view = forms.version(session, version_id)
    survey_called(view.survey)
    publishing.publish_again(session, viewer().user_id, version_id, _rounds_sent(), clock.now())
    flash(_("Version %(number)s is in use again: new rounds get it.", number=view.number))
    return redirect(url_for("authoring.versions", slug=view.survey, band=view.band), 303)
