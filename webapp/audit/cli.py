"""Commands of the room ``audit``."""

from __future__ import annotations

from flask.cli import AppGroup

commands = AppGroup("audit")
