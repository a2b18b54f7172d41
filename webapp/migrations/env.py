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


def run() -> None:
    """Run the migrations on the application's database, in one transaction."""
    extension = current_app.extensions["migrate"]
    with extension.db.engine.connect() as connection:
        # SQLite enforces foreign keys while a table is being rebuilt, which
        # would refuse every batch migration.
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
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
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.commit()


run()
