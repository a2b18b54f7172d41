"""Making a database ready to serve: migrated, with the commune and its plan inside.

Everything here may be repeated at every start: what is there already stays as
people have changed it since.
"""

from __future__ import annotations

from dataclasses import dataclass
from wsgiref.types import WSGIApplication

from alembic import command

from webapp.accounts import service as accounts
from webapp.base import clock
from webapp.base.errors import Invalid
from webapp.config import Settings
from webapp.directory import service as directory
from webapp.extensions import db, migrate
from webapp.factory import MIGRATIONS, create_app
from webapp.forms.catalogue import CATALOGUE
from webapp.launch.lock import only_one
from webapp.plan import service as plan
from webapp.plan.labels import fault_words
from webapp.submissions import service as submissions


@dataclass(frozen=True)
class Ready:
    """An application that can serve, and what its first visitors must be told."""

    app: WSGIApplication
    first_sign_in: str | None
    surveys: tuple[str, ...]
    faulty_surveys: tuple[str, ...]
    people: tuple[str, ...] = ()


def prepare(settings: Settings) -> Ready:
    """Migrate and fill the database of *settings*; a second process waits its turn.

    Raise ``Invalid`` when a file of the commune does not fit; then nothing of it
    is kept.
    """
    with only_one(settings.instance / "start.lock"):
        app = create_app(settings)
        with app.app_context():
            command.upgrade(migrate.get_config(str(MIGRATIONS)), "head")
            db.engine.dispose()
            _fill(settings)
            submissions.purge_drafts(db.session(), clock.now())
            link = None if settings.demo else accounts.first_sign_in(db.session(), clock.now())
            db.session.commit()
            db.session.remove()
    return Ready(
        app=app,
        first_sign_in=link,
        surveys=tuple(survey.slug for survey in CATALOGUE.all()),
        faulty_surveys=tuple(str(problem) for problem in CATALOGUE.quarantined()),
    )


def _fill(settings: Settings) -> None:
    """Load the commune's own files: its names first, then its plan."""
    session = db.session()
    directory.load_seed(session, settings.commune, clock.today())
    # A commune may have no plan yet; the demonstration makes its own.
    if (settings.commune / "plan.toml").exists():
        try:
            plan.import_plan(session, settings.commune, today=clock.today())
        except plan.PlanFaults as error:
            raise Invalid(fields={str(f): fault_words(f) for f in error.faults}) from None
    db.session.commit()
