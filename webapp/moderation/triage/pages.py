"""Reading one opinion after the other, with the mouse or a key for every outcome."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotFound
from webapp.extensions import db
from webapp.moderation import labels, service, web_forms
from webapp.moderation.service import Place
from webapp.moderation.sheet import hidden_words
from webapp.moderation.triage import memory
from webapp.moderation.triage.deciding import decide, undo
from webapp.moderation.triage.item import TOPICS_ON_KEYS, item
from webapp.moderation.triage.reading import read_decision
from webapp.opinions import service as opinions
from webapp.opinions.rules import HidingKind, RefusalReason
from webapp.opinions.service import NextOne, OpinionView
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language
from webapp.web.transaction import writes

Answer = Response | str | tuple[str, int]


@staff(Permission.OPINIONS_MODERATE)
@writes
def triage() -> str:
    """Show the next opinion to decide; its opening is noted like any other."""
    skipped = memory.skipped(session)
    found = opinions.next_one(db.session(), viewer(), skipped, clock.now())
    if found is None:
        return render_template(
            "moderation/triage/done.html",
            last=memory.last(session, clock.now()),
            skipped=len(skipped),
        )
    return _opened(found)


@staff(Permission.OPINIONS_MODERATE)
@writes
def triage_one(opinion_id: str) -> str:
    """Show one opinion again, after undoing or masking."""
    return _opened(_address_of(opinion_id))


@staff(Permission.OPINIONS_MODERATE)
def triage_decide(opinion_id: str) -> Answer:
    """Carry out what one key or button says about an opinion."""
    where = _address_of(opinion_id)
    outcome = request.form.get("outcome", "")
    if outcome == "skip":
        memory.skip(session, opinion_id)
        return redirect(url_for("moderation.triage"), 303)
    try:
        with db.session.begin_nested():
            return _carry_out(where, outcome)
    except service.Changed:
        return _page(where, changed=True), 409
    except Invalid as error:
        problems = [labels.sentence(name, what) for name, what in error.fields.items()]
        return _page(where, problems=problems), 422


@staff(Permission.OPINIONS_MODERATE)
def triage_undo() -> Response:
    """Take the last decision back, as long as it can be."""
    opinion_id = request.form.get("opinion_id", "")
    where = _address_of(opinion_id)
    try:
        with db.session.begin_nested():
            undo(db.session(), viewer(), where.opinion_id, clock.now())
    except IllegalMove:
        flash(
            _(
                "This can no longer be undone here: ten seconds have passed, or somebody has "
                "built on it. Please change the decision on this page."
            ),
            "error",
        )
        return redirect(url_for("moderation.sheet", submission_id=where.submission_id), 303)
    memory.forget_last(session)
    return redirect(url_for("moderation.triage_one", opinion_id=opinion_id), 303)


@staff(Permission.OPINIONS_MODERATE)
def triage_keys() -> Response:
    """Switch this person's shortcuts on or off; they are off until somebody wants them."""
    memory.use_keys(session, on=request.form.get("keys") == "on")
    return redirect(url_for("moderation.triage"), 303)


def _address_of(opinion_id: str) -> NextOne:
    found = opinions.some(db.session(), viewer(), [opinion_id])
    if not found:
        raise NotFound
    return NextOne(found[0].submission_id, opinion_id)


def _opened(where: NextOne) -> str:
    now, actor = clock.now(), viewer().user_id
    opinions.start_reading(db.session(), actor, where.submission_id, now)
    opinions.note_open(db.session(), actor, where.submission_id, now)
    return _page(where)


def _carry_out(where: NextOne, outcome: str) -> Response:
    """Take the step; a decision can be undone, handing over to protection cannot."""
    turn = web_forms.read_turn(request.form)
    view = service.one_of(db.session(), viewer(), where.submission_id, where.opinion_id, turn)
    if outcome == "protect":
        note = _("A moderator noticed it while reading one opinion after the other.")
        if service.to_protection(db.session(), viewer(), where.submission_id, note, clock.now()):
            flash(_("The protection officer has it now. It is no longer here."))
        else:
            flash(_("Nobody here may take it: call 111 or the police of the commune now."), "error")
    elif outcome == "mask":
        _mask_all(view)
        return redirect(url_for("moderation.triage_one", opinion_id=view.id), 303)
    else:
        decision = read_decision(request.form, outcome, service.topic_codes(db.session()))
        decide(db.session(), viewer(), view, decision, clock.now())
        memory.remember(session, view.id, decision.quick.value, clock.now())
    return redirect(url_for("moderation.triage"), 303)


def _mask_all(view: OpinionView) -> None:
    """Hide every place that is marked on the page; the moderator has seen them all."""
    views = opinions.of_submission(db.session(), viewer(), view.submission_id)
    whole = next((other for other in views if other.id == view.parent_id), None)
    found = service.open_suggestions(
        view.original, view.spans, hidden_words(whole) if whole else ()
    )
    places = [Place(one.start, one.end, HidingKind.MASK, one.kind.value) for one in found]
    service.hide(db.session(), viewer(), view, places, None, clock.now())


def _page(where: NextOne, problems: list[str] | None = None, changed: bool = False) -> str:
    now = clock.now()
    found = item(
        db.session(),
        viewer(),
        where.submission_id,
        where.opinion_id,
        chosen_language(),
        clock.today(),
        now,
    )
    return render_template(
        "moderation/triage/item.html",
        item=found,
        opinion=found.card.opinion,
        problems=problems or [],
        changed=changed,
        typed=request.form,
        keys=memory.uses_keys(session),
        last=memory.last(session, now),
        topics_on_keys=TOPICS_ON_KEYS,
        also_open=labels.also_open(found.also_open),
        reasons=list(enumerate(RefusalReason, start=1)),
        labels=labels,
    )
