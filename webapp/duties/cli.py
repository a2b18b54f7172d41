"""Commands of the room ``duties``, and its minute inside the running program."""

from __future__ import annotations

import sys
from functools import partial

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from webapp.base import clock
from webapp.duties.running import Ran, run_all
from webapp.web.transaction import apart

commands = AppGroup("duties", help="What must happen by itself: reminders, clocks, mail.")


def run_minute(app: Flask) -> Ran:
    """Run everything that is due in *app*'s database."""
    return run_all(partial(apart, app), app.config["SETTINGS"].mail, clock.now())


@commands.command("run")
def run() -> None:
    """Run all duties once (cron or the Task Scheduler calls it every minute)."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    ran = run_minute(app)
    if ran.busy:
        click.echo("another runner is at work")
        return
    click.echo(f"mail sent: {ran.mail.sent}, not taken: {ran.mail.refused}")
    if ran.mail.unreachable:
        click.echo("the mail server does not answer")
    if ran.failed:
        click.echo(f"failed: {', '.join(ran.failed)}")
        sys.exit(1)
