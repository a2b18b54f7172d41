"""Addresses of the room ``respond``: everything a child opens before the reply."""

from __future__ import annotations

from flask import Blueprint

from webapp.respond import pages, picture_pages, question_pages, slip_pages
from webapp.respond.days import child_day

blueprint = Blueprint("respond", __name__, template_folder="templates")
blueprint.add_app_template_filter(child_day)
blueprint.add_app_template_global(picture_pages.media_address)
blueprint.add_url_rule("/", "start", pages.start)
blueprint.add_url_rule("/", "begin", pages.begin, methods=["POST"])
blueprint.add_url_rule("/dong-y", "assent", pages.assent)
blueprint.add_url_rule("/dong-y", "answer_assent", pages.answer_assent, methods=["POST"])
blueprint.add_url_rule("/phieu/<page:key>", "question", question_pages.question)
blueprint.add_url_rule("/phieu/<page:key>", "answer", question_pages.answer, methods=["POST"])
blueprint.add_url_rule(
    "/anh-cua-em/<string(length=16):picture_id>", "own_picture", picture_pages.own_picture
)
blueprint.add_url_rule(
    "/tep/<string(maxlength=60):survey>/<string(maxlength=120):name>",
    "survey_file",
    picture_pages.survey_file,
)
blueprint.add_url_rule("/kiem-tra", "check", question_pages.check)
blueprint.add_url_rule("/gui", "send", question_pages.send, methods=["POST"])
blueprint.add_url_rule("/de-sau", "later", slip_pages.later)
blueprint.add_url_rule("/de-sau", "go_on_here", slip_pages.go_on_here, methods=["POST"])
blueprint.add_url_rule("/viet-tiep", "ask_slip", slip_pages.ask)
blueprint.add_url_rule("/viet-tiep", "go_on", slip_pages.go_on, methods=["POST"])
blueprint.add_url_rule("/bien-nhan", "receipt", pages.receipt)
blueprint.add_url_rule("/xong", "done", pages.done, methods=["POST"])
blueprint.add_url_rule("/moi-ban", "next_child", pages.next_child)
blueprint.add_url_rule("/doc-them/<int:number>", "reading", pages.reading)
blueprint.add_url_rule("/an", "hide", pages.hide, methods=["POST"])
blueprint.add_url_rule("/giup-em", "help_page", pages.help_page)
