"""Commands of the room ``plan``."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from webapp.base import clock
from webapp.extensions import db
from webapp.plan import service
from webapp.plan.labels import FAULTS

commands = AppGroup("plan", help="Read the commune's plan.")


def told(fault: service.Fault) -> str:
    """Return one line for a person: file, row, column, what does not fit."""
    words = str(FAULTS.get(fault.key, fault.key))
    place = fault.file
    if fault.row is not None:
        place += ", " + _("row %(row)s", row=fault.row)
    if fault.column:
        place += ", " + _("column %(column)s", column=fault.column)
    return f"{place}: {words}" + (f" – «{fault.value}»" if fault.value else "")


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
            click.echo(told(fault), err=True)
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
