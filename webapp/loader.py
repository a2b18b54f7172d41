"""Finding surveys: the only file that knows the folder ``surveys/``.

Each folder is read alone.  A faulty one is left out and its problems are kept
for the staff pages and for ``flask surveys check``; the others run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from webapp.config import Settings
from webapp.forms.catalogue import CATALOGUE, Hooks, Survey
from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.folder import HOOKS, FormCache, read_folder
from webapp.forms.lints import lint
from webapp.forms.rules import text_in
from webapp.forms.samples import check_samples
from webapp.forms.starting import start_folder
from webapp.surveykit import HOOKS as HOOK_NAMES
from webapp.surveykit import KINDS

CACHE_FOLDER = "forms"
commands = AppGroup("surveys", help="The folders under surveys/.")


def init_app(app: Flask, settings: Settings) -> None:
    """Make the surveys of ``settings.surveys`` known to *app*."""
    app.cli.add_command(commands)
    cache = FormCache(settings.instance / CACHE_FOLDER)
    surveys, problems = load_surveys(settings.surveys, cache)
    CATALOGUE.fill(surveys, problems)
    for problem in problems:
        app.logger.warning("survey left out: %s", problem)


def load_surveys(root: Path, cache: FormCache) -> tuple[list[Survey], list[FormProblem]]:
    """Return the working surveys under *root* and what is wrong with the others."""
    surveys: list[Survey] = []
    problems: list[FormProblem] = []
    for folder in survey_folders(root):
        try:
            survey = read_folder(folder, cache, read_hooks)
            _refuse_same_title(survey, surveys)
        except Faulty as error:
            problems.extend(error.problems)
        except Exception:
            # Whatever a folder does, the others must run.
            problems.append(FormProblem(folder.name, say("broken_folder")))
        else:
            surveys.append(survey)
    return surveys, problems


def survey_folders(root: Path) -> Iterator[Path]:
    """Yield the folders under *root* that may be surveys, by name."""
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir() and not folder.name.startswith((".", "_")):
            yield folder


def _refuse_same_title(survey: Survey, others: list[Survey]) -> None:
    """Refuse a second survey with one title: nobody could tell them apart in a list."""
    title = text_in(survey.title, "vi")
    for other in others:
        if text_in(other.title, "vi") == title:
            what = say("same_title", title, other=other.slug)
            raise Faulty([FormProblem(f"{survey.slug}/survey.toml", what)])


def read_hooks(slug: str, file: Path) -> Hooks:
    """Run ``hooks.py`` of a survey and return what it defines.

    It is trusted code, only ever from disk.  Each survey gets a private module
    name, so that two of them never see each other.
    """
    name = f"em_noi_survey_{slug.replace('-', '_')}"
    shown = f"{slug}/{HOOKS}"
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise Faulty([FormProblem(shown, say("hooks_broken", where=""))])
    module = module_from_spec(spec)
    sys.modules[name] = module
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        line = getattr(error, "lineno", None)
        where = f", dòng {line}" if line else f" ({type(error).__name__})"
        raise Faulty([FormProblem(shown, say("hooks_broken", where=where))]) from error
    finally:
        sys.dont_write_bytecode = writes_bytecode
    unknown = [word for word in _own_functions(module) if word not in HOOK_NAMES]
    unknown += [word for word in HOOK_NAMES if not callable(getattr(module, word, len))]
    if unknown:
        raise Faulty([FormProblem(shown, say("hooks_unknown", word)) for word in unknown])
    return Hooks(**{hook: getattr(module, hook, None) for hook in HOOK_NAMES})


def _own_functions(module: ModuleType) -> list[str]:
    """Return the public functions written in *module* itself."""
    return [
        name
        for name, value in vars(module).items()
        if callable(value)
        and not name.startswith("_")
        and getattr(value, "__module__", "") == module.__name__
    ]


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


@commands.command("list")
def list_surveys() -> None:
    """Print the surveys that work, and those in quarantine with the reason."""
    for survey in CATALOGUE.all():
        bands = ", ".join(text_in(band.label, "vi") for band in survey.bands)
        click.echo(f"{survey.slug}  {text_in(survey.title, 'vi')}  ({survey.kind}; {bands})")
    for problem in CATALOGUE.quarantined():
        click.echo(f"✗ {problem}")


@commands.command("new")
@click.argument("slug")
@click.option("--kind", type=click.Choice(KINDS), default="opinion", show_default=True)
@click.option("--title", default="", help="What people read; the slug when left out.")
@click.option("--excel", is_flag=True, help="Make form.xlsx instead of form.md.")
def new(slug: str, kind: str, title: str, excel: bool) -> None:
    """Make a working survey folder called SLUG, to be changed into what is wanted."""
    root = _settings().surveys
    try:
        folder = start_folder(root, slug, kind=kind, title=title or slug, excel=excel)
    except Faulty as error:
        raise click.ClickException(str(error)) from error
    click.echo(_("Made %(folder)s.", folder=folder))
    click.echo(_("Next: change the form, then run “flask surveys check”."))


@commands.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
def check(folder: Path | None) -> None:
    """Read all surveys (or those under FOLDER) anew and run their samples.

    Ends with 1 when a folder is in quarantine or a sample comes out otherwise.  What the
    children's lints say is advice and changes nothing of that.
    """
    root = folder or _settings().surveys
    cache = FormCache()
    surveys, problems = load_surveys(root, cache)
    for warning in cache.warnings:
        click.echo(f"· {warning}")
    for survey in surveys:
        count, wrong = check_samples(survey, root / survey.slug)
        problems += wrong
        mark = "✗" if wrong else "✓"
        click.echo(f"{mark} {survey.slug}: " + _("%(count)s worked answers", count=count))
        for advice in _advice(survey):
            click.echo(f"  · {advice}")
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        raise SystemExit(1)


def _advice(survey: Survey) -> Iterator[str]:
    """Yield what the children's lints say of each form of *survey*."""
    for band in survey.bands:
        form = survey.forms[band.code]
        for each in lint(form, band.ages):
            place = f"{band.code}, “{each.question}”" if each.question else band.code
            yield f"{place}: {each.what}"
