"""What officers do about one concern beside its steps; hidden from everybody else."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid
from webapp.base.text import read_day
from webapp.extensions import db
from webapp.safeguarding import service
from webapp.safeguarding.oncall.hours import read_clock_time
from webapp.safeguarding.pages import show
from webapp.safeguarding.rules import HandedBy, Receiver
from webapp.safeguarding.service import HandedOver
from webapp.web.guards import staff, viewer


def _back(concern_id: str) -> Response:
    return redirect(url_for("safeguarding.concern", concern_id=concern_id), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def exclude(concern_id: str) -> Response:
    """Keep a concern from somebody it is about."""
    session, person = db.session(), viewer()
    chosen = [int(one) for one in request.form.getlist("people") if one.isdecimal()]
    why = request.form.get("why", "")
    try:
        service.exclude(session, person, concern_id, chosen, why, clock.now())
    except Invalid:
        flash(_("Please choose people and say why; nothing was changed."), "error")
        return _back(concern_id)
    flash(_("They no longer learn of it. The next people on call have been told."))
    if not service.anybody_left(session, concern_id):
        flash(_("Nobody is left here who may take this: call 111 or the police now."), "error")
    if person.user_id in chosen:
        return redirect(url_for("safeguarding.concerns"), 303)
    return _back(concern_id)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def lift(concern_id: str, exclusion_id: int) -> Response:
    """Let somebody who was excluded by mistake learn of a concern."""
    try:
        service.lift_exclusion(db.session(), viewer(), exclusion_id, clock.now())
        flash(_("The exclusion is lifted; both names stay written down."))
    except IllegalMove:
        flash(_("Another officer than the one who excluded has to do this."), "error")
    return _back(concern_id)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def ask(concern_id: str) -> Response:
    """Ask to learn who the child is."""
    try:
        service.ask_to_unseal(
            db.session(), viewer(), concern_id, request.form.get("why", ""), clock.now()
        )
        flash(_("Asked. All others on call have been told that something urgent waits."))
    except Invalid:
        flash(_("Please say why you have to know; nothing was changed."), "error")
    except IllegalMove:
        flash(_("It is open or asked for already."), "error")
    return _back(concern_id)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def approve(concern_id: str, unsealing_id: int) -> Response:
    """Open, as the second person, who the child is."""
    return _opened(concern_id, unsealing_id, alone=False)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def open_alone(concern_id: str, unsealing_id: int) -> Response:
    """Open in a serious danger when nobody else came."""
    return _opened(concern_id, unsealing_id, alone=True)


def _opened(concern_id: str, unsealing_id: int, *, alone: bool) -> Response:
    opens = service.open_alone if alone else service.approve_unsealing
    try:
        opens(db.session(), viewer(), concern_id, unsealing_id, clock.now())
        flash(_("Open for 24 hours. Both names are written down."))
    except IllegalMove:
        flash(_("This cannot be opened by you now; look at the page again."), "error")
    return _back(concern_id)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def hand_over(concern_id: str) -> Response | tuple[str, int]:
    """Write down that the concern was handed to those who can act.

    What cannot be taken comes back as it was typed: it may be night, and urgent.
    """
    now = clock.now()
    try:
        service.hand_over(db.session(), viewer(), concern_id, _handed(now), now)
        flash(_("The hand-over is written down; nobody can take it back."))
    except Invalid as error:
        if "handed_at" in error.fields:
            flash(_("Please check day and time of the hand-over; nothing was changed."), "error")
        else:
            flash(_("Please say where and to whom; nothing was changed."), "error")
        return show(concern_id, request.form), 422
    except IllegalMove:
        flash(_("Take the concern over first."), "error")
    return _back(concern_id)


def _handed(now: datetime) -> HandedOver:
    """Read the form; an empty day and time mean now."""
    sent = request.form
    receiver, way = sent.get("receiver", ""), sent.get("handed_by", "")
    if receiver not in set(Receiver) or way not in set(HandedBy):
        raise Invalid(fields={"place": "missing"})
    return HandedOver(
        Receiver(receiver),
        HandedBy(way),
        _moment(sent.get("day", ""), sent.get("time", ""), now),
        sent.get("place", ""),
        sent.get("person", ""),
        sent.get("receipt_number", ""),
        sent.get("note", ""),
    )


def _moment(day: str, time: str, now: datetime) -> datetime:
    if not day.strip() and not time.strip():
        return now
    read, minutes = read_day(day), read_clock_time(time)
    if read is None or minutes is None:
        raise Invalid(fields={"handed_at": "impossible"})
    return clock.at_minute(read, minutes)
