"""One submission before a moderator, and the small steps with its opinions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.extensions import db
from webapp.moderation import labels, service, web_forms
from webapp.opinions import service as opinions
from webapp.opinions.rules import Identifies, RefusalReason
from webapp.opinions.service import OpinionView
from webapp.submissions import pictures
from webapp.tracker.labels import ROUTE_WHY
from webapp.tracker.labels import STATES as CASE_STATES
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language
from webapp.web.transaction import writes

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Mistakes:
    """What was wrong with one form of the sheet, and what had been typed into it.

    ``conflict`` says that somebody else changed the opinion while it was being
    filled in; what had been typed is shown again wherever it may go now.
    """

    opinion_id: str | None = None
    form: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    typed: Any = None
    conflict: bool = False

    def of(self, opinion_id: str | None, form: str) -> Mistakes:
        """Return these mistakes for the form they belong to, none for all others."""
        mine = (self.opinion_id, self.form) == (opinion_id, form)
        return self if mine else NO_MISTAKES

    def says(self, name: str) -> str:
        """Return the sentence for field *name*, empty when it is right."""
        problem = self.fields.get(name)
        return labels.sentence(name, problem) if problem else ""


NO_MISTAKES = Mistakes()


@staff(Permission.OPINIONS_MODERATE)
@writes
def sheet(submission_id: str) -> str:
    """Show one submission; the first opening is noted, so that its receipt can say so."""
    session = db.session()
    opinions.of_submission(session, viewer(), submission_id)
    opinions.start_reading(session, viewer().user_id, submission_id, clock.now())
    opinions.note_open(session, viewer().user_id, submission_id, clock.now())
    return _sheet(submission_id, NO_MISTAKES)


@staff(Permission.OPINIONS_MODERATE)
def still_open(submission_id: str) -> Response:
    """Note that the sheet is still open and say who else has it open (asked by its script)."""
    session, now = db.session(), clock.now()
    opinions.of_submission(session, viewer(), submission_id)
    opinions.note_open(session, viewer().user_id, submission_id, now)
    others = service.others_at(session, viewer(), submission_id, now)
    return jsonify(words=labels.also_open(others))


@staff(Permission.OPINIONS_MODERATE)
def picture(submission_id: str, picture_id: str) -> Response:
    """Show one picture of a submission whose opinions this person may read."""
    opinions.of_submission(db.session(), viewer(), submission_id)
    found = pictures.sent_with(db.session(), submission_id, picture_id)
    return Response(found.content, mimetype=found.media_type)


@staff(Permission.OPINIONS_MODERATE)
def hide(submission_id: str, opinion_id: str) -> Answer:
    """Hide the ticked suggestions and the typed words."""

    def act() -> None:
        opinion = _current(submission_id, opinion_id)
        places = web_forms.read_places(request.form)
        words = web_forms.read_words(request.form)
        hidden = service.hide(db.session(), viewer(), opinion, places, words, clock.now())
        flash(ngettext("%(num)d place was hidden.", "%(num)d places were hidden.", hidden))

    return _done(submission_id, opinion_id, "hide", act)


@staff(Permission.OPINIONS_MODERATE)
def show_again(submission_id: str, opinion_id: str, hiding_id: int) -> Answer:
    """Lift a mask."""

    def act() -> None:
        opinion = _current(submission_id, opinion_id)
        service.show_again(db.session(), viewer(), opinion, hiding_id, clock.now())
        flash(_("The words are shown again."))

    return _done(submission_id, opinion_id, "lift", act)


@staff(Permission.OPINIONS_MODERATE)
def send(submission_id: str, opinion_id: str) -> Answer:
    """Accept an opinion, put it behind a case and route a new case; or accept it only."""

    def act() -> None:
        opinion = _current(submission_id, opinion_id)
        if "case_later" in request.form:
            opinions.accept(db.session(), viewer().user_id, opinion.id, clock.now())
            flash(_("The opinion was accepted and waits for a case."))
            return
        topics = service.topic_codes(db.session())
        sending = web_forms.read_sending(request.form, topics)
        service.send(db.session(), viewer(), opinion, sending, clock.now())
        if sending.case_id is None:
            flash(_("A case was opened and sent."))
        else:
            flash(_("The opinion was added to the case."))

    return _done(submission_id, opinion_id, "send", act)


@staff(Permission.OPINIONS_MODERATE)
def refuse(submission_id: str, opinion_id: str) -> Answer:
    """Propose not to carry an opinion on; it counts when a second reader has agreed."""

    def act() -> None:
        opinion = _current(submission_id, opinion_id)
        reason, note = web_forms.read_refusal(request.form)
        actor = viewer().user_id
        opinions.propose_refusal(db.session(), actor, opinion.id, reason, note, clock.now())
        flash(_("Proposed. Somebody else reads it before the child is told."))

    return _done(submission_id, opinion_id, "refuse", act)


@staff(Permission.OPINIONS_MODERATE)
def split(submission_id: str, opinion_id: str) -> Answer:
    """Split an opinion into several."""

    def act() -> None:
        opinion = _current(submission_id, opinion_id)
        parts = web_forms.read_parts(request.form)
        made = opinions.split(db.session(), viewer().user_id, opinion.id, parts, clock.now())
        flash(ngettext("Split into %(num)d opinion.", "Split into %(num)d opinions.", len(made)))

    return _done(submission_id, opinion_id, "split", act)


@staff(Permission.OPINIONS_MODERATE)
def reconsider(submission_id: str, opinion_id: str) -> Answer:
    """Take a decision back, or an opinion out of its case."""

    def act() -> None:
        opinion = _current(submission_id, opinion_id)
        service.reconsider(db.session(), viewer(), opinion, clock.now())
        flash(_("The opinion is open again."))

    return _done(submission_id, opinion_id, "reconsider", act)


@staff(Permission.OPINIONS_MODERATE)
def protect(submission_id: str) -> Answer:
    """Hand all words of a submission to the protection officer."""
    try:
        note = web_forms.read_note(request.form)
    except Invalid as error:
        return _sheet(submission_id, Mistakes(None, "protect", error.fields, request.form)), 422
    chosen = [int(one) for one in request.form.getlist("about") if one.isdecimal()]
    if service.to_protection(db.session(), viewer(), submission_id, note, clock.now(), chosen):
        flash(_("The protection officer has it now. It is no longer here."))
    else:
        flash(_("Nobody here may take it: call 111 or the police of the commune now."), "error")
    return redirect(url_for("moderation.queue"), 303)


def _current(submission_id: str, opinion_id: str) -> OpinionView:
    """Return the opinion if it still is as the form showed it; ``Changed`` otherwise."""
    turn = web_forms.read_turn(request.form)
    return service.one_of(db.session(), viewer(), submission_id, opinion_id, turn)


def _done(submission_id: str, opinion_id: str, form: str, act: Any) -> Answer:
    """Carry *act* out and go back to the opinion; show its form again when it does not fit."""
    try:
        # What a failing step has already written must not be on the page shown again.
        with db.session.begin_nested():
            act()
    except Invalid as error:
        mistakes = Mistakes(opinion_id, form, error.fields, request.form)
        return _sheet(submission_id, mistakes), 422
    except service.Changed:
        mistakes = Mistakes(opinion_id, form, {}, request.form, conflict=True)
        return _sheet(submission_id, mistakes), 409
    address = url_for("moderation.sheet", submission_id=submission_id)
    return redirect(f"{address}#y-{opinion_id}", 303)


def _sheet(submission_id: str, mistakes: Mistakes) -> str:
    session, now = db.session(), clock.now()
    found = service.sheet(session, viewer(), submission_id, chosen_language(), clock.today())
    return render_template(
        "moderation/sheet.html",
        sheet=found,
        mistakes=mistakes,
        total=max(card.number for card in found.cards),
        waits=any(card.open for card in found.cards),
        also_open=labels.also_open(service.others_at(session, viewer(), submission_id, now)),
        labels=labels,
        case_states=CASE_STATES,
        route_why=ROUTE_WHY,
        reasons=list(RefusalReason),
        kinds=list(Identifies),
        colleagues=[one for one in accounts.people(session) if one.active],
    )
