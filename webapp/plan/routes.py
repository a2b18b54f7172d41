"""Addresses of the room ``plan``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("plan", __name__, template_folder="templates")
