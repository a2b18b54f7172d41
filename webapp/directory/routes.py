"""Addresses of the room ``directory``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("directory", __name__, template_folder="templates")
