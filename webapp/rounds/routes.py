"""Addresses of the room ``rounds``."""

from __future__ import annotations

from flask import Blueprint

from webapp.rounds import pages

blueprint = Blueprint("rounds", __name__, template_folder="templates")

_BASE = "/can-bo/dot"
blueprint.add_url_rule(_BASE, "rounds", pages.rounds)
blueprint.add_url_rule(f"{_BASE}/moi", "new_round", pages.new_round, methods=["GET", "POST"])
blueprint.add_url_rule(f"{_BASE}/<int:round_id>", "round_page", pages.round_page)
blueprint.add_url_rule(
    f"{_BASE}/<int:round_id>/mo", "open_round", pages.open_round, methods=["POST"]
)
blueprint.add_url_rule(
    f"{_BASE}/<int:round_id>/dong", "close_round", pages.close_round, methods=["POST"]
)
blueprint.add_url_rule(
    f"{_BASE}/<int:round_id>/buoi", "open_session", pages.open_session, methods=["POST"]
)
blueprint.add_url_rule(f"{_BASE}/buoi/<int:session_id>", "session_page", pages.session_page)
blueprint.add_url_rule(
    f"{_BASE}/buoi/<int:session_id>/dong", "close_session", pages.close_session, methods=["POST"]
)
