"""Migrations make exactly the tables of the models, and can be taken back with data inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask

from webapp.audit import service as audit
from webapp.base.database import Base
from webapp.config import Settings
from webapp.extensions import db, migrate
from webapp.factory import MIGRATIONS, create_app

# Rows in a chain of foreign keys, with dates, texts with accents and JSON: what
# a change of a table is most likely to lose.  The names are the database's.
ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    (
        "body",
        {
            "id": 1,
            "code": "thcs-thu",
            "name": "Trường THCS Thử",
            "short_name": "THCS Thử",
            "kind": "school",
            "valid_from": "2020-01-01",
        },
    ),
    ("setting", {"name": "reply_days", "value": "10"}),
    (
        "form_version",
        {
            "id": 1,
            "survey": "thu",
            "band": "6-10",
            "title": "Thử",
            "version": "1",
            "digest": "0" * 64,
            "definition": '{"câu": "hỏi"}',
            "stored_on": "2026-05-01",
        },
    ),
    ("role", {"id": 1, "name": "moderator"}),
    # A table that others point to, while it is rebuilt for a new state.
    (
        "case",
        {
            "id": 1,
            "number": "VV-2026-0001",
            "title": "Sân trường ngập nước",
            "state": "waiting_child",
            "decision": "done",
            "opened_on": "2026-05-04",
            "due_on": "2026-05-18",
            "due_by_law": False,
            "times_reopened": 0,
            "search_text": "san truong ngap nuoc",
            "paused_on": "2026-05-06",
        },
    ),
    (
        "case_event",
        {"case_id": 1, "at": "2026-05-06 02:00:00", "to_state": "waiting_child", "why": ""},
    ),
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def migrated(
    request: pytest.FixtureRequest, base_settings: Settings, tmp_path: Path
) -> Iterator[Flask]:
    """Return an application on a freshly migrated database of each engine."""
    shelf = "sqlite_shelf" if request.param == "sqlite" else "postgres_shelf"
    found = request.getfixturevalue(shelf)
    urls = iter([found.fresh(tmp_path)]) if request.param == "sqlite" else found.fresh()
    app = create_app(replace(base_settings, database_url=next(urls)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    next(urls, None)


def config() -> Config:
    found: Config = migrate.get_config(str(MIGRATIONS))
    return found


def tables() -> set[str]:
    db.engine.dispose()
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def insert_rows() -> None:
    for table, row in ROWS:
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608
        db.session.execute(sa.text(statement), row)
    audit.record(db.session(), None, "thing.tested", "thing", 1)
    db.session.commit()


def test_there_is_one_line_of_migrations() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == 1
    numbers = [int(step.revision) for step in script.walk_revisions()]
    assert numbers == list(range(len(numbers), 0, -1))


def test_a_migration_imports_nothing_of_ours() -> None:
    for path in (MIGRATIONS / "versions").glob("*.py"):
        assert "webapp" not in path.read_text(encoding="utf-8"), f"{path.name} leans on the models"


def test_the_migrated_tables_are_those_of_the_models(migrated: Flask) -> None:
    assert tables() == set(Base.metadata.tables)
    command.check(config())  # raises with the differences


def test_migrations_go_down_and_up_with_data_inside(migrated: Flask) -> None:
    insert_rows()
    db.session.remove()
    command.downgrade(config(), "base")
    assert tables() == set()
    command.upgrade(config(), "head")
    assert tables() == set(Base.metadata.tables)
    insert_rows()
    assert audit.first_broken(db.session()) is None


def test_a_second_upgrade_changes_nothing(migrated: Flask) -> None:
    insert_rows()
    db.session.remove()
    command.upgrade(config(), "head")
    kept = db.session.execute(sa.text("SELECT name FROM body")).scalar_one()
    assert kept == "Trường THCS Thử"
