"""One application for all tests of a process, with another database for each.

Building the application compiles hundreds of addresses, and every page shown
for the first time compiles its template.  That was more than half of what a
short test cost, so it happens once; what a test may change is put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

import sqlalchemy as sa
from flask import Flask

from webapp.base.database import prepare_sqlite
from webapp.config import Settings
from webapp.extensions import db, limiter
from webapp.factory import POSTGRESQL_OPTIONS, create_app
from webapp.forms.catalogue import CATALOGUE
from webapp.privacy.encryption import KEYRING


class OneApplication:
    """The application of this process, lent to one test after the other."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app = create_app(settings)
        with self._app.app_context():
            # The public name of the engines; the library hands out its own table.
            self._engines = cast("dict[str | None, sa.Engine]", db.engines)
        self._config = dict(self._app.config)
        self._surveys = CATALOGUE.all()
        self._problems = CATALOGUE.quarantined()
        self._lent = False

    @contextmanager
    def on(self, database_url: str) -> Iterator[Flask]:
        """Lend the application, as it was built, with the database at *database_url*."""
        assert not self._lent, "a test asks for two applications: let it build one itself"
        self._lent = True
        self._as_it_was_built()
        self._app.config["SETTINGS"] = replace(self._settings, database_url=database_url)
        engine = _engine(database_url)
        self._engines[None] = engine
        try:
            yield self._app
        finally:
            with self._app.app_context():
                db.session.remove()
            engine.dispose()
            self._lent = False

    def _as_it_was_built(self) -> None:
        """Put back what tests and other applications of this process may have changed."""
        self._app.config.clear()
        self._app.config.update(self._config)
        KEYRING.fill(self._settings.field_keys)
        CATALOGUE.fill(self._surveys, self._problems)
        limiter.reset()


def _engine(database_url: str) -> sa.Engine:
    """Return an engine with the options the factory would give it."""
    if database_url.startswith("sqlite"):
        engine = sa.create_engine(database_url)
        prepare_sqlite(engine)
        return engine
    return sa.create_engine(database_url, **POSTGRESQL_OPTIONS)
