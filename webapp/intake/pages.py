"""The one staff step that hands a submission on again: releasing a concern."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.extensions import db
from webapp.intake import rereading, service
from webapp.web.guards import staff, viewer


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def release(concern_id: str) -> Response:
    """Give the texts of a concern to the moderators, with the reason."""
    note = request.form.get("note", "")
    try:
        service.release_concern(
            db.session(), viewer(), concern_id, note, clock.today(), clock.now()
        )
        flash(_("The opinions now wait for the moderators."))
    except Invalid:
        flash(_("Please write why there is no danger; nothing was changed."), "error")
    return redirect(url_for("safeguarding.concern", concern_id=concern_id), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def read_again() -> Response:
    """Read waiting opinions once more with the list of words in force."""
    done = rereading.read_again(db.session(), viewer(), clock.now())
    flash(
        _(
            "%(read)s forms were read again; %(raised)s of them are signs of danger now.",
            read=done.read,
            raised=done.raised,
        )
    )
    return redirect(url_for("safeguarding.lexicon"), 303)
