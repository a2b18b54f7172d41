"""Pages of the word list, for the child-protection officer alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission, Viewer
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotAllowed, NotFound
from webapp.base.text import clean
from webapp.extensions import db
from webapp.safeguarding.lexicon import agreeing, service
from webapp.safeguarding.lexicon.content import POINTS, SPELLING, changes, shipped
from webapp.safeguarding.lexicon.labels import fault_words, hint, part_name
from webapp.safeguarding.lexicon.publishing import raises_less
from webapp.safeguarding.lexicon.service import Fault
from webapp.safeguarding.lexicon.weakening import only_added
from webapp.web.guards import staff, viewer

LONGEST_TRY = 2000
_FOLDER = "safeguarding/lexicon"
_STEPS: dict[str, Callable[[Session, Viewer, str, str, datetime], object]] = {
    "ask": agreeing.ask,
    "added": service.publish_added,
}


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def overview() -> str:
    """Show the parts of the list, and what is being prepared."""
    return _overview("", None)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def try_sentence() -> str:
    """Show what a sentence would raise; it is neither kept nor put into an address."""
    text = clean(request.form.get("text", ""))[:LONGEST_TRY]
    return _overview(text, service.try_sentence(db.session(), viewer(), text) if text else None)


def _overview(text: str, found: tuple[list[service.Found], list[service.Found]] | None) -> str:
    desk = service.desk(db.session(), viewer())
    parts = [
        (part, part_name(part, desk.content), lines) for part, lines in desk.content.parts().items()
    ]
    return render_template(
        f"{_FOLDER}/overview.html",
        desk=desk,
        shipped=shipped(),
        rules=[row for row in parts if row[0].startswith("rule:")],
        sets=[row for row in parts if row[0].startswith("set:")],
        others=[row for row in parts if ":" not in row[0]],
        by=_name(desk.changed_by_id),
        text=text,
        found=found,
    )


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def part(part: str) -> str:
    """Show the lines of one part to be changed."""
    desk = service.desk(db.session(), viewer())
    lines = desk.content.parts().get(part)
    if lines is None:
        raise NotFound
    return _part(part, desk, "\n".join(lines), "")


def _part(part: str, desk: service.Desk, text: str, complaint: str) -> str:
    used = [name for name in desk.content.sets if f"@{name}" in text]
    return render_template(
        f"{_FOLDER}/part.html",
        part=part,
        name=part_name(part, desk.content),
        hint=hint(part),
        patterns=part not in {SPELLING, POINTS} and not part.startswith("set:"),
        sets=[(name, desk.content.sets[name]) for name in used],
        text=text,
        complaint=complaint,
    )


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def change_part(part: str) -> Response | tuple[str, int]:
    """Keep the lines of one part in the draft, or say which line is wrong."""
    session = db.session()
    text = request.form.get("lines", "").replace("\r\n", "\n")
    try:
        service.change_part(session, viewer(), part, text.split("\n"), clock.now())
    except Fault as fault:
        desk = service.desk(session, viewer())
        return _part(part, desk, text, fault_words(fault, desk.content)), 422
    flash(_("Kept in the draft. Children's texts are read with it once it is published."))
    return redirect(url_for("safeguarding.lexicon"), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def review() -> str:
    """Show what publishing the draft would change, on the list and on the samples."""
    return _review("", "")


def _review(why: str, complaint: str) -> str:
    session = db.session()
    desk = service.desk(session, viewer())
    less, lost = raises_less(desk.published, desk.content)
    waiting = agreeing.asking(session, viewer())
    declined = agreeing.declined(session, desk.digest)
    return render_template(
        f"{_FOLDER}/review.html",
        desk=desk,
        changes=[(part_name(one.part, desk.content), one) for one in desk.changes],
        outcomes=service.outcomes(session, viewer()),
        by=_name(desk.changed_by_id),
        why=why,
        complaint=complaint,
        two_people=bool(less or lost),
        adds=bool(changes(desk.published, only_added(desk.published, desk.content))),
        waiting=waiting,
        asked_by=_name(waiting.asked_by_id if waiting else None),
        declined=declined,
        declined_by=_name(declined.by_id if declined else None),
        others=[one.display_name for one in agreeing.others(session, viewer())],
    )


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def publish() -> Response | tuple[str, int]:
    """Publish the draft that was looked at, or what it adds, or ask a second person first."""
    why, digest = request.form.get("why", ""), request.form.get("digest", "")
    act = _STEPS.get(request.form.get("step", ""), service.publish)
    try:
        act(db.session(), viewer(), digest, why, clock.now())
    except Invalid:
        return _review(why, _("Please write why the list changes (at most 500 characters).")), 422
    except NotAllowed:
        return _review(why, _("It raises less than before: a second person has to agree.")), 422
    except IllegalMove:
        return _review(why, _("The draft has changed meanwhile; please look at it again.")), 409
    if act is agreeing.ask:
        flash(_("A second person was asked. Until they agree, the list in force stays."))
        return redirect(url_for("safeguarding.lexicon_review"), 303)
    flash(_("Published. Every text from now on is read with this list."))
    return redirect(url_for("safeguarding.lexicon_history"), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def discard() -> Response:
    """Throw the draft away."""
    service.discard(db.session(), viewer())
    flash(_("The draft is gone; the published list stays."))
    return redirect(url_for("safeguarding.lexicon"), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def history() -> str:
    """Show every published list with author, reason and differences."""
    session = db.session()
    lines = service.versions(session, viewer())
    content = service.desk(session, viewer()).content
    return render_template(
        f"{_FOLDER}/history.html",
        lines=lines,
        names={
            user_id: _name(user_id)
            for line in lines
            for user_id in (line.author_id, line.agreed_by_id)
        },
        changes={
            line.number: [(part_name(one.part, content), one) for one in line.changes]
            for line in lines
        },
    )


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def take(number: int) -> Response:
    """Put an older list into the draft, to be looked at before it is published."""
    session = db.session()
    try:
        service.take(session, viewer(), number, clock.now())
    except Fault as fault:
        flash(fault_words(fault, service.desk(session, viewer()).content), "error")
        return redirect(url_for("safeguarding.lexicon_history"), 303)
    return redirect(url_for("safeguarding.lexicon_review"), 303)


def _name(user_id: int | None) -> str:
    return "" if user_id is None else accounts.name_of(db.session(), user_id)
