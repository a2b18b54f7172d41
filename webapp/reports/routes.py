"""Addresses of the room ``reports``."""

from __future__ import annotations

from flask import Blueprint

from webapp.reports import overview_pages, pages, result_pages, slip_pages

blueprint = Blueprint("reports", __name__, template_folder="templates")

_BASE = "/can-bo/tong-hop"
_MONTH = f"{_BASE}/<int:year>/<int:month>"
blueprint.add_url_rule(_BASE, "summary", pages.summary)
blueprint.add_url_rule(f"{_MONTH}/ky", "sign", pages.sign, methods=["POST"])
blueprint.add_url_rule(f"{_MONTH}/bao-cao.docx", "as_letter", pages.as_letter)
blueprint.add_url_rule(f"{_MONTH}/bang-tinh.xlsx", "as_workbook", pages.as_workbook)
blueprint.add_url_rule(f"{_MONTH}/so-lieu.csv", "figures_as_csv", pages.figures_as_csv)
blueprint.add_url_rule(f"{_MONTH}/vu-viec.csv", "cases_as_csv", pages.cases_as_csv)

blueprint.add_url_rule("/can-bo/mot-trang", "overview", overview_pages.commune_page)
blueprint.add_url_rule(
    "/can-bo/khieu-nai-to-cao/<int:petition_id>/phieu-chuyen.docx",
    "transfer_slip",
    slip_pages.transfer_slip,
)

_RESULTS = "/can-bo/ket-qua"
_YEAR = "<string(maxlength=60):survey>/<int:year>"
blueprint.add_url_rule(_RESULTS, "asked", result_pages.asked)
for _chosen in (_YEAR, f"{_YEAR}/<int:round_id>"):
    _where = f"{_RESULTS}/{_chosen}"
    blueprint.add_url_rule(_where, "results", result_pages.results)
    blueprint.add_url_rule(
        f"{_where}/ket-qua.xlsx", "results_as_workbook", result_pages.results_as_workbook
    )
    blueprint.add_url_rule(f"{_where}/ket-qua.csv", "results_as_csv", result_pages.results_as_csv)
