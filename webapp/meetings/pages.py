"""The short list of children who want to be met, and the steps an adviser takes."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.base.text import read_day
from webapp.extensions import db
from webapp.meetings import labels, service
from webapp.meetings.rules import MeetingState
from webapp.web.guards import staff, viewer


@staff(Permission.MEETINGS_HANDLE, hidden=True)
def meetings() -> str:
    """List who waits and who was met."""
    today = clock.today()
    waiting, ended = service.lists(db.session(), viewer(), today)
    return render_template(
        "meetings/meetings.html",
        waiting=waiting,
        ended=ended,
        labels=labels,
        advisers=service.advisers(db.session()),
        me=viewer().user_id,
        today=today,
    )


@staff(Permission.MEETINGS_HANDLE, hidden=True)
def take(meeting_id: str) -> Response:
    """Take a wish: whoever does goes to the child."""
    return _step(meeting_id, MeetingState.TAKEN, _("It is yours now. Please go to the child."))


@staff(Permission.MEETINGS_HANDLE, hidden=True)
def give_back(meeting_id: str) -> Response:
    """Give a wish back to the others."""
    return _step(meeting_id, MeetingState.WAITING, _("It waits for somebody else now."))


@staff(Permission.MEETINGS_HANDLE, hidden=True)
def not_found(meeting_id: str) -> Response:
    """Say that the child was not where it wanted to be met."""
    return _step(meeting_id, MeetingState.NOT_FOUND, _("Noted: the child was not found."))


@staff(Permission.MEETINGS_HANDLE, hidden=True)
def met(meeting_id: str) -> Response:
    """Write down who met the child and on which day."""
    on = read_day(request.form.get("on", ""))
    by = request.form.get("by", "")

    def act() -> None:
        if on is None or not by.isdecimal():
            raise Invalid(fields={"on": "no_such_day"})
        service.met(db.session(), viewer(), meeting_id, int(by), on, clock.now())

    return _done(act, _("Noted who met the child, and when."))


@staff(Permission.MEETINGS_HANDLE, hidden=True)
def hand_on(meeting_id: str) -> Response:
    """Hand a wish to the protection officer."""

    def act() -> None:
        service.hand_on(db.session(), viewer(), meeting_id, clock.now())

    return _done(act, _("The protection officer has it now. Nothing of it is left here."))


def _step(meeting_id: str, to: MeetingState, words: str) -> Response:
    def act() -> None:
        service.move(db.session(), viewer(), meeting_id, to, clock.now())

    return _done(act, words)


def _done(act: Callable[[], None], words: str) -> Response:
    """Carry *act* out and go back to the list, saying what happened."""
    try:
        act()
        flash(words)
    except Invalid:
        flash(
            _("Please say who met the child and on which day, dd/mm/yyyy, not in the future."),
            "error",
        )
    return redirect(url_for("meetings.meetings"), 303)
