"""How Alembic reaches the database: through the application's own engine."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from webapp.base.database import Moment
from webapp.privacy.encryption import SealedText

# A migration must still run when our column types have moved or changed, so it
# names the type that is really stored.
STORED_AS = {Moment: "sa.DateTime()", SealedText: "sa.Text()"}


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write a stored type instead of one of ours."""
    if kind == "type" and type(item) in STORED_AS:
        return STORED_AS[type(item)]
    return False


def compare_type(
    migration_context: Any, column: Any, metadata_column: Any, found: Any, wanted: Any
) -> bool | None:
    """Compare our own types by what they store, everything else as usual."""
    if isinstance(wanted, sa.TypeDecorator):
        return not isinstance(found, type(wanted.impl_instance))
    return None


def keep_foreign_keys(connection: sa.Connection, how: str) -> None:
    """Switch SQLite's checking of foreign keys on or off for this connection.

    Inside a transaction the switch does nothing, and our engine opens one with
    the first statement: it is thrown on the driver's own connection.
    """
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA foreign_keys={how}")


def refuse_orphans(connection: sa.Connection) -> None:
    """Raise when a rebuilt table left rows that point to nothing; all is undone then."""
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise RuntimeError(f"a migration lost rows that others point to: {orphans[:5]}")


def run() -> None:
    """Run the migrations on the application's database, in one transaction."""
    extension = current_app.extensions["migrate"]
    with extension.db.engine.connect() as connection:
        # SQLite enforces foreign keys while a table is being rebuilt, which
        # would refuse every batch migration of a table that others point to.
        keep_foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=extension.db.metadata,
            **{
                **extension.configure_args,
                "render_item": render_item,
                "compare_type": compare_type,
            },
        )
        with context.begin_transaction():
            context.run_migrations()
            refuse_orphans(connection)
        keep_foreign_keys(connection, "ON")


run()
