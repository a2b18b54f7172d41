"""Finding surveys: the only file that knows the folder ``surveys/``."""

from __future__ import annotations

from flask import Flask

from webapp.config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Make the surveys of ``settings.surveys`` known to *app*."""
