"""The moderators' queue, and what is done with many of its opinions at once."""

from __future__ import annotations

from flask import render_template, request, url_for

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.extensions import db
from webapp.moderation import queue_view, web_forms
from webapp.opinions.rules import QueueState
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language


@staff(Permission.OPINIONS_MODERATE)
def queue() -> str:
    """List the submissions that wait, riskiest and oldest first."""
    wanted = web_forms.read_filter(request.args)
    values = queue_view.values(
        db.session(),
        viewer(),
        wanted,
        web_forms.read_page_number(request.args),
        chosen_language(),
        clock.today(),
        lambda submission_id: url_for("moderation.sheet", submission_id=submission_id),
    )

    def address(number: int = 1, state: QueueState | None = None) -> str:
        query = web_forms.query_of(wanted, number, state)
        return url_for("moderation.queue", **query)  # type: ignore[arg-type]

    return render_template("moderation/queue.html", address=address, **values)
