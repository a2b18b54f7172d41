"""The names a page of the plan needs, looked up once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.directory import service as directory
from webapp.plan.shown import Names


def names(session: Session) -> Names:
    """Return bodies and people by id: two statements, however long the plan."""
    return Names(
        bodies={body.id: body.short_name for body in directory.bodies(session, None)},
        people={row.id: row.display_name for row in accounts.people(session)},
    )
