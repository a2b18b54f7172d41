"""Who is on call and when somebody watches: kept by the officers themselves."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.base.text import read_day, read_number
from webapp.extensions import db
from webapp.safeguarding.labels import WEEKDAYS
from webapp.safeguarding.oncall import people, watched
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response
# As many rungs as the page offers; a commune has a handful of people with the duty.
RUNGS = 6


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def on_call() -> str:
    """Show the ladder and the watched hours."""
    return _page({}, {})


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def set_ladder() -> Answer:
    """Keep who is told, in order."""
    typed = [request.form.get(f"rung{n}", type=read_number) for n in range(1, RUNGS + 1)]
    chosen = [one for one in typed if one is not None]
    try:
        people.set_ladder(db.session(), viewer(), chosen)
    except Invalid as error:
        return _page(error.fields, {}), 422
    flash(_("Saved. New concerns go to the first two at once."))
    return redirect(url_for("safeguarding.on_call"), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def set_hours() -> Answer:
    """Keep the watched hours of the week."""
    typed = {weekday: request.form.get(f"day{weekday}", "") for weekday in range(7)}
    try:
        watched.set_hours(db.session(), viewer(), typed)
    except Invalid as error:
        return _page(error.fields, typed), 422
    flash(_("Saved. Children read it at once."))
    return redirect(url_for("safeguarding.on_call"), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def set_day() -> Answer:
    """Keep the hours of a special day."""
    sent = request.form
    try:
        watched.set_day(
            db.session(), viewer(), read_day(sent.get("day", "")), sent.get("hours", ""),
            sent.get("note", ""),
        )  # fmt: skip
    except Invalid as error:
        return _page(error.fields, {}), 422
    return redirect(url_for("safeguarding.on_call"), 303)


@staff(Permission.CONCERNS_HANDLE, hidden=True)
def drop_day() -> Answer:
    """Let a day be like its weekday again."""
    day = read_day(request.form.get("day", ""))
    if day is not None:
        watched.drop_day(db.session(), viewer(), day)
    return redirect(url_for("safeguarding.on_call"), 303)


def _page(mistakes: Mapping[str, str], typed: Mapping[int, str]) -> str:
    session = db.session()
    everybody = people.candidates(session, viewer())
    plan, now = watched.watch_plan(session), clock.local(clock.now())
    hours = {n: ", ".join(span.words for span in plan.weekly.get(n, ())) for n in range(7)}
    return render_template(
        "safeguarding/on_call.html",
        everybody=everybody,
        rungs=[one for one in everybody if one.position],
        rung_numbers=range(1, RUNGS + 1),
        enough=people.people_on_call_enough(session),
        weekdays=WEEKDAYS,
        hours={**hours, **typed},
        special=watched.special_watches(session),
        watched=plan.watched(now),
        holiday=now.date() in plan.days_off,
        next_watched=plan.next_watched(now),
        mistakes=mistakes,
    )
