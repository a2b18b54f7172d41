"""Commands of the room ``desk``."""

from __future__ import annotations

from flask.cli import AppGroup

commands = AppGroup("desk")
