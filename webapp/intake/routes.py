"""Addresses of the room ``intake``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("intake", __name__, template_folder="templates")
