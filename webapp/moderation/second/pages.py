"""The second readers' page: agree to a proposed refusal, or give the opinion back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid, NotAllowed
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.moderation import labels
from webapp.moderation.second.reading import proposals
from webapp.moderation.web_forms import LONGEST_NOTE
from webapp.opinions import service as opinions
from webapp.web.guards import staff, viewer

# Which page of what waits for this person, and of what they proposed themselves.
_PAGES = ("trang", "cua-toi")


@staff(Permission.OPINIONS_SECOND_READ)
def second_reading() -> str:
    """List the refusals that somebody proposed, the longest waiting first."""
    return _page("", "")


@staff(Permission.OPINIONS_SECOND_READ)
def confirm_refusal(opinion_id: str) -> Response:
    """Agree: from now on the child can read why."""
    try:
        opinions.confirm_refusal(db.session(), viewer(), opinion_id, clock.now())
    except NotAllowed:
        raise NotAllowed(_("Somebody else has to read what you proposed yourself.")) from None
    flash(_("The opinion is not carried on; the child can read why."))
    return _back()


@staff(Permission.OPINIONS_SECOND_READ)
def decline_refusal(opinion_id: str) -> Response | tuple[str, int]:
    """Give the opinion back to the moderators, saying why."""
    why = request.form.get("why", "")[:LONGEST_NOTE]
    try:
        opinions.decline_refusal(db.session(), viewer(), opinion_id, why, clock.now())
    except NotAllowed:
        raise NotAllowed(_("Somebody else has to read what you proposed yourself.")) from None
    except Invalid:
        return _page(opinion_id, why), 422
    flash(_("Given back: the moderators read the opinion again."))
    return _back()


def _page(wrong: str, typed: str) -> str:
    """Return the page asked for; *wrong* names the opinion whose form did not fit."""
    number, number_of_mine = (request.args.get(name, 1, type=read_number) for name in _PAGES)
    return render_template(
        "moderation/second/list.html",
        found=proposals(db.session(), viewer(), clock.today(), number, number_of_mine),
        page_url=lambda number: url_for("moderation.second_reading", trang=number),
        mine_url=lambda number: url_for(
            "moderation.second_reading", **{_PAGES[1]: number}, _anchor="mine"
        ),
        wrong=wrong,
        typed=typed,
        labels=labels,
        longest=LONGEST_NOTE,
    )


def _back() -> Response:
    """Go back to the page of the list the form stood on."""
    number = request.args.get("trang", 1, type=read_number)
    # Without a value the address stays the plain one.
    there = number if number > 1 else None
    return redirect(url_for("moderation.second_reading", trang=there), 303)
