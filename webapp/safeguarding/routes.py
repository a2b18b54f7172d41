"""Addresses of the room ``safeguarding``; the release stands in ``intake``."""

from __future__ import annotations

from flask import Blueprint

from webapp.safeguarding import pages

blueprint = Blueprint("safeguarding", __name__, template_folder="templates")

_BASE = "/can-bo/bao-ve"
blueprint.add_url_rule(_BASE, "concerns", pages.concerns)
blueprint.add_url_rule(f"{_BASE}/<string(length=16):concern_id>", "concern", pages.concern)
blueprint.add_url_rule(
    f"{_BASE}/<string(length=16):concern_id>/buoc", "move", pages.move, methods=["POST"]
)
blueprint.add_url_rule(
    f"{_BASE}/<string(length=16):concern_id>/anh/<string(length=16):picture_id>",
    "picture",
    pages.picture,
)
