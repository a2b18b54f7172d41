"""Commands of the room ``accounts``."""

from __future__ import annotations

from flask.cli import AppGroup

commands = AppGroup("accounts")
