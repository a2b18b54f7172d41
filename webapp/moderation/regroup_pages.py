"""The page on which opinions are taken out of a case."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.moderation import labels, regrouping, web_forms
from webapp.moderation.service import topic_codes
from webapp.moderation.sheet import receivers
from webapp.opinions import service as opinions
from webapp.tracker import service as tracker
from webapp.web.guards import staff, viewer


@staff(Permission.OPINIONS_MODERATE)
def regroup(case_id: int) -> str:
    """Show what stands behind a case, and where some of it could go."""
    return _page(case_id, {})


@staff(Permission.OPINIONS_MODERATE)
def take_apart(case_id: int) -> Response | tuple[str, int]:
    """Take the ticked opinions out of the case."""
    session, posted = db.session(), request.form
    try:
        with session.begin_nested():
            sending = web_forms.read_sending(posted, topic_codes(session))
            ticked = posted.getlist("opinion")
            into = regrouping.take_apart(session, viewer(), case_id, ticked, sending, clock.now())
    except Invalid as error:
        return _page(case_id, error.fields), 422
    flash(_("Taken out. Each child keeps its own receipt and reads about the new case."))
    return redirect(url_for("tracker.case", case_id=into), 303)


def _page(case_id: int, wrong: dict[str, str]) -> str:
    session, today = db.session(), clock.today()
    case = tracker.case_view(session, viewer(), case_id, today)
    near = tracker.similar_cases(session, case.topic, case.school_id, case.title)
    topics = [topic for topic in directory.topics(session) if not topic.protected]
    return render_template(
        "moderation/regroup.html",
        case=case,
        open=case.state not in regrouping.ANSWERED_TOGETHER,
        voices=opinions.voices_of_case(session, viewer(), case_id),
        near=[one for one in near if one.id != case_id],
        topics=topics,
        receivers=receivers(session, directory.bodies(session, today), today),
        problems={name: labels.sentence(name, problem) for name, problem in wrong.items()},
        title_doubted=wrong.get("title") == "identifies",
        typed=request.form,
    )
