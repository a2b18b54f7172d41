"""Addresses of the room ``accounts``."""

from __future__ import annotations

from flask import Blueprint

from webapp.accounts import pages
from webapp.web.sessions import STAFF_PREFIX

blueprint = Blueprint("accounts", __name__, template_folder="templates", url_prefix=STAFF_PREFIX)
_BOTH = ["GET", "POST"]
_add = blueprint.add_url_rule
_add("/moi/<string(length=43):secret>", "welcome", pages.welcome, methods=_BOTH)
_add("/nguoi-dung", "people", pages.people)
_add("/nguoi-dung/them", "add_person", pages.add_person, methods=_BOTH)
_add("/nguoi-dung/<int:user_id>", "person", pages.person, methods=_BOTH)
_add("/nguoi-dung/<int:user_id>/moi", "invite", pages.invite, methods=["POST"])
_add("/nguoi-dung/<int:user_id>/dung", "deactivate", pages.deactivate, methods=["POST"])
_add("/nguoi-dung/<int:user_id>/mo-lai", "reactivate", pages.reactivate, methods=["POST"])
_add("/nhat-ky", "log", pages.log)
