"""What a child meets: first page, assent, questions, check, sending, receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.forms import filling
from webapp.forms.rules import Page, text_in
from webapp.intake import service as intake
from webapp.respond import fields, opening, qr, seat, sheet
from webapp.respond.labels import PASSAGES
from webapp.respond.sheet import Sheet
from webapp.rounds import service as rounds
from webapp.submissions import service as submissions
from webapp.submissions.rules import read_digits, show_receipt
from webapp.web.guards import child_page
from webapp.web.guesses import guessing
from webapp.web.language import LANGUAGES, chosen_language

Answer = str | Response | tuple[str, int]
# A school's forty children type codes behind one address; a code lets nobody
# read anything, so both numbers are generous.
class_codes = guessing("class-code", "240 per 10 minutes", "600 per 10 minutes")


def _key(name: str) -> str:
    key: str = current_app.config["SETTINGS"].keys[name]
    return key


def _seat() -> seat.Seat | None:
    return seat.seat_of(session, _key("seat"))


def _go(endpoint: str, **values: Any) -> Response:
    return redirect(url_for(f"respond.{endpoint}", **values), 303)


def _sheet() -> Sheet | None:
    """Return the sheet being filled in at this seat; a seat that sent has none."""
    found = _seat()
    if found is None or seat.has_sent(session):
        return None
    return sheet.sheet_of(db.session(), found, clock.today(), clock.now())


def _has_sent(found: seat.Seat) -> bool:
    """Tell whether this seat has sent, even when the answer to it was lost on the way."""
    return seat.has_sent(session) or submissions.of_seat(db.session(), found.digest) is not None


def _elsewhere() -> Response:
    """Send a child without a sheet to the receipt still owed, or to the first page."""
    found = _seat()
    return _go("receipt" if found is not None and _has_sent(found) else "start")


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
    found = _seat()
    if found is None:
        return _go("start")
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
    if _has_sent(found):
        seat.begin(session)
    seat.choose(session, seat.Choice(round_id, band, joined.id if joined else None))
    return _go("assent")


@child_page
def assent() -> Answer:
    """Say what happens with a child's words, and ask."""
    choice = seat.choice_of(session)
    if _seat() is None or choice is None or seat.has_sent(session):
        return _elsewhere()
    found = opening.told(db.session(), choice.round_id, choice.band, chosen_language())
    return render_template("respond/assent.html", told=found)


@child_page
def answer_assent() -> Answer:
    """Begin the sheet of a child who agreed; a child who did not reads something."""
    found, choice = _seat(), seat.choice_of(session)
    if found is None or choice is None or seat.has_sent(session):
        return _elsewhere()
    if request.form.get("answer") != "yes":
        return _leave("reading", number=1)
    if not opening.is_open(db.session(), choice.round_id, choice.band, clock.today()):
        raise IllegalMove(_("This paper has just been closed. Thank you for coming."))
    sheet.open_sheet(db.session(), found, choice, clock.now())
    opened = _sheet()
    return _go("question", number=opened.pages[0].number) if opened else _elsewhere()


@child_page
def question(number: int) -> Answer:
    """Show one page of the sheet."""
    found = _sheet()
    if found is None:
        return _elsewhere()
    page = found.page(number)
    if page is None:
        next_number = found.after(number)
        return _go("question", number=next_number) if next_number else _go("check")
    return _question_page(found, page)


def _question_page(
    found: Sheet,
    page: Page,
    result: filling.PageResult | None = None,
    asking: bool = False,
) -> str:
    language = chosen_language()
    return render_template(
        "respond/question.html",
        fields=fields.fields_of(
            found,
            page,
            language,
            result.typed if result else None,
            result.errors if result else None,
        ),
        page_title=text_in(page.title, language, found.form.default_language),
        number=page.number,
        position=found.position(page.number),
        total=len(found.pages),
        back=found.before(page.number),
        asking=asking,
        small=opening.is_small(db.session(), found.form.survey, found.form.band),
        mending=bool(request.values.get("sua")),
    )


@child_page
def answer(number: int) -> Answer:
    """Save one page and go where the child wants: on, back, to help, to the check."""
    found = _sheet()
    if found is None:
        return _elsewhere()
    page = found.page(number)
    if page is None:
        return _go("question", number=number)
    posted: Mapping[str, list[str]] = request.form.to_dict(flat=False)
    result = filling.read_page(found.form, page, posted, found.draft.answers, found.today)
    after = found.answered(result.answers)
    sheet.save(db.session(), after, clock.now())
    staying = _leaving(number, after) or _staying(after, after.page(number) or page, result)
    return staying or _onward(after, number)


def _staying(after: Sheet, page: Page, result: filling.PageResult) -> Answer | None:
    """Return the same page when something is to be mended, read or skipped, else None."""
    if result.errors:
        return _question_page(after, page, result), 422
    if result.revealed:
        return _go("question", number=page.number)
    asked = "_skip" in request.form or "_asked" in request.form
    if not asked and fields.left_empty(after, page):
        return _question_page(after, page, result, asking=True), 422
    return None


def _leaving(number: int, after: Sheet) -> Response | None:
    """Return where a button other than "continue" leads; what was typed is kept."""
    language = request.form.get("_language", "")
    if language in LANGUAGES:
        session["language"] = language
        return _go("question", number=number, sua=request.form.get("sua") or None)
    if request.form.get("_go") == "help":
        return _go("help_page", tu=number)
    if request.form.get("_go") == "back":
        before = after.before(number)
        return _go("question", number=before) if before else _go("assent")
    return None


def _onward(after: Sheet, number: int) -> Response:
    next_number = after.after(number)
    if next_number is None or request.form.get("sua"):
        return _go("check")
    return _go("question", number=next_number)


@child_page
def check() -> Answer:
    """Show all answers before they are sent."""
    found = _sheet()
    return _check_page(found, {}) if found else _elsewhere()


def _check_page(found: Sheet, errors: Mapping[str, str]) -> str:
    lines = fields.answers_of(found, chosen_language(), errors)
    last = found.pages[-1].number if found.pages else 1
    return render_template("respond/check.html", lines=lines, last=last)


@child_page
def send() -> Answer:
    """Take the sheet in; sent again in any way it is the same submission."""
    found = _seat()
    if found is None:
        return _go("start")
    if seat.has_sent(session):
        return _elsewhere()
    try:
        intake.receive(
            db.session(),
            found.digest,
            found.secret,
            _key("receipt"),
            clock.today(),
            clock.now(),
            chosen_language(),
        )
    except Invalid as refused:
        opened = _sheet()
        return (_check_page(opened, refused.fields), 422) if opened else _elsewhere()
    except NotFound:
        return _elsewhere()
    return _go("receipt")


@child_page
def receipt() -> Answer:
    """Show the receipt, for five minutes and only at the seat that sent.

    The cookie is changed by this page itself and not by the redirect that leads
    here: a browser without JavaScript keeps a page whose redirect set a cookie,
    and would show it to the next child who goes back.
    """
    found, now = _seat(), clock.now()
    if found is None or (seat.has_sent(session) and not seat.may_show_receipt(session, now)):
        return _go("start")
    digits = intake.receipt_again(db.session(), found.digest, found.secret, _key("receipt"))
    if digits is None:
        return _go("start")
    seat.note_sent(session, now)
    choice = seat.choice_of(session)
    page = render_template(
        "respond/receipt.html",
        digits=show_receipt(digits),
        qr=qr.draw(digits),
        reply_by=rounds.round_view(db.session(), choice.round_id).reply_by if choice else None,
    )
    response = current_app.make_response(page)
    response.headers["Refresh"] = f"{int(seat.RECEIPT_TIME.total_seconds())}; url=/"
    return response


def _leave(endpoint: str, **values: Any) -> Response:
    """Empty the seat: the unsent draft, the cookie and what the browser kept."""
    found = _seat()
    if found is not None:
        submissions.drop_draft(db.session(), found.digest)
    seat.wipe(session)
    response = _go(endpoint, **values)
    if request.is_secure:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@child_page
def done() -> Response:
    """End this seat and make room for the next child."""
    return _leave("next_child")


@child_page
def hide() -> Response:
    """End this seat at once and show something harmless."""
    return _leave("reading", number=1)


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
        back=opening.way_back(request.args.get("tu", "")),
    )
