"""Addresses of static files that change when the file does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, url_for

STATIC = Path(__file__).parent / "static"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """Return the address of static file *name*, safe to keep for a year."""
    return url_for("static", filename=name, v=_digest(name))


def init_app(app: Flask) -> None:
    """Offer ``asset`` to templates."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    app.jinja_env.globals["asset"] = asset
