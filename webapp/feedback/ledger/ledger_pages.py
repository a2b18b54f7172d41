"""Staff pages of the ledger: who was told, school by school, and case by case."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove, Invalid
from webapp.extensions import db
from webapp.feedback import labels, service
from webapp.feedback.ledger.calling import to_call
from webapp.feedback.ledger.shown import shown_case, shown_coverage
from webapp.feedback.web_forms import CloseForm, RecordForm, blame, day_of, month_asked, way_of
from webapp.rounds import service as rounds
from webapp.web.guards import staff, viewer
from webapp.web.transaction import writes

Answer = str | tuple[str, int] | Response


@staff(Permission.FEEDBACK_RECORD, Permission.SUMMARY_VIEW)
def overview() -> str:
    """Show how many children were told, and which tickets a month has."""
    month = month_asked(request.args.get("thang", ""), clock.today())
    after = rounds.next_month(month)
    may_print = viewer().can(Permission.FEEDBACK_RECORD)
    found = service.coverage_seen(db.session(), viewer(), month, after)
    lines = service.tickets(db.session(), viewer(), month) if may_print else []
    return render_template(
        "feedback/overview.html",
        shown=shown_coverage(found, lines),
        month=month,
        before=rounds.previous_month(month),
        after=after if after <= clock.today() else None,
        may_print=may_print,
    )


def _form(case_id: int) -> RecordForm:
    form = RecordForm(prefix="record-", meta={"csrf": False})
    if not form.day.data and request.method == "GET":
        form.day.data = clock.today()
    found = service.standings_of_case(db.session(), case_id)
    form.offer((key, "") for key in found)
    return form


def _page(case_id: int, form: RecordForm | None = None) -> str:
    session = db.session()
    case = shown_case(session, viewer(), case_id, clock.today())
    return render_template(
        "feedback/case.html",
        case=case,
        form=form or _form(case_id),
        close=CloseForm(prefix="close-", meta={"csrf": False}),
        labels=labels,
    )


@writes
@staff(Permission.OPINIONS_UNMASK, hidden=True)
def call(opinion_id: str) -> str:
    """Show how an adult asked to be answered; the look is written into the log."""
    found = to_call(db.session(), viewer(), opinion_id)
    return render_template("feedback/call.html", found=found)


@staff(Permission.REPLIES_PUBLISH)
def case(case_id: int) -> str:
    """Show how the reply of a case reached each of its children."""
    return _page(case_id)


@staff(Permission.REPLIES_PUBLISH)
def record(case_id: int) -> Answer:
    """Write down how children were told, or why they could not be."""
    form = _form(case_id)
    if not form.validate_on_submit():
        return _page(case_id, form), 422
    try:
        chosen, way, day = form.opinions.data or [], way_of(form), day_of(form)
        service.record_case(db.session(), viewer(), case_id, chosen, way, day, clock.today())
    except Invalid as error:
        blame(form, error)
        return _page(case_id, form), 422
    flash(_("Recorded."))
    return redirect(url_for("feedback.case", case_id=case_id), 303)


@staff(Permission.REPLIES_PUBLISH)
def close(case_id: int) -> Answer:
    """Close a case whose children were all told."""
    form = CloseForm(prefix="close-", meta={"csrf": False})
    try:
        service.close(db.session(), viewer(), case_id, form.why.data or "", clock.now())
    except IllegalMove as error:
        raise IllegalMove(
            _("A case is closed only after every child behind it was told, and none says not yet.")
        ) from error
    flash(_("Closed."))
    return redirect(url_for("tracker.case", case_id=case_id), 303)
