"""Proposing a petition, the list with its clocks, and one petition step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.petitions import labels, service, web_forms
from webapp.petitions.rules import Handing, PetitionKind, Way, Words, hint_of
from webapp.petitions.views import PetitionView
from webapp.submissions.rules import Speaker
from webapp.web.form_fields import add_mistakes
from webapp.web.guards import staff, viewer
from webapp.web.staff_forms import StaffForm
from webapp.web.transaction import writes

Answer = str | Response | tuple[str, int]


@staff(Permission.PETITIONS_HANDLE, hidden=True)
def petitions() -> str:
    """List what waits and what was handed over."""
    number = request.args.get("trang", 1, type=read_number)
    return render_template(
        "petitions/petitions.html",
        page=service.petitions(db.session(), viewer(), clock.today(), number),
        page_url=lambda number: url_for("petitions.petitions", trang=number),
        labels=labels,
    )


@staff(Permission.OPINIONS_MODERATE, hidden=True)
def propose(opinion_id: str) -> Answer:
    """Ask what an opinion is by law, and propose it."""
    found = service.proposable(db.session(), viewer(), opinion_id)
    hint = hint_of(found.text)
    form = web_forms.ProposeForm(kind=(hint.kind if hint else PetitionKind.COMPLAINT).value)
    if not form.validate_on_submit():
        page = render_template("petitions/propose.html", form=form, opinion=found, hint=hint)
        return (page, 422) if form.is_submitted() else page
    number = service.propose(
        db.session(), viewer(), opinion_id, PetitionKind(form.kind.data), form.why.data, clock.now()
    )
    if viewer().can(Permission.PETITIONS_HANDLE):
        return _to(number)
    flash(_("Proposed. Whoever handles complaints by law looks at it next."))
    return redirect(url_for("moderation.sheet", submission_id=found.submission_id), 303)


@staff(Permission.PETITIONS_HANDLE, hidden=True)
def petition(petition_id: int) -> str:
    """Show one petition and the step that comes next."""
    return _page(petition_id, {})


@writes
@staff(Permission.PETITIONS_HANDLE, hidden=True)
def words(petition_id: int) -> str:
    """Show one petition with what nobody has hidden yet; the look is written into the log."""
    return _page(petition_id, {}, service.words(db.session(), viewer(), petition_id))


@staff(Permission.PETITIONS_HANDLE, hidden=True)
def confirm(petition_id: int) -> Answer:
    """Make it a petition for the body chosen."""
    found = _found(petition_id)
    form = _confirm_form(found)

    def act() -> None:
        original = form.words.data == Words.ORIGINAL
        service.confirm(
            db.session(), viewer(), petition_id, PetitionKind(form.kind.data), form.body_id.data,
            Words(form.words.data), form.why_original.data if original else "", clock.now(),
        )  # fmt: skip

    return _done(petition_id, "confirm", form, act, _("It is a complaint by law now."))


@staff(Permission.PETITIONS_HANDLE, hidden=True)
def decline(petition_id: int) -> Answer:
    """Say that it is none; the opinion is read like any other."""
    form = web_forms.DeclineForm()

    def act() -> None:
        service.decline(db.session(), viewer(), petition_id, form.why.data, clock.now())

    return _done(petition_id, "decline", form, act, _("It is an opinion like any other again."))


@staff(Permission.PETITIONS_HANDLE, hidden=True)
def hand_over(petition_id: int) -> Answer:
    """Write down that the body has it."""
    form = web_forms.HandingForm()

    def act() -> None:
        # The form has made sure of the day before anything is carried out.
        on = form.on.data or clock.today()
        handing = Handing(on, Way(form.way.data), form.to_whom.data, form.slip_number.data)
        service.hand_over(db.session(), viewer(), petition_id, handing, clock.now())

    return _done(petition_id, "hand_over", form, act, _("Noted. The sender reads where it is."))


@staff(Permission.PETITIONS_HANDLE, hidden=True)
def note_answer(petition_id: int) -> Answer:
    """Note what the body answered."""
    form = web_forms.AnswerForm()

    def act() -> None:
        on = form.answered_on.data or clock.today()
        service.note_answer(
            db.session(), viewer(), petition_id, on,
            form.answer_number.data or "", form.said.data, clock.now(),
        )  # fmt: skip

    return _done(petition_id, "answer", form, act, _("Noted. The sender reads it now."))


def _found(petition_id: int) -> PetitionView:
    return service.petition(db.session(), viewer(), petition_id, clock.today())


def _confirm_form(found: PetitionView) -> web_forms.ConfirmForm:
    form = web_forms.ConfirmForm(kind=found.line.kind.value)
    bodies = [(body.id, body.name) for body in directory.bodies(db.session(), clock.today())]
    form.offer(bodies, viewer().can(Permission.OPINIONS_UNMASK))
    return form


def _page(petition_id: int, filled: dict[str, StaffForm], uncovered: str | None = None) -> str:
    """Return the page of a petition; *uncovered* are its words for who asked and may."""
    found = _found(petition_id)
    if uncovered is not None:
        found = replace(found, text=uncovered, covered=False)
    forms: dict[str, Any] = {
        "confirm": filled.get("confirm") or _confirm_form(found),
        "decline": filled.get("decline") or web_forms.DeclineForm(),
        "hand_over": filled.get("hand_over") or web_forms.HandingForm(on=clock.today()),
        "answer": filled.get("answer") or web_forms.AnswerForm(answered_on=clock.today()),
    }
    return render_template(
        "petitions/petition.html",
        found=found,
        forms=forms,
        labels=labels,
        may_print=found.printable
        and (found.words is Words.MASKED or viewer().can(Permission.OPINIONS_UNMASK)),
        may_call=_may_call(found),
    )


def _may_call(found: PetitionView) -> bool:
    """Tell whether this person may look up how the adult who sent it wants to be answered."""
    by_adult = found.line.speaker is not Speaker.CHILD and found.opinion_id is not None
    return by_adult and viewer().can(Permission.OPINIONS_UNMASK)


def _done(
    petition_id: int, name: str, form: StaffForm, act: Callable[[], None], words: str
) -> Answer:
    """Carry *act* out and show the petition; show its form again when it does not fit."""
    if not form.validate_on_submit():
        return _page(petition_id, {name: form}), 422
    try:
        with db.session.begin_nested():
            act()
    except Invalid as error:
        add_mistakes(form, labels.sentences(error.fields))
        return _page(petition_id, {name: form}), 422
    flash(words)
    return _to(petition_id)


def _to(petition_id: int) -> Response:
    return redirect(url_for("petitions.petition", petition_id=petition_id), 303)
