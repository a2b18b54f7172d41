"""Commands of the room ``forms``: a form out as a file, and a file looked at before anything."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlalchemy import inspect

from webapp.extensions import db
from webapp.forms import service
from webapp.forms.catalogue import CATALOGUE, Survey
from webapp.forms.complaints import Faulty
from webapp.forms.records import FormVersion
from webapp.forms.xlsform.converting import compile_workbook
from webapp.forms.xlsform.workbook import Workbook, read_workbook
from webapp.forms.xlsform.writing import write_markdown, write_xlsx

commands = AppGroup("forms", help="Forms as files: XLSForm out of the house, and a look at one.")
_ENDINGS = (".xlsx", ".md")


@commands.command("export")
@click.argument("slug")
@click.option("--band", default="", help="The code of an age band; the first one if left out.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="A .xlsx or .md file.")
def export(slug: str, band: str, target: Path | None) -> None:
    """Write the form that new rounds of SLUG get, as Excel or as Markdown tables."""
    survey = CATALOGUE.get(slug) or (service.survey_of(db.session(), slug) if _started() else None)
    if survey is None:
        raise click.ClickException(_("There is no survey called “%(name)s”.", name=slug))
    code = band or survey.bands[0].code
    workbook = _workbook(survey, code)
    if workbook is None:
        raise click.ClickException(_("There is no form for the age band “%(name)s”.", name=code))
    file = target or Path(f"{slug}-{code}.xlsx")
    if file.suffix not in _ENDINGS:
        raise click.ClickException(_("The file has to end with .xlsx or .md."))
    try:
        content = (
            write_xlsx(workbook) if file.suffix == ".xlsx" else write_markdown(workbook).encode()
        )
    except Faulty as error:
        raise click.ClickException(str(error)) from error
    file.write_bytes(content)
    click.echo(f"✓ {file}")


def _started() -> bool:
    """Tell whether there is a database yet: a fresh clone has folders only."""
    return inspect(db.session().get_bind()).has_table(FormVersion.__tablename__)


def _workbook(survey: Survey, band: str) -> Workbook | None:
    """Return the source of the published version, else of the folder's own form."""
    published = service.published(db.session(), survey.slug, band) if _started() else None
    if published is not None:
        return service.workbook_of(db.session(), published)
    form = survey.forms.get(band)
    return service.source_of(survey, form) if form else None


@commands.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--anonymous", is_flag=True, help="The survey may not ask who a child is.")
def check(file: Path, anonymous: bool) -> None:
    """Say everything that is wrong in one workbook; ends with 1 when something is."""
    beside = {path.name: path.read_bytes() for path in sorted(file.parent.glob("*.csv"))}
    try:
        workbook = read_workbook(file.name, file.read_bytes())
        compiled = compile_workbook(
            workbook,
            survey=file.stem,
            band="",
            title={"vi": file.stem},
            anonymous=anonymous,
            files=beside,
        )
    except Faulty as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}")
        for warning in error.warnings:
            click.echo(f"· {warning}")
        raise SystemExit(1) from error
    for warning in compiled.warnings:
        click.echo(f"· {warning}")
    asked = sum(question.asks for question in compiled.form.questions)
    click.echo(f"✓ {file.name}: " + _("%(count)s questions", count=asked))
