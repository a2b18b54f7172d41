"""Reading the reply with a receipt, saying whether it helped, answering a question.

The digits travel in the body of one POST and nowhere else; what the cookie
keeps for a quarter of an hour is their digest.
"""

from __future__ import annotations

from flask import current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.base.ids import RECEIPT_DIGITS
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.feedback import labels, service
from webapp.feedback.rules import Rating, ReceiptView, Step
from webapp.safeguarding import service as safeguarding
from webapp.submissions.rules import read_digits, read_receipt, receipt_digest
from webapp.web.adults import note_adult
from webapp.web.guards import child_page
from webapp.web.guesses import guessing
from webapp.web.transaction import writes

Answer = str | Response | tuple[str, int]
# A class of forty behind one address may mistype twice each; one address alone
# can never use up what the whole site may try.  At that speed it takes
# centuries to meet one of 20 000 receipts among 10**16 numbers.
receipts = guessing("receipt", "100 per 10 minutes", "600 per 10 minutes")
READING_SECONDS = 15 * 60
# A receipt of the wrong length is looked up as well, so that it takes as long.
NOBODYS_DIGITS = "0" * 16


def _digest(digits: str) -> str:
    return receipt_digest(current_app.config["SETTINGS"].keys["receipt"], digits)


def _opened() -> str | None:
    """Return the digest of the receipt opened here in the last quarter of an hour."""
    digest: str | None = session.get("receipt")
    age = clock.now().timestamp() - session.get("receipt_at", 0)
    return digest if digest and 0 <= age <= READING_SECONDS else None


@child_page
def ask() -> str:
    """Ask for the receipt."""
    return render_template("feedback/ask.html", message="")


@child_page
def look_up() -> Answer:
    """Open what the receipt belongs to; a wrong one leads nowhere in particular."""
    if not receipts.allowed():
        message = _("Many numbers are being tried just now. Wait a few minutes and try again.")
        return render_template("feedback/ask.html", message=message), 429
    digits = read_receipt(request.form.get("number", ""))
    digest = _digest(digits or NOBODYS_DIGITS)
    view = service.look_up(db.session(), digest, clock.today())
    if digits is None or view is None:
        if digits is not None:
            receipts.note_wrong()
        return render_template("feedback/ask.html", message=_not_found()), 422
    session["receipt"], session["receipt_at"] = digest, int(clock.now().timestamp())
    note_adult(session, view.adult)
    return redirect(url_for("feedback.letter"), 303)


def _not_found() -> str:
    """Say what is wrong with what was typed, as far as it can be said without looking it up."""
    typed = len(read_digits(request.form.get("number", "")))
    if not typed:
        return _("Type the 16 digits of your slip here.")
    if typed != RECEIPT_DIGITS:
        return ngettext(
            "You typed %(num)d digit; the number has 16. Look at your slip once more.",
            "You typed %(num)d digits; the number has 16. Look at your slip once more.",
            typed,
        )
    return _("We found nothing under this number. Look at your slip once more: 16 digits.")


@child_page
@writes
def letter() -> Answer:
    """Show what became of the words sent under the receipt; note what was read."""
    digest = _opened()
    view = service.look_up(db.session(), digest, clock.today()) if digest else None
    if view is None:
        return redirect(url_for("feedback.ask"), 303)
    service.note_read(db.session(), view, clock.today())
    # The redirect to this page changed the cookie; setting it once more with the
    # page itself makes a browser without JavaScript forget the page when the
    # cookie ends (tests/journeys/test_child_seat.py).
    session.modified = True
    return _letter(view, noted=bool(session.pop("asked_again", False)))


def _letter(
    view: ReceiptView, wrong: int = 0, mistake: str = "", typed: str = "", noted: bool = False
) -> Response:
    """Show the letter; after a mistake with what was typed beside question *wrong*.

    *noted* says once that what was not carried on is read again: its card is gone then.
    A letter somebody left open leaves the screen when it can no longer be read anew, also
    without JavaScript.
    """
    page = render_template(
        "feedback/letter.html",
        view=view,
        labels=labels,
        Step=Step,
        wrong=wrong,
        mistake=mistake,
        typed=typed,
        noted=noted,
        minutes=READING_SECONDS // 60,
        unwatched=not safeguarding.somebody_watches(db.session(), clock.now()),
    )
    response = current_app.make_response((page, 422 if mistake else 200))
    response.headers["Refresh"] = f"{READING_SECONDS}; url={url_for('respond.start')}"
    return response


@child_page
def rate() -> Response:
    """Take the child's answer about a reply."""
    digest = _opened()
    sent = request.form.get("rating", "")
    if digest is None or sent not in set(Rating):
        return redirect(url_for("feedback.ask"), 303)
    try:
        opinion_id = request.form.get("opinion", "")
        service.rate(db.session(), digest, opinion_id, Rating(sent), clock.now())
    except NotFound:
        return redirect(url_for("feedback.ask"), 303)
    return _to("reply")


@child_page
def appeal() -> Response:
    """Ask to be read once more about what was not carried on."""
    digest = _opened()
    if digest is not None:
        try:
            service.appeal(db.session(), digest, request.form.get("opinion", ""), clock.now())
        except (NotFound, IllegalMove):
            # Pressed twice, or it is being read already: the letter tells.
            return _back()
        session["asked_again"] = True
    return _back()


@child_page
def withdraw() -> Response:
    """Take back what still waits; pressed twice it is one withdrawal."""
    digest = _opened()
    if digest is not None:
        service.withdraw(db.session(), digest, clock.now())
    return redirect(url_for("feedback.letter", _anchor="rest"), 303)


@child_page
def answer() -> Answer:
    """Take the child's answer to a question, or show it again with what is missing."""
    digest = _opened()
    view = service.look_up(db.session(), digest, clock.today()) if digest else None
    if digest is None or view is None:
        return _back()
    typed = request.form.get("answer", "")
    number = request.form.get("question", 0, type=read_number)
    try:
        service.answer(db.session(), digest, number, typed, clock.now())
    except Invalid as error:
        too_long = error.fields.get("answer") == "too_long"
        mistake = (
            _("This is too long. Please write less.")
            if too_long
            else _("Please write a few words.")
        )
        return _letter(view, number, mistake, typed)
    except (NotFound, IllegalMove):
        # Nobody waits for it any more: the letter tells.
        db.session.rollback()
    return _to("asked")


def _to(part: str) -> Response:
    """Lead to the part of a letter it was about: thanks would be out of sight below a long one."""
    place = request.form.get("place", 0, type=read_number)
    return redirect(url_for("feedback.letter", _anchor=f"{part}-{place}"), 303)


def _back() -> Response:
    """Lead to the letter; it leads on to the receipt when none is open."""
    return redirect(url_for("feedback.letter"), 303)
