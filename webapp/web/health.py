"""Is the process alive, and can it do its work."""

from __future__ import annotations

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from sqlalchemy import text

from webapp.extensions import db
from webapp.web.guards import public_page


@public_page
def alive() -> tuple[dict[str, str], int]:
    """Answer 200 as long as the process serves requests."""
    return {"status": "ok"}, 200


@public_page
def ready() -> tuple[dict[str, str], int]:
    """Answer 200 when the database answers and is migrated, else 503."""
    try:
        db.session.execute(text("SELECT 1"))
        current = MigrationContext.configure(db.session.connection()).get_current_revision()
    except Exception:
        return {"status": "no database"}, 503
    wanted = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
    if current != wanted:
        return {"status": "not migrated"}, 503
    return {"status": "ready"}, 200


blueprint = Blueprint("health", __name__)
blueprint.add_url_rule("/healthz", view_func=alive)
blueprint.add_url_rule("/readyz", view_func=ready)
