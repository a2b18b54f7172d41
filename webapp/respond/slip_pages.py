"""Going on another time or at another computer, with a number on a slip."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.base import clock
from webapp.extensions import db
from webapp.respond import qr, seat
from webapp.respond.question_pages import has_own_answer, left_empty
from webapp.respond.seat_pages import (
    Answer,
    elsewhere,
    go,
    has_sent,
    key_called,
    this_seat,
    this_sheet,
)
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.rules import (
    SLIP_TIME,
    read_receipt,
    show_receipt,
    slip_digest,
    slip_of,
)
from webapp.web.guards import child_page
from webapp.web.guesses import guessing

# As for receipts: a class of forty behind one address may mistype twice each, and at
# that speed nobody meets one of a few hundred slips among 10**16 numbers.
slips = guessing("slip", "100 per 10 minutes", "600 per 10 minutes")
# A number of the wrong length is looked up as well, so that it takes as long.
NOBODYS_DIGITS = "0" * 16


def _digest(digits: str) -> str:
    return slip_digest(key_called("receipt"), digits)


@child_page
def later() -> Answer:
    """Show the number under which the sheet of this seat waits, for a few minutes only.

    Like the receipt's page it changes the cookie itself, so that a browser without
    JavaScript does not keep it for the next child.
    """
    digits = _just_put_aside()
    if digits is None:
        return elsewhere()
    # Set once more with the page itself: see the receipt.
    session.modified = True
    page = render_template(
        "respond/later.html",
        digits=show_receipt(digits),
        qr=qr.draw(digits),
        until=clock.today() + timedelta(days=SLIP_TIME.days),
    )
    response = current_app.make_response(page)
    response.headers["Refresh"] = f"{int(seat.RECEIPT_TIME.total_seconds())}; url=/"
    return response


@child_page
def go_on_here() -> Answer:
    """Take the sheet back to the seat it was just put aside from: it was a slip of the hand."""
    found, digits = this_seat(), _just_put_aside()
    if found is None or digits is None:
        return elsewhere()
    submissions.take_over(db.session(), _digest(digits), found.digest, clock.now())
    return _where_it_stopped()


def _just_put_aside() -> str | None:
    """Return the number of the sheet put aside at this seat in the last minutes, or None."""
    found, now = this_seat(), clock.now()
    if found is None or seat.has_sent(session):
        return None
    digits = slip_of(key_called("receipt"), found.secret)
    since = submissions.put_aside_at(db.session(), _digest(digits), now)
    return digits if since is not None and now - since <= seat.RECEIPT_TIME else None


def _where_it_stopped() -> Response:
    """Lead to the first empty page after the last answer, else to all answers.

    What was skipped before it was skipped on purpose: nobody is asked it again.
    """
    found = this_sheet()
    if found is None:
        return elsewhere()
    answered = [number for number, page in enumerate(found.pages) if has_own_answer(found, page)]
    ahead = found.pages[answered[-1] + 1 :] if answered else found.pages
    page = next((page for page in ahead if left_empty(found, page)), None)
    return go("question", key=page.key) if page else go("check")


def _ask(message: str = "") -> str:
    return render_template("respond/go_on.html", message=message)


@child_page
def ask() -> str:
    """Ask for the number of a sheet that waits; the seat becomes a new one."""
    seat.begin(session)
    return _ask()


@child_page
def go_on() -> Answer:
    """Bring the sheet of the number here, from wherever it is."""
    found, now = this_seat(), clock.now()
    if found is None or has_sent(found):
        return go("ask_slip")
    if not slips.allowed():
        message = _("Many numbers are being tried just now. Wait a few minutes and try again.")
        return _ask(message), 429
    digits = read_receipt(request.form.get("number", ""))
    digest = _digest(digits or NOBODYS_DIGITS)
    draft = submissions.waits(db.session(), digest, now)
    if digits is None or draft is None:
        if digits is not None:
            slips.note_wrong()
        return _ask(_not_found()), 422
    if not rounds.round_view(db.session(), draft.round_id).takes_answers(clock.today()):
        return _ask(_closed()), 422
    submissions.take_over(db.session(), digest, found.digest, now)
    return _where_it_stopped()


def _not_found() -> str:
    return _(
        "We found no paper under this number. Look at your slip once more: 16 digits. "
        "A paper waits seven days; one that was sent waits no more."
    )


def _closed() -> str:
    return _(
        "This round has closed in the meantime, so the paper can no longer be sent. "
        "Tell us in the next round, or tell Đoàn xã what you wanted to say."
    )
