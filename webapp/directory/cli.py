"""Commands of the room ``directory``."""

from __future__ import annotations

from flask.cli import AppGroup

commands = AppGroup("directory")
