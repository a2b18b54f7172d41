"""What children chose, question by question: on a page and as files."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, render_template
from werkzeug.wrappers import Response

from webapp.accounts.rules import Permission
from webapp.base import clock
from webapp.extensions import db
from webapp.forms.rules import text_in
from webapp.reports.results.files import results_csv, results_xlsx
from webapp.reports.results.gathering import SurveyResults, survey_results, surveys_asked
from webapp.reports.results.showing import page_shown
from webapp.web.guards import staff
from webapp.web.language import chosen_language

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"


@staff(Permission.SUMMARY_VIEW)
def asked() -> str:
    """List the surveys with their years, to choose what to look at."""
    language = chosen_language()
    found = surveys_asked(db.session())
    surveys = [(one.survey, text_in(one.title, language), one.years) for one in found]
    return render_template("reports/asked.html", surveys=surveys)


@staff(Permission.SUMMARY_VIEW)
def results(survey: str, year: int, round_id: int | None = None) -> str:
    """Show the counts of a year of a survey, or of one of its rounds."""
    found = survey_results(db.session(), survey, year, round_id, clock.today())
    language = chosen_language()
    return render_template(
        "reports/results.html",
        results=found,
        title=text_in(found.title, language),
        page=page_shown(found, language),
    )


@staff(Permission.SUMMARY_VIEW)
def results_as_workbook(survey: str, year: int, round_id: int | None = None) -> Response:
    """Give the counts for Excel."""
    return _file(survey, year, round_id, "xlsx", _XLSX, results_xlsx)


@staff(Permission.SUMMARY_VIEW)
def results_as_csv(survey: str, year: int, round_id: int | None = None) -> Response:
    """Give the counts, one a line."""
    return _file(survey, year, round_id, "csv", _CSV, results_csv)


def _file(
    survey: str,
    year: int,
    round_id: int | None,
    ending: str,
    media_type: str,
    make: Callable[[SurveyResults], bytes],
) -> Response:
    """Return the results as an attachment with an ASCII name."""
    found = survey_results(db.session(), survey, year, round_id, clock.today())
    response = current_app.response_class(make(found), content_type=media_type)
    which = f"{year}-dot-{round_id}" if round_id else str(year)
    name = f"ket-qua-{found.survey}-{which}.{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
