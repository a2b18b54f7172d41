"""Addresses of the room ``outbox``."""

from __future__ import annotations

from flask import Blueprint

from webapp.outbox import pages
from webapp.web.sessions import STAFF_PREFIX

blueprint = Blueprint("outbox", __name__, template_folder="templates", url_prefix=STAFF_PREFIX)
blueprint.add_url_rule("/thong-bao", "mine", pages.mine, methods=["GET", "POST"])
blueprint.add_url_rule("/thong-bao/thu", "try_mail", pages.try_mail, methods=["POST"])
