"""What a child sees who wants somebody to come: a few questions, and what happens then.

Nothing here knows of a paper, a seat or a receipt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp.base import clock, ids
from webapp.base.errors import Invalid
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.meetings import labels, service
from webapp.meetings.rules import LONGEST_ANSWER, Asked, Wish
from webapp.safeguarding import service as safeguarding
from webapp.web.guards import child_page
from webapp.web.guesses import guessing

Answer = str | Response | tuple[str, int]
# A class of forty behind one address may all ask; a prankster fills no list.  The counts
# live in memory for an hour and are stored nowhere.
wishes = guessing("meeting", "40 per 60 minutes", "120 per 60 minutes")
# One form is one wish, however often its button is pressed.
_FORM = re.compile(r"[A-Za-z0-9_-]{16}", re.ASCII)


def _page(mistakes: Mapping[str, str], form: str, busy: bool = False) -> str:
    now = clock.now()
    return render_template(
        "meetings/wish.html",
        form=form,
        given=request.form,
        mistakes={name: labels.child_sentence(what) for name, what in mistakes.items()},
        busy=busy,
        wishes=labels.WISHES,
        most=LONGEST_ANSWER,
        watched=safeguarding.somebody_watches(db.session(), now),
        days=directory.number(db.session(), "meeting_days"),
    )


@child_page
def wish() -> str:
    """Ask how, where and when the child may be met, and nothing of what happened."""
    return _page({}, ids.new_id())


@child_page
def send_wish() -> Answer:
    """Take the wish in; sent again in any way it is the same one."""
    form = request.form.get("form", "")
    if not _FORM.fullmatch(form):
        return _page({}, ids.new_id()), 422
    if not wishes.allowed():
        return _page({}, form, busy=True), 429
    chosen = request.form.get("wish", "")
    asked = Asked(
        called=request.form.get("called", ""),
        place=request.form.get("place", ""),
        time=request.form.get("time", ""),
        way=request.form.get("way", ""),
        wish=Wish(chosen) if chosen in set(Wish) else Wish.ANYBODY,
    )
    try:
        service.ask(db.session(), form, asked, clock.now())
    except Invalid as refused:
        return _page(refused.fields, form), 422
    wishes.note_wrong()
    return redirect(url_for("meetings.asked"), 303)


@child_page
def asked() -> str:
    """Say what happens now; the same words whoever reads the wish."""
    # A browser without JavaScript forgets the form it kept when the page after it changes
    # the cookie (tests/journeys/test_child_seat.py).
    session.modified = True
    return render_template(
        "meetings/asked.html",
        contacts=directory.contacts(db.session(), clock.today()),
        days=directory.number(db.session(), "meeting_days"),
    )
