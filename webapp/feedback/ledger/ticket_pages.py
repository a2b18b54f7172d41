"""The class return ticket: a page made for paper, with its box to be filled in afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import Invalid, NotFound
from webapp.extensions import db
from webapp.feedback import labels, service
from webapp.feedback.web_forms import TicketForm, blame, day_of, way_of
from webapp.web.guards import staff, viewer

Answer = str | tuple[str, int] | Response


def _month(year: int, month: int) -> date:
    try:
        return date(year, month, 1)
    except ValueError as error:
        raise NotFound from error


def _page(group: service.Group, month: date, form: TicketForm | None = None) -> str:
    found = service.ticket(db.session(), viewer(), group, month)
    if form is None:
        form = TicketForm()
        form.day.data = clock.today()
    return render_template(
        "feedback/ticket.html",
        ticket=found,
        today=clock.today(),
        form=form,
        decisions=labels.DECISIONS,
        here=request.path,
        may_record=service.may_record(viewer(), group),
    )


@staff(Permission.FEEDBACK_RECORD)
def ticket(year: int, month: int, **group: Any) -> str:
    """Show the ticket of a class, a school or the commune."""
    return _page(service.Group(**group), _month(year, month))


@staff(Permission.FEEDBACK_RECORD)
def record(year: int, month: int, **group: Any) -> Answer:
    """Write down that a ticket was read aloud, handed over or put up."""
    whose, day = service.Group(**group), _month(year, month)
    form = TicketForm()
    if not form.validate_on_submit():
        return _page(whose, day, form), 422
    try:
        made = service.record_ticket(
            db.session(), viewer(), whose, day, way_of(form), day_of(form), clock.today()
        )
    except Invalid as error:
        blame(form, error)
        return _page(whose, day, form), 422
    flash(_("Recorded. Thank you!") if made else _("This was recorded before."))
    return redirect(url_for("feedback.overview", thang=f"{day:%Y-%m}"), 303)
