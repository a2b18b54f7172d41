"""Commands of the room ``audit``."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from webapp.audit import service
from webapp.extensions import db

commands = AppGroup("audit", help="What was done by whom.")


@commands.command("verify")
def verify() -> None:
    """Check that no event was changed, removed or put in between."""
    broken = service.first_broken(db.session())
    if broken is None:
        click.echo("The chain is whole.")
    else:
        click.echo(f"Event {broken} does not fit the one before it.", err=True)
        raise SystemExit(1)
