"""Addresses of the room ``safeguarding``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("safeguarding", __name__, template_folder="templates")
