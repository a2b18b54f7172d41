"""Commands of the room ``plan``."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from webapp.base import clock
from webapp.extensions import db
from webapp.plan import service
from webapp.plan.labels import fault_words

commands = AppGroup("plan", help="Read the commune's plan.")


@commands.command("load")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--shift-years", default=0, help="Move all dates by years (demonstration).")
def load(folder: Path, shift_years: int) -> None:
    """Read plan.toml, plan.csv and body-aliases.toml of FOLDER; nothing is half read."""
    try:
        result = service.import_plan(
            db.session(), folder, today=clock.today(), shift_years=shift_years
        )
    except service.PlanFaults as error:
        db.session.rollback()
        for fault in error.faults:
            click.echo(fault_words(fault), err=True)
        raise SystemExit(1) from None
    db.session.commit()
    if not result.changed:
        click.echo(_("The plan had been read before; nothing changed."))
        return
    click.echo(
        _(
            "Plan read: %(tasks)s rows, %(dates)s dates.",
            tasks=result.tasks,
            dates=result.occurrences,
        )
    )
