"""Who has which sheet open: two people are told of each other, nobody is locked out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from webapp.opinions.records import OpenSheet

# A page says every minute that it is still open; after two nobody is there any more.
STILL_THERE = timedelta(minutes=2)


def note_open(session: Session, user_id: int, submission_id: str, now: datetime) -> None:
    """Note that a person has a sheet open at this moment; other sheets count as left."""
    session.execute(
        delete(OpenSheet).where(
            OpenSheet.user_id == user_id, OpenSheet.submission_id != submission_id
        )
    )
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = postgresql_insert if on_postgresql else sqlite_insert
    values = {"submission_id": submission_id, "user_id": user_id, "seen_at": now}
    session.execute(
        insert(OpenSheet)
        .values(**values)
        .on_conflict_do_update(
            index_elements=[OpenSheet.submission_id, OpenSheet.user_id], set_={"seen_at": now}
        )
    )


def others_at(session: Session, user_id: int, submission_id: str, now: datetime) -> list[int]:
    """Return the other people who have a sheet open, whoever came last first."""
    return list(
        session.scalars(
            select(OpenSheet.user_id)
            .where(
                OpenSheet.submission_id == submission_id,
                OpenSheet.user_id != user_id,
                OpenSheet.seen_at > now - STILL_THERE,
            )
            .order_by(OpenSheet.seen_at.desc(), OpenSheet.user_id)
        )
    )


def open_elsewhere(session: Session, user_id: int, now: datetime) -> set[str]:
    """Return the sheets that other people have open."""
    return set(
        session.scalars(
            select(OpenSheet.submission_id)
            .where(OpenSheet.user_id != user_id, OpenSheet.seen_at > now - STILL_THERE)
            .order_by(OpenSheet.submission_id)
        )
    )
