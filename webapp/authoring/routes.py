"""Addresses of the room ``authoring``: forms being written."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "authoring", __name__, template_folder="templates", url_prefix="/can-bo/phieu-hoi"
)
