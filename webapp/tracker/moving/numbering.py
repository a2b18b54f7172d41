"""The numbers of cases: unique, in one row for each year, and none missing."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from webapp.tracker.records import CaseNumber, CaseNumberFree


def next_number(session: Session, year: int) -> str:
    """Return the next number of *year*, or one that was given back.

    The counter's row makes concurrent openings wait for each other, so numbers
    are unique; since it rolls back with the case, they have no gaps either.
    """
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = postgresql_insert if on_postgresql else sqlite_insert
    # The counter's row first: whoever holds it is alone with the numbers given back.
    session.execute(insert(CaseNumber).values(year=year, last=0).on_conflict_do_nothing())
    counter = session.get_one(CaseNumber, year, with_for_update=True, populate_existing=True)
    free = session.scalar(
        select(CaseNumberFree.number)
        .where(CaseNumberFree.year == year)
        .order_by(CaseNumberFree.number)
        .limit(1)
    )
    if free is not None:
        session.execute(delete(CaseNumberFree).where(CaseNumberFree.number == free))
        return free
    counter.last += 1
    session.flush()
    return f"VV-{year}-{counter.last:04d}"


def give_back(session: Session, number: str, year: int) -> None:
    """Give back the number of a case that was never more than a slip of the hand."""
    session.add(CaseNumberFree(number=number, year=year))
    session.flush()
