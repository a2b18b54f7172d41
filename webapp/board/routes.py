"""Addresses of the room ``board``."""

from __future__ import annotations

from flask import Blueprint

from webapp.board import desk_pages, pages

blueprint = Blueprint("board", __name__, template_folder="templates")

blueprint.add_url_rule("/bang-tin", "board", pages.board)
blueprint.add_url_rule("/bang-tin/in", "paper", pages.paper)
blueprint.add_url_rule("/bang-tin/nguon-tin", "feed", pages.feed)
blueprint.add_url_rule("/bang-tin/<int:entry_id>", "entry", pages.entry)
blueprint.add_url_rule("/can-bo/bang-tin", "all_entries", desk_pages.all_entries)
blueprint.add_url_rule("/can-bo/bang-tin/<int:reply_id>", "prepare", desk_pages.prepare)
blueprint.add_url_rule("/can-bo/bang-tin/<int:reply_id>", "post", desk_pages.post, methods=["POST"])
blueprint.add_url_rule(
    "/can-bo/bang-tin/<int:reply_id>/cat-di", "put_away", desk_pages.put_away, methods=["POST"]
)
