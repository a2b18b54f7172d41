"""Addresses of the room ``moderation``."""

from __future__ import annotations

from flask import Blueprint

from webapp.moderation import pages, regroup_pages
from webapp.moderation.queue import pages as queue_pages
from webapp.moderation.second import pages as second_pages
from webapp.moderation.triage import pages as triage_pages

blueprint = Blueprint(
    "moderation", __name__, template_folder="templates", url_prefix="/can-bo/y-kien"
)
_SHEET = "/phieu/<string(length=16):submission_id>"
_OPINION = f"{_SHEET}/<string(length=16):opinion_id>"

blueprint.add_url_rule("", view_func=queue_pages.queue)
blueprint.add_url_rule("/nhieu-y-kien", view_func=queue_pages.many, methods=["POST"])
blueprint.add_url_rule(_SHEET, view_func=pages.sheet)
blueprint.add_url_rule(f"{_SHEET}/anh/<string(length=16):picture_id>", view_func=pages.picture)
blueprint.add_url_rule(f"{_SHEET}/dang-mo", view_func=pages.still_open, methods=["POST"])
blueprint.add_url_rule(f"{_SHEET}/chuyen-bao-ve", view_func=pages.protect, methods=["POST"])
blueprint.add_url_rule(f"{_OPINION}/che", view_func=pages.hide, methods=["POST"])
blueprint.add_url_rule(
    f"{_OPINION}/bo-che/<int:hiding_id>", view_func=pages.show_again, methods=["POST"]
)
blueprint.add_url_rule(f"{_OPINION}/chuyen", view_func=pages.send, methods=["POST"])
blueprint.add_url_rule(f"{_OPINION}/khong-nhan", view_func=pages.refuse, methods=["POST"])
blueprint.add_url_rule(f"{_OPINION}/tach", view_func=pages.split, methods=["POST"])
blueprint.add_url_rule(f"{_OPINION}/xem-lai", view_func=pages.reconsider, methods=["POST"])

_SECOND = "/doc-lai"
_PROPOSED = f"{_SECOND}/<string(length=16):opinion_id>"
blueprint.add_url_rule(_SECOND, view_func=second_pages.second_reading)
blueprint.add_url_rule(
    f"{_PROPOSED}/dong-y", view_func=second_pages.confirm_refusal, methods=["POST"]
)
blueprint.add_url_rule(
    f"{_PROPOSED}/tra-lai", view_func=second_pages.decline_refusal, methods=["POST"]
)

_APART = "/vu-viec/<int:case_id>/tach"
blueprint.add_url_rule(_APART, view_func=regroup_pages.regroup)
blueprint.add_url_rule(_APART, view_func=regroup_pages.take_apart, methods=["POST"])

_TRIAGE = "/duyet"
_ONE = f"{_TRIAGE}/<string(length=16):opinion_id>"
blueprint.add_url_rule(_TRIAGE, view_func=triage_pages.triage)
blueprint.add_url_rule(_ONE, view_func=triage_pages.triage_one)
blueprint.add_url_rule(_ONE, view_func=triage_pages.triage_decide, methods=["POST"])
blueprint.add_url_rule(f"{_TRIAGE}/hoan-tac", view_func=triage_pages.triage_undo, methods=["POST"])
blueprint.add_url_rule(f"{_TRIAGE}/phim-tat", view_func=triage_pages.triage_keys, methods=["POST"])
