"""Addresses of the room ``tracker``."""

from __future__ import annotations

from flask import Blueprint

from webapp.tracker import pages

blueprint = Blueprint("tracker", __name__, template_folder="templates")
_CASE = "/can-bo/vu-viec/<int:case_id>"

blueprint.add_url_rule("/can-bo/theo-doi", "tracker", pages.tracker)
blueprint.add_url_rule("/can-bo/theo-doi/in", "tracker_on_paper", pages.tracker_on_paper)
blueprint.add_url_rule(_CASE, "case", pages.case)
blueprint.add_url_rule(f"{_CASE}/tra-loi", "writer", pages.writer)
blueprint.add_url_rule(f"{_CASE}/tra-loi", "write", pages.write, methods=["POST"])
for _path, _handler in (
    ("tiep-nhan", pages.acknowledge),
    ("bat-dau", pages.start),
    ("chuyen-lai", pages.send_back),
    ("ghi-chu", pages.add_note),
    ("chuyen", pages.route),
    ("nhiem-vu", pages.link),
    ("ket-thuc", pages.close),
    ("cong-bo", pages.publish),
    ("tra-loi-lai", pages.reply_back),
):
    blueprint.add_url_rule(f"{_CASE}/{_path}", _handler.__name__, _handler, methods=["POST"])
