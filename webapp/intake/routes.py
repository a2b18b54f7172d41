"""Addresses of the room ``intake``."""

from __future__ import annotations

from flask import Blueprint

from webapp.intake import pages

blueprint = Blueprint("intake", __name__, template_folder="templates")
blueprint.add_url_rule(
    "/can-bo/bao-ve/<string(length=16):concern_id>/chuyen-kiem-duyet",
    "release",
    pages.release,
    methods=["POST"],
)
blueprint.add_url_rule(
    "/can-bo/bao-ve/tu-ngu/doc-lai", "read_again", pages.read_again, methods=["POST"]
)
