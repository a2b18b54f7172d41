"""The list, on screen and on paper."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.plan import service as plan
from webapp.tracker import service
from webapp.tracker.listing.filtering import filter_form, in_words, read_filter
from webapp.tracker.listing.shown import shown_rows
from webapp.tracker.naming import names_of
from webapp.web.guards import staff, viewer

REMEMBERED = "tracker_filter"
LONGEST_PRINT = 2000
# Pages of the room beside the list, for those who work with them.
BESIDE = (
    ("tracker.escalated", _l("Before the leader"), Permission.CASES_ESCALATED),
    ("tracker.routing", _l("Routing rules"), Permission.ROUTING_EDIT),
    ("tracker.templates", _l("Templates of replies"), Permission.CASES_REPLY),
    ("feedback.promises", _l("Promises to children"), Permission.CASES_REPLY),
)
SEES_LIST = (Permission.CASES_VIEW, Permission.TASKS_VIEW_ALL, Permission.TASKS_REPORT)


def _asked() -> dict[str, Any]:
    return {name: value for name, value in request.args.items() if value and name != "trang"}


@staff(*SEES_LIST)
def tracker() -> str | Response:
    """Show the list; without a question in the address, ask the last one again."""
    asked = _asked()
    if "tatca" in asked:
        session.pop(REMEMBERED, None)
        return redirect(url_for("tracker.tracker"), 303)
    if not request.args and session.get(REMEMBERED):
        return redirect(url_for("tracker.tracker", **session[REMEMBERED]), 303)
    if "nhiemvu" not in asked and asked != session.get(REMEMBERED, {}):
        session[REMEMBERED] = asked
    wanted, names, today = read_filter(asked), names_of(db.session()), clock.today()
    number = request.args.get("trang", 1, type=read_number)
    page = service.listing(db.session(), viewer(), wanted, number, today)
    bodies = directory.bodies(db.session(), today)
    return render_template(
        "tracker/tracker.html",
        rows=shown_rows(page.items, names),
        page=page,
        page_url=lambda number: url_for("tracker.tracker", **{**asked, "trang": number}),
        filter=filter_form(asked, wanted, bodies, directory.schools(db.session(), today)),
        topics=names.topics.values(),
        linked=plan.task_brief(db.session(), wanted.task_id) if wanted.task_id else None,
        unknown_year=directory.missing_holidays(db.session(), today),
        beside=[(url_for(to), words) for to, words, may in BESIDE if viewer().can(may)],
    )


@staff(Permission.CASES_ESCALATED)
def escalated() -> str:
    """Show the cases that lie before the leader."""
    names, today = names_of(db.session()), clock.today()
    found = service.cases_escalated(db.session(), viewer(), today)
    rows = shown_rows([case.row for case in found], names)
    return render_template(
        "tracker/escalated.html", cases=list(zip(rows, found, strict=True)), today=today
    )


@staff(*SEES_LIST)
def tracker_on_paper() -> str:
    """Show the whole filtered list on one page, made for paper."""
    asked = _asked()
    wanted, names, today = read_filter(asked), names_of(db.session()), clock.today()
    page = service.listing(db.session(), viewer(), wanted, 1, today, size=LONGEST_PRINT)
    return render_template(
        "tracker/paper.html",
        rows=shown_rows(page.items, names),
        page=page,
        today=today,
        asked_words=in_words(asked, wanted, names),
        back=url_for("tracker.tracker", **asked),
    )
