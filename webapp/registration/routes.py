"""Addresses of the room ``registration``."""

from __future__ import annotations

from flask import Blueprint

from webapp.registration import pages

blueprint = Blueprint("registration", __name__, template_folder="templates")

_BASE = "/can-bo/dang-ky"
blueprint.add_url_rule(_BASE, "registrations", pages.registrations)
blueprint.add_url_rule(f"{_BASE}/danh-sach", "printed_list", pages.printed_list)
blueprint.add_url_rule(f"{_BASE}/bang-tinh.xlsx", "as_workbook", pages.as_workbook)
blueprint.add_url_rule(f"{_BASE}/<int:registration_id>", "registration", pages.registration)
blueprint.add_url_rule(f"{_BASE}/<int:registration_id>/buoc", "move", pages.move, methods=["POST"])
