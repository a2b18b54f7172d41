"""The summary of a month: seen, signed, taken away as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import IllegalMove, NotFound
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.reports import service
from webapp.reports.figures.fingerprint import digest
from webapp.reports.figures.publication import PublishedMonth
from webapp.reports.files.letters import month_letter
from webapp.reports.files.table_file import cases_csv, figures_csv
from webapp.reports.files.wording import file_name
from webapp.reports.files.workbook import workbook
from webapp.reports.rules import first_of, next_month
from webapp.reports.showing import month_shown
from webapp.web.guards import staff, viewer
from webapp.web.language import chosen_language

_EARLIEST_YEAR = 2023
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"


@staff(Permission.SUMMARY_VIEW)
def summary() -> str:
    """Show the month asked for, this month unless one was chosen."""
    today = clock.today()
    year = request.args.get("nam", today.year, type=read_number)
    month = _month(year, request.args.get("thang", today.month, type=read_number))
    published = service.published_month(db.session(), month, today)
    signatures = service.signatures(db.session(), published)
    person = viewer()
    signed = any(s.current and s.name == person.name for s in signatures)
    return render_template(
        "reports/summary.html",
        month=published,
        **month_shown(published, chosen_language()),
        signatures=signatures,
        may_sign=person.can(Permission.SUMMARY_SIGN) and not signed,
        seen=digest(published),
        years=range(today.year, _EARLIEST_YEAR - 1, -1),
        before=_link(first_of(_day_before(month))),
        after=_link(next_month(month)) if next_month(month) <= today else None,
    )


@staff(Permission.SUMMARY_SIGN)
def sign(year: int, month: int) -> Response:
    """Record that a leader read the summary with exactly these figures."""
    first = _month(year, month)
    try:
        service.sign(db.session(), viewer(), first, request.form.get("seen", ""), clock.now())
    except IllegalMove:
        message = _("The figures have changed while you were reading. Please look at them again.")
        flash(message, "error")
        db.session.rollback()
    else:
        flash(_("You have signed the summary."))
    return redirect(_link(first), 303)


@staff(Permission.SUMMARY_VIEW)
def as_letter(year: int, month: int) -> Response:
    """Give the report on the letterhead of Đoàn xã."""
    today = clock.today()
    commune = directory.commune(db.session(), today)
    return _file(
        year, month, "tong-hop", "docx", _DOCX, lambda found: month_letter(found, commune, today)
    )


@staff(Permission.SUMMARY_VIEW)
def as_workbook(year: int, month: int) -> Response:
    """Give the figures and lists for Excel."""
    return _file(year, month, "tong-hop", "xlsx", _XLSX, workbook)


@staff(Permission.SUMMARY_VIEW)
def figures_as_csv(year: int, month: int) -> Response:
    """Give the figures, one a line."""
    return _file(year, month, "tong-hop", "csv", _CSV, figures_csv)


@staff(Permission.SUMMARY_VIEW)
def cases_as_csv(year: int, month: int) -> Response:
    """Give the list of cases."""
    return _file(year, month, "vu-viec", "csv", _CSV, cases_csv)


def _file(
    year: int,
    month: int,
    name: str,
    ending: str,
    media_type: str,
    make: Callable[[PublishedMonth], bytes],
) -> Response:
    """Return the month as an attachment with an ASCII name."""
    first = _month(year, month)
    published = service.published_month(db.session(), first, clock.today())
    response = current_app.response_class(make(published), content_type=media_type)
    response.headers.set(
        "Content-Disposition", "attachment", filename=file_name(name, first, ending)
    )
    return response


def _month(year: int, month: int) -> date:
    """Return the first day of a month that has begun; raise NotFound otherwise."""
    if not (_EARLIEST_YEAR <= year <= 2100 and 1 <= month <= 12):
        raise NotFound
    first = date(year, month, 1)
    if first > clock.today():
        raise NotFound
    return first


def _day_before(first: date) -> date:
    return date.fromordinal(first.toordinal() - 1)


def _link(first: date) -> str:
    return url_for("reports.summary", thang=first.month, nam=first.year)
