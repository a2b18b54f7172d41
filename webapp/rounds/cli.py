"""Commands of the room ``rounds``."""

from __future__ import annotations

from flask.cli import AppGroup

commands = AppGroup("rounds")
