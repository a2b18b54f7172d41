"""The one staff step that hands a submission on again: releasing a concern."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.extensions import db
from webapp.intake import service
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
