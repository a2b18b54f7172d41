"""Addresses of the room ``tracker``."""

from __future__ import annotations

from flask import Blueprint

from webapp.tracker.case_page import pages as case_page
from webapp.tracker.case_page import step_pages as steps
from webapp.tracker.listing import pages as listing
from webapp.tracker.replies import pages as replies
from webapp.tracker.replies import template_pages as words
from webapp.tracker.routing import pages as routing

blueprint = Blueprint("tracker", __name__, template_folder="templates")
_CASE = "/can-bo/vu-viec/<int:case_id>"

blueprint.add_url_rule("/can-bo/theo-doi", "tracker", listing.tracker)
blueprint.add_url_rule("/can-bo/theo-doi/in", "tracker_on_paper", listing.tracker_on_paper)
blueprint.add_url_rule("/can-bo/len-lanh-dao", "escalated", listing.escalated)
blueprint.add_url_rule("/can-bo/quy-tac-chuyen", "routing", routing.routing)
blueprint.add_url_rule("/can-bo/quy-tac-chuyen", "begin_rule", routing.begin_rule, methods=["POST"])
blueprint.add_url_rule(
    "/can-bo/quy-tac-chuyen/<int:rule_id>/thoi", "end_rule", routing.end_rule, methods=["POST"]
)
blueprint.add_url_rule(_CASE, "case", case_page.case)
blueprint.add_url_rule(f"{_CASE}/tra-loi", "writer", replies.writer)
blueprint.add_url_rule(f"{_CASE}/tra-loi", "write", replies.write, methods=["POST"])
blueprint.add_url_rule("/can-bo/mau-tra-loi", "templates", words.templates)
for _path, _name in (
    ("/can-bo/mau-tra-loi/moi", "new_template"),
    ("/can-bo/mau-tra-loi/<int:template_id>", "template"),
):
    blueprint.add_url_rule(_path, _name, words.template)
    blueprint.add_url_rule(_path, f"save_{_name}", words.save, methods=["POST"])
for _path, _handler in (
    ("tiep-nhan", steps.acknowledge),
    ("bat-dau", steps.start),
    ("chuyen-lai", steps.send_back),
    ("ghi-chu", steps.add_note),
    ("chuyen", steps.route),
    ("nhiem-vu", steps.link),
    ("gia-han", steps.extend),
    ("cho-em-tra-loi", steps.pause),
    ("lam-tiep", steps.resume),
    ("chi-dao", steps.instruct),
    ("dat-han", steps.set_day),
    ("doi-chu-tri", steps.reassign),
    ("cong-bo", replies.publish),
    ("tra-loi-lai", replies.reply_back),
):
    blueprint.add_url_rule(f"{_CASE}/{_path}", _handler.__name__, _handler, methods=["POST"])
