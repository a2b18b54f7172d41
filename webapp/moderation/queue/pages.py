"""The moderators' queue, and what is done with many of its opinions at once."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.extensions import db
from webapp.moderation import labels, service, web_forms
from webapp.moderation.queue import bulk, shown
from webapp.moderation.queue.bulk import Outcome
from webapp.opinions.rules import QueueFilter, QueueState
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language


@staff(Permission.OPINIONS_MODERATE)
def queue() -> str:
    """List the submissions that wait, riskiest and oldest first."""
    return _page(web_forms.read_filter(request.args), web_forms.read_page_number(request.args), {})


@staff(Permission.OPINIONS_MODERATE)
def many() -> Response | tuple[str, int]:
    """Take one step with all ticked opinions; say what was left alone and why."""
    wanted = web_forms.read_filter(request.args)
    number = web_forms.read_page_number(request.args)
    try:
        with db.session.begin_nested():
            outcome = _step()
    except Invalid as error:
        return _page(wanted, number, error.fields), 422
    flash(labels.done_with_many(request.form.get("step", ""), outcome.done))
    for left in outcome.left:
        flash(labels.left_alone(left), "error")
    return redirect(_address(wanted, number), 303)


def _step() -> Outcome:
    """Take the step that was pressed."""
    session, posted = db.session(), request.form
    ticked = web_forms.read_ticked(posted)
    if posted.get("step") == "accept":
        return bulk.accept_all(session, viewer(), ticked, clock.now())
    topics = service.topic_codes(session)
    if posted.get("step") == "gather":
        sending = web_forms.read_sending(posted, topics)
        return bulk.gather(session, viewer(), ticked, sending, clock.now())
    topic = posted.get("topic", "")
    return bulk.set_topics(session, viewer(), ticked, topic if topic in topics else None)


def _page(wanted: QueueFilter, number: int, wrong: dict[str, str]) -> str:
    values = shown.values(
        db.session(),
        viewer(),
        wanted,
        number,
        chosen_language(),
        clock.today(),
        lambda submission_id: url_for("moderation.sheet", submission_id=submission_id),
    )

    def address(number: int = 1, state: QueueState | None = None) -> str:
        return _address(wanted, number, state)

    problems = [labels.sentence(name, problem) for name, problem in wrong.items()]
    return render_template(
        "moderation/queue/list.html",
        address=address,
        many_address=_address(wanted, number, page="moderation.many"),
        problems=problems,
        typed=request.form,
        ticked=set(request.form.getlist("ticked")),
        **values,
    )


def _address(
    wanted: QueueFilter,
    number: int,
    state: QueueState | None = None,
    page: str = "moderation.queue",
) -> str:
    """Return the address of a page of the list, its filters in the query."""
    query: dict[str, Any] = dict(web_forms.query_of(wanted, number, state))
    return url_for(page, **query)
