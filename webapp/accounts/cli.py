"""Commands of the room ``accounts``."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from webapp.accounts import service
from webapp.base import clock
from webapp.extensions import db

commands = AppGroup("accounts", help="People who sign in.")


@commands.command("invite-admin")
def invite_admin() -> None:
    """Print a one-time link that lets the administrator choose a new password."""
    path = service.administrator_invitation(db.session(), clock.now())
    db.session.commit()
    click.echo(path)
