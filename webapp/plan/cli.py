"""Commands of the room ``plan``."""

from __future__ import annotations

from flask.cli import AppGroup

commands = AppGroup("plan")
