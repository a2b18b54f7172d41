"""What every test may ask for: settings, an application, a session, a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support.applications import OneApplication
from tests.support.databases import PostgresShelf, SqliteShelf
from webapp.config import PROJECT, Settings, load
from webapp.extensions import db

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


@pytest.fixture(scope="session")
def one_application(base_settings: Settings) -> OneApplication:
    """Build the application of this test process."""
    return OneApplication(base_settings)


@pytest.fixture
def app(one_application: OneApplication, sqlite_settings: Settings) -> Iterator[Flask]:
    """Return the application on a fresh SQLite file, for tests of pages."""
    with one_application.on(sqlite_settings.database_url) as application:
        yield application


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def session(
    request: pytest.FixtureRequest, one_application: OneApplication, tmp_path: Path
) -> Iterator[Session]:
    """Return a database session; a test that asks for it runs on both engines."""
    if request.param == "sqlite":
        urls = iter([request.getfixturevalue("sqlite_shelf").fresh(tmp_path)])
    else:
        urls = request.getfixturevalue("postgres_shelf").fresh()
    with one_application.on(next(urls)) as application, application.app_context():
        yield db.session()
        db.session.remove()
    next(urls, None)
