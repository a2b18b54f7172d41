"""Addresses of the room ``feedback``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("feedback", __name__, template_folder="templates")
