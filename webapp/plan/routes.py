"""Addresses of the room ``plan``."""

from __future__ import annotations

from flask import Blueprint

from webapp.plan import pages

blueprint = Blueprint("plan", __name__, template_folder="templates")
blueprint.add_url_rule("/can-bo/ke-hoach", "plan", pages.plan)
blueprint.add_url_rule("/can-bo/ke-hoach/nhiem-vu/<int:task_id>", "task", pages.task)
blueprint.add_url_rule(
    "/can-bo/ke-hoach/nhiem-vu/<int:task_id>/ky",
    "add_occurrence",
    pages.add_occurrence,
    methods=["POST"],
)
blueprint.add_url_rule("/can-bo/ke-hoach/ky/<int:occurrence_id>", "occurrence", pages.occurrence)
blueprint.add_url_rule(
    "/can-bo/ke-hoach/ky/<int:occurrence_id>", "report", pages.report, methods=["POST"]
)
