"""Addresses of the room ``respond``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("respond", __name__, template_folder="templates")
