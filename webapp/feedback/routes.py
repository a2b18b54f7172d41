"""Addresses of the room ``feedback``."""

from __future__ import annotations

from flask import Blueprint

from webapp.feedback import pages

blueprint = Blueprint("feedback", __name__, template_folder="templates")
blueprint.add_url_rule("/tra-loi", "ask", pages.ask)
blueprint.add_url_rule("/tra-loi", "look_up", pages.look_up, methods=["POST"])
blueprint.add_url_rule("/tra-loi/thu", "letter", pages.letter)
blueprint.add_url_rule("/tra-loi/danh-gia", "rate", pages.rate, methods=["POST"])
