"""What every test may ask for: settings, an application, a session, a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support.databases import PostgresShelf, SqliteShelf
from webapp.config import PROJECT, Settings, load
from webapp.extensions import db
from webapp.factory import create_app

# A busy machine is no fault of the code: no test asserts how long something takes.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def base_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a test process: own keys, own folder, the real surveys."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSTANCE", str(tmp_path_factory.mktemp("instance")))
        for name in ("DATABASE_URL", "SURVEYS", "COMMUNE", "HTTPS", "DEMO"):
            patch.delenv(name, raising=False)
        return replace(load(), testing=True, surveys=PROJECT / "surveys")


@pytest.fixture(scope="session")
def sqlite_shelf(tmp_path_factory: pytest.TempPathFactory, base_settings: Settings) -> SqliteShelf:
    """Return the shelf of migrated SQLite files."""
    return SqliteShelf(tmp_path_factory.mktemp("sqlite"), base_settings)


@pytest.fixture(scope="session")
def postgres_shelf(
    tmp_path_factory: pytest.TempPathFactory, base_settings: Settings
) -> Iterator[PostgresShelf]:
    """Start the PostgreSQL server once per test process."""
    shelf = PostgresShelf(tmp_path_factory.mktemp("postgresql"), base_settings)
    yield shelf
    shelf.close()


@pytest.fixture
def sqlite_settings(sqlite_shelf: SqliteShelf, base_settings: Settings, tmp_path: Path) -> Settings:
    """Return settings with a fresh migrated SQLite file."""
    return replace(base_settings, database_url=sqlite_shelf.fresh(tmp_path))


@pytest.fixture
def app(sqlite_settings: Settings) -> Iterator[Flask]:
    """Return an application on SQLite, for tests of pages."""
    application = create_app(sqlite_settings)
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def session(
    request: pytest.FixtureRequest, base_settings: Settings, tmp_path: Path
) -> Iterator[Session]:
    """Return a database session; a test that asks for it runs on both engines."""
    if request.param == "sqlite":
        urls = iter([request.getfixturevalue("sqlite_shelf").fresh(tmp_path)])
    else:
        urls = request.getfixturevalue("postgres_shelf").fresh()
    application = create_app(replace(base_settings, database_url=next(urls)))
    with application.app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()
    next(urls, None)
