"""The page of the second person: what a word list would no longer raise, and yes or no."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts import service as accounts
from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid, NotAllowed
from webapp.extensions import db
from webapp.safeguarding.lexicon import agreeing as words
from webapp.safeguarding.lexicon.labels import part_name
from webapp.web.guards import staff, viewer


@staff(Permission.WORDS_AGREE, hidden=True)
def agreeing() -> str:
    """Show the list that waits for a second person."""
    return _page("", "")


@staff(Permission.WORDS_AGREE, hidden=True)
def agree(asking_id: int) -> Response | tuple[str, int]:
    """Agree: every text from now on is read with the list."""
    try:
        words.agree(db.session(), viewer(), asking_id, clock.now())
    except NotAllowed:
        raise NotAllowed(_("Somebody else has to agree to what you asked for.")) from None
    except IllegalMove:
        return _page("", _("The draft has changed meanwhile; please look at it again.")), 409
    flash(_("Published. Every text from now on is read with this list."))
    return redirect(url_for("safeguarding.lexicon_agreeing"), 303)


@staff(Permission.WORDS_AGREE, hidden=True)
def decline(asking_id: int) -> Response | tuple[str, int]:
    """Do not agree, saying why; the list in force stays."""
    why = request.form.get("why", "")
    try:
        words.decline(db.session(), viewer(), asking_id, why, clock.now())
    except NotAllowed:
        raise NotAllowed(_("Somebody else has to agree to what you asked for.")) from None
    except Invalid:
        return _page(why, _("Please write why you do not agree (at most 500 characters).")), 422
    except IllegalMove:
        return _page("", _("The draft has changed meanwhile; please look at it again.")), 409
    flash(_("Noted. The list in force stays, and the officer reads your reason."))
    return redirect(url_for("safeguarding.lexicon_agreeing"), 303)


def _page(why: str, complaint: str) -> str:
    session = db.session()
    found = words.asking(session, viewer())
    changed = found.changes if found else ()
    return render_template(
        "safeguarding/lexicon/agreeing.html",
        found=found,
        by=accounts.name_of(session, found.asked_by_id) if found else "",
        changes=[(part_name(one.part, found.content), one) for one in changed] if found else [],
        number=sum(len(one.added) + len(one.removed) for one in changed),
        others=[one.display_name for one in words.others(session, viewer())],
        why=why,
        complaint=complaint,
    )
