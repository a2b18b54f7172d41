"""Addresses of the room ``meetings``: the child's page, and the advisers' short list."""

from __future__ import annotations

from flask import Blueprint

from webapp.meetings import child_pages, pages

_ONE = "/can-bo/gap-tre/<string(length=16):meeting_id>"
_POST = ["POST"]

blueprint = Blueprint("meetings", __name__, template_folder="templates")
blueprint.add_url_rule("/gap-em", "wish", child_pages.wish)
blueprint.add_url_rule("/gap-em", "send_wish", child_pages.send_wish, methods=_POST)
blueprint.add_url_rule("/gap-em/da-nhan", "asked", child_pages.asked)
blueprint.add_url_rule("/can-bo/gap-tre", "meetings", pages.meetings)
blueprint.add_url_rule(f"{_ONE}/nhan", "take", pages.take, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/tra-lai", "give_back", pages.give_back, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/da-gap", "met", pages.met, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/khong-gap-duoc", "not_found", pages.not_found, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/chuyen-bao-ve", "hand_on", pages.hand_on, methods=_POST)
