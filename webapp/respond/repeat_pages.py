"""The page behind each repeat: what was told so far, and whether there is more."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from webapp.base import clock
from webapp.base.text import read_number
from webapp.extensions import db
from webapp.forms import filling
from webapp.forms.filling import MOST_TIMES
from webapp.forms.rules import Page
from webapp.respond import opening, sheet, showing
from webapp.respond.seat_pages import go, is_mending
from webapp.respond.sheet import Sheet
from webapp.web.language import chosen_language


def more_page(found: Sheet, page: Page) -> str:
    """Return the page that asks for another time of a repeat."""
    return render_template(
        "respond/more.html",
        small=opening.is_small(db.session(), found.form.survey, found.form.band),
        mending=is_mending(),
        waits=found.draft.slip,
        **showing.more_values(found, page, chosen_language()),
    )


def answer_more(found: Sheet, page: Page) -> Response | None:
    """Add a time or take one away and say where to go; None: the child has no more to tell."""
    around = page.at[:-1]
    if request.form.get("_more") == "yes":
        times = found.state.times(page.repeat, around)
        if times >= MOST_TIMES:
            return go("question", key=page.key)
        added = filling.add_time(found.form, found.draft.answers, page.repeat, around)
        after = found.answered(added)
        sheet.save(db.session(), after, clock.now())
        first = after.of_time(page.repeat, (*around, times + 1))
        return go("question", key=first.key if first else page.key)
    if "_drop" in request.form:
        return _dropped(found, page, around)
    return None


def _dropped(found: Sheet, page: Page, around: tuple[int, ...]) -> Response:
    """Take one time away; the page that asks then has another address."""
    try:
        time = read_number(request.form["_drop"])
    except ValueError:
        return go("question", key=page.key)
    if not 0 < time <= found.state.times(page.repeat, around):
        return go("question", key=page.key)
    left = filling.drop_time(found.form, found.draft.answers, page.repeat, (*around, time))
    after = found.answered(left)
    sheet.save(db.session(), after, clock.now())
    asking = (p for p in after.pages if p.asks_for_more and p.repeat == page.repeat)
    here = next((p for p in asking if p.at[:-1] == around), None)
    return go("question", key=here.key) if here else go("check")
