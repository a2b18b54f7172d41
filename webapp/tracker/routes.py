"""Addresses of the room ``tracker``."""

from __future__ import annotations

from flask import Blueprint

from webapp.tracker.case_page import pages as case_page
from webapp.tracker.listing import pages as listing
from webapp.tracker.replies import pages as replies

blueprint = Blueprint("tracker", __name__, template_folder="templates")
_CASE = "/can-bo/vu-viec/<int:case_id>"

blueprint.add_url_rule("/can-bo/theo-doi", "tracker", listing.tracker)
blueprint.add_url_rule("/can-bo/theo-doi/in", "tracker_on_paper", listing.tracker_on_paper)
blueprint.add_url_rule(_CASE, "case", case_page.case)
blueprint.add_url_rule(f"{_CASE}/tra-loi", "writer", replies.writer)
blueprint.add_url_rule(f"{_CASE}/tra-loi", "write", replies.write, methods=["POST"])
for _path, _handler in (
    ("tiep-nhan", case_page.acknowledge),
    ("bat-dau", case_page.start),
    ("chuyen-lai", case_page.send_back),
    ("ghi-chu", case_page.add_note),
    ("chuyen", case_page.route),
    ("nhiem-vu", case_page.link),
    ("ket-thuc", case_page.close),
    ("cong-bo", replies.publish),
    ("tra-loi-lai", replies.reply_back),
):
    blueprint.add_url_rule(f"{_CASE}/{_path}", _handler.__name__, _handler, methods=["POST"])
