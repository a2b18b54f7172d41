"""The commune on one page: six figures and what is overdue, for the screen and for paper."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.base.errors import NotFound
from webapp.base.text import read_number
from webapp.directory import service as directory
from webapp.extensions import db
from webapp.reports.overview.counting import ClockLine, Overview, overview
from webapp.web.guards import staff, viewer

_EARLIEST_YEAR = 2023
# Bars are drawn on a field of 100 by 8, one unit a percent.
_FULL = 100


@staff(Permission.OVERVIEW_VIEW)
def commune_page() -> str:
    """Show the page of a year, this one unless another was chosen."""
    today = clock.today()
    year = request.args.get("nam", today.year, type=read_number)
    if not _EARLIEST_YEAR <= year <= today.year:
        raise NotFound
    found = overview(db.session(), viewer(), year, today)
    return render_template(
        "reports/overview.html",
        page=found,
        year=year,
        years=range(today.year, _EARLIEST_YEAR - 1, -1),
        commune=directory.commune(db.session(), today).name,
        median=_days(found.median_days),
        clocks=_clocks(found),
        more=found.overdue_in_all - len(found.overdue),
        rows=_overdue(found),
    )


def _overdue(found: Overview) -> list[dict[str, Any]]:
    bodies = {one.id: one.short_name for one in directory.bodies(db.session(), None)}
    return [
        {
            "id": row.ref,
            "number": row.number,
            "title": row.title,
            "lead": bodies.get(row.lead_body_id or 0, ""),
            "due_on": row.due_on,
            "late": row.clock.days,
        }
        for row in found.overdue
    ]


def _clocks(found: Overview) -> list[dict[str, Any]]:
    """Return the two clocks as bars on one scale: the longer fills it."""
    lines = ((_("Đoàn xã reads and decides"), found.moderators), (_("Bodies reply"), found.bodies))
    longest = max([line.median_days or 0 for _words, line in lines] + [1])
    return [
        {
            "words": words,
            "line": line,
            "bar": _bar(line, longest),
            "median": _days(line.median_days),
        }
        for words, line in lines
    ]


def _bar(line: ClockLine, longest: float) -> int:
    return round(_FULL * (line.median_days or 0) / longest)


def _days(median: float | None) -> str:
    """Return days as Vietnamese writes them, with a comma, or a dash."""
    return "–" if median is None else f"{median:g}".replace(".", ",")
