"""Addresses of the room ``tracker``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("tracker", __name__, template_folder="templates")
