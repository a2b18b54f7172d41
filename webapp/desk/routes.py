"""Addresses of the room ``desk``."""

from __future__ import annotations

from flask import Blueprint

from webapp.desk import pages
from webapp.web.sessions import STAFF_PREFIX

blueprint = Blueprint("desk", __name__, template_folder="templates", url_prefix=STAFF_PREFIX)
blueprint.add_url_rule("/", "today", pages.today)
