"""Addresses of the room ``respond``: everything a child opens before the reply."""

from __future__ import annotations

from flask import Blueprint

from webapp.respond import pages
from webapp.respond.days import child_day

blueprint = Blueprint("respond", __name__, template_folder="templates")
blueprint.add_app_template_filter(child_day)
blueprint.add_url_rule("/", "start", pages.start)
blueprint.add_url_rule("/", "begin", pages.begin, methods=["POST"])
blueprint.add_url_rule("/dong-y", "assent", pages.assent)
blueprint.add_url_rule("/dong-y", "answer_assent", pages.answer_assent, methods=["POST"])
blueprint.add_url_rule("/phieu/<int:number>", "question", pages.question)
blueprint.add_url_rule("/phieu/<int:number>", "answer", pages.answer, methods=["POST"])
blueprint.add_url_rule("/kiem-tra", "check", pages.check)
blueprint.add_url_rule("/gui", "send", pages.send, methods=["POST"])
blueprint.add_url_rule("/bien-nhan", "receipt", pages.receipt)
blueprint.add_url_rule("/xong", "done", pages.done, methods=["POST"])
blueprint.add_url_rule("/moi-ban", "next_child", pages.next_child)
blueprint.add_url_rule("/doc-them/<int:number>", "reading", pages.reading)
blueprint.add_url_rule("/an", "hide", pages.hide, methods=["POST"])
blueprint.add_url_rule("/giup-em", "help_page", pages.help_page)
