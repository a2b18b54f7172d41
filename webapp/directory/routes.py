"""Addresses of the room ``directory``."""

from __future__ import annotations

from flask import Blueprint

from webapp.directory import pages
from webapp.web.sessions import STAFF_PREFIX

blueprint = Blueprint(
    "directory", __name__, template_folder="templates", url_prefix=f"{STAFF_PREFIX}/danh-ba"
)
_BOTH = ["GET", "POST"]
_add = blueprint.add_url_rule
_add("", "directory", pages.directory, methods=_BOTH)
_add("/don-vi", "bodies", pages.bodies, methods=_BOTH)
_add("/don-vi/<int:body_id>/ket-thuc", "end_body", pages.end_body, methods=_BOTH)
_add("/truong", "schools", pages.schools, methods=_BOTH)
_add("/truong/<int:school_id>/lop", "classes", pages.classes, methods=_BOTH)
_add("/nguoi-giup", "contacts", pages.contacts, methods=_BOTH)
_add("/nguoi-giup/<int:contact_id>/dung", "end_contact", pages.end_contact, methods=["POST"])
_add("/nguoi-giup/da-goi-thu", "confirm_hotline", pages.confirm_hotline, methods=["POST"])
_add("/ngay-nghi", "days", pages.days, methods=_BOTH)
_add("/ngay-nghi/<int(fixed_digits=8):day>/bo", "remove_day", pages.remove_day, methods=["POST"])
_add("/chu-de", "topics", pages.topics)
_add("/chu-de/<string(maxlength=20):code>", "topic", pages.topic, methods=_BOTH)
_add("/thiet-lap", "settings", pages.settings, methods=_BOTH)
