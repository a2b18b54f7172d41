"""What all handlers of a child's pages ask first: who sits here, and where to go."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from webapp.base import clock
from webapp.extensions import db
from webapp.respond import seat, sheet
from webapp.respond.sheet import Sheet
from webapp.submissions import service as submissions

Answer = str | Response | tuple[str, int]


def key_called(name: str) -> str:
    """Return a key of this installation."""
    key: str = current_app.config["SETTINGS"].keys[name]
    return key


def this_seat() -> seat.Seat | None:
    """Return the seat of this cookie."""
    return seat.seat_of(session, key_called("seat"))


def go(endpoint: str, **values: Any) -> Response:
    """Lead on to another page of this room."""
    return redirect(url_for(f"respond.{endpoint}", **values), 303)


def is_mending() -> bool:
    """Tell whether the child came from all its answers to change one.

    Posted under a name no question can have: a question may well be called "sua".
    """
    return bool(request.args.get("sua") or request.form.get("_sua"))


def this_sheet() -> Sheet | None:
    """Return the sheet being filled in at this seat; a seat that sent has none."""
    found = this_seat()
    if found is None or seat.has_sent(session):
        return None
    return sheet.sheet_of(db.session(), found, clock.today(), clock.now())


def has_sent(found: seat.Seat) -> bool:
    """Tell whether this seat has sent, even when the answer to it was lost on the way."""
    return seat.has_sent(session) or submissions.of_seat(db.session(), found.digest) is not None


def elsewhere() -> Response:
    """Send a child without a sheet to the receipt still owed, or to the first page."""
    found = this_seat()
    return go("receipt" if found is not None and has_sent(found) else "start")


def leave(endpoint: str, everything: bool, **values: Any) -> Response:
    """Empty the seat: the draft, the cookie and what the browser kept.

    A draft with a slip waits for its number, unless *everything* is to go.
    """
    found = this_seat()
    if found is not None:
        forget = submissions.drop_draft if everything else submissions.leave_draft
        forget(db.session(), found.digest)
    seat.wipe(session)
    response = go(endpoint, **values)
    if request.is_secure:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
