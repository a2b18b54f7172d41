"""Looking after the board: what waits, how it would look, on and off."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.board import service
from webapp.board.labels import CROWDS, SENTENCES, STATE_LOOK, STATES
from webapp.board.rules import EntryState
from webapp.board.service import Preparation
from webapp.board.web_forms import PostForm, WhyForm
from webapp.extensions import db
from webapp.tracker.labels import CHILD_DECISIONS, DECISIONS
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response


@staff(Permission.BOARD_EDIT)
def all_entries() -> str:
    """List the replies of the last year with their place on the board."""
    found = service.candidates(db.session(), viewer(), clock.today())
    return render_template(
        "board/all.html",
        waiting=[one for one in found if one.state is None],
        decided=[one for one in found if one.state is not None],
        states=STATES,
        looks=STATE_LOOK,
        decisions=DECISIONS,
    )


def _page(prepared: Preparation, form: PostForm, why: WhyForm | None = None) -> str:
    return render_template(
        "board/prepare.html",
        prepared=prepared,
        form=form,
        why_form=why or WhyForm(prefix="why-", formdata=None),
        posted=prepared.state is EntryState.POSTED,
        states=STATES,
        looks=STATE_LOOK,
        crowds=CROWDS,
        decisions=CHILD_DECISIONS,
    )


def _form(prepared: Preparation) -> PostForm:
    form = PostForm(obj=prepared.words, quotes=list(prepared.chosen))
    form.quotes.choices = [(one.id, one.text) for one in prepared.quotes]
    if not prepared.quotes:
        del form.quotes
    return form


def _prepared(reply_id: int) -> Preparation:
    return service.prepare(db.session(), viewer(), reply_id, clock.today())


@staff(Permission.BOARD_EDIT)
def prepare(reply_id: int) -> str:
    """Show a reply as the public would read it."""
    prepared = _prepared(reply_id)
    return _page(prepared, _form(prepared))


@staff(Permission.BOARD_EDIT)
def post(reply_id: int) -> Answer:
    """Put a reply on the board."""
    prepared = _prepared(reply_id)
    form = _form(prepared)
    if not form.validate_on_submit():
        return _page(prepared, form), 422
    quotes = form.quotes.data if "quotes" in form else []
    try:
        service.post(
            db.session(), viewer(), reply_id, form.words(), quotes, form.sure.data, clock.now()
        )
    except Invalid as error:
        add_mistakes(form, {k: str(SENTENCES.get(v, v)) for k, v in error.fields.items()})
        return _page(prepared, form), 422
    flash(_("It stands on the board now, for everybody to read."))
    return redirect(url_for("board.all_entries"), 303)


@staff(Permission.BOARD_EDIT)
def put_away(reply_id: int) -> Answer:
    """Keep a reply from the board, or take it down."""
    form = WhyForm(prefix="why-")
    if not form.validate_on_submit():
        prepared = _prepared(reply_id)
        return _page(prepared, _form(prepared), form), 422
    step = service.take_down if "down" in request.form else service.keep_back
    step(db.session(), viewer(), reply_id, form.why.data or "", clock.now())
    flash(_("It does not stand on the board."))
    return redirect(url_for("board.all_entries"), 303)
