"""Commands of the room ``rounds``."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from webapp.base import clock
from webapp.extensions import db
from webapp.submissions import service as submissions

commands = AppGroup("rounds", help="Rounds and the drafts of children.")


@commands.command("purge-drafts")
def purge_drafts() -> None:
    """Delete drafts that nobody touched for an hour (run it every few minutes)."""
    gone = submissions.purge_drafts(db.session(), clock.now())
    db.session.commit()
    click.echo(f"{gone} drafts deleted")
