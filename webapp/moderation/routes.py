"""Addresses of the room ``moderation``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("moderation", __name__, template_folder="templates")
