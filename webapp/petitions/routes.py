"""Addresses of the room ``petitions``."""

from __future__ import annotations

from flask import Blueprint

from webapp.petitions import pages

_ALL = "/can-bo/khieu-nai-to-cao"
_ONE = f"{_ALL}/<int:petition_id>"
_POST = ["POST"]

blueprint = Blueprint("petitions", __name__, template_folder="templates")
blueprint.add_url_rule(_ALL, "petitions", pages.petitions)
blueprint.add_url_rule(
    f"{_ALL}/de-nghi/<string(length=16):opinion_id>",
    "propose",
    pages.propose,
    methods=["GET", "POST"],
)
blueprint.add_url_rule(_ONE, "petition", pages.petition)
blueprint.add_url_rule(f"{_ONE}/chu-chua-che", "words", pages.words)
blueprint.add_url_rule(f"{_ONE}/xac-nhan", "confirm", pages.confirm, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/khong-phai", "decline", pages.decline, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/da-chuyen", "hand_over", pages.hand_over, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/tra-loi", "note_answer", pages.note_answer, methods=_POST)
