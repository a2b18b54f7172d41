"""What a child meets around the questions: first page, assent, receipt, help, the end."""

from __future__ import annotations

from flask import current_app, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.intake import service as intake
from webapp.respond import opening, qr, seat, sheet
from webapp.respond.labels import PASSAGES
from webapp.respond.seat_pages import (
    Answer,
    elsewhere,
    go,
    has_sent,
    key_called,
    leave,
    this_seat,
    this_sheet,
)
from webapp.rounds import service as rounds
from webapp.safeguarding import service as safeguarding
from webapp.submissions import service as submissions
from webapp.submissions.rules import read_digits, show_receipt
from webapp.web.adults import note_adult, speaks_to_adult
from webapp.web.guards import child_page
from webapp.web.guesses import guessing
from webapp.web.language import chosen_language

# A school's forty children type codes behind one address; a code lets nobody
# read anything, so both numbers are generous.
class_codes = guessing("class-code", "240 per 10 minutes", "600 per 10 minutes")


def _start_page(message: str = "", code: str = "", only: int | None = None) -> str:
    found = opening.open_cards(db.session(), clock.today(), chosen_language())
    cards = [card for card in found if only in (None, card.round_id)]
    commune = opening.commune_name(db.session(), clock.today())
    return render_template(
        "respond/start.html", cards=cards, commune=commune, message=message, code=code
    )


@child_page
def start() -> str:
    """Welcome a child at a fresh seat, whoever sat here before."""
    seat.begin(session)
    return _start_page()


@child_page
def begin() -> Answer:
    """Remember the round, the age band and the class; nothing is stored yet."""
    found = this_seat()
    if found is None:
        return go("start")
    typed = request.form.get("code", "").strip()
    joined = None
    if typed:
        if not class_codes.allowed():
            return _start_page(_("Class codes cannot be taken just now. Leave the box empty.")), 422
        joined = rounds.join(db.session(), read_digits(typed), clock.now())
        if joined is None:
            class_codes.note_wrong()
            message = _("A class code has 6 digits. Look at the board once more.")
            return _start_page(message, typed), 422
    only = joined.round_id if joined else None
    round_id, band = opening.read_choice(request.form.get("choice", ""))
    if not opening.is_open(db.session(), round_id, band, clock.today()) or (
        only is not None and only != round_id
    ):
        return _start_page(_("Choose your age, please."), typed, only), 422
    if has_sent(found):
        seat.begin(session)
    note_adult(session, opening.asks_adults(db.session(), round_id))
    seat.choose(session, seat.Choice(round_id, band, joined.id if joined else None))
    return go("assent")


@child_page
def assent() -> Answer:
    """Say what happens with a child's words, and ask."""
    choice = seat.choice_of(session)
    if this_seat() is None or choice is None or seat.has_sent(session):
        return elsewhere()
    found = opening.told(db.session(), choice.round_id, choice.band, chosen_language())
    return render_template("respond/assent.html", told=found)


@child_page
def answer_assent() -> Answer:
    """Begin the sheet of a child who agreed; a child who did not reads something."""
    found, choice = this_seat(), seat.choice_of(session)
    if found is None or choice is None or seat.has_sent(session):
        return elsewhere()
    if request.form.get("answer") != "yes":
        return leave("reading", True, number=1)
    if not opening.is_open(db.session(), choice.round_id, choice.band, clock.today()):
        raise IllegalMove(_("This paper has just been closed. Thank you for coming."))
    sheet.open_sheet(db.session(), found, choice, clock.today(), clock.now())
    opened = this_sheet()
    if opened is None:
        return elsewhere()
    return go("question", key=opened.pages[0].key) if opened.pages else go("check")


@child_page
def receipt() -> Answer:
    """Show the receipt, for five minutes and only at the seat that sent.

    The cookie is changed by this page itself and not by the redirect that leads
    here: a browser without JavaScript keeps a page whose redirect set a cookie,
    and would show it to the next child who goes back.
    """
    found, now = this_seat(), clock.now()
    if found is None or (seat.has_sent(session) and not seat.may_show_receipt(session, now)):
        return go("start")
    digits = intake.receipt_again(db.session(), found.digest, found.secret, key_called("receipt"))
    if digits is None:
        return go("start")
    seat.note_sent(session, now)
    sent = submissions.of_seat(db.session(), found.digest)
    page = render_template(
        "respond/receipt.html",
        digits=show_receipt(digits),
        qr=qr.draw(digits),
        adult=speaks_to_adult(),
        reply_by=rounds.round_view(db.session(), sent.round_id).reply_by if sent else None,
        # Said to everybody: whoever wrote of danger must not see that this was noticed.
        unwatched=not safeguarding.somebody_watches(db.session(), now),
    )
    response = current_app.make_response(page)
    response.headers["Refresh"] = f"{int(seat.RECEIPT_TIME.total_seconds())}; url=/"
    return response


@child_page
def done() -> Response:
    """End this seat and make room for the next child."""
    return leave("next_child", False)


@child_page
def hide() -> Response:
    """End this seat at once and show something harmless."""
    return leave("reading", True, number=1)


@child_page
def next_child() -> str:
    """Show that nothing is left here."""
    return render_template("respond/next_child.html")


@child_page
def reading(number: int) -> str:
    """Show one page of quiet reading; nothing on it depends on anybody."""
    if not 1 <= number <= len(PASSAGES):
        raise NotFound
    title, text = PASSAGES[number - 1]
    return render_template(
        "respond/reading.html", title=title, text=text, number=number, total=len(PASSAGES)
    )


@child_page
def help_page() -> str:
    """Say who helps; the way back needs no more than the number of a page."""
    today = clock.today()
    return render_template(
        "respond/help.html",
        contacts=directory.contacts(db.session(), today),
        hotline=directory.words(db.session(), "province_hotline"),
        unwatched=not safeguarding.somebody_watches(db.session(), clock.now()),
        back=opening.way_back(request.args.get("tu", "")),
        adult=speaks_to_adult(),
    )
