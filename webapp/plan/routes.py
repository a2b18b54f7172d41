"""Addresses of the room ``plan``."""

from __future__ import annotations

from flask import Blueprint

from webapp.plan import occurrence_pages, pages

blueprint = Blueprint("plan", __name__, template_folder="templates")
blueprint.add_url_rule("/can-bo/ke-hoach", "plan", pages.plan)
blueprint.add_url_rule("/can-bo/ke-hoach/nhiem-vu/<int:task_id>", "task", pages.task)
blueprint.add_url_rule(
    "/can-bo/ke-hoach/nhiem-vu/<int:task_id>/ky",
    "add_occurrence",
    pages.add_occurrence,
    methods=["POST"],
)
_DATE = "/can-bo/ke-hoach/ky/<int:occurrence_id>"
blueprint.add_url_rule(_DATE, "occurrence", occurrence_pages.occurrence)
blueprint.add_url_rule(_DATE, "report", occurrence_pages.report, methods=["POST"])
for _path, _handler in (
    ("hoan", occurrence_pages.postpone),
    ("phoi-hop", occurrence_pages.ask),
    ("phan-viec-xong", occurrence_pages.done),
):
    blueprint.add_url_rule(f"{_DATE}/{_path}", _handler.__name__, _handler, methods=["POST"])
